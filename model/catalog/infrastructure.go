package catalog

import (
	"embed"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
)

//go:embed infrastructure/*/*/*.toml
var infrastructureFiles embed.FS

// around are the files of the infrastructure catalogues as a folder of products has them.
var around = func() fs.FS {
	files, err := fs.Sub(infrastructureFiles, "infrastructure")
	if err != nil {
		panic(err) // the path is a constant
	}
	return files
}()

// Infrastructure is the folder of what stands around products, which the program brings along: directories, name and time servers, databases,
// monitoring, backup. A catalogue in it is one like any other.
func Infrastructure() Folder { return Folder{Files: around} }

// Shipped is the catalogue of infrastructure that a product's id alone stands for: where the program brings one edition along. It is the name itself
// of others.
func Shipped(name string) string {
	if path.Dir(name) != "." {
		return name
	}
	if editions := shipped()[name]; len(editions) == 1 {
		return editions[0]
	}
	return name
}

// shipped are the catalogues of infrastructure by the ids of products.
var shipped = sync.OnceValue(func() map[string][]string {
	editions := map[string][]string{}
	for _, dir := range Infrastructure().Editions() {
		editions[path.Dir(dir)] = append(editions[path.Dir(dir)], dir)
	}
	return editions
})

// Parts that hosts take where a site uses a catalogue as infrastructure.
const (
	ProviderPart = "provider"
	UserPart     = "user"
)

// Provider is the role of the hosts that provide what the catalogue describes, or "".
func (c *Catalogue) Provider() string {
	for _, id := range slices.Sorted(maps.Keys(c.Roles)) {
		if c.Roles[id].Part.V == ProviderPart {
			return id
		}
	}
	return ""
}

// UserRoles are the roles of the hosts that use it, sorted.
func (c *Catalogue) UserRoles() []string {
	var roles []string
	for _, id := range slices.Sorted(maps.Keys(c.Roles)) {
		if c.Roles[id].Part.V == UserPart {
			roles = append(roles, id)
		}
	}
	return roles
}

// IsInfrastructure reports whether the catalogue describes what stands around products: hosts provide it to others, or use it.
func (c *Catalogue) IsInfrastructure() bool { return c.Provider() != "" || len(c.UserRoles()) > 0 }

// ByDefault reports whether hosts with an operating system have the role where the site names no users. With an empty list of systems none has.
func (r Role) ByDefault(system string) bool {
	return (r.OS == nil || len(r.OS) > 0) && r.Applies(system)
}

// Applies reports whether a host with an operating system can have the role.
func (r Role) Applies(system string) bool {
	return len(r.OS) == 0 || slices.ContainsFunc(r.OS, func(wanted str) bool { return MatchesSystem(system, wanted.V) })
}

// parts checks who provides and who uses what the catalogue describes.
func (k *checker) parts() {
	provider := ""
	for _, id := range slices.Sorted(maps.Keys(k.c.Roles)) {
		r := k.c.Roles[id]
		k.oneOf("a part", r.Part, Choices["Role.part"]...)
		if r.Part.V == ProviderPart && provider != "" {
			k.fault("P100", r.Part.At, "take part from one of them; sites name the hosts of other roles", "the roles %s and %s are both those of the provider", provider, id)
		}
		if r.Part.V == ProviderPart {
			provider = id
		}
		if r.OS != nil && r.Part.V != UserPart {
			k.fault("P101", r.At, `add part = "user"`, "role %s names systems, and is not a user's", id)
		}
		for _, system := range r.OS {
			k.systemPattern(system)
		}
	}
	for _, f := range k.c.Flows {
		for _, topic := range f.Covers {
			if !idPattern.MatchString(topic.V) {
				k.fault("P04", topic.At, "use lower-case letters, digits and hyphens", "%q is no id", topic.V)
			}
		}
	}
}

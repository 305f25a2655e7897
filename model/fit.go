package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A fitting makes a copy of a site that another edition of one of its products can resolve. What that edition does not know is left out,
// and what it needs and the site does not say is not asked for; both are reported, so that nobody takes the result for complete.
type fitting struct {
	site     *Site // the copy
	old      *Plan
	oldCats  []*catalog.Catalogue
	cats     []*catalog.Catalogue // copies, less demanding
	replaced int                  // which of the catalogues is another one
	found    source.Diagnostics
	omitted  []Omission
}

// omissions are the things that a comparison can leave out, with the sentence of the diagnostic: edition, name, who has it.
var omissions = map[string]string{
	"role":              "%[1]s has no role %[2]q; %[3]s counts with the services that the role has in the old edition",
	"service":           "%[1]s has no service %[2]q, which %[3]s runs",
	"fact":              "%[1]s does not know the fact %[2]q of %[3]s",
	"value":             "%[1]s does not accept this value of the fact %[2]q of %[3]s",
	"resource":          "%[1]s does not know the resource %[2]q",
	"listener":          "%[1]s has no listener %[2]q, which %[3]s names",
	"set":               "%[1]s has no set %[2]q, which %[3]s names",
	"state":             "%[1]s has no state %[2]q, in which %[3]s is used",
	"external":          "%[1]s does not know the outside party %[2]q",
	"needed-resource":   "%[1]s needs to know where the site's %[2]s is",
	"needed-population": "%[1]s needs to know where the site's %[2]s are",
	"needed-fact":       "%[1]s needs the fact %[2]q of %[3]s",
}

// A holder is what of a site something is said of.
type holder struct{ kind, id string }

func (h holder) String() string {
	if h == theSite {
		return "the site"
	}
	return h.kind + " " + h.id
}

// theSite holds what is said of no part of it.
var theSite = holder{kind: "site"}

// omit reports what the comparison leaves out, or would need.
func (f *fitting) omit(at source.Position, kind, name string, of holder) {
	d := source.Diagnostic{Severity: source.Warning, Code: "U01", At: at, Help: "it is left out of the comparison"}
	switch {
	case strings.HasPrefix(kind, "needed-"):
		d.Code, d.Help = "U02", "rules that depend on it are missing in the comparison"
	case kind == "role":
		d.Help = ""
	}
	o := Omission{Kind: kind, Name: name, HolderKind: of.kind, Holder: of.id, Where: (&shared{site: f.site}).place(at)}
	d.What = o.text(f.to().Dir)
	f.found, f.omitted = append(f.found, d), append(f.omitted, o)
}

// text is the sentence of the diagnostic.
func (o Omission) text(edition string) string {
	return fmt.Sprintf(omissions[o.Kind], edition, o.Name, holder{o.HolderKind, o.Holder})
}

// fit returns the copies. The old plan is that of the site as it is.
func fit(site *Site, old *Plan, oldCats, cats []*catalog.Catalogue, replaced int) *fitting {
	copied := *site
	copied.Groups, copied.Translations, copied.Requests = nil, nil, nil // they change no connection, and may name what the new edition lacks
	f := &fitting{site: &copied, old: old, oldCats: oldCats, cats: slices.Clone(cats), replaced: replaced}
	f.products()
	f.nodes()
	f.siteFacts()
	f.resources()
	f.names()
	f.flows()
	f.externals()
	f.demands()
	return f
}

func (f *fitting) to() *catalog.Catalogue   { return f.cats[f.replaced] }
func (f *fitting) from() *catalog.Catalogue { return f.oldCats[f.replaced] }

// products names the new edition wherever the site names the old one.
func (f *fitting) products() {
	rename := func(v str) str {
		if v.V == f.from().Dir {
			v.V = f.to().Dir
		}
		return v
	}
	f.site.Product = rename(f.site.Product)
	f.site.Products = slices.Clone(f.site.Products)
	for i, p := range f.site.Products {
		f.site.Products[i] = rename(p)
	}
	f.site.Nodes = maps.Clone(f.site.Nodes)
	for id, n := range f.site.Nodes {
		n.Product = rename(n.Product)
		f.site.Nodes[id] = n
	}
}

// ofNode tells whether a node runs the product that changes.
func (f *fitting) ofNode(n SiteNode) bool {
	return n.Product.V == f.to().Dir || !n.Product.Set() && f.replaced == 0
}

func (f *fitting) nodes() {
	for _, id := range sortedKeys(f.site.Nodes) {
		n := f.site.Nodes[id]
		if !f.ofNode(n) {
			continue
		}
		f.role(id, &n)
		n.Services = f.services(id, n.Services)
		n.Facts = f.facts(holder{"node", id}, n.Facts, f.to().Facts, "node")
		f.site.Nodes[id] = n
	}
}

// role puts what a role means in the old edition in place of a role that the new one does not have.
func (f *fitting) role(id string, n *SiteNode) {
	if _, ok := f.to().Roles[n.Role.V]; ok || !n.Role.Set() {
		return
	}
	f.omit(n.Role.At, "role", n.Role.V, holder{"node", id})
	known := f.from().Roles[n.Role.V]
	given := map[string]source.Val[any]{}
	for name, value := range known.Facts {
		if _, ok := f.to().Facts[name]; ok {
			given[name] = value
		}
	}
	maps.Copy(given, n.Facts)
	n.Facts = given
	for _, s := range known.Services {
		n.Services = append(n.Services, source.V(s.V, n.Role.At))
	}
	n.Role = str{}
}

func (f *fitting) services(id string, services strs) strs {
	var kept strs
	for _, s := range services {
		if _, ok := f.to().Services[s.V]; !ok {
			f.omit(s.At, "service", s.V, holder{"node", id})
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// facts keeps those that the new edition knows, of that holder, with values that it accepts.
func (f *fitting) facts(of holder, given map[string]source.Val[any], known map[string]catalog.Fact, kind string) map[string]source.Val[any] {
	kept := map[string]source.Val[any]{}
	for _, name := range sortedKeys(given) {
		value := given[name]
		fact, ok := known[name]
		switch {
		case !ok || fact.Holder.Set() && fact.Holder.V != kind:
			f.omit(value.At, "fact", name, of)
		case fact.Accepts(value.V) != "":
			f.omit(value.At, "value", name, of)
		default:
			kept[name] = value
		}
	}
	return kept
}

// anyKnows tells whether some product of the site knows a name.
func anyKnows(cats []*catalog.Catalogue, known func(*catalog.Catalogue) bool) bool {
	return slices.ContainsFunc(cats, known)
}

// siteFacts leaves facts alone that another product of the site answers for, by its name or because it alone knows them.
func (f *fitting) siteFacts() {
	kept, mine := map[string]source.Val[any]{}, map[string]source.Val[any]{}
	knows := func(name string) func(*catalog.Catalogue) bool {
		return func(c *catalog.Catalogue) bool {
			own, named := strings.CutPrefix(name, c.Product.ID.V+".")
			return (named || !strings.Contains(name, ".")) && c.Facts[own].Holder.V == "site"
		}
	}
	for name, value := range f.site.Facts {
		if anyKnows(f.cats, knows(name)) && !knows(name)(f.to()) {
			kept[name] = value
		} else {
			mine[name] = value
		}
	}
	known := maps.Clone(f.to().Facts)
	for name, fact := range f.to().Facts {
		known[f.to().Product.ID.V+"."+name] = fact
	}
	maps.Copy(kept, f.facts(theSite, mine, known, "site"))
	f.site.Facts = kept
}

func (f *fitting) resources() {
	f.site.Resources = maps.Clone(f.site.Resources)
	for _, id := range sortedKeys(f.site.Resources) {
		placed := f.site.Resources[id]
		known, ok := f.to().Resources[id]
		if ok {
			placed.Facts = f.facts(holder{"resource", id}, placed.Facts, known.Facts, "")
			f.site.Resources[id] = placed
		} else if !anyKnows(f.cats, func(c *catalog.Catalogue) bool { _, ok := c.Resources[id]; return ok }) {
			f.omit(placed.At, "resource", id, theSite)
			delete(f.site.Resources, id)
		}
	}
}

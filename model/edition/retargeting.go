package edition

import (
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// A retargeting makes a copy of a site that another edition of one of its products can resolve. What that edition does not know is left out,
// and what it needs and the site does not say is not asked for; both are reported, so that nobody takes the result for complete.
type retargeting struct {
	site     *site.Site // the copy
	keys     *source.KeyPaths
	old      *plan.Plan
	oldCats  []*catalog.Catalogue
	cats     []*catalog.Catalogue // copies, less demanding
	replaced int                  // which of the catalogues is another one
	setup    site.Setup           // the installation that has it
	found    source.Diagnostics
	omitted  []Omission
}

// An omission is one kind of thing that a comparison can leave out: the sentence, and whether the new edition needs it.
type omission struct {
	text   string
	needed bool
}

// omissions are the things that a comparison can leave out, with the sentence of the diagnostic: edition, name, who has it.
var omissions = map[string]omission{
	"role":              {"%[1]s has no role %[2]q; %[3]s counts with the services that the role has in the old edition", false},
	"service":           {"%[1]s has no service %[2]q, which %[3]s runs", false},
	"fact":              {"%[1]s does not know the fact %[2]q of %[3]s", false},
	"value":             {"%[1]s does not accept this value of the fact %[2]q of %[3]s", false},
	"resource":          {"%[1]s does not know the resource %[2]q", false},
	"listener":          {"%[1]s has no listener %[2]q, which %[3]s names", false},
	"rule":              {"%[1]s has no flow rule %[2]q, which %[3]s names", false},
	"set":               {"%[1]s has no set %[2]q, which %[3]s names", false},
	"state":             {"%[1]s has no state %[2]q, in which %[3]s is used", false},
	"external":          {"%[1]s does not know the external service %[2]q", false},
	"needed-resource":   {"%[1]s needs to know where the site's %[2]s is", true},
	"needed-population": {"%[1]s needs to know where the site's %[2]s are", true},
	"needed-fact":       {"%[1]s needs the fact %[2]q of %[3]s", true},
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
func (f *retargeting) omit(at source.Position, kind, name string, of holder) {
	d := source.Diagnostic{Severity: source.Warning, Code: "U01", At: at, Help: "it is left out of the comparison"}
	switch {
	case omissions[kind].needed:
		d.Code, d.Help = "U02", "rules that depend on it are missing in the comparison"
	case kind == "role":
		d.Help = ""
	}
	o := Omission{Kind: kind, Name: name, HolderKind: of.kind, Holder: of.id, Where: f.site.Seen(at.File()), Key: f.keys.At(at), Line: at.Line()}
	d.What = o.Text(f.to().Dir)
	f.found, f.omitted = append(f.found, d), append(f.omitted, o)
}

// Text is the sentence of the diagnostic.
func (o Omission) Text(edition string) string {
	return fmt.Sprintf(omissions[o.Kind].text, edition, o.Name, holder{o.HolderKind, o.Holder})
}

func (f *retargeting) to() *catalog.Catalogue { return f.cats[f.replaced] }

func (f *retargeting) from() *catalog.Catalogue { return f.oldCats[f.replaced] }

// isIn reports whether a node is described for the installation that changes.
func (f *retargeting) isIn(id string) bool {
	n := f.old.Node(id)
	return n != nil && n.Installation == f.setup.ID
}

// local is a name as the catalogue of the installation that changes has it, where the site says it to this one.
func (f *retargeting) local(name string) (string, bool) {
	id, rest, ok := f.site.CutInstallation(name)
	if ok && id != f.setup.ID {
		return "", false
	}
	return rest, true
}

// anyHas reports whether an installation of the site to which a name can be said has it.
func (f *retargeting) anyHas(name string, has func(c *catalog.Catalogue, name string) bool) bool {
	return anyNamed(f.site, f.cats, name, has)
}

// anyNamed is the same for any editions of the site's products.
func anyNamed(s *site.Site, cats []*catalog.Catalogue, name string, has func(c *catalog.Catalogue, name string) bool) bool {
	id, rest, named := s.CutInstallation(name)
	for i, setup := range s.Setups() {
		if i < len(cats) && (named && setup.ID == id && has(cats[i], rest) || has(cats[i], name)) {
			return true
		}
	}
	return false
}

// facts keeps those that the new edition knows, of that holder, with values that it accepts.
func (f *retargeting) facts(of holder, given map[string]source.Val[any], known map[string]catalog.Fact, kind string) map[string]source.Val[any] {
	kept := map[string]source.Val[any]{}
	for _, name := range source.SortedKeys(given) {
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

// anyKnows reports whether some product of the site knows a name.
func anyKnows(cats []*catalog.Catalogue, known func(*catalog.Catalogue) bool) bool {
	return slices.ContainsFunc(cats, known)
}

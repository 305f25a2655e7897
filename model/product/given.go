package product

import (
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// Given is what a site says to one installation, by the names that its catalogue has. What names the installation counts before what is said
// without a name.
type Given struct {
	Resources map[string]site.Resource
	Overrides map[string]site.Override
	Runbooks  map[string]site.Runbook
	Facts     map[string]source.Val[any] // of the site

	keys map[[2]string]string // table and name: the key as the site has it
}

// Tables of a site whose keys are names of catalogues.
const (
	ResourceTable = "resources"
	OverrideTable = "overrides"
	RunbookTable  = "runbooks"
	FactTable     = "facts"
)

// Address gives every installation what the site says to it.
func (s *Network) Address() {
	for _, r := range s.Products {
		r.Given = Given{keys: map[[2]string]string{}}
		r.Given.Resources = addressed(r, ResourceTable, s.Site.Resources)
		r.Given.Overrides = addressed(r, OverrideTable, s.Site.Overrides)
		r.Given.Runbooks = addressed(r, RunbookTable, s.Site.Runbooks)
		r.Given.Facts = addressed(r, FactTable, s.Site.Facts)
		for name, value := range r.Setup.Facts {
			r.Given.Facts[name] = value
		}
	}
}

// addressed takes from a table what is said to an installation.
func addressed[T any](r *Product, table string, all map[string]T) map[string]T {
	out := map[string]T{}
	for key, value := range all {
		if _, own := named(r, table, key); !own && r.Knows(table, key) && !Ambiguous(r.Knowing(table, key)) {
			out[key] = value
		}
	}
	for key, value := range all {
		if name, own := named(r, table, key); own {
			out[name] = value
			r.Given.keys[[2]string{table, name}] = key
		}
	}
	return out
}

// named reports whether a key names this installation, and something that its catalogue knows.
func named(r *Product, table, key string) (name string, own bool) {
	installation, name, ok := r.Site.CutInstallation(key)
	return name, ok && installation == r.ID && r.Knows(table, name)
}

// Knows reports whether the installation's catalogue, or a runbook of the site for it, has a name of a table.
func (r *Product) Knows(table, name string) bool {
	switch table {
	case ResourceTable:
		_, ok := r.Catalogue.Resources[name]
		return ok
	case OverrideTable:
		_, ok := r.Catalogue.Listener(name)
		return ok || r.Catalogue.FlowRule(name) != nil
	case RunbookTable:
		return slices.ContainsFunc(r.Catalogue.Runbooks, func(b *catalog.Runbook) bool { return b.ID.V == name }) ||
			slices.ContainsFunc(r.Books, func(b *site.Book) bool { return b.Own != nil && b.Own.ID.V == name && r.Owns(b.Own) })
	}
	return r.Catalogue.Facts[name].Holder.V == "site"
}

// Knowing are the installations whose catalogues have a name of a table.
func (s *Network) Knowing(table, name string) []*Product {
	return slices.DeleteFunc(slices.Clone(s.Products), func(r *Product) bool { return !r.Knows(table, name) })
}

// Ambiguous reports whether some installations are of one product, so that a name which all of them have does not say which is meant. What products
// that differ call the same is said to all of them.
func Ambiguous(of []*Product) bool {
	return slices.ContainsFunc(of, func(r *Product) bool {
		return slices.ContainsFunc(of, func(o *Product) bool { return o != r && SameProduct(o, r) })
	})
}

// Owns reports whether a runbook of the site's own is for this installation: for the first, unless it names another, or a product of which it is one.
func (r *Product) Owns(b *catalog.Runbook) bool {
	if b.Product.Set() {
		return b.Product.V == r.Catalogue.Dir || b.Product.V == r.ID
	}
	return r == r.Products[0]
}

// Key is the key under which the site says something to the installation of a name; of what it does not say, that under which it would.
func (r *Product) Key(table, name string) string {
	if key, ok := r.Given.keys[[2]string{table, name}]; ok {
		return key
	}
	if r.Several() {
		return site.Qualified(r.ID, name)
	}
	return name
}

// Names are those by which a site can say something of a name of this installation's catalogue: with the installation, where there are several.
func (r *Product) Names(name string) []string {
	if len(r.Products) == 1 {
		return []string{name}
	}
	return []string{name, site.Qualified(r.ID, name)}
}

// Several reports whether the site has several installations of this one's product, so that names have to say which.
func (r *Product) Several() bool {
	return slices.ContainsFunc(r.Products, func(o *Product) bool { return o != r && SameProduct(o, r) })
}

// SameProduct reports whether two installations are of one product, in whatever editions.
func SameProduct(a, b *Product) bool {
	return a.Catalogue.Product.ID.V == b.Catalogue.Product.ID.V && a.Catalogue.Product.ID.Set()
}

// Called is a name of the catalogue as readers meet it: with the installation, where there are several that have it.
func (r *Product) Called(name string) string {
	return plan.ProductInfo{Label: r.Label()}.Called(name)
}

// Label is what tells the installation from others of its product: the name that the site gives it, or its id; "" where there are no others.
func (r *Product) Label() string {
	switch {
	case !r.Several():
		return ""
	case r.Setup.Name.Set():
		return r.Setup.Name.V
	}
	return r.ID
}

// Of is the installation that has an id, or nil.
func (s *Network) Of(id string) *Product {
	if i := slices.IndexFunc(s.Products, func(r *Product) bool { return r.ID == id }); i >= 0 {
		return s.Products[i]
	}
	return nil
}

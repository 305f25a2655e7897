package site

import (
	"path"
	"slices"
	"strings"

	"portolan/model/source"
)

// Installation is one product set up once in the site. A product in `products` is one too, which has no table.
type Installation struct {
	At      source.Position
	Product str                        `toml:"product,required"` // its catalogue, "product/edition"
	Name    str                        `toml:"name"`             // for readers; when absent the product's, with the installation's id
	Facts   map[string]source.Val[any] `toml:"facts"`            // of its own, before those that the site says to all
	Note    str                        `toml:"note"`
}

// Setup is an installation with its id.
type Setup struct {
	ID    string // the key of its table; of one without a table its product's id
	Table bool   // it has one
	Use   *Use   // what the site uses, or nil
	Installation
}

// Setups are the installations of the site: those that the site lists as products, in its order, then those with tables, then what it uses, by id.
func (s *Site) Setups() []Setup {
	var out []Setup
	for _, v := range s.listed() {
		out = append(out, Setup{ID: listedID(v), Installation: Installation{At: v.At, Product: v}})
	}
	for _, id := range source.SortedKeys(s.Installations) {
		if !s.Installations[id].Product.Set() {
			continue // it could not be read
		}
		out = append(out, Setup{ID: id, Table: true, Installation: s.Installations[id]})
	}
	for _, id := range source.SortedKeys(s.Uses) {
		if use := s.Uses[id]; use.Catalogue.Set() {
			out = append(out, Setup{ID: id, Table: true, Use: &use, Installation: Installation{At: use.At, Product: use.Catalogue, Name: use.Name, Facts: use.Facts, Note: use.Note}})
		}
	}
	return out
}

// listed are the products that the site names without a table.
func (s *Site) listed() []str {
	if s.Product.Set() {
		return []str{s.Product}
	}
	return s.Products
}

func listedID(product str) string { return path.Base(path.Dir(product.V)) }

// Catalogues are those of the site's installations, in their order, "product/edition". One that several have is named once for each.
func (s *Site) Catalogues() []source.Val[string] {
	var out strs
	for _, setup := range s.Setups() {
		out = append(out, setup.Product)
	}
	return out
}

// Setup finds an installation by its id.
func (s *Site) Setup(id string) (Setup, bool) {
	for _, setup := range s.Setups() {
		if setup.ID == id {
			return setup, true
		}
	}
	return Setup{}, false
}

// Qualified is a name of a catalogue as the site says it of one installation: "production.database".
func Qualified(installation, name string) string { return installation + "." + name }

// CutInstallation parts a name that begins with an installation's id.
func (s *Site) CutInstallation(name string) (installation, rest string, ok bool) {
	installation, rest, ok = strings.Cut(name, ".")
	if !ok || !s.installs(installation) {
		return "", name, false
	}
	return installation, rest, true
}

// installs reports whether the site has an installation of an id.
func (s *Site) installs(id string) bool {
	return s.Installations[id].Product.Set() || s.Uses[id].Catalogue.Set() || slices.ContainsFunc(s.listed(), func(v str) bool { return listedID(v) == id })
}

// TableKey is a key as it stands in the head of a table.
func TableKey(key string) string {
	if strings.Contains(key, ".") {
		return `"` + key + `"`
	}
	return key
}

// installations checks the tables of installations, and which of them nodes name.
func installations(k *checker) {
	s := k.site
	listed := map[string]bool{}
	for _, setup := range s.Setups() {
		if !setup.Table {
			listed[setup.ID] = true
			continue
		}
		k.plainID(setup.ID, "product's installation", setup.At)
		if _, other := s.Installations[setup.ID]; other && setup.Use != nil {
			k.fault("S230", setup.At, "rename the table", "%q is the id of an installation and of what the site uses", setup.ID)
		}
		if listed[setup.ID] {
			k.fault("S230", setup.At, "rename the table, or remove the product from `products` and let the table be its installation", "%q is the id of an installation and of one of the site's products", setup.ID)
		}
	}
	for _, id := range source.SortedKeys(s.Nodes) {
		n := s.Nodes[id]
		if !n.Installation.Set() {
			continue
		}
		setup, known := s.Setup(n.Installation.V)
		switch {
		case k.unbound.Within("installations") || k.unbound.Of("products"):
		case !known:
			var ids []string
			for _, setup := range s.Setups() {
				ids = append(ids, setup.ID)
			}
			k.fault("S232", n.Installation.At, source.DidYouMean(n.Installation.V, ids), "node %s is of the installation %q, which the site does not have", id, n.Installation.V)
		case n.Product.Set() && n.Product.V != setup.Product.V:
			k.fault("S232", n.Product.At, "remove it: the installation says which product it is of", "node %s runs %q and is of the installation %s, which is one of %q", id, n.Product.V, setup.ID, setup.Product.V)
		}
	}
}

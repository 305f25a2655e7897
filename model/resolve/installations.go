package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// install begins with the installations of the site, each with its catalogue. A product that the site lists twice is an error: what it says of nodes,
// resources and rules could be meant for either.
func install(s *product.Network, cats []*catalog.Catalogue) {
	setups := s.Site.Setups()
	for i, cat := range cats {
		setup := setupOf(setups, i, cat)
		r := product.New(s, setup, cat)
		twice := slices.IndexFunc(s.Products, func(o *product.Product) bool { return !o.Setup.Table && !setup.Table && o.ID == setup.ID })
		if twice < 0 {
			s.Products = append(s.Products, r)
			continue
		}
		first := s.Products[twice].Setup.Product
		s.Fault("S193", setup.At, fmt.Sprintf("remove it; where there are two installations, take both out of products and describe each by a table, which nodes name: `[installations.production]\nproduct = %q\n\n[installations.test]\nproduct = %q`, and of each node `installation = \"test\"`",
			first.V, setup.Product.V), "%q and %q are the same product, and nothing tells its installations apart", first.V, setup.Product.V)
	}
	s.Address()
}

// setupOf is how the site names the installation of one of its catalogues.
func setupOf(setups []site.Setup, i int, cat *catalog.Catalogue) site.Setup {
	setup := site.Setup{Installation: site.Installation{Product: source.Text{V: cat.Dir}}}
	if i < len(setups) {
		setup = setups[i]
	}
	if id := cat.Product.ID; id.Set() && !setup.Table {
		setup.ID = id.V
	}
	return setup
}

// ofProduct are the installations of a catalogue that a node may be of: those without a table before all.
func ofProduct(s *product.Network, dir string) []*product.Product {
	return slices.DeleteFunc(slices.Clone(s.Products), func(r *product.Product) bool { return dir != "" && r.Catalogue.Dir != dir })
}

// choose is the only one of some installations to which something can belong. Where there are several, it is told.
func choose(s *product.Network, at source.Position, what string, among []*product.Product) *product.Product {
	if len(among) == 1 {
		return among[0]
	}
	var ids []string
	for _, r := range among {
		ids = append(ids, r.ID)
	}
	s.Fault("S231", at, fmt.Sprintf("say which, as in `installation = %q`", ids[0]), "%s may be of several installations: %s", what, strings.Join(ids, ", "))
	return nil
}

// setsNamed are the installations that have a set of a name, with its name in their catalogues. A name may begin with the installation's id.
func setsNamed(s *product.Network, name string) (set string, of []*product.Product) {
	if id, rest, ok := s.Site.CutInstallation(name); ok {
		if r := s.Of(id); r != nil && r.Catalogue.Sets[rest].At.IsValid() {
			return rest, []*product.Product{r}
		}
	}
	for _, r := range s.Products {
		if _, known := r.Catalogue.Sets[name]; known {
			of = append(of, r)
		}
	}
	return name, of
}

// qualified are the names by which some installations can be told apart.
func qualified(of []*product.Product, name string) []string {
	var out []string
	for _, r := range of {
		out = append(out, site.Qualified(r.ID, name))
	}
	return out
}

// checkAmbiguous finds names of catalogues that mean something in several installations of one product.
func checkAmbiguous(s *product.Network) {
	if !product.Ambiguous(s.Products) {
		return
	}
	table := func(table, kind, key string, at source.Position) {
		if of := s.Knowing(table, key); product.Ambiguous(of) {
			names := qualified(of, key)
			for _, name := range names {
				s.Doubts.Mark(table, name)
			}
			s.Fault("S231", at, fmt.Sprintf("say which: `[%s.%q]`", table, names[0]), "the %s %q may be one of several installations: %s", kind, key, strings.Join(names, ", "))
		}
	}
	for _, key := range source.SortedKeys(s.Site.Resources) {
		table(product.ResourceTable, "resource", key, s.Site.Resources[key].At)
	}
	for _, key := range source.SortedKeys(s.Site.Overrides) {
		table(product.OverrideTable, "override", key, s.Site.Overrides[key].At)
	}
	for _, key := range source.SortedKeys(s.Site.Runbooks) {
		table(product.RunbookTable, "runbook", key, s.Site.Runbooks[key].At)
	}
	for _, key := range source.SortedKeys(s.Site.Facts) {
		if of := s.Knowing(product.FactTable, key); product.Ambiguous(of) {
			for _, r := range of {
				s.Doubts.Mark("installations", r.ID, product.FactTable, key)
			}
			s.Fault("S231", s.Site.Facts[key].At, fmt.Sprintf("say it in the facts of each installation, [installations.%s]", of[0].ID), "the fact %q may be one of several installations: %s", key, strings.Join(qualified(of, key), ", "))
		}
	}
	ambiguousSets(s)
	givenTwice(s)
}

// ambiguousSets finds names of sets that may be of several installations, wherever the site names parties.
func ambiguousSets(s *product.Network) {
	look := func(v source.Text) {
		if _, party := s.Parties[v.V]; party {
			return
		}
		if _, of := setsNamed(s, v.V); product.Ambiguous(of) {
			s.Fault("S231", v.At, "say which", "the set %q may be one of several installations: %s", v.V, strings.Join(qualified(of, v.V), ", "))
		}
	}
	for _, id := range source.SortedKeys(s.Site.LoadBalancers) {
		for _, t := range s.Site.LoadBalancers[id].Targets {
			look(t)
		}
	}
	for _, id := range source.SortedKeys(s.Site.Flows) {
		for _, end := range []source.Val[any]{s.Site.Flows[id].From, s.Site.Flows[id].To} {
			for _, name := range namesOf(end) {
				if _, group := s.Site.Groups[name]; !group {
					look(source.V(name, end.At))
				}
			}
		}
	}
	for _, id := range source.SortedKeys(s.Site.Groups) {
		for _, m := range s.Site.Groups[id].Members {
			look(m)
		}
	}
	for _, id := range source.SortedKeys(s.Site.Translations) {
		if _, group := s.Site.Groups[s.Site.Translations[id].Party.V]; !group {
			look(s.Site.Translations[id].Party)
		}
	}
}

// givenTwice finds facts that the site gives an installation in its table and in that of all facts.
func givenTwice(s *product.Network) {
	for _, key := range source.SortedKeys(s.Site.Facts) {
		id, name, ok := s.Site.CutInstallation(key)
		if r := s.Of(id); ok && r != nil && r.Setup.Facts[name].Set() {
			s.Found = append(s.Found, source.Diagnostic{Code: "S233", At: s.Site.Facts[key].At, What: fmt.Sprintf("the fact %s of the installation %s is given twice", name, id), Help: "remove one of them",
				Related: []source.Related{{At: r.Setup.Facts[name].At, What: "here, too"}}})
		}
	}
}

// emptyInstallations finds installations that have a table and no node: nothing that the site says to them has an effect.
func emptyInstallations(k *findings) {
	for _, r := range k.Products {
		if r.Setup.Table && len(r.Nodes) == 0 && !k.NodesInDoubt() {
			k.add("S234", r.ID, r.Setup.At, fmt.Sprintf("say of its nodes `installation = %q`, or remove it", r.ID), "the installation %s has no node", r.ID)
		}
	}
}

// joinQuestions makes one of the questions that several installations of a product have in common: what documents say is decided once.
func joinQuestions(all []plan.Question) []plan.Question {
	var out []plan.Question
	for _, q := range all {
		i := slices.IndexFunc(out, func(o plan.Question) bool { return o.ID == q.ID && o.Title == q.Title })
		if i < 0 {
			out = append(out, q)
			continue
		}
		out[i].Flows, out[i].Nodes = joined(out[i].Flows, q.Flows), joined(out[i].Nodes, q.Nodes)
	}
	return out
}

func joined(a, b []string) []string {
	out := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

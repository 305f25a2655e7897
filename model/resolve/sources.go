package resolve

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
)

// sources are the documents of all products, each once, by publisher and title. Catalogues that cite one document may have read it on
// different days; the last stands.
func sources(s *product.Network) []plan.Source {
	last := map[plan.Source]string{}
	for _, r := range s.Products {
		for _, d := range r.Catalogue.Documents {
			named := plan.Source{Publisher: d.Publisher.V, Title: d.Title.V, Edition: d.Edition.V, Kind: d.Unofficial(), URL: d.URL.V}
			last[named] = max(last[named], d.Read.V.String())
		}
	}
	out := []plan.Source{}
	for named, read := range last {
		named.Read = read
		out = append(out, named)
	}
	slices.SortFunc(out, func(a, b plan.Source) int {
		return cmp.Or(strings.Compare(a.Publisher, b.Publisher), strings.Compare(a.Title, b.Title), strings.Compare(a.Edition, b.Edition), strings.Compare(a.Kind+a.URL, b.Kind+b.URL))
	})
	return out
}

package resolve

import (
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// sets tells who is in each set of the product in each of its states.
func sets(r *product.Product) []plan.Set {
	var out []plan.Set
	for _, id := range source.SortedKeys(r.Catalogue.Sets) {
		set := plan.Set{ID: id, Name: r.Called(r.Catalogue.Sets[id].Name.V), Product: r.ID}
		for _, a := range r.States {
			in := plan.Membership{State: a.State.ID}
			for _, n := range r.Members(a, id) {
				in.Nodes = append(in.Nodes, n.ID)
			}
			set.In = append(set.In, in)
		}
		out = append(out, set)
	}
	return out
}

package model

// A Set is a set of a catalogue with its members at this site. Questions name sets, and what a loss means depends on who is left in them.
type Set struct {
	ID      string
	Name    string // for readers, in the plural
	Product string // whose set it is, by id
	In      []Membership
}

// Membership is who is in a set in one state. The states are those of the set's product, the normal one first.
type Membership struct {
	State string
	Nodes []string // by id
}

// Normally lists the members of the set in the normal state.
func (s Set) Normally() []string { return s.In[0].Nodes }

// listSets tells who is in each set of the product in each of its states.
func (r *resolver) listSets() {
	for _, id := range sortedKeys(r.cat.Sets) {
		set := Set{ID: id, Name: r.cat.Sets[id].Name.V, Product: r.cat.Product.ID.V}
		for _, a := range r.states {
			in := Membership{State: a.state.ID}
			for _, n := range r.members(a, id) {
				in.Nodes = append(in.Nodes, n.id)
			}
			set.In = append(set.In, in)
		}
		r.plan.Sets = append(r.plan.Sets, set)
	}
}

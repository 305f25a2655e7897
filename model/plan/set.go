package plan

// A Set is a set of a catalogue with its members at this site. Questions name sets, and what a loss means depends on who is left in them.
type Set struct {
	ID      string
	Name    string // for readers, in the plural
	Product string // the installation whose set it is, by id
	In      []Membership
}

// Membership is who is in a set in one state. The states are those of the set's product, the normal one first.
type Membership struct {
	State string
	Nodes []string // by id
}

// Normally lists the members of the set in the normal state.
func (s Set) Normally() []string { return s.In[0].Nodes }

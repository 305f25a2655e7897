package plan

// TriageCheck is a look that decides what failed, as the pages of some hosts print it.
type TriageCheck struct {
	ID        string         `json:"id"`
	Catalogue string         `json:"catalogue"`
	Parties   []string       `json:"parties"` // the hosts on whose pages it stands
	Text      string         `json:"text"`
	Where     []string       `json:"where,omitempty"`
	Place     string         `json:"place,omitempty"` // a machine that the plan does not know, in words
	Commands  []Command      `json:"commands"`
	Minutes   int            `json:"minutes,omitempty"`
	Answers   []TriageAnswer `json:"answers"`
	Sources   []Citation     `json:"sources"`

	Installation string `json:"-"` // of the product, by id
}

// TriageAnswer is something that a check can show, and what to do then.
type TriageAnswer struct {
	Shows     string       `json:"shows"`
	Failed    []string     `json:"failed,omitempty"`    // ids of components; none when what was looked at is well
	Undecided bool         `json:"undecided,omitempty"` // it shows neither: the check could not be made
	Here      []string     `json:"here,omitempty"`      // only on the pages of hosts that hold all of these components
	Next      string       `json:"next"`
	Runbooks  []RelatedRef `json:"runbooks,omitempty"` // those that are not here, too
}

// LossNote is what the catalogue says of the loss of some hosts.
type LossNote struct {
	Parties []string   `json:"parties"`
	Text    string     `json:"text"`
	Next    string     `json:"next"`
	Sources []Citation `json:"sources"`
}

// Component is a part of a product that can fail while the rest is well, and the hosts that it is on.
type Component struct {
	ID        string   `json:"id"`
	Catalogue string   `json:"catalogue"`
	Name      string   `json:"name"`
	Parties   []string `json:"parties"`

	Installation string `json:"-"` // of the product, by id
}

// Component is a component of an installation by its id; it has no hosts where the site has none.
func (p *Plan) Component(installation, id string) Component {
	for _, c := range p.Components {
		if c.Installation == installation && c.ID == id {
			return c
		}
	}
	return Component{ID: id, Installation: installation, Name: id}
}

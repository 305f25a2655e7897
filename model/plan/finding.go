package plan

import (
	"iter"

	"portolan/model/source"
)

// Question is an open question of the catalogue that touches this site.
type Question struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Sides    []Side   `json:"sides"`
	Decision string   `json:"decision"`
	Flows    []string `json:"flows,omitempty"` // ids of the flows that it bears on
	Nodes    []string `json:"nodes,omitempty"`
}

// Side is one side of a question.
type Side struct {
	Says    string     `json:"says"`
	Choice  *Choice    `json:"choice,omitempty"` // what it means for the rules that a decision chooses it; nil where none can
	Sources []Citation `json:"sources"`
}

// Choice is what it means for rules that a decision chooses a side of a question.
type Choice struct {
	Opens  []string `json:"opens,omitempty"`  // flow rules that are open and no longer disputed
	Closes []string `json:"closes,omitempty"` // flow rules that are not open
	Ports  []string `json:"ports,omitempty"`  // listeners with their ports: "collector.relp 514"
}

// Effects are the parts of a choice that there are, by the keys of their words.
func (c *Choice) Effects() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, e := range []struct {
			key  string
			list []string
		}{{"opens", c.Opens}, {"closes", c.Closes}, {"ports", c.Ports}} {
			if len(e.list) > 0 && !yield(e.key, e.list) {
				return
			}
		}
	}
}

// NotCovered is traffic that the plan cannot know, and the declared flows that cover it here.
type NotCovered struct {
	ID       string   `json:"id"`
	Topic    string   `json:"topic"`
	Text     string   `json:"text"`
	Declared []string `json:"declared,omitempty"` // keys of the site's flows, and flow rules
	Names    []string `json:"names,omitempty"`    // the same as readers know them

	Lines string `json:"-"` // of an open topic: what a site writes to use what covers it; may be empty
	Agree string `json:"-"` // of an open topic without lines: what to agree, and with whom; may be empty
}

// Finding is a vendor's rule that this site breaks, or what the program has to say of its rules and of what it describes.
type Finding struct {
	ID       string     `json:"id"`
	Level    string     `json:"level"`
	What     string     `json:"what"`
	Help     string     `json:"help,omitempty"`
	Node     string     `json:"node,omitempty"`
	About    string     `json:"about,omitempty"` // the flow, zone or other thing of the site that it is on, where that is no host
	Sources  []Citation `json:"sources"`
	Accepted *Accepted  `json:"accepted,omitempty"`

	At source.Position `json:"-"`
}

// OmittedRule is a flow rule of a catalogue that is not required and that the site does without.
type OmittedRule struct {
	Rule        string     `json:"rule"`
	Product     string     `json:"product"`
	Purpose     string     `json:"purpose"`
	Requirement string     `json:"requirement"` // optional, conditional
	Reason      string     `json:"reason"`
	Sources     []Citation `json:"sources"`
}

// Accepted is the site's word on a finding.
type Accepted struct {
	Reason string      `json:"reason"`
	By     string      `json:"by,omitempty"`
	Until  source.Date `json:"until"`
}

package plan

import (
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
	Sources []Citation `json:"sources"`
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

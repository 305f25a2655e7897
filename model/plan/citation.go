package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Source is a document that the plan rests on, as readers know and find it.
type Source struct {
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	Edition   string `json:"edition,omitempty"`
	Kind      string `json:"kind,omitempty"` // copy, third-party, community; empty for the publisher's own document
	URL       string `json:"url,omitempty"`
	Read      string `json:"read,omitempty"` // the day on which it was read, as 2026-11-28
}

// ID is the id of a document in the file of a plan, made of what names it: one that goes or comes changes no other.
func (s Source) ID() string {
	return digest([]byte(strings.Join([]string{s.Publisher, s.Title, s.Edition, s.Kind, s.URL}, "\x00")))[:idLength]
}

// Citation is a place in a document, as readers find it. The file of a plan has it as a CitedPlace.
type Citation struct {
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	Edition   string `json:"edition,omitempty"`
	Kind      string `json:"kind,omitempty"` // as of a Source
	Section   string `json:"section"`
	Page      string `json:"page,omitempty"` // "49" or "49-50"
	URL       string `json:"url,omitempty"`
}

// CitedPlace is a citation by the id of its document among the sources of a plan: a runbook of twenty steps cites the same few documents.
type CitedPlace struct {
	Source  string `json:"source"`
	Section string `json:"section"`
	Page    string `json:"page,omitempty"`
}

// WholeCitation is a citation where the sources of the plan are not at hand.
type WholeCitation Citation

// Whole are citations likewise.
func Whole(all []Citation) []WholeCitation {
	out := make([]WholeCitation, len(all))
	for i, c := range all {
		out[i] = WholeCitation(c)
	}
	return out
}

// JSONForm is a value of the form in which it is written.
func (c Citation) JSONForm() any { return CitedPlace{c.In().ID(), c.Section, c.Page} }

// MarshalJSON writes that, with characters of HTML as they are.
func (c Citation) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(c.JSONForm())
	return out.Bytes(), err
}

// Name is publisher, title and edition of a document, and what it is if not the publisher's own.
func (s Source) Name() string {
	name := s.Publisher + ": " + s.Title
	if s.Edition != "" {
		name += ", " + s.Edition
	}
	if s.Kind != "" {
		name += " (" + s.Kind + ")"
	}
	return name
}

// In is the document that a place is in. The day of reading stands in the list of sources only.
func (c Citation) In() Source {
	return Source{Publisher: c.Publisher, Title: c.Title, Edition: c.Edition, Kind: c.Kind, URL: c.URL}
}

// String is the citation as readers need it: publisher, title, edition, section and page.
func (c Citation) String() string {
	text := fmt.Sprintf("%s, section %q", c.In().Name(), c.Section)
	switch {
	case strings.Contains(c.Page, "-"):
		text += ", pages " + c.Page
	case c.Page != "":
		text += ", page " + c.Page
	}
	return text
}

package citation

import (
	"testing"

	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// TestEach prints places as readers look for them: each document once, each section once with its pages, and what a document is if not the publisher's own.
func TestEach(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	guide := plan.Citation{Publisher: "Maker", Title: "Guide", Edition: "2", URL: "https://docs.example.com/guide"}
	at := func(c plan.Citation, section, page string) plan.Citation {
		c.Section, c.Page = section, page
		return c
	}
	of := func(kind string) plan.Citation {
		return plan.Citation{Publisher: "Other", Title: "Notes", Kind: kind, Section: "Ports"}
	}
	got := Each([]plan.Citation{at(guide, "Ports", "49"), of("copy"), at(guide, "Start", ""), at(guide, "Ports", "51-52"), at(guide, "Ports", "51"), of("third-party"), of("community")}, w)
	want := []Place{
		{"Maker: Guide, 2, “Ports”, pp. 49, 51–52; “Start”", "https://docs.example.com/guide"},
		{"Other: Notes (copy of the publisher’s text), “Ports”", ""},
		{"Other: Notes (third-party document), “Ports”", ""},
		{"Other: Notes (community document), “Ports”", ""},
	}
	if len(got) != len(want) {
		t.Fatalf("%d places, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("printed %q, want %q", got[i], want[i])
		}
	}
	if one := One(at(guide, "Ports", "49"), w); one.Text != "Maker: Guide, 2, “Ports”, p. 49" {
		t.Errorf("one place is printed %q", one.Text)
	}
}

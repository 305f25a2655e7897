package worksheet

import (
	"testing"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/text/wordlist"
)

// TestImplementerIsFiled: who implemented a rule stands with its ticket and dates, on pages and on paper.
func TestImplementerIsFiled(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	m := plan.RuleMetadata{Action: plan.AllowAction, SourcePort: plan.AnyPort, Ticket: "CHG-1", Since: source.Date{Year: 2026, Month: 11, Day: 27}, Implementer: "M. Berg"}
	const want = "CHG-1, from 2026-11-27, implemented by M. Berg"
	found := false
	for _, f := range Filed(m, w) {
		found = found || f.Value == want
	}
	if !found {
		t.Errorf("%+v lacks %q", Filed(m, w), want)
	}
	if columns := MetadataColumns([]plan.RuleMetadata{{Action: plan.AllowAction, SourcePort: plan.AnyPort, Implementer: "M. Berg"}}, nil, w); len(columns) != 1 || columns[0].Key != "ticket" {
		t.Errorf("%d columns, want that of the ticket", len(columns))
	}
}

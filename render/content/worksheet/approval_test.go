package worksheet

import (
	"testing"

	"portolan/model/approval"
	"portolan/model/source"
	"portolan/render/text/wordlist"
)

// TestApprovalTextIsThatOfTheTerminal: pages, papers, workbooks and the answers on a terminal say the state of an approval in the same
// words.
func TestApprovalTextIsThatOfTheTerminal(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	was := &approval.Approval{By: "P. Novak", Date: source.Date{Year: 2026, Month: 9, Day: 30}, Ticket: "CHG-1", Until: source.Date{Year: 2027, Month: 9, Day: 30}}
	many := []string{"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7", "10.0.0.8"}
	standings := []approval.Standing{{State: approval.Open}, {State: approval.Approved}, {State: approval.Over, Was: was}, {State: approval.Unneeded}}
	for _, what := range approval.WhatChanges() {
		for _, c := range []approval.Change{{What: what, Old: many[:1], New: many[1:3]}, {What: what, New: many}, {What: what, Old: many[:7]}} {
			standings = append(standings, approval.Standing{State: approval.Changed, Was: was, Changes: []approval.Change{c, {What: "port", Old: many[:1], New: many[1:2]}}})
		}
	}
	for _, s := range standings {
		for _, a := range []*approval.Approval{nil, was, {By: "P. Novak", Date: was.Date}} {
			if printed, said := ApprovalText(a, s, w), s.Text(a); printed != said {
				t.Errorf("it prints %q and says %q", printed, said)
			}
		}
	}
	if missing := w.Missing(); len(missing) > 0 {
		t.Errorf("the word list lacks %v", missing)
	}
}

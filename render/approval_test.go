package render

import (
	"slices"
	"strings"
	"testing"

	"portolan/cmd/portolan/terminal"
	"portolan/model/approval"
	"portolan/model/policy"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/rules"
	"portolan/render/content/security"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/citation"
)

// textOf is all that a document says.
func textOf(d *document.Document) string {
	var b strings.Builder
	for _, text := range document.Texts(d) {
		b.WriteString(text + "\n")
	}
	return b.String()
}

// TestChangedRulesReadAlike moves the database of the example. Every output says of its rules that they changed, and how, in the same
// words; none prints a status that nobody agreed to, and none leaves it blank.
func TestChangedRulesReadAlike(t *testing.T) {
	plan, _ := planOfText(t, example, exampleWith(t, [2]string{`"10.20.2.20"`, `"10.20.2.99"`}))
	w := wordList(t)
	pol := policy.Of(plan)
	printer := rulecolumns.NewPrinter(plan, pol, w)
	said := map[string]string{} // rule -> the state of its approval
	for _, f := range plan.Network() {
		if f.Standing.State == approval.Changed {
			said[f.ID] = f.ApprovalText()
		}
	}
	if len(said) == 0 {
		t.Fatal("no rule changed")
	}
	claimed := 0
	line := func(what, id string, l *rulecolumns.Line) {
		for _, field := range []string{"approval", "approver"} {
			if got := l.Values(field); !slices.Equal(got, []string{said[id]}) {
				t.Errorf("%s of %s: %s %q, want %q", what, id, field, got, said[id])
			}
		}
		if f := plan.Flow(id); f.Claimed != "" {
			claimed++
			if got := l.Values("status"); !slices.Equal(got, []string{"requested"}) {
				t.Errorf("%s of %s: the status is %q, and %q is claimed", what, id, got, f.Claimed)
			}
		}
	}
	for _, r := range worksheet.Every(plan, w).Rows() {
		if said[r.ID] == "" {
			continue
		}
		if r.Approval != said[r.ID] {
			t.Errorf("the worksheet says %q of %s", r.Approval, r.ID)
		}
		line("the row", r.ID, printer.Row(&worksheet.Sheet{Sources: make([]citation.Place, 1000)}, r))
	}
	for i := range pol.Rules {
		if id := pol.Rules[i].Flows[0]; said[id] != "" {
			line("the grouped row", id, printer.Grouped(&pol.Rules[i]))
		}
	}
	for _, r := range rules.Of(plan, pol).Rules {
		if changed := said[r.ID] != ""; changed != (r.Standing.State == string(approval.Changed)) || changed && (r.Approval != nil || len(r.Standing.Changes) == 0) {
			t.Errorf("rules.json says of %s %+v", r.ID, r.Standing)
		}
	}
	services := textOf(security.Document(plan, document.Figure{}, w))
	for id, text := range said {
		if explained, err := terminal.Explain(plan, id); err != nil || !strings.Contains(explained, text) {
			t.Errorf("explain says of %s %v\n%s", id, err, explained)
		}
		if !strings.Contains(services, text) {
			t.Errorf("the security review does not say %q", text)
		}
	}
	if claimed == 0 {
		t.Error("the site claims no status for a rule that changed")
	}
}

// TestReviewAsYoungAsTheDocument: a document that is not younger than the last review of its rules has no gap in its reviews.
func TestReviewAsYoungAsTheDocument(t *testing.T) {
	w := wordList(t)
	for last, gap := range map[string]bool{"2026-11-25": true, "2026-11-26": false} {
		plan, _ := planOfText(t, example, exampleWith(t, [2]string{"last = 2026-09-30\nby", "last = " + last + "\nby"}))
		texts := textOf(security.Document(plan, document.Figure{}, w))
		if says := strings.Contains(texts, "Revision 1.2 (2026-11-26) has not been reviewed; last review "+last); says != gap {
			t.Errorf("reviewed on %s, the gap is named: %v", last, says)
		}
		if says := strings.Contains(texts, w.Text("security.no-gap")); says == gap {
			t.Errorf("reviewed on %s, it says that there is no gap: %v", last, says)
		}
	}
}

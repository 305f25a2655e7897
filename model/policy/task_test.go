package policy

import (
	"testing"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/model/source"
)

// TestTasks: what is approved and not in place is to be implemented; nothing without an approval is; what is over is to be removed, whatever else is said of it.
func TestTasks(t *testing.T) {
	day, before := date(t, "2026-11-26"), date(t, "2026-11-25")
	for _, c := range []struct {
		name            string
		state           approval.State
		status, claimed string
		until           source.Date
		want            Task
	}{
		{"approved", approval.Approved, "", "", source.Date{}, Implement},
		{"approved and asked for", approval.Approved, "requested", "", day, Implement},
		{"in place", approval.Approved, "implemented", "", source.Date{}, Keep},
		{"checked", approval.Approved, "verified", "", source.Date{}, Keep},
		{"asked for", approval.Open, "requested", "", source.Date{}, Refuse},
		{"said to be approved", approval.Open, "requested", "approved", source.Date{}, Refuse},
		{"said to be in place", approval.Open, "requested", "verified", source.Date{}, Decide},
		{"changed since", approval.Changed, "requested", "implemented", source.Date{}, Decide},
		{"approval over", approval.Over, "requested", "", source.Date{}, Refuse},
		{"over", approval.Approved, "verified", "", before, Remove},
		{"over and never approved", approval.Open, "", "", before, Remove},
	} {
		terms := Terms{RuleMetadata: plan.RuleMetadata{Status: c.status, Claimed: c.claimed, Until: c.until}, Standing: approval.Standing{State: c.state}}
		if got := terms.Task(&plan.Plan{Document: plan.DocumentInfo{Date: day}}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func date(t *testing.T, text string) source.Date {
	t.Helper()
	d, err := source.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

package model

import "testing"

// A document cannot hold what was written after its date: the sites of the repository are dated after the texts of the catalogues that they use.
func TestDocumentsAreYoungerThanTheirTexts(t *testing.T) {
	for _, id := range siteIDs(t) {
		_, found := resolveSite(t, id)
		for _, d := range found {
			if d.Code == "S86" {
				t.Errorf("%s: %s", id, d.What)
			}
		}
	}
}

// The minutes without services are those from the first step that stops some to the last that starts some; steps that are not in the pack count for
// nothing, and where none stops or starts anything, all steps count.
func TestMinutesDown(t *testing.T) {
	plan, _ := resolveSite(t, "single-node")
	for _, b := range plan.Runbooks {
		if b.ID != "database-scram" {
			continue
		}
		first, last, total := -1, -1, 0
		for i, s := range b.Steps {
			switch s.ID {
			case "stop-services":
				first = i
			case "start-services":
				last = i
			}
		}
		for _, s := range b.Steps[first : last+1] {
			total += s.Minutes
		}
		if got := minutesDown(nil, b.Steps); got <= total || total == 0 {
			t.Errorf("without stops and starts %d minutes, of which %d without services", got, total)
		}
		return
	}
	t.Error("the runbook is not there")
}

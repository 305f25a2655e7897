package model

import (
	"strings"
	"testing"
)

// TestExplainTopics asks for a question, a finding, a runbook of the pack and one that is left out, each also in other letters.
func TestExplainTopics(t *testing.T) {
	p, _ := resolveSite(t, "harbour-logistics")
	p.LeftOut = append(p.LeftOut, LeftOut{ID: "move-house", Title: "Move house", Missing: []string{"backup.folder"}})
	for id, want := range map[string][]string{
		"c07":         {"C07  question  ", "  one side  ", "  decision  ", "MLETNFH"},
		"L48":         {"L48  warning  ", "  accepted     until 2027-03-31: ", "  cure  "},
		"Site-Backup": {"site-backup  runbook  Back up the site\n", "  minutes  ", "  step 1       Make a folder for this run (qs-db1)\n"},
		"move-house":  {"move-house  runbook  Move house\n", "does not give: backup.folder\n"},
	} {
		text, err := p.Explain(id)
		if err != nil {
			t.Error(err)
		}
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q:\n%s", id, part, text)
			}
		}
	}
	_, err := p.Explain("site-backupp")
	if err == nil || !strings.Contains(err.Error(), `did you mean "site-backup"?`) {
		t.Error(err)
	}
}

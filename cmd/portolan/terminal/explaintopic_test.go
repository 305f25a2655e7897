package terminal

import (
	"os"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
)

// TestExplainTopics asks for a question, a finding, a runbook of the pack and one that is left out, each also in other letters.
func TestExplainTopics(t *testing.T) {
	p := harbour(t)
	p.LeftOut = append(p.LeftOut, plan.LeftOut{ID: "move-house", Title: "Move house", Missing: []string{"backup.folder"}})
	for id, want := range map[string][]string{
		"c07":         {"C07  question  ", "  one side  ", "  decision  ", "MLETNFH"},
		"L48":         {"L48  warning  ", "  accepted     until 2027-03-31: ", "  cure  "},
		"Site-Backup": {"site-backup  runbook  Site backup\n", "  minutes  ", "  step 1       Create a folder for this run (qs-db1)\n"},
		"move-house":  {"move-house  runbook  Move house\n", "does not give: backup.folder\n"},
	} {
		text, err := Explain(p, id)
		if err != nil {
			t.Error(err)
		}
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q:\n%s", id, part, text)
			}
		}
	}
	_, err := Explain(p, "site-backupp")
	if err == nil || !strings.Contains(err.Error(), `did you mean "site-backup"?`) {
		t.Error(err)
	}
}

// TestExplainRenamed asks for a rule of a host that has another id since the rule was made.
func TestExplainRenamed(t *testing.T) {
	p := harbour(t, `"qs-db1"`, `"db"`, "[servers.qs-db1]", "[servers.db]\nwas = \"qs-db1\"")
	id := p.Inbound("db")[0].ID
	if harbour(t).Flow(id).To != "qs-db1" {
		t.Errorf("%s is another rule", id)
	}
	text, err := Explain(p, id)
	if want := "  renamed      db was qs-db1 when the id of this rule was made\n"; err != nil || !strings.Contains(text, want) {
		t.Errorf("%s\n%v", text, err)
	}
}

// harbour is the plan of the repository's first example, with texts replaced by others.
func harbour(t *testing.T, replaced ...string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile("../../../sites/harbour-logistics/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(replaced); i += 2 {
		text = strings.ReplaceAll(text, replaced[i], replaced[i+1])
	}
	site, found := site.Load("site.toml", []byte(text))
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	cats, _ := catalog.OpenAll(site.Catalogues())
	p, found := resolve.All(site, cats, resolve.Options{})
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return p
}

package runbooktest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
)

// TestStandbyIsEncryptedAsTheDatabase: rules to the standby and between the two databases say of encryption what those to the database say, unless the site says of the
// standby that it is not.
func TestStandbyIsEncryptedAsTheDatabase(t *testing.T) {
	site := linuxSite(t)
	const standby = "[resources.database-standby]\non = \"pg2\"\n"
	for _, c := range []struct{ text, database, standby string }{
		{site, "yes", "yes"},
		{strings.Replace(site, "encrypted = true, ", "", 1), "by default no", "by default no"},
		{strings.Replace(site, standby, standby+"facts = { encrypted = false }\n", 1), "yes", "by default no"},
	} {
		ends := map[string]int{}
		for _, f := range planHere(t, c.text, nil).Flows {
			want := map[string]string{"pg": c.database, "pg2": c.standby}[f.To]
			if f.Listener != "qrd.sql" || want == "" {
				continue
			}
			if ends[f.To]++; f.Encrypted != want {
				t.Errorf("%s, %s -> %s: encrypted: %s, want %s", f.Rule, f.From, f.To, f.Encrypted, want)
			}
		}
		if ends["pg"] < 4 || ends["pg2"] < 4 {
			t.Errorf("rules that end there: %v", ends)
		}
	}
}

// TestCuresOfMissingRulesCure: the traffic that steps lack, taken over from the findings as it is printed, leaves no step without a rule, and no fault in the site.
func TestCuresOfMissingRulesCure(t *testing.T) {
	text := linuxSite(t)
	cures := cureTables(planHere(t, text, nil))
	if len(cures) == 0 {
		t.Fatal("no step lacks a rule")
	}
	if left := cureTables(planHere(t, text+"\n"+strings.Join(cures, "\n\n")+"\n", nil)); len(left) > 0 {
		t.Errorf("still missing: %s", strings.Join(left, "\n\n"))
	}
}

// cureTables are the tables that findings on missing rules offer, each name once: the same traffic has the same name.
func cureTables(p *plan.Plan) []string {
	named, tables := []string{}, []string{}
	for _, b := range p.Runbooks {
		for _, f := range b.Faults {
			if f.Code != "S62" {
				continue
			}
			for _, table := range strings.Split(strings.Trim(f.Help[strings.Index(f.Help, "`"):], "`"), "\n\n") {
				name, _, _ := strings.Cut(table, "\n")
				if !slices.Contains(named, name) && regexp.MustCompile(`^\[flows\.[a-z0-9-]+\]$`).MatchString(name) {
					named, tables = append(named, name), append(tables, table)
				}
			}
		}
	}
	return tables
}

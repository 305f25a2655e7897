package security

import (
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/source"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// TestPolicies reads the table of policies: whom each is about, what it asks for, what breaks it and what may.
func TestPolicies(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	p := plantest.Of(t, "harbour-logistics")
	ids := func(n int) []string {
		var out []string
		for _, f := range p.Network()[:n] {
			out = append(out, f.ID)
		}
		return out
	}
	until := source.Date{Year: 2027, Month: 5, Day: 1}
	p.Policies = []plan.RulePolicy{
		{ID: "a", From: []string{"dmz", "outside"}, To: []string{"data"}, Demand: plan.NeverDemand, Reason: "No way in", Reference: "PCI DSS 1.4.4", Rules: ids(2), Broken: ids(1)},
		{ID: "b", FromScope: []string{"card data"}, Border: true, Demand: plan.EncryptedDemand, Reason: "Encrypted", Rules: ids(20), Broken: ids(20)},
		{ID: "c", Demand: plan.OnlyDemand, Values: []string{"tcp/443"}, Reason: "Web", Rules: ids(3), Excepted: []plan.PolicyException{
			{Covers: "R12", Rules: ids(1), Reason: "old", Until: until, By: "P. Novak"}, {Covers: "R4", Rules: ids(3), Reason: "older", Until: until}}},
		{ID: "d", Demand: plan.ForbidDemand, Values: []string{"tcp/23", "tcp/21"}, Reason: "Telnet", Rules: ids(1)},
		{ID: "e", Demand: plan.RequireDemand, Values: []string{"owner"}, Reason: "Owned", Rules: ids(1)},
	}
	var table document.Table
	for _, block := range newBuilder(p, p.Questions, w).policies() {
		if found, ok := block.(document.Table); ok {
			table = found
		}
	}
	many := "20 rules, among them " + strings.Join(ids(12), " ")
	for i, want := range [][]string{
		{"No way in|PCI DSS 1.4.4", "from: DMZ, Outside the site|to: Data servers", "no rule", "2", ids(1)[0], ""},
		{"Encrypted", "from: zones in scope “card data”|only between zones", "traffic is encrypted", "20", many, ""},
		{"Web", "all rules", "no port but tcp/443", "3", "none", "R12 (1 rule) until 2027-05-01: old|approved by P. Novak|R4 (3 rules) until 2027-05-01: older"},
		{"Telnet", "all rules", "none of the ports tcp/23, tcp/21", "1", "none", ""},
		{"Owned", "all rules", "every rule has: owner", "1", "none", ""}} {
		row := table.Rows[i]
		for j, text := range want {
			if got := strings.Join(row.Cells[j].Lines, "|"); got != text {
				t.Errorf("row %d, %s: %q, want %q", i, table.Columns[j].Key, got, text)
			}
		}
		if marked := row.Mark == document.Warning; marked != (i < 2) {
			t.Errorf("row %d is marked: %v", i, marked)
		}
	}
	if n := newBuilder(p, p.Questions, w).violations(); n != 2 {
		t.Errorf("%d policies are broken, want 2", n)
	}
	if p.Policies = nil; newBuilder(p, p.Questions, w).policies() != nil {
		t.Error("a site without policies has a section for them")
	}
}

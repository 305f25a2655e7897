package security

import (
	"os"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// TestEvidenceNamesGaps: what a change of the site opens or leaves unsaid is a gap at its requirement, with the rules that it is about.
func TestEvidenceNamesGaps(t *testing.T) {
	text, err := os.ReadFile("../../../sites/harbour-logistics/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	direct := "\n[flows.direct]\nfrom = \"users\"\nto = \"qs-db1\"\nports = [\"tcp/4432\"]\npurpose = \"Reports\"\nencrypted = false\n"
	at := func(site string) map[string]requirement {
		p := plantest.Written(t, "harbour-logistics", []byte(site))
		out := map[string]requirement{"plan": {rules: p.Network()}}
		for _, r := range newBuilder(p, p.Questions, w).requirements() {
			out[r.id] = r
		}
		return out
	}
	says := func(r requirement, what string) bool {
		for _, gap := range r.gaps {
			if strings.Contains(gap, what) {
				return true
			}
		}
		return false
	}
	before, after := at(string(text)), at(string(text)+direct)
	var id string
	for _, f := range after["plan"].rules {
		if f.Rule == plan.DeclaredPrefix+"direct" {
			id = f.ID
		}
	}
	if says(before["1.4.4"], "database or file share:") || !says(after["1.4.4"], "database or file share: 1 of") && !says(after["1.4.4"], id) {
		t.Errorf("1.4.4: %q, then %q", before["1.4.4"].gaps, after["1.4.4"].gaps)
	}
	if got := len(after["1.4.2"].rules) - len(before["1.4.2"].rules); got != 1 {
		t.Errorf("1.4.2: %d rules more, want 1", got)
	}
	if got := len(after["2.2.5"].rules) - len(before["2.2.5"].rules); got != 1 || !says(after["2.2.5"], "without a business justification") {
		t.Errorf("2.2.5: %d rules more, want 1; %q", got, after["2.2.5"].gaps)
	}
	if justified := at(string(text) + direct + "justification = \"Month end\"\n"); len(justified["2.2.5"].gaps) > 0 && strings.Contains(justified["2.2.5"].gaps[0], id) {
		t.Errorf("it is justified: %q", justified["2.2.5"].gaps)
	}
	if !says(before["1.3.1"], "No zone states its scope") {
		t.Errorf("1.3.1: %q", before["1.3.1"].gaps)
	}
	scoped := at(strings.Replace(string(text), "[zones.data]\n", "[zones.data]\nscope = \"cardholder data\"\n", 1))
	if !says(scoped["1.3.1"], "Data servers: cardholder data") {
		t.Errorf("1.3.1: %q", scoped["1.3.1"].gaps)
	}
	b := newBuilder(plantest.Written(t, "harbour-logistics", text), nil, w)
	if gaps := b.wallGaps(); len(gaps) > 0 {
		t.Errorf("1.4.1: %q", gaps)
	}
	open := b.which(b.enters)[0]
	open.Firewalls = nil
	if gaps := b.wallGaps(); len(gaps) != 1 || !strings.Contains(gaps[0], open.ID) {
		t.Errorf("1.4.1: %q, want %s", gaps, open.ID)
	}
}

// TestStandardsNameSectionsThatThereAre: every section and document of the table of standards has its name.
func TestStandardsNameSectionsThatThereAre(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	p := plantest.Of(t, "harbour-logistics")
	headings := map[string]bool{}
	b := newBuilder(p, p.Questions, w)
	for _, block := range b.write(document.Figure{}, b.services).Blocks {
		if h, ok := block.(document.Heading); ok {
			headings[h.ID] = true
		}
	}
	for _, s := range standards() {
		for _, c := range s.Clauses {
			if len(c.Sections)+len(c.Papers) == 0 {
				t.Errorf("%s %s has no evidence", s.Name, c.ID)
			}
			for _, id := range c.Sections {
				if !headings[id] {
					t.Errorf("%s %s names the section %q, which there is not", s.Name, c.ID, id)
				}
			}
		}
	}
}

package render

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/drift"
	"portolan/model/evidence"
	"portolan/model/plantest"
	driftpage "portolan/render/content/drift"
	"portolan/render/text/wordlist"
)

// TestDrift renders a report with a row of every status: the page says it, no word is left over, and equal reports give equal bytes.
func TestDrift(t *testing.T) {
	p := plantest.Of(t, "single-node")
	r := &drift.Report{FormatVersion: "1.0", Site: p.Site, Revision: "1.0", Date: "2026-11-26", Drift: true, Counts: map[drift.Status]int{}}
	for _, s := range drift.Statuses {
		r.Counts[s] = 2
		r.Rows = append(r.Rows, drift.Row{Status: s, Device: "sense1", Hook: evidence.In, Rule: "GAAAAAAA", What: "users -> sense1", Where: "sense1/nft.json", Detail: "blocked: " + string(s)},
			drift.Row{Status: s, Device: "sense1", What: "listener tcp/6666", Listener: true})
	}
	var both [2][]File
	for i := range both {
		files, err := Drift(r, p, theme(t), Options{Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		both[i] = files
	}
	for i := range both[0] {
		if both[0][i].Path != both[1][i].Path || string(both[0][i].Data) != string(both[1][i].Data) {
			t.Errorf("%s is not the same the second time", both[0][i].Path)
		}
	}
	for _, name := range []string{"index.html", "drift.pdf", "drift.xlsx", "drift.json"} {
		if !slices.ContainsFunc(both[0], func(f File) bool { return f.Path == name && len(f.Data) > 0 }) {
			t.Errorf("there is no %s", name)
		}
	}
	i := slices.IndexFunc(both[0], func(f File) bool { return f.Path == "index.html" })
	for _, said := range []string{"Drift: 2 missing, 2 wider than documented, 2 undocumented; 2 not assessed, 2 present.", "GAAAAAAA", "blocked: missing", "listener tcp/6666", "sense1/nft.json"} {
		if !strings.Contains(string(both[0][i].Data), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	_ = driftpage.Document(p, r, list)
	_ = driftpage.Book(p, r, list)
	r.Drift = false
	_ = driftpage.Document(p, r, list)
	for _, key := range list.Unused() {
		if strings.HasPrefix(key, "drift.") {
			t.Errorf("nobody prints %s", key)
		}
	}
}

package render

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	losses "portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/outage"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/rules"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// betweenCases are the plans of the model's cases of load balancers and forward proxies, by name.
func betweenCases(t *testing.T) map[string]*plan.Plan {
	t.Helper()
	folder := "../model/testdata/between/"
	rest, err := os.ReadFile(folder + "site.part")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(folder + "*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	cases := map[string]*plan.Plan{}
	for _, file := range files {
		own, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		cases[name], _ = planOfText(t, name, append(own, rest...))
	}
	return cases
}

// TestBetweenReconciles: every leg is once at both its ends in worksheets, CSV and pictures, and says by way of whom it goes; rules.json says
// the same.
func TestBetweenReconciles(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range betweenCases(t) {
		t.Run(name, func(t *testing.T) {
			reconcile(t, p)
			pol := policy.Of(p)
			printer := rulecolumns.NewPrinter(p, pol, w)
			for _, r := range worksheet.Every(p, w).Rows() {
				f, line := p.Flow(r.ID), printer.Row(&worksheet.Sheet{Sources: make([]citation.Place, 1000)}, r)
				said := strings.Join(line.Values("via"), "")
				for _, h := range f.Ways() {
					if host := p.Party(h.Via).Name; !strings.Contains(said, host) || !strings.Contains(r.Purpose, host) {
						t.Errorf("%s goes by way of %s, printed %q and %q", f.ID, host, said, r.Purpose)
					}
				}
				if len(f.Ways()) == 0 && said != "" {
					t.Errorf("%s goes straight, printed %q", f.ID, said)
				}
			}
			written := rules.Of(p, pol)
			for _, r := range written.Rules {
				hops := []plan.Hop{}
				for _, h := range r.Hops {
					hops = append(hops, plan.Hop(h))
				}
				if f := p.Flow(r.ID); r.Via != f.Via || r.Leg != f.Leg || !slices.EqualFunc(hops, f.Hops, func(a, b plan.Hop) bool { return a.Via == b.Via && a.Leg == b.Leg && slices.Equal(a.States, b.States) }) {
					t.Errorf("rules.json: %s goes by way of %s, %v", r.ID, r.Via, r.Hops)
				}
			}
		})
	}
}

// TestBetweenLosses reads what the page of a load balancer or forward proxy says of who is reached without it.
func TestBetweenLosses(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	cases := betweenCases(t)
	for _, c := range []struct{ name, lost, want, not string }{
		{"two-balancers", "hub-inside", "Traffic via this host still reaches worker1.elmfield.example, worker2.elmfield.example via hub-outside.elmfield.example.", "no longer"},
		{"disjoint-targets", "one", "Traffic via this host no longer reaches worker1.elmfield.example: Users open the hub and apps.", "still reaches"},
		{"kept-and-translated", "translated", "Traffic via this host still reaches worker1.elmfield.example via kept.elmfield.example.", ""},
		{"kept-and-translated", "translated", "Traffic via this host no longer reaches worker2.elmfield.example: Users open the hub and apps.", ""},
		{"two-proxies", "out1", "via out2.elmfield.example.", "no longer"},
		{"proxies-by-state", "out1", "Traffic via this host reaches Qlik licensing service after failover to standby via out2.elmfield.example.", "still reaches"},
	} {
		plan := cases[c.name]
		var said []string
		for _, block := range outage.NewPages(plan, w).Document(plan.Party(c.lost)).Blocks {
			if text, ok := block.(document.Text); ok {
				said = append(said, text.Text)
			}
		}
		all := strings.Join(said, "\n")
		if !strings.Contains(all, c.want) || c.not != "" && strings.Contains(all, c.not) {
			t.Errorf("%s without %s: want %q, not %q, got\n%s", c.name, c.lost, c.want, c.not, all)
		}
		for _, m := range losses.Simulate(plan, []string{c.lost}).Missed {
			if alone := c.not == "still reaches"; alone != (len(m.Now) == 0) {
				t.Errorf("%s without %s: %v answer in its place", c.name, c.lost, m.Now)
			}
		}
	}
}

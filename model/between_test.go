package model_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/edition"
	"portolan/model/golden"
	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/query"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// TestBetween writes for each case what stands between its hosts: the rules that are legs, the findings, what the loss of each load balancer
// and forward proxy means, and of all of them, and the answers to the questions of the case's first lines.
func TestBetween(t *testing.T) {
	rest, err := os.ReadFile("testdata/between/site.part")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/between/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		path := strings.TrimSuffix(file, ".toml") + ".txt"
		wanted = append(wanted, path)
		t.Run(name, func(t *testing.T) {
			own, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			plan, found := planOf(t, name, append(own, rest...))
			var b strings.Builder
			comment, _, _ := strings.Cut(string(own), "\n")
			b.WriteString(comment + "\n")
			legs(&b, plan)
			b.WriteString("\nFindings\n")
			_ = source.Print(&b, found)
			losses(&b, plan)
			for line := range strings.Lines(string(own)) {
				if question, ok := strings.CutPrefix(line, "# ask: "); ok {
					answer(t, &b, plan, strings.TrimSpace(question))
				}
			}
			golden.Check(t, path, b.String())
		})
	}
	golden.NoOrphans(t, "testdata/between", ".txt", wanted)
}

func planOf(t *testing.T, name string, text []byte) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	site, found := site.Load(name+".toml", text)
	if site == nil {
		t.Fatal(found)
	}
	cat, faults := catalog.Open(site.Product.V)
	if cat == nil {
		t.Fatal(faults)
	}
	plan, more := resolve.Resolve(site, cat, resolve.Options{})
	if plan == nil {
		t.Fatal(more)
	}
	return plan, append(found, more...)
}

// legs are the rules that go by way of something, and those that end at the same listeners straight.
func legs(b *strings.Builder, plan *plan.Plan) {
	by := map[[2]string]bool{}
	for _, f := range plan.Flows {
		if f.Via != "" {
			by[[2]string{f.Rule, f.Listener}] = true
		}
	}
	b.WriteString("\nRules\n")
	for _, f := range plan.Flows {
		if !by[[2]string{f.Rule, f.Listener}] {
			continue
		}
		ways := []string{}
		for _, h := range f.Ways() {
			ways = append(ways, fmt.Sprintf("leg %d by %s in %s", h.Leg, h.Via, strings.Join(h.States, ", ")))
		}
		if len(ways) == 0 {
			ways = append(ways, "straight")
		}
		fmt.Fprintf(b, "%s  %-12s %-14s -> %-10s %s/%-5s  %s  [%s]\n", f.ID, f.Rule, f.From, f.To, f.Protocol, f.Numbers, strings.Join(ways, "; "), strings.Join(f.States, ", "))
	}
}

// losses are the verdicts on the loss of each load balancer and forward proxy, and of all together.
func losses(b *strings.Builder, resolved *plan.Plan) {
	b.WriteString("\nLosses\n")
	var all []string
	for _, p := range resolved.Parties {
		if p.Kind == plan.BalancerParty || p.Kind == plan.ProxyParty {
			all = append(all, p.ID)
		}
	}
	lost := [][]string{}
	for _, id := range all {
		lost = append(lost, []string{id})
	}
	if len(all) > 1 {
		lost = append(lost, all)
	}
	for _, ids := range lost {
		o := outage.Simulate(resolved, ids)
		fmt.Fprintf(b, "%s: %s, %d rules do not work, %d only after a failover\n", strings.Join(ids, " and "), o.Verdict, o.Count.Lost, o.Count.Later)
		for _, a := range o.Access {
			if a.Change != outage.Same {
				fmt.Fprintf(b, "  %s %s under %s at %s: %d of %d\n", a.Population, a.Change, a.Rule, a.Socket, len(a.Now), len(a.Before))
			}
		}
		for _, c := range o.Calls {
			fmt.Fprintf(b, "  %s %s under %s: %s of %s\n", c.Source, c.Change, c.Rule, strings.Join(c.Now, ", "), strings.Join(c.Before, ", "))
		}
	}
}

func answer(t *testing.T, b *strings.Builder, plan *plan.Plan, question string) {
	r, err := query.Ask(plan, question)
	if err != nil {
		t.Fatal(err)
	}
	a := r.(*query.Answer)
	fmt.Fprintf(b, "\nAsk %s: %s in %s\n", question, a.Verdict, strings.Join(slices.Concat(a.States, []string{"-"})[:max(1, len(a.States))], ", "))
	for _, rule := range a.Rules {
		fmt.Fprintf(b, "  by %s\n", rule.ID)
	}
	for _, w := range a.Ways {
		for _, rule := range w.In {
			fmt.Fprintf(b, "  to %s by %s\n", w.Via, rule.ID)
		}
		for _, rule := range w.Out {
			fmt.Fprintf(b, "  from %s by %s\n", w.Via, rule.ID)
		}
	}
}

// TestUpgradeWithoutStates compares with an edition in which nothing moves: what is used in a state that it lacks is said, and nothing stops.
func TestUpgradeWithoutStates(t *testing.T) {
	rest, err := os.ReadFile("testdata/between/site.part")
	if err != nil {
		t.Fatal(err)
	}
	for name, holder := range map[string]string{"balancers-by-state": "spare", "proxies-by-state": "out2"} {
		own, err := os.ReadFile("testdata/between/" + name + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		site, found := site.Load(name+".toml", append(own, rest...))
		if site == nil {
			t.Fatal(found)
		}
		old, _ := catalog.Open("qlik-sense/2023-08")
		to, _ := catalog.Open("qlik-sense/1.0.2")
		u, found := edition.UpgradeSite(site, []*catalog.Catalogue{old}, to, []*catalog.Catalogue{old, to}, resolve.Options{})
		if u == nil {
			t.Fatal(found)
		}
		said := func(o edition.Omission) bool {
			return o.Kind == "state" && o.Name == "central-on-standby" && o.Holder == holder
		}
		if !slices.ContainsFunc(u.LeftOut, said) {
			t.Errorf("%s: left out %+v", name, u.LeftOut)
		}
	}
}

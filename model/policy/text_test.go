package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"portolan/model/golden"
	"portolan/model/plan"
)

// perimeterRows is the most grouped rules between zones that the largest site may have: so many a person can still read and file.
const perimeterRows = 60

// TestGroupedRules holds the grouped form of every shipped site against a text that a firewall team could read.
func TestGroupedRules(t *testing.T) {
	var wanted []string
	for _, id := range siteIDs(t) {
		path := "testdata/" + id + ".txt"
		wanted = append(wanted, path)
		t.Run(id, func(t *testing.T) {
			plan := sitePlan(t, id)
			p := Of(plan)
			if id == "scenario-extra-large" && p.Counts.Perimeter > perimeterRows {
				t.Errorf("%d grouped rules between zones, more than %d", p.Counts.Perimeter, perimeterRows)
			}
			golden.Check(t, path, policyText(plan, p))
		})
	}
	golden.NoOrphans(t, "testdata", ".txt", wanted)
}

// policyText writes a policy as tables.
func policyText(plan *plan.Plan, p *Policy) string {
	var b strings.Builder
	n, pairs := p.Counts, naive(plan)
	fmt.Fprintf(&b, "%d rules between hosts = %d between zones + %d inside zones; %d without a firewall on their way\n", n.Flows, n.Between, n.Inside, n.Unenforced)
	fmt.Fprintf(&b, "%d grouped rules = %d between zones + %d inside zones; one for each pair of hosts on equal terms: %d between zones\n", n.Rules, n.Perimeter, n.SameZone, pairs)
	fmt.Fprintf(&b, "%d connections in the long form, %d in the expansion\n", n.Connected, n.Expanded)
	table(&b, "Zone pairs: flows, grouped rules, firewalls", p.Zones, func(z ZonePair) []any {
		return []any{z.From + " -> " + z.To, len(z.Flows), len(z.Rules), strings.Join(z.Firewalls, " "), ways(z)}
	})
	table(&b, "Firewalls: flows, grouped rules", p.Firewalls, func(f FirewallPart) []any { return []any{f.Firewall, len(f.Flows), len(f.Rules)} })
	table(&b, "Phases: flows, grouped rules", p.Phases, func(f PhasePart) []any { return []any{f.Phase, len(f.Flows), len(f.Rules)} })
	table(&b, "Profiles: flows, grouped rules", []Part{p.Profile.Undisputed, p.Profile.Disputed}, func(f Part) []any { return []any{len(f.Flows), len(f.Rules)} })
	table(&b, "Grouped rules: ends, services, phase, states, need, disputed, what is filed, flows, reasons", p.Rules, func(r Rule) []any {
		return []any{r.ID, r.From + " -> " + r.To, r.Services, r.Phase, strings.Join(r.States, " "), r.Requirement, dash(r.Disputed), filed(r), len(r.Flows), strings.Join(r.Reasons, " ")}
	})
	table(&b, "Groups of hosts", p.Hosts, func(g HostGroup) []any {
		return []any{g.ID, dash(g.Zone), g.Name, strings.Join(g.Members, " ")}
	})
	table(&b, "Groups of ports", p.Services, func(g ServiceGroup) []any { return []any{g.ID, g.Name, fmt.Sprint(g.Ports)} })
	translated(&b, p)
	return b.String()
}

// naive counts what a method that only puts the ports of each pair of hosts together would have as rules between zones.
func naive(plan *plan.Plan) int {
	pairs := map[string]bool{}
	for _, f := range plan.Network() {
		if from, to := plan.FromZone(f), plan.ToZone(f); !(ZonePair{From: from, To: to}).Inside() {
			t := TermsOf(f)
			pairs[key(f.From, f.To, t.purpose(), t.bookkeeping())] = true
		}
	}
	return len(pairs)
}

// translated lists the rules at firewalls at which an end has other addresses than its own.
func translated(b *strings.Builder, p *Policy) {
	var rows [][]any
	for _, f := range p.Firewalls {
		for _, e := range f.Enforced {
			for _, end := range slices.Concat(e.Source, e.Destination) {
				if len(end.Translations) > 0 {
					rows = append(rows, []any{f.Firewall, e.Rule, end.Party, fmt.Sprint(end.Arriving) + " => " + fmt.Sprint(end.Leaving), strings.Join(end.Translations, " ")})
				}
			}
		}
	}
	table(b, "Translated at firewalls: arriving => leaving", rows, func(r []any) []any { return r })
}

func table[T any](b *strings.Builder, title string, list []T, cells func(T) []any) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	var padded strings.Builder
	w := tabwriter.NewWriter(&padded, 0, 0, 2, ' ', 0)
	for _, item := range list {
		var text []string
		for _, c := range cells(item) {
			text = append(text, fmt.Sprint(c))
		}
		fmt.Fprintln(w, "  "+strings.Join(text, "\t"))
	}
	_ = w.Flush()
	for line := range strings.Lines(padded.String()) {
		fmt.Fprintln(b, strings.TrimRight(line, " \n"))
	}
}

func ways(z ZonePair) string {
	if z.Ways > 1 {
		return fmt.Sprintf("%d ways", z.Ways)
	}
	return ""
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func filed(r Rule) string {
	var said []string
	for _, text := range []string{r.Owner, r.Ticket, r.Log, r.Status} {
		if text != "" {
			said = append(said, text)
		}
	}
	if r.SourcePort != plan.AnyPort {
		said = append(said, "source "+r.SourcePort)
	}
	return dash(strings.Join(said, ", "))
}

func BenchmarkOf(b *testing.B) {
	plan := sitePlan(b, "scenario-extra-large")
	b.ReportAllocs()
	for b.Loop() {
		p := Of(plan)
		b.ReportMetric(float64(p.Counts.Rules), "rules")
		b.ReportMetric(float64(p.Counts.Flows)/float64(p.Counts.Rules), "flows/rule")
		b.ReportMetric(float64(naive(plan))/float64(p.Counts.Perimeter), "naive/rule")
	}
}

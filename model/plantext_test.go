package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"portolan/model/plan"
	"portolan/model/source"
)

// planText writes a plan as tables for reviewers: what a pack is made from, in the order of the plan. Reasons are left out, since explain
// shows them; positions are left out, so that a comment in a site moves nothing here.
func planText(p *plan.Plan, found source.Diagnostics) string {
	w := &planWriter{p: p}
	w.line("%s: %s, profile %s, %s", p.Site, productNames(p), p.Profile, p.Document.Date)
	w.counts()
	w.states()
	w.nodes()
	w.parties()
	w.network("Network flows", p.Network())
	w.network("Left out by the strict profile", p.Dropped)
	w.filing()
	w.internal()
	w.unopened()
	w.questions()
	w.findings(found)
	w.notCovered()
	w.runbooks()
	return w.b.String()
}

func productNames(p *plan.Plan) string {
	var names []string
	for _, product := range p.Products {
		names = append(names, product.Name)
	}
	return strings.Join(names, "; ")
}

type planWriter struct {
	p *plan.Plan
	b strings.Builder
}

func (w *planWriter) line(format string, args ...any) { fmt.Fprintf(&w.b, format+"\n", args...) }

// table writes rows whose cells are parted by tabs, if there are any.
func (w *planWriter) table(title string, rows []string) {
	if len(rows) == 0 {
		return
	}
	w.line("\n%s", title)
	var padded strings.Builder
	t := tabwriter.NewWriter(&padded, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(t, "  "+row)
	}
	_ = t.Flush()
	for line := range strings.Lines(padded.String()) {
		w.line("%s", strings.TrimRight(line, " \n"))
	}
}

func row(cells ...string) string { return strings.Join(cells, "\t") }

func (w *planWriter) counts() {
	approved, internal, rules := 0, 0, map[string]int{}
	for _, f := range w.p.Flows {
		if f.Internal {
			internal++
			continue
		}
		rules[f.Rule]++
		if f.Approval != nil {
			approved++
		}
	}
	network := len(w.p.Network())
	var perRule []string
	for _, rule := range slices.SortedFunc(maps.Keys(rules), plan.CompareNatural) {
		perRule = append(perRule, fmt.Sprintf("%s %d", rule, rules[rule]))
	}
	w.table("Counts", []string{
		row("nodes", fmt.Sprint(len(w.p.Nodes))),
		row("network flows", fmt.Sprintf("%d, %d of them approved", network, approved)),
		row("flows inside hosts", fmt.Sprint(internal)),
		row("per rule", strings.Join(perRule, ", ")),
	})
}

func (w *planWriter) states() {
	var rows []string
	for _, s := range w.p.States {
		text := ""
		if s.Fact != "" {
			text = fmt.Sprintf("%s moves from %s to %s", s.Fact, s.From, s.Holder)
		}
		rows = append(rows, row(s.ID, text))
	}
	w.table("States", rows)
}

func (w *planWriter) nodes() {
	var rows []string
	for _, n := range w.p.Nodes {
		var services []string
		for _, s := range n.Services {
			mark := ""
			if s.Implied {
				mark = "+"
			}
			services = append(services, mark+s.ID)
		}
		rows = append(rows, row(n.ID, n.Zone, n.OS, cmp.Or(n.Role, "-"), strings.Join(n.Flags, " ")), "\t"+strings.Join(services, " "))
	}
	w.table("Nodes: zone, system, role, flags; services in order of start, + for those that come with others", rows)
}

func (w *planWriter) parties() {
	var rows []string
	for _, p := range w.p.Parties {
		if p.Kind != plan.NodeParty {
			rows = append(rows, row(p.ID, string(p.Kind), cmp.Or(p.Zone, "-"), p.Name, strings.Join(p.Where(), " ")))
		}
	}
	w.table("Other parties", rows)
	rows = nil
	for _, r := range w.p.Resources {
		var facts []string
		for _, name := range source.SortedKeys(r.Facts) {
			facts = append(facts, name+" "+r.Facts[name])
		}
		rows = append(rows, row(r.ID, "on "+r.On, strings.Join(facts, ", ")))
	}
	w.table("Resources", rows)
}

func (w *planWriter) network(title string, flows []*plan.Flow) {
	var rows []string
	for _, f := range flows {
		rows = append(rows, row(f.ID, f.Rule, f.From+" -> "+f.To, socketText(f), f.Requirement, w.statesOf(f), viaText(f), cmp.Or(f.Disputed, "-"), f.Encrypted))
	}
	w.table(title+": id, rule, ends, port, need, states, way, disputed, encrypted", rows)
}

func socketText(f *plan.Flow) string { return f.Socket() }

func (w *planWriter) statesOf(f *plan.Flow) string {
	if len(f.States) == len(w.p.States) {
		return "all"
	}
	return strings.Join(f.States, " ")
}

func viaText(f *plan.Flow) string {
	if f.Via == "" {
		return "-"
	}
	return fmt.Sprintf("%s leg %d", f.Via, f.Leg)
}

// internal groups the flows inside hosts by rule and port, as most are the same on every node.
func (w *planWriter) internal() {
	hosts := map[string][]string{}
	for _, f := range w.p.Flows {
		if f.Internal {
			key := row(f.Rule, f.Listener, socketText(f), w.statesOf(f))
			hosts[key] = append(hosts[key], f.From)
		}
	}
	var rows []string
	for _, key := range slices.SortedFunc(maps.Keys(hosts), plan.CompareNatural) {
		rows = append(rows, row(key, strings.Join(hosts[key], " ")))
	}
	w.table("Inside hosts: rule, listener, port, states, hosts", rows)
}

func (w *planWriter) unopened() {
	hosts := map[string][]string{}
	for _, l := range w.p.Unopened {
		key := row(l.Listener, l.Socket(), l.Reason)
		hosts[key] = append(hosts[key], l.Node)
	}
	var rows []string
	for _, key := range source.SortedKeys(hosts) {
		rows = append(rows, row(key, strings.Join(hosts[key], " ")))
	}
	w.table("Listeners without a flow: port, reason, nodes", rows)
}

func (w *planWriter) questions() {
	var rows []string
	for _, q := range w.p.Questions {
		rows = append(rows, row(q.ID, fmt.Sprintf("%d flows", len(q.Flows)), cmp.Or(strings.Join(q.Nodes, " "), "-"), q.Title))
	}
	w.table("Questions: flows and nodes concerned", rows)
}

func (w *planWriter) findings(found source.Diagnostics) {
	var rows []string
	for _, f := range w.p.Findings {
		accepted := "open"
		if f.Accepted != nil {
			accepted = fmt.Sprintf("accepted until %s", f.Accepted.Until)
		}
		rows = append(rows, row(f.ID, f.Level, accepted, f.What))
	}
	w.table("Findings", rows)
	rows = nil
	for _, d := range found {
		rows = append(rows, row(d.Code, fmt.Sprint(d.Severity), d.What))
	}
	w.table("Diagnostics", rows)
}

func (w *planWriter) notCovered() {
	var declared, open []string
	for _, n := range w.p.NotCovered {
		if len(n.Declared) == 0 {
			open = append(open, n.ID)
			continue
		}
		declared = append(declared, row(n.ID, "by "+strings.Join(n.Declared, ", ")))
	}
	w.table("Not in the documents, declared by the site", declared)
	w.table("Not in the documents, open", open)
}

func (w *planWriter) runbooks() {
	var rows []string
	for _, b := range w.p.Runbooks {
		rows = append(rows, row(b.ID, fmt.Sprintf("%d steps", len(b.Steps)), fmt.Sprintf("%d minutes", b.Minutes)))
	}
	for _, b := range w.p.LeftOut {
		why := "missing " + strings.Join(b.Missing, ", ")
		if len(b.Missing) == 0 {
			why = "not so here: " + strings.Join(b.Unmet, ", ") + b.Reason
		}
		rows = append(rows, row(b.ID, "left out, "+why, ""))
	}
	w.table("Runbooks", rows)
}

// TestPlanTextShowsEveryFlow keeps the goldens honest: no flow of a plan is missing in its text.
func TestPlanTextShowsEveryFlow(t *testing.T) {
	p := resolveFile(t, "testdata/topologies/generic-scale-out.toml")
	text := planText(p, nil)
	for _, f := range p.Network() {
		if !strings.Contains(text, f.ID) {
			t.Errorf("%s from %s to %s is missing", f.Rule, f.From, f.To)
		}
	}
	for _, f := range p.Flows {
		if f.Internal && !strings.Contains(text, f.Listener) {
			t.Errorf("%s inside %s is missing", f.Rule, f.From)
		}
	}
}

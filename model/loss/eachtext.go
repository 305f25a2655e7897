package loss

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/columns"
)

// why names what makes a loss as grave as it is, for the table of all hosts.
func (o *Outcome) why() []string {
	out := []string{}
	add := func(text string) {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, a := range o.Access {
		if a.Requirement == required && (a.Change == Gone || a.Change == Later) {
			add(fmt.Sprintf("%s: %s %s", a.Population, name(a.Rule), a.Change))
		}
	}
	if hosts := stalledHosts(o.Stalled); len(hosts) > 0 {
		add(fmt.Sprintf("%d services stalled on %s", len(o.Stalled), short(hosts)))
	}
	for _, change := range []Change{Gone, Later} {
		var rules []string
		for _, c := range o.Calls {
			if text := fmt.Sprintf("%s (%s)", c.Service, name(c.Rule)); c.Requirement == required && c.Change == change && !slices.Contains(rules, text) {
				rules = append(rules, text)
			}
		}
		if len(rules) > 0 {
			add(string(change) + ": " + strings.Join(rules, ", "))
		}
	}
	return out
}

func stalledHosts(list []Stalled) []string {
	var hosts []string
	for _, s := range list {
		hosts = append(hosts, s.Host)
	}
	return slices.Compact(hosts)
}

// Text is the table of all hosts, the gravest loss first.
func (e *Each) Text(width int) string {
	t := &page{width: width}
	single := 0
	for _, h := range e.Hosts {
		if h.Single {
			single++
		}
	}
	t.line(0, "%s: %d hosts, %d single points of failure", e.Site, len(e.Hosts), single)
	rank := map[Verdict]int{Outage: 0, Lacking: 1, Failover: 2, Fewer: 3, Alone: 4}
	hosts := slices.Clone(e.Hosts)
	slices.SortStableFunc(hosts, func(a, b Host) int { return rank[a.Verdict] - rank[b.Verdict] })
	columns.Table(&t.b, width, 2, hostRows(hosts))
	var words [][]string
	for _, v := range []Verdict{Outage, Lacking, Failover, Fewer, Alone} {
		if slices.ContainsFunc(hosts, func(h Host) bool { return h.Verdict == v }) {
			words = append(words, []string{string(v), meanings[v]})
		}
	}
	t.table("What the words mean", words)
	return t.b.String()
}

// hostRows put hosts whose loss means the same into one row.
func hostRows(hosts []Host) [][]string {
	var rows [][]string
	var names []string
	for i, h := range hosts {
		names = append(names, h.ID)
		row := h.row()
		if i+1 < len(hosts) && slices.Equal(row, hosts[i+1].row()) {
			continue
		}
		if len(names) > 3 {
			names = []string{fmt.Sprintf("%s to %s (%d)", names[0], names[len(names)-1], len(names))}
		}
		rows = append(rows, append([]string{strings.Join(names, ", ")}, row...))
		names = nil
	}
	return rows
}

func (h Host) row() []string {
	why := "-"
	if len(h.Why) > 0 {
		why = strings.Join(h.Why, "; ")
	}
	return []string{string(h.Verdict), fmt.Sprintf("%d lost", h.Count.Lost), why}
}

package terminal

import (
	"fmt"
	"slices"
	"strings"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/outage"
)

// EachLoss is the table of all hosts, the gravest loss first.
func EachLoss(e *outage.Each, width int) string {
	t := &page{width: width}
	single := 0
	for _, h := range e.Hosts {
		if h.Single {
			single++
		}
	}
	t.line(0, "%s: %d hosts, %d single points of failure", e.Site, len(e.Hosts), single)
	rank := map[outage.Verdict]int{outage.Outage: 0, outage.Lacking: 1, outage.Failover: 2, outage.Fewer: 3, outage.Alone: 4}
	hosts := slices.Clone(e.Hosts)
	slices.SortStableFunc(hosts, func(a, b outage.Host) int { return rank[a.Verdict] - rank[b.Verdict] })
	texttable.Table(&t.b, width, 2, hostRows(hosts))
	var words [][]string
	for _, v := range []outage.Verdict{outage.Outage, outage.Lacking, outage.Failover, outage.Fewer, outage.Alone} {
		if slices.ContainsFunc(hosts, func(h outage.Host) bool { return h.Verdict == v }) {
			words = append(words, []string{string(v), meanings[v]})
		}
	}
	t.table("What the words mean", words)
	return t.b.String()
}

// hostRows put hosts whose loss means the same into one row.
func hostRows(hosts []outage.Host) [][]string {
	var rows [][]string
	var names []string
	for i, h := range hosts {
		names = append(names, h.ID)
		row := hostRow(h)
		if i+1 < len(hosts) && slices.Equal(row, hostRow(hosts[i+1])) {
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

func hostRow(h outage.Host) []string {
	why := "-"
	if len(h.Why) > 0 {
		why = strings.Join(h.Why, "; ")
	}
	return []string{string(h.Verdict), fmt.Sprintf("%d failed", h.Count.Lost), why}
}

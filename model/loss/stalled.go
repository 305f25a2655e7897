package loss

import (
	"slices"
	"strings"
)

// Stalled is a service that stalls on a host that is not lost.
type Stalled struct {
	Host    string `json:"host"`
	Service string `json:"service"`
	ID      string `json:"id"`
	Cause   Cause  `json:"cause"`
}

// stalledServices lists the stalled services, host by host in order of start.
func (w *world) stalledServices() []Stalled {
	out := []Stalled{}
	for _, n := range w.plan.Nodes {
		for _, s := range n.Services {
			if c := w.stalled[unit{n.ID, s.ID}]; c != nil && !w.lost[n.ID] {
				out = append(out, Stalled{n.ID, s.Name, s.ID, *c})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Stalled) int { return strings.Compare(a.Host, b.Host) })
	return out
}

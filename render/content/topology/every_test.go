package topology

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/render/layout/diagram"
)

// TestWhatEachNodeDoesIsTrueOfEach holds the bars of zones against plans: each node of the zone has a rule on each of a bar's lines, in every state, and no line of its own for it.
func TestWhatEachNodeDoesIsTrueOfEach(t *testing.T) {
	bars := 0
	for name, resolved := range sites(t) {
		site := Of(resolved, list(t)).Site
		for _, b := range site.Boxes {
			if b.Kind != diagram.Every {
				continue
			}
			bars++
			for _, e := range site.Edges {
				if e.From != b.ID && e.To != b.ID {
					continue
				}
				flows := site.AtEdge[e.ID]
				for _, n := range resolved.Nodes {
					if n.Zone == b.Zone && !slices.ContainsFunc(flows, func(f *plan.Flow) bool { return touches(resolved, f, n.ID) }) {
						t.Errorf("%s: %s has no rule on %s", name, n.ID, e.ID)
					}
				}
				for _, f := range flows {
					if len(f.States) != len(resolved.States) {
						t.Errorf("%s: rule %s on %s is for some states only", name, f.ID, e.ID)
					}
				}
				far := strings.TrimSuffix(strings.TrimPrefix(e.ID, b.ID+"--"), "--"+b.ID)
				for _, o := range site.Edges {
					if o.ID != e.ID && o.Kind == e.Kind && o.Both == e.Both && (o.From == far || o.To == far) && nodeIn(resolved, b.Zone, o.From, o.To) && (o.To == far) == (e.To == far) {
						t.Errorf("%s: %s stands beside %s", name, o.ID, e.ID)
					}
				}
			}
		}
	}
	if bars < 3 { // those of the sites that -short reads, too
		t.Errorf("%d bars in all sites", bars)
	}
}

// touches reports whether a flow begins or ends at a host.
func touches(resolved *plan.Plan, f *plan.Flow, id string) bool {
	return slices.ContainsFunc([]string{f.From, f.To}, func(end string) bool {
		return slices.Contains(members(resolved, end), id) || slices.Contains(resolved.Party(end).OnHosts(), id)
	})
}

// nodeIn reports whether one of two boxes is a node of a zone.
func nodeIn(resolved *plan.Plan, zone string, ids ...string) bool {
	return slices.ContainsFunc(resolved.Nodes, func(n *plan.Node) bool { return n.Zone == zone && slices.Contains(ids, n.ID) })
}

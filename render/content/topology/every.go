package topology

import (
	"cmp"
	"slices"

	"portolan/model/plan"
)

// fewest is how many lines a box for all nodes of a zone must spare.
const fewest = 3

// join lets all nodes of a zone do together what each of them does with a host further down: one line leads there from a box that says so, in place of one from
// each. What is needed in some states only stays with the node that needs it.
func (s *sketch) join() {
	trunks := s.trunks()
	for _, zone := range zoneIDs(s.d.plan) {
		nodes := s.nodesIn(zone)
		if len(nodes) < 2 {
			continue
		}
		shared := map[trunk][]*pair{}
		for _, p := range s.pairs {
			t, ok := trunks[p]
			if !ok || !slices.Contains(nodes, t.leaf(p)) || s.d.tiers[s.d.zoneOf(t.hub)] <= s.d.tiers[zone] || !s.d.steady(p) || s.d.ownLine(p) != "" {
				continue
			}
			shared[t] = append(shared[t], p)
		}
		spared := 0
		for t, pairs := range shared {
			if len(pairs) < len(nodes) {
				delete(shared, t)
				continue
			}
			spared += len(nodes) - 1
		}
		if spared >= fewest {
			s.joined(zone, nodes, shared)
		}
	}
}

// nodesIn are the boxes of the nodes that stand in a zone.
func (s *sketch) nodesIn(zone string) []*box {
	return slices.DeleteFunc(slices.Clone(s.boxes), func(b *box) bool {
		return b.by == whole || b.parties[0].Kind != plan.NodeParty || s.d.zoneOf(b) != zone
	})
}

// leaf is the box at the other end of a trunk's pair.
func (t trunk) leaf(p *pair) *box {
	if t.at {
		return p.from
	}
	return p.to
}

// steady tells whether all traffic of a pair is needed in every state.
func (d *drawer) steady(p *pair) bool {
	return !slices.ContainsFunc(p.strokes(), func(k stroke) bool { return len(k.flow.States) != len(d.plan.States) })
}

// joined puts a box for all nodes of a zone into a sketch, and what they share on its lines.
func (s *sketch) joined(zone string, nodes []*box, shared map[trunk][]*pair) {
	all := &box{id: "all-nodes:" + zone, by: every}
	for _, b := range nodes {
		all.parties = append(all.parties, b.parties...)
	}
	s.boxes = append(s.boxes, all)
	var lines []*pair
	for t, pairs := range shared {
		line := &pair{id: all.id + "--" + t.hub.id, from: all, to: t.hub}
		if !t.at {
			line.id, line.from, line.to = t.hub.id+"--"+all.id, t.hub, all
		}
		for _, p := range pairs {
			line.forth, line.back = append(line.forth, instead(p.forth, t.leaf(p), all)...), append(line.back, instead(p.back, t.leaf(p), all)...)
		}
		lines = append(lines, line)
		s.pairs = slices.DeleteFunc(s.pairs, func(p *pair) bool { return slices.Contains(pairs, p) })
	}
	slices.SortFunc(lines, func(a, b *pair) int { return cmp.Compare(a.id, b.id) })
	s.pairs = append(s.pairs, lines...)
}

// instead are strokes that run at one box instead of another.
func instead(strokes []stroke, from, to *box) []stroke {
	out := slices.Clone(strokes)
	for i := range out {
		if out[i].from == from {
			out[i].from = to
		} else {
			out[i].to = to
		}
	}
	return out
}

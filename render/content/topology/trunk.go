package topology

import (
	"cmp"
	"strconv"

	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/layout/diagram"
)

// A trunk is what many boxes do with one, in one way: one thick line that forks near them.
type trunk struct {
	hub  *box
	at   bool // the hub is where its lines end
	both bool
	kind diagram.EdgeKind
}

// trunks are the trunks of pairs of which there are several. A pair goes with that of its boxes that has more of its kind; nodes of a product talk to each other one
// by one, and so do zones that are one box.
func (s *sketch) trunks() map[*pair]trunk {
	sizes := map[trunk]int{}
	for _, p := range s.pairs {
		for _, t := range s.trunksOf(p) {
			sizes[t]++
		}
	}
	out, count := map[*pair]trunk{}, map[trunk]int{}
	for _, p := range s.pairs {
		best := trunk{}
		for _, t := range s.trunksOf(p) {
			if sizes[t] > sizes[best] {
				best = t
			}
		}
		if best.hub != nil {
			out[p] = best
			count[best]++
		}
	}
	for p, t := range out {
		if count[t] < 2 {
			delete(out, p)
		}
	}
	return out
}

// trunksOf are the trunks that a pair may be part of.
func (s *sketch) trunksOf(p *pair) []trunk {
	all := p.strokes()
	t := trunk{both: len(p.back) > 0, kind: kindOf(flowsOf(all))}
	var out []trunk
	for _, end := range []struct {
		hub *box
		at  bool
	}{{p.to, true}, {p.from, false}} {
		if k := end.hub.parties[0].Kind; end.hub.by != whole && end.hub.by != every && k != plan.NodeParty && k != plan.InterfaceParty && k != plan.GroupParty {
			t.hub, t.at = end.hub, end.at
			out = append(out, t)
		}
	}
	return out
}

// id is the trunk's among those of a picture.
func (t trunk) id() string {
	id := "from-" + t.hub.id
	if t.at {
		id = "to-" + t.hub.id
	}
	if t.both {
		id += "-both"
	}
	return id + "-" + strconv.Itoa(int(t.kind))
}

// A bundle is a trunk as a picture has it.
type bundle struct {
	trunk
	lines int
	label []string
	flows []*plan.Flow
}

// bundles settles which pairs are parts of trunks, unless a sketch has them from the one that it is made of, and says what each trunk is for.
func (s *sketch) bundles() map[trunk]*bundle {
	if s.detailed() {
		return nil
	}
	if s.trunk == nil {
		s.trunk = map[string]trunk{}
		for p, t := range s.trunks() {
			s.trunk[p.id] = t
		}
	}
	out, strokes, own := map[trunk]*bundle{}, map[trunk][]stroke{}, map[trunk]string{}
	for _, p := range s.pairs {
		t, ok := s.trunk[p.id]
		if !ok {
			continue
		}
		if out[t] == nil {
			out[t] = &bundle{trunk: t}
		}
		out[t].lines++
		strokes[t] = append(strokes[t], p.strokes()...)
		own[t] = cmp.Or(own[t], s.d.ownLine(p))
	}
	for t, b := range out {
		b.flows, b.label = flowsOf(strokes[t]), s.says(strokes[t], own[t])
	}
	return out
}

// joins makes an edge part of a trunk.
func (b *bundle) joins(e *diagram.Edge, d *drawer) {
	e.Bundle, e.Label = b.id(), b.label
	e.BundleTip = d.words.Count("topology.trunk-tip", len(b.flows), "host", d.name(b.hub), "lines", b.lines)
	e.BundleLink = e.Link
	if link := worksheet.Link(b.hub.parties[0]); len(b.hub.parties) == 1 && !link.IsZero() {
		e.BundleLink = link
	}
}

// ownLine are the site's own words for the line of a pair.
func (d *drawer) ownLine(p *pair) string {
	for _, a := range p.from.parties {
		for _, b := range p.to.parties {
			if text := d.plan.Diagram.Line(a.ID, b.ID); text != "" {
				return text
			}
		}
	}
	return ""
}

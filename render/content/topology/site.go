package topology

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/layout/diagram"
)

type keying = func(*plan.Party) (string, folding)

// site is the whole site by zones. A site that is too large for one picture is folded harder: by roles in each zone, then by zones.
func (d *drawer) site() *Picture {
	s := d.coarser(d.network)
	p := s.picture(SiteKind, "", s.fromClients())
	p.Title = d.words.Fill("topology.site-title", "title", d.plan.Document.Title)
	p.Description = d.words.Fill("topology.site-description", "nodes", len(d.plan.OfProducts()), "flows", len(d.network))
	p.Caption = d.words.Fill("topology.site-caption", "n", len(d.network))
	return p
}

// coarser sketches flows of the whole site as finely as the budget lets it.
func (d *drawer) coarser(flows []*plan.Flow) *sketch {
	by := func(key keying, m manner) func() *sketch {
		return func() *sketch {
			home, boxes := d.homes(key)
			return d.sketch(mapped(flows, home), boxes, m)
		}
	}
	if s := by(d.classOf, calm)(); len(s.pairs) <= quiet {
		return s
	}
	return fit(by(d.classOf, calmer), by(d.kinOf, calmer), by(d.wholeOf, calm), by(d.wholeOf, everything))
}

// quiet is the number of edges up to which a picture of the whole site can be taken in at a glance. From then on ports that only two boxes
// share stand in the third, too.
const quiet = 14

var calmer = manner{share: 2}

// everything is the manner of a picture in which every zone talks to every other: lines in boxes instead of lines between them.
var everything = manner{share: 1, nodes: true}

// zones are the pictures of zones that other pictures show as one box. A picture of a zone may show more zones so.
func (d *drawer) zones() []*Picture {
	done := map[string]*Picture{}
	for again := true; again; {
		again = false
		for _, id := range zoneIDs(d.plan) {
			if d.zoned[id] && done[id] == nil {
				done[id], again = d.zone(id), true
			}
		}
	}
	var out []*Picture
	for _, id := range zoneIDs(d.plan) {
		if p := done[id]; p != nil {
			out = append(out, p)
		}
	}
	return out
}

// zone is one zone with all that it talks to. What stands in the zone stays unfolded longer than what does not.
func (d *drawer) zone(id string) *Picture {
	flows := d.touching(id)
	by := func(near, far keying, m manner) func() *sketch {
		return func() *sketch {
			home, boxes := d.homes(func(p *plan.Party) (string, folding) {
				if zoneOf(d.plan, p) == id {
					return near(p)
				}
				return far(p)
			})
			boxes = slices.DeleteFunc(boxes, func(b *box) bool { return len(flows) == 0 && d.zoneOf(b) != id })
			return d.sketch(mapped(flows, home), boxes, m)
		}
	}
	s := fit(by(d.classOf, d.classOf, calm), by(d.classOf, d.kinOf, calm), by(d.classOf, d.wholeOf, calm), by(d.classOf, d.wholeOf, everything),
		by(d.kinOf, d.wholeOf, everything))
	p := s.picture(ZoneKind, id, s.fromClients())
	name := d.zoneName(id)
	within := 0
	for _, f := range flows {
		if zoneOf(d.plan, d.plan.Party(f.From)) == zoneOf(d.plan, d.plan.Party(f.To)) {
			within++
		}
	}
	p.Title = d.words.Fill("topology.zone-title", "zone", name)
	p.Description = d.words.Fill("topology.zone-description", "zone", name, "n", len(flows), "within", within)
	p.Caption = d.words.Fill("topology.zone-caption", "zone", name, "n", len(flows))
	return p
}

// touching are the flows with an end in a zone.
func (d *drawer) touching(zone string) []*plan.Flow {
	there := func(id string) bool {
		return slices.ContainsFunc(members(d.plan, id), func(m string) bool { return zoneOf(d.plan, d.plan.Party(m)) == zone })
	}
	return slices.DeleteFunc(slices.Clone(d.network), func(f *plan.Flow) bool { return !there(f.From) && !there(f.To) })
}

// stateOf is the site as it lies in one state: the flows that are needed then, and the roles of then.
func (d *drawer) stateOf(state plan.State) *Picture {
	flows := d.in(state)
	s := d.coarser(flows)
	s.state = state
	p := s.picture(StateKind, state.ID, s.fromClients())
	name := d.stateName(state)
	p.Series, p.Short = string(StateKind), name
	p.Title = d.words.Fill("topology.state-title", "state", name)
	p.Description = d.words.Fill("topology.state-description", "state", name, "n", len(flows), "all", len(d.network))
	p.Caption = d.words.Fill("topology.state-caption", "state", name, "n", len(flows))
	return p
}

func (d *drawer) in(state plan.State) []*plan.Flow {
	return slices.DeleteFunc(slices.Clone(d.network), func(f *plan.Flow) bool { return !slices.Contains(f.States, state.ID) })
}

// change is what a failover adds to the normal state and removes from it.
func (d *drawer) change(state plan.State) *Picture {
	added, removed := d.difference(state)
	by := func(key keying, m manner) func() *sketch {
		return func() *sketch {
			home, boxes := d.homes(key)
			strokes := mapped(slices.Concat(added, removed), home)
			for i := range strokes {
				if strokes[i].change = diagram.Added; i >= len(added) {
					strokes[i].change = diagram.Removed
				}
			}
			return d.sketch(strokes, d.moving(boxes, strokes, state), m)
		}
	}
	s := fit(by(d.classOf, manner{}), by(d.classOf, calm), by(d.kinOf, calm), by(d.wholeOf, everything))
	s.state = state
	p := s.picture(ChangeKind, state.ID, s.fromClients())
	name := d.stateName(state)
	p.Words.Change[diagram.Added], p.Words.Change[diagram.Removed] = d.words.Text("topology.added"), d.words.Text("topology.removed")
	p.Words.Change[diagram.Altered] = d.words.Text("topology.altered")
	p.Title = d.words.Fill("topology.change-title", "state", name)
	p.Description = d.words.Fill("topology.change-description", "state", name, "added", len(added), "removed", len(removed))
	p.Caption = d.words.Fill("topology.change-caption", "added", len(added), "removed", len(removed))
	return p
}

// difference are the flows that a state needs and the normal one does not, and the other way round.
func (d *drawer) difference(state plan.State) (added, removed []*plan.Flow) {
	for _, f := range d.network {
		then, normally := slices.Contains(f.States, state.ID), slices.Contains(f.States, plan.NormalState)
		if then && !normally {
			added = append(added, f)
		}
		if normally && !then {
			removed = append(removed, f)
		}
	}
	return added, removed
}

// moving are the boxes that a picture of a change shows even if no rule changes: the two hosts between which the role moves.
func (d *drawer) moving(boxes []*box, strokes []stroke, s plan.State) []*box {
	if len(strokes) > 0 {
		return boxes
	}
	return slices.DeleteFunc(slices.Clone(boxes), func(b *box) bool {
		return !slices.ContainsFunc(b.parties, func(p *plan.Party) bool { return p.ID == s.Holder || p.ID == s.From || p.ID == s.Floating })
	})
}

func (d *drawer) stateName(s plan.State) string { return worksheet.StateName(d.plan, s.ID, d.words) }

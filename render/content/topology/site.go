package topology

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/layout/diagram"
)

type keying = func(*plan.Party) (string, folding)

// site is the whole site by zones, in all of its states. A site that is too large for one picture is folded harder: by roles in each zone, then by zones.
func (d *drawer) site() *Picture {
	by := func(key keying, m manner) func() *sketch {
		return func() *sketch {
			home, boxes := d.homes(key)
			return d.sketch(mapped(d.network, home), boxes, m)
		}
	}
	d.whole = fit(by(d.classOf, onLines), by(d.kinOf, onLines), by(d.wholeOf, onLines), by(d.wholeOf, inBoxes))
	d.whole.join()
	d.ranks = d.whole.fromClients()
	p := d.whole.picture(SiteKind, "", d.ranks)
	p.Title = d.titled(d.words.Fill("topology.site-title", "title", d.plan.Document.Title))
	p.Description = d.words.Fill("topology.site-description", "nodes", len(d.plan.OfProducts()), "flows", len(d.network))
	p.Caption = d.words.Fill("topology.site-caption", "n", len(d.network))
	return p
}

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
	s := fit(by(d.classOf, d.classOf, onLines), by(d.classOf, d.kinOf, onLines), by(d.classOf, d.wholeOf, onLines), by(d.classOf, d.wholeOf, inBoxes),
		by(d.kinOf, d.wholeOf, inBoxes))
	p := s.picture(ZoneKind, id, s.fromClients())
	name := d.zoneName(id)
	within := 0
	for _, f := range flows {
		if zoneOf(d.plan, d.plan.Party(f.From)) == zoneOf(d.plan, d.plan.Party(f.To)) {
			within++
		}
	}
	p.Title = d.titled(d.words.Fill("topology.zone-title", "zone", name))
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

// stateOf is the site as it lies in one state that is not the normal one: where it stands in the picture of the site, with the roles of then. Against the normal state it marks what is
// needed in addition, and what is needed no longer.
func (d *drawer) stateOf(state plan.State) *Picture {
	s := d.whole.in(state, func(f *plan.Flow) (diagram.Change, bool) {
		then, normally := slices.Contains(f.States, state.ID), slices.Contains(f.States, plan.NormalState)
		return became(then, normally), then || normally
	})
	p := s.picture(StateKind, state.ID, d.ranks)
	added, removed := d.difference(state)
	n := len(d.needed(state))
	name := d.stateName(state)
	d.compared(p)
	p.Title = d.titled(d.words.Fill("topology.state-title", "state", name))
	p.Description = d.words.Fill("topology.state-description", "state", name, "n", n, "all", len(d.network), "added", len(added), "removed", len(removed))
	p.Caption = d.words.Fill("topology.state-caption", "n", n, "state", name, "added", len(added), "removed", len(removed))
	return p
}

// became is what became of a flow from the normal state to another.
func became(then, normally bool) diagram.Change {
	switch {
	case then && !normally:
		return diagram.Added
	case normally && !then:
		return diagram.Removed
	}
	return diagram.Kept
}

// compared adds the words for what a state changes.
func (d *drawer) compared(p *Picture) {
	p.Words.Change[diagram.Added], p.Words.Change[diagram.Removed] = d.words.Text("topology.added"), d.words.Text("topology.removed")
	p.Words.Change[diagram.Altered] = d.words.Text("topology.altered")
}

func (d *drawer) needed(state plan.State) []*plan.Flow {
	return slices.DeleteFunc(slices.Clone(d.network), func(f *plan.Flow) bool { return !slices.Contains(f.States, state.ID) })
}

// change is what a failover adds to the normal state and removes from it, where it stands in the picture of the site.
func (d *drawer) change(state plan.State) *Picture {
	added, removed := d.difference(state)
	s := d.whole.in(state, func(f *plan.Flow) (diagram.Change, bool) {
		return became(slices.Contains(added, f), slices.Contains(removed, f)), slices.Contains(added, f) || slices.Contains(removed, f)
	})
	s.boxes = d.moving(s, state)
	p := s.picture(ChangeKind, state.ID, d.ranks)
	name := d.stateName(state)
	d.compared(p)
	p.Title = d.titled(d.words.Fill("topology.change-title", "state", name))
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

// moving are the boxes that a picture of a change shows: those whose rules change, and the two hosts between which the role moves.
func (d *drawer) moving(s *sketch, state plan.State) []*box {
	part := map[*box]bool{}
	for _, k := range s.all() {
		part[k.from], part[k.to] = true, true
	}
	return slices.DeleteFunc(slices.Clone(s.boxes), func(b *box) bool {
		return !part[b] && (b.by == every || !slices.ContainsFunc(b.parties, func(p *plan.Party) bool { return p.ID == state.Holder || p.ID == state.From || p.ID == state.Floating }))
	})
}

func (d *drawer) stateName(s plan.State) string { return worksheet.StateName(d.plan, s.ID, d.words) }

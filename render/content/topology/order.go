package topology

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/layout/diagram"
)

// A rank is how far along a picture each box belongs; boxes without one come late.
type rank map[*box]int

// Boxes that only serve others come after those at any distance from the clients, and what is outside comes last.
const (
	serves  = 1000
	outmost = 2000
	last    = 3000
)

func (r rank) of(b *box) int {
	if b.by == every { // below all of its zone
		return last
	}
	if n, ok := r[b]; ok {
		return n
	}
	if b.parties[0].Kind == plan.ExternalParty {
		return outmost
	}
	return serves
}

// fromClients ranks boxes by their distance from the clients, in edges. Where there are clients outside, distance is counted from them: the
// picture then runs from the untrusted side to the data, and administrators do not pull the core up beside the users.
func (s *sketch) fromClients() rank {
	outside := map[string]bool{}
	for _, z := range s.d.plan.Zones {
		outside[z.ID] = z.Outside
	}
	r := rank{}
	var queue, inside []*box
	for _, b := range s.boxes {
		if !slices.ContainsFunc(b.parties, func(p *plan.Party) bool { return p.ByNetworks() }) {
			continue
		}
		if r[b] = 0; outside[s.d.zoneOf(b)] {
			queue = append(queue, b)
		} else {
			inside = append(inside, b)
		}
	}
	if len(queue) == 0 {
		queue = inside
	}
	for len(queue) > 0 {
		b := queue[0]
		queue = queue[1:]
		for _, p := range s.pairs {
			for _, next := range [][2]*box{{p.from, p.to}, {p.to, p.from}} {
				if _, seen := r[next[1]]; next[0] == b && !seen {
					r[next[1]] = r[b] + 1
					queue = append(queue, next[1])
				}
			}
		}
	}
	for b := range r {
		if b.parties[0].Kind == plan.ExternalParty {
			r[b] = outmost
		}
	}
	return r
}

// fromCallers ranks boxes around the one that the picture is about: who calls it, it, whom it calls.
func (s *sketch) fromCallers() rank {
	r := rank{s.here: 1}
	for _, p := range s.pairs {
		switch {
		case p.to == s.here && len(p.back) == 0:
			r[p.from] = 0
		case p.from == s.here:
			r[p.to] = 2
		default:
			r[p.from] = 2
		}
	}
	return r
}

// sorted puts boxes of lower rank first; the layout keeps the order.
func (r rank) sorted(boxes []*box) []*box {
	out := slices.Clone(boxes)
	slices.SortStableFunc(out, func(a, b *box) int { return cmp.Compare(r.of(a), r.of(b)) })
	return out
}

// zones lists the zones that hold boxes, those with boxes of lower rank first. A zone that is one box needs no frame.
func (s *sketch) zones(r rank) []diagram.Zone {
	first := map[string]int{}
	for _, b := range s.boxes {
		zone := s.d.zoneOf(b)
		if b.by == whole || zone == Several {
			continue
		}
		if old, ok := first[zone]; !ok || r.of(b) < old {
			first[zone] = r.of(b)
		}
	}
	var out []diagram.Zone
	for _, z := range s.d.allZones() {
		if _, used := first[z.ID]; used {
			names := s.d.walls[z.ID]
			out = append(out, diagram.Zone{ID: z.ID, Title: z.Name, Subtitle: s.d.under(z), Note: s.d.behind(names), Walled: len(names) > 0, Outside: z.Outside, Tier: s.d.tiers[z.ID], Order: s.d.order(z.ID)})
		}
	}
	slices.SortStableFunc(out, func(a, b diagram.Zone) int { return cmp.Compare(first[a.ID], first[b.ID]) })
	return out
}

// order is where the site wants a zone within its tier, or a host within its zone: those that it lists come first.
func (d *drawer) order(id string) int {
	if i := slices.Index(d.plan.Diagram.Order, id); i >= 0 {
		return i - len(d.plan.Diagram.Order)
	}
	return 0
}

// behind says which firewalls are at a zone's border.
func (d *drawer) behind(firewalls []string) string {
	if len(firewalls) == 0 {
		return ""
	}
	return d.words.Count("topology.behind", len(firewalls), "names", strings.Join(firewalls, ", "))
}

// walls are the names of the firewalls at the borders of zones, where each rule that crosses a border passes one; none at those of what is outside.
func walls(p *plan.Plan, network []*plan.Flow) map[string][]string {
	open := map[string]bool{}
	for _, f := range network {
		if from, to := zoneOf(p, p.Party(f.From)), zoneOf(p, p.Party(f.To)); from != to && len(f.Firewalls) == 0 {
			open[from], open[to] = true, true
		}
	}
	out := map[string][]string{}
	for _, w := range p.Firewalls {
		for _, zone := range w.Zones {
			if !open[zone] && !outside(p, zone) {
				out[zone] = append(out[zone], w.Name)
			}
		}
	}
	return out
}

// under are the lines below a zone's name: where it is, and its networks.
func (d *drawer) under(z plan.Zone) []string {
	var place []string
	if l := d.plan.Location(z.Location); l != nil {
		place = append(place, l.Name)
	}
	if z.VLAN != "" {
		place = append(place, d.words.Text("filing.vlan")+" "+z.VLAN)
	}
	if len(place) == 0 {
		return z.Networks
	}
	return append([]string{strings.Join(place, ", ")}, z.Networks...)
}

// allZones are the site's zones, and the one for parties whose zone it does not give.
func (d *drawer) allZones() []plan.Zone {
	return append(slices.Clone(d.plan.Zones), plan.Zone{ID: Outside, Name: d.words.Text("topology.outside"), Outside: true})
}

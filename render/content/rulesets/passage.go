package rulesets

import (
	"net/netip"
	"slices"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/ruleset"
)

// at is an end with the addresses by which a firewall's rules know it, and what the firewall does with them.
func (m *maker) at(w *plan.Firewall, e policy.Endpoint, known, other []netip.Prefix) ruleset.End {
	end := m.end(m.plan.Party(e.Party), known)
	if slices.Equal(known, other) {
		return end
	}
	for _, id := range e.Translations {
		if t := m.plan.Translation(id); t.Firewall == w.ID {
			end.Changed = &ruleset.Translated{Translation: id, Object: t.Object, Arriving: other, At: t.At}
		}
	}
	return end
}

// passages are the ways of a rule's packets through a firewall: one for each pair of zones of its ends between which traffic passes it.
func (m *maker) passages(w *plan.Firewall, from, to []ruleset.End) []ruleset.Passage {
	var out []ruleset.Passage
	sources, destinations := m.byZone(from), m.byZone(to)
	for _, s := range sources {
		for _, d := range destinations {
			if in, behind := w.Crossing(m.plan, s.zone, d.zone); len(in) > 0 {
				out = append(out, ruleset.Passage{In: sides(w, in), Out: sides(w, behind), From: s.ends, To: d.ends})
			}
		}
	}
	return out
}

// inZone are the ends that stand in one zone.
type inZone struct {
	zone string
	ends []ruleset.End
}

// byZone divides ends by their zones, in the order of the first end of each; one that stands in several is in each.
func (m *maker) byZone(ends []ruleset.End) []inZone {
	var out []inZone
	for _, e := range ends {
		for _, zone := range m.plan.ZonesOf(m.plan.Party(e.ID)) {
			i := slices.IndexFunc(out, func(z inZone) bool { return z.zone == zone })
			if i < 0 {
				i = len(out)
				out = append(out, inZone{zone: zone})
			}
			out[i].ends = append(out[i].ends, e)
		}
	}
	return out
}

func sides(w *plan.Firewall, zones []string) []ruleset.Side {
	var out []ruleset.Side
	for _, zone := range zones {
		s := w.Sides[zone]
		out = append(out, ruleset.Side{Zone: zone, Interface: s.Interface, Name: s.ZoneName, AccessList: s.AccessList})
	}
	return out
}

// adding is the head of a file that leaves a firewall's other rules as they are, made of that of a file that is all there is.
func (m *maker) adding(head []string) []string {
	instead := map[string]string{m.words.Text("rule-file.firewall-drops"): m.words.Text("rule-file.firewall-adds"), m.words.Text("rule-file.first"): m.words.Text("rule-file.firewall-next")}
	var out []string
	for _, line := range head {
		if other, ok := instead[line]; ok {
			line = other
		}
		out = append(out, line)
	}
	return out
}

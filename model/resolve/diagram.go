package resolve

import (
	"maps"
	"slices"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// diagramHints are what the site says of its diagrams. It comes after the flows: a line is only where there are some.
func diagramHints(s *product.Network) plan.DiagramHints {
	d := s.Site.Diagram
	h := plan.DiagramHints{Order: source.Strings(d.Order), Split: source.Strings(d.Split), Labels: map[string]string{}, Lines: map[[2]string]string{}}
	boxes, splittable := drawn(s)
	zones := source.SortedKeys(s.Site.Zones)
	for _, id := range d.Order {
		if !s.InDoubt("zones", id.V) {
			named(s, id, slices.Concat(zones, boxes), "order")
		}
	}
	for _, id := range d.Split {
		if named(s, id, boxes, "split") && !slices.Contains(splittable, id.V) {
			s.Fault("S313", id.At, "remove it", "%s has a box of its own anyway", id.V)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(d.Label)) {
		label := d.Label[key]
		from, to, line := site.LineEnds(key)
		switch {
		case !line:
			if named(s, source.V(key, label.At), boxes, "label") {
				h.Labels[key] = label.V
			}
		case named(s, source.V(from, label.At), boxes, "label") && named(s, source.V(to, label.At), boxes, "label"):
			if h.Lines[[2]string{from, to}] = label.V; !meet(s.Plan, from, to) && !s.Uncertain && !s.PartyInDoubt(from) && !s.PartyInDoubt(to) {
				s.Fault("S314", label.At, "remove it, or name two ends that have a rule", "no rule runs between %s and %s: diagrams have no line there", from, to)
			}
		}
	}
	return h
}

// named reports whether an id is one of the boxes that a hint may name.
func named(s *product.Network, id source.Text, ids []string, key string) bool {
	if slices.Contains(ids, id.V) || s.PartyInDoubt(id.V) {
		return true
	}
	s.Fault("S311", id.At, source.DidYouMean(id.V, ids), "diagram.%s names %q, which no diagram shows", key, id.V)
	return false
}

// drawn are the ids of parties that diagrams show as boxes, and those of them that may share one with others.
func drawn(s *product.Network) (boxes, splittable []string) {
	for _, id := range source.SortedKeys(s.Parties) {
		switch p := s.Parties[id]; p.Kind {
		case plan.GroupParty, plan.InterfaceParty:
		case plan.NodeParty, plan.ExternalParty:
			splittable = append(splittable, id)
			boxes = append(boxes, id)
		default:
			boxes = append(boxes, id)
		}
	}
	return boxes, splittable
}

// meet reports whether a rule between hosts runs from one party to another, or back.
func meet(p *plan.Plan, a, b string) bool {
	between := func(f *plan.Flow, from, to string) bool {
		return slices.Contains(p.Party(f.From).OnHosts(), from) && slices.Contains(p.Party(f.To).OnHosts(), to)
	}
	return slices.ContainsFunc(p.Flows, func(f *plan.Flow) bool { return !f.Internal && (between(f, a, b) || between(f, b, a)) })
}

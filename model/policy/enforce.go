package policy

import (
	"cmp"
	"slices"

	"portolan/model/plan"
)

// enforced is a rule as one firewall sees it.
func (p *Policy) enforced(w *plan.Firewall, r *Rule) EnforcedRule {
	out := EnforcedRule{Rule: r.ID, Log: cmp.Or(r.Log, w.Log)}
	way := p.plan.FirewallPath(r.FromZone, r.ToZone)
	for _, id := range p.host[r.From].Members {
		out.Source = append(out.Source, p.endpoint(w, plan.SourceTranslation, id, r.ToZone, way))
	}
	for _, id := range p.host[r.To].Members {
		out.Destination = append(out.Destination, p.endpoint(w, plan.DestinationTranslation, id, r.FromZone, way))
	}
	return out
}

// endpoint is a party as a firewall sees it on a way. A destination has its translated addresses until the firewall that translates them, a
// source from there on.
func (p *Policy) endpoint(w *plan.Firewall, kind plan.TranslationKind, id, other string, way plan.FirewallPath) Endpoint {
	party := p.plan.Party(id)
	own, at := party.Where(), party.Prefixes()
	e := Endpoint{Party: id, Arriving: own, Leaving: own, Before: at, Behind: at}
	for _, t := range p.plan.Translations {
		if t.Kind != kind || !slices.Contains(t.Parties, id) || !slices.Contains(t.Zones, other) {
			continue
		}
		here, there := step(way, w.ID), step(way, t.Firewall)
		translated, changed := texts(t), plan.Hosts(t.Addresses)
		before, behind := here < there, here > there // of the firewall that translates, as traffic flows
		if here == there && w.ID != t.Firewall {     // beside it, on another way of the same length: nothing is translated there
			continue
		}
		switch {
		case kind == plan.DestinationTranslation && before, kind == plan.SourceTranslation && behind:
			e.Arriving, e.Leaving, e.Before, e.Behind = translated, translated, changed, changed
		case kind == plan.DestinationTranslation && !behind:
			e.Arriving, e.Before = translated, changed
		case kind == plan.SourceTranslation && !before:
			e.Leaving, e.Behind = translated, changed
		default:
			continue
		}
		e.Translations = append(e.Translations, t.ID)
	}
	return e
}

// step is where on a way a firewall stands.
func step(way plan.FirewallPath, firewall string) int {
	for _, w := range way.Firewalls {
		if w.Firewall == firewall {
			return w.Step
		}
	}
	return 0
}

func texts(t plan.Translation) []string {
	var out []string
	for _, a := range t.Addresses {
		out = append(out, a.String())
	}
	return out
}

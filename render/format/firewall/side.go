package firewall

import (
	"fmt"
	"net/netip"
	"slices"

	"portolan/render/ruleset"
)

// sides finds sides of a firewall by which a rule's packets pass, and which the site does not name as the dialect has to.
func (l look) sides(d *Dialect) []Refusal {
	var found []Refusal
	for _, p := range l.rule.Passages {
		named := p.In
		if !d.Inwards {
			named = slices.Concat(p.In, p.Out)
		}
		for _, s := range named {
			if d.Side(s).Set() {
				continue
			}
			zone := s.Key()
			found = append(found, l.refusal(Refusal{Code: "R07", At: l.set.At, What: fmt.Sprintf("the site does not say what %s calls its side towards %s", l.set.Device, zone),
				Help: fmt.Sprintf("say so: `[firewalls.%s]\n%s = { %s = \"...\" }`", l.set.Device, d.SideKeys, zone)}))
		}
	}
	return found
}

// Arriving is a ruleset with the addresses that destinations have when packets come to the firewall.
func Arriving(s *ruleset.Ruleset) *ruleset.Ruleset {
	out := *s
	out.Rules = slices.Clone(s.Rules)
	before := func(ends []ruleset.End) []ruleset.End {
		ends = slices.Clone(ends)
		for i, e := range ends {
			if e.Changed != nil {
				ends[i].Addresses = e.Changed.Arriving
			}
		}
		return ends
	}
	for i := range out.Rules {
		r := &out.Rules[i]
		r.To = before(r.To)
		r.Passages = slices.Clone(r.Passages)
		for j := range r.Passages {
			r.Passages[j].To = before(r.Passages[j].To)
		}
	}
	return &out
}

// Multicast reports whether a network is of multicast addresses.
func Multicast(p netip.Prefix) bool { return p.Addr().IsMulticast() }

// Six reports whether a network is of IPv6.
func Six(p netip.Prefix) bool { return !p.Addr().Unmap().Is4() }

package firewalltest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/ruleset"
)

// named gives firewalls and translations the names that a site has to give them.
func named(resolved *plan.Plan) {
	for i := range resolved.Firewalls {
		w := &resolved.Firewalls[i]
		for n, zone := range w.Zones {
			s := w.Sides[zone]
			for _, name := range []struct {
				text  *source.Text
				usual string
			}{{&s.Interface, fmt.Sprintf("port%d", n+1)}, {&s.ZoneName, "z-" + strings.Trim(zone, "_")}, {&s.AccessList, strings.Trim(zone, "_") + "_IN"}} {
				if !name.text.Set() {
					*name.text = source.Text{V: name.usual, At: w.At}
				}
			}
			w.Sides[zone] = s
		}
	}
	for i := range resolved.Translations {
		if t := &resolved.Translations[i]; t.Object == "" {
			t.Object = "NAT-" + t.ID
		}
	}
}

// ways are the zones by which traffic between two parties comes to a firewall and leaves it: on all ways between their zones that pass as few firewalls as
// any. Every way is walked.
func (o oracle) ways(from, to *plan.Party) (out [][2]string) {
	for _, a := range o.plan.ZonesOf(from) {
		for _, b := range o.plan.ZonesOf(to) {
			for most := 1; a != b && most <= len(o.plan.Firewalls); most++ {
				if reached, passed := o.walk([]string{a}, nil, b, most); reached {
					out = append(out, passed...)
					break
				}
			}
		}
	}
	return out
}

// walk goes on from the last of some zones, through the firewalls met so far and at most some in all.
func (o oracle) walk(zones, met []string, to string, most int) (reached bool, passed [][2]string) {
	here := zones[len(zones)-1]
	if here == to {
		for i, w := range met {
			if w == o.set.Device {
				passed = append(passed, [2]string{zones[i], zones[i+1]})
			}
		}
		return true, passed
	}
	if len(met) == most {
		return false, nil
	}
	for _, w := range o.plan.Firewalls {
		for _, next := range w.Zones {
			if !slices.Contains(w.Zones, here) || slices.Contains(zones, next) {
				continue
			}
			r, p := o.walk(append(slices.Clone(zones), next), append(slices.Clone(met), w.ID), to, most)
			reached, passed = reached || r, append(passed, p...)
		}
	}
	return reached, passed
}

// passes reports whether a packet passes by sides by which those of the flow do.
func (o oracle) passes(b between, p Packet) bool {
	return b.ways == nil || slices.ContainsFunc(b.ways, func(way [2]string) bool { return way[0] == p.In.Zone && (o.inwards || way[1] == p.Out.Zone) })
}

func (b between) way(random *rand.Rand) [2]string {
	if len(b.ways) == 0 {
		return [2]string{}
	}
	return pick(random, b.ways)
}

// side is what the firewall calls its side towards a zone.
func (o oracle) side(zone string) ruleset.Side {
	w := o.plan.Firewall(o.set.Device)
	if w == nil || o.set.Kind != ruleset.Firewall {
		return ruleset.Side{Zone: zone}
	}
	s := w.Sides[zone]
	return ruleset.Side{Zone: zone, Interface: s.Interface, Name: s.ZoneName, AccessList: s.AccessList}
}

func (o oracle) anySide(random *rand.Rand) ruleset.Side {
	if w := o.plan.Firewall(o.set.Device); w != nil && o.set.Kind == ruleset.Firewall {
		return o.side(pick(random, w.Zones))
	}
	return ruleset.Side{}
}

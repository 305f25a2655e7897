package site

import (
	"fmt"
	"slices"

	"portolan/model/source"
)

// Location is where zones are: a data centre, a region of a cloud, an office.
type Location struct {
	At          source.Position
	Name        str `toml:"name,required"`
	Kind        str `toml:"kind"` // "data centre", "cloud region", as the site calls it
	Note        str `toml:"note"`
	StandsInFor str `toml:"stands_in_for"` // the location whose duties its hosts take over when that is lost
}

// StandIn says that a host takes over what another one does when that one's location is lost.
type StandIn struct {
	StandsInFor str `toml:"stands_in_for"`
}

// A standIn is a host that may stand in for another one of its kind.
type standIn struct {
	table, what, id string
	zone, takes     str
	at              source.Position
	own             []named // what it says of duties of its own
}

type named struct {
	key string
	set bool
	at  source.Position
}

// standIns are the hosts of all tables, in order.
func (s *Site) standIns() []standIn {
	var out []standIn
	for _, id := range source.SortedKeys(s.Nodes) {
		n := s.Nodes[id]
		out = append(out, standIn{"nodes", "node", id, n.Zone, n.StandsInFor, n.At, []named{{"product", n.Product.Set(), n.Product.At}, {"installation", n.Installation.Set(), n.Installation.At}, {"role", n.Role.Set(), n.Role.At}, {"services", n.Services != nil, n.At}, {"facts", n.Facts != nil, n.At}, {"also", n.Also != nil, n.At}}})
	}
	for _, id := range source.SortedKeys(s.Servers) {
		n := s.Servers[id]
		out = append(out, standIn{"servers", "server", id, n.Zone, n.StandsInFor, n.At, []named{{"also", n.Also != nil, n.At}}})
	}
	for _, id := range source.SortedKeys(s.LoadBalancers) {
		n := s.LoadBalancers[id]
		out = append(out, standIn{"load_balancers", "load balancer", id, n.Zone, n.StandsInFor, n.At, []named{{"targets", n.Targets != nil, n.At}, {"source", n.Source.Set(), n.Source.At},
			{"serves", n.Serves != nil, n.At}, {"ports", n.Ports != nil, n.At}, {"states", n.States != nil, n.At}}})
	}
	for _, id := range source.SortedKeys(s.ForwardProxies) {
		n := s.ForwardProxies[id]
		out = append(out, standIn{"forward_proxies", "forward proxy", id, n.Zone, n.StandsInFor, n.At, []named{{"port", n.Port.Set(), n.Port.At}, {"for", n.For != nil, n.At}, {"states", n.States != nil, n.At}}})
	}
	return out
}

// StandIns are the hosts that stand in for others at a location: the other -> its stand-in.
func (s *Site) StandIns(location string) map[string]string {
	out := map[string]string{}
	for _, h := range s.standIns() {
		if h.takes.Set() && s.LocationOf(h.zone.V) == location {
			out[h.takes.V] = h.id
		}
	}
	return out
}

// LocationOf is the location of a zone: its own, or that of the zone that it is a part of.
func (s *Site) LocationOf(zone string) string {
	for range s.Zones {
		z := s.Zones[zone]
		if z.Location.Set() || !z.Inside.Set() {
			return z.Location.V
		}
		zone = z.Inside.V
	}
	return ""
}

// locations checks locations, and who stands in for whom.
func locations(k *checker) {
	s := k.site
	known := source.SortedKeys(s.Locations)
	for _, id := range known {
		l := s.Locations[id]
		k.plainID(id, "location", l.At)
		if of := l.StandsInFor; of.Set() {
			other, ok := s.Locations[of.V]
			switch {
			case !ok && !k.unbound.Of("locations", of.V):
				k.fault("S278", of.At, source.DidYouMean(of.V, known), "unknown location %q", of.V)
			case of.V == id || other.StandsInFor.Set():
				k.fault("S279", of.At, "name a location that is not a standby itself", "location %s is standby for %s, which is standby for %s itself", id, of.V, other.StandsInFor.V)
			}
		}
	}
	for _, id := range source.SortedKeys(s.Zones) {
		if at := s.Zones[id].Location; at.Set() && !slices.Contains(known, at.V) && !k.unbound.Of("locations", at.V) {
			k.fault("S278", at.At, source.DidYouMean(at.V, known), "unknown location %q", at.V)
		}
	}
	first := map[string]standIn{}
	hosts := map[string][]string{}
	for _, h := range s.standIns() {
		hosts[h.table] = append(hosts[h.table], h.id)
	}
	for _, h := range s.standIns() {
		if !h.takes.Set() {
			needed(k, h)
			continue
		}
		checkStandIn(k, h, hosts[h.table])
		if old, twice := first[h.takes.V]; twice && s.LocationOf(old.zone.V) == s.LocationOf(h.zone.V) {
			k.found = append(k.found, source.Diagnostic{Code: "S282", At: h.takes.At, What: fmt.Sprintf("%s and %s are both standby for %s", old.id, h.id, h.takes.V), Help: "let one of them do it",
				Related: []source.Related{{At: old.takes.At, What: "first here"}}})
		}
		first[h.takes.V] = h
	}
}

// checkStandIn checks a host that stands in for another one.
func checkStandIn(k *checker, h standIn, hosts []string) {
	for _, own := range h.own {
		if own.set {
			k.fault("S283", own.at, "remove "+own.key, "%s %s gives its own %s; it takes over that of %s", h.what, h.id, own.key, h.takes.V)
		}
	}
	others := slices.DeleteFunc(slices.Clone(hosts), func(id string) bool { return id == h.id })
	if !slices.Contains(others, h.takes.V) {
		if !k.unbound.Of(h.table, h.takes.V) {
			k.fault("S280", h.takes.At, source.DidYouMean(h.takes.V, others), "%s %s is standby for %q, which is no other %s", h.what, h.id, h.takes.V, h.what)
		}
		return
	}
	for _, other := range k.site.standIns() {
		if other.table != h.table || other.id != h.takes.V {
			continue
		}
		here, there := k.site.LocationOf(h.zone.V), k.site.LocationOf(other.zone.V)
		switch {
		case other.takes.Set():
			k.fault("S280", h.takes.At, "name the host that has the duties", "%s %s is standby for %s, which is a standby host itself", h.what, h.id, other.id)
		case h.zone.Set() && other.zone.Set() && (there == "" || k.site.Locations[here].StandsInFor.V != there):
			k.fault("S281", h.takes.At, "put them in zones of two locations, one of which is standby for the other: `[locations.ID]\nname = \"...\"\nstands_in_for = \"ID\"`",
				"%s %s is standby for %s, but its location is not standby for the location of that host", h.what, h.id, other.id)
		}
	}
}

// needed checks that a load balancer or forward proxy that stands in for none says what it does.
func needed(k *checker, h standIn) {
	cures := map[string][]string{"load_balancers": {"targets", `targets = ["..."]`, "source", `source = "..."`}, "forward_proxies": {"port", "port = 1"}}[h.table]
	for i := 0; i < len(cures); i += 2 {
		key := cures[i]
		said := slices.ContainsFunc(h.own, func(n named) bool { return n.key == key && n.set })
		if !said && !k.unbound.Of(h.table, h.id, key) {
			k.fault("T07", h.at, "add `"+cures[i+1]+"`", "%s.%s needs the key %q", h.table, h.id, key)
		}
	}
}

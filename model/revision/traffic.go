package revision

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"
	"strings"
)

// Traffic is what is to be opened or closed for one or several rules, at the same firewalls: packets from any of the addresses of the source to any of those
// of the destination at any of the ports.
type Traffic struct {
	Rules               []*Item // as they are in the revision that has the traffic, by ids
	Firewalls           []string
	Hosts               bool // the firewalls of the hosts have to let it through, too
	Source, Destination string
	From, To            []string
	Ports               []string
	Part                bool // the rules let more through, which stays as it is
}

// Work is the traffic to be opened before a change and to be closed after it. What one rule lets through no longer and another does is neither: closing it
// would cut what is needed.
func Work(before, after *Revision) (open, close []*Traffic) {
	was, is := before.packets(), after.packets()
	return after.lacking(is, was), before.lacking(was, is)
}

// A packet is one combination of what rules let through, at one firewall or, without one, at the hosts.
type packet struct{ from, to, port, sourcePort, action, firewall string }

func (r *Revision) packets() map[packet]bool {
	out := map[packet]bool{}
	for i := range r.Items {
		if r.Items[i].Kind == Rule {
			r.Items[i].each(func(p packet) { out[p] = true })
		}
	}
	return out
}

// each goes through what a rule lets through. Packets have two ends of one address family.
func (i *Item) each(visit func(packet)) {
	for _, firewall := range append([]string{""}, i.Values("firewall")...) {
		for _, from := range i.Values("source address") {
			for _, to := range i.Values("destination address") {
				if a, b := family(from), family(to); a == 0 || b == 0 || a == b {
					visit(packet{from, to, i.Value("port"), i.Value("source port"), i.Value("action"), firewall})
				}
			}
		}
	}
}

// family is that of an address or network, 0 for a host name.
func family(text string) int {
	address, err := netip.ParseAddr(text)
	if err != nil {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return 0
		}
		address = network.Addr()
	}
	return address.BitLen()
}

// lacking is the traffic of which another revision does not let everything through, with what it lacks.
func (r *Revision) lacking(mine, other map[packet]bool) []*Traffic {
	var out []*Traffic
	at := map[string]*Traffic{}
	done := map[packet]bool{} // by an earlier rule
	for i := range r.Items {
		if r.Items[i].Kind != Rule {
			continue
		}
		for _, t := range r.Items[i].parts(func(p packet) bool { return !other[p] && !done[p] }) {
			key := strings.Join([]string{t.Source, t.Destination, strings.Join(t.From, " "), strings.Join(t.To, " "), strings.Join(t.Firewalls, " "), t.Rules[0].terms()}, "\n")
			known := at[key]
			if known == nil || known.Hosts != t.Hosts || known.Part != t.Part {
				at[key] = t
				out = append(out, t)
				continue
			}
			known.Rules, known.Ports = append(known.Rules, t.Rules...), append(known.Ports, t.Ports...)
		}
		r.Items[i].each(func(p packet) { done[p] = true })
	}
	for _, t := range out {
		slices.Sort(t.Ports)
		t.Ports = slices.Compact(t.Ports)
	}
	slices.SortStableFunc(out, func(a, b *Traffic) int {
		return cmp.Or(slices.Compare(a.Firewalls, b.Firewalls), strings.Compare(a.Source, b.Source), strings.Compare(a.Destination, b.Destination), slices.Compare(a.Ports, b.Ports))
	})
	return out
}

// terms are what must be the same of rules that are told together.
func (i *Item) terms() string {
	var terms []string
	for _, what := range []string{"source port", "action", ApprovalState, "approval ticket", "owner", "ticket", "status", "via", "phase"} {
		terms = append(terms, i.Value(what))
	}
	return strings.Join(terms, "\n")
}

// parts are what a rule lets through of what is wanted: for each set of firewalls and destinations the sources that lack these alike.
func (i *Item) parts(wanted func(packet) bool) []*Traffic {
	byWalls, part := i.byFirewalls(wanted)
	var out []*Traffic
	for _, key := range slices.Sorted(maps.Keys(byWalls)) {
		alike := map[string][]string{} // destinations -> sources
		for from, to := range byWalls[key] {
			alike[strings.Join(to, "\n")] = append(alike[strings.Join(to, "\n")], from)
		}
		for _, to := range slices.Sorted(maps.Keys(alike)) {
			slices.Sort(alike[to])
			t := &Traffic{Rules: []*Item{i}, Source: i.Value("source"), Destination: i.Value("destination"), From: alike[to], To: strings.Split(to, "\n"),
				Ports: []string{i.Value("port")}, Part: part}
			for _, wall := range strings.Split(key, "\n") {
				if wall == "" {
					t.Hosts = true
				} else {
					t.Firewalls = append(t.Firewalls, wall)
				}
			}
			out = append(out, t)
		}
	}
	return bothFamilies(out)
}

// byFirewalls are the wanted packets of a rule: the firewalls that have to let them through, sources, destinations. part says that there are others.
func (i *Item) byFirewalls(wanted func(packet) bool) (out map[string]map[string][]string, part bool) {
	type pair struct{ from, to string }
	walls := map[pair][]string{}
	i.each(func(p packet) {
		if !wanted(p) {
			part = true
			return
		}
		walls[pair{p.from, p.to}] = append(walls[pair{p.from, p.to}], p.firewall)
	})
	out = map[string]map[string][]string{}
	for _, p := range slices.SortedFunc(maps.Keys(walls), func(a, b pair) int { return cmp.Or(strings.Compare(a.from, b.from), strings.Compare(a.to, b.to)) }) {
		key := strings.Join(walls[p], "\n")
		if out[key] == nil {
			out[key] = map[string][]string{}
		}
		out[key][p.from] = append(out[key][p.from], p.to)
	}
	return out, part
}

// bothFamilies puts what a rule lets through in IPv4 together with what it lets through in IPv6 at the same firewalls: packets have one family at both ends.
func bothFamilies(parts []*Traffic) []*Traffic {
	var out []*Traffic
	for _, t := range parts {
		at := slices.IndexFunc(out, func(o *Traffic) bool {
			return slices.Equal(o.Firewalls, t.Firewalls) && o.Hosts == t.Hosts && len(families(o))*len(families(t)) == 1 && families(o)[0]+families(t)[0] == 32+128
		})
		if at < 0 {
			out = append(out, t)
			continue
		}
		out[at].From, out[at].To = union(out[at].From, t.From), union(out[at].To, t.To)
	}
	return out
}

// families are those of the sources.
func families(t *Traffic) []int {
	seen := map[int]bool{}
	for _, from := range t.From {
		seen[family(from)] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

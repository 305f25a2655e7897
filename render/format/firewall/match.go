package firewall

import (
	"cmp"
	"net/netip"
	"slices"

	"portolan/model/catalog"
	"portolan/render/ruleset"
)

// A Match is the packets of a rule in one address family and at the ports of one protocol.
type Match struct {
	Four     bool           // IPv4, else IPv6
	From, To []netip.Prefix // sorted, none inside another; none at all for any address of the host itself
	Port     catalog.Port   // of which the protocol counts
	Ports    []catalog.Span // sorted, none touching another; none of a protocol without ports
	Types    []string       // of ICMP, sorted; none for all of them
}

// Matches divides a rule into matches: together they are its packets.
func Matches(r *ruleset.Rule) []Match {
	var out []Match
	for _, four := range []bool{true, false} {
		from, any1 := addresses(r.From, four)
		to, any2 := addresses(r.To, four)
		if len(from) == 0 && !any1 || len(to) == 0 && !any2 {
			continue
		}
		for _, p := range Protocols(r.Services, four) {
			p.Four, p.From, p.To = four, from, to
			out = append(out, p)
		}
	}
	return out
}

// addresses are those of ends in a family. Any is set for the host itself where the site does not know its addresses.
func addresses(ends []ruleset.End, four bool) (list []netip.Prefix, any bool) {
	for _, e := range ends {
		any = any || e.Self && len(e.Addresses) == 0
		for _, a := range e.Addresses {
			if a = netip.PrefixFrom(a.Addr().Unmap(), a.Bits()).Masked(); a.Addr().Is4() == four {
				list = append(list, a)
			}
		}
	}
	return Outermost(list), any
}

// Outermost sorts networks and leaves those out that lie in another.
func Outermost(list []netip.Prefix) []netip.Prefix {
	slices.SortFunc(list, func(a, b netip.Prefix) int { return cmp.Or(a.Addr().Compare(b.Addr()), a.Bits()-b.Bits()) })
	var out []netip.Prefix
	for _, p := range list {
		if n := len(out); n == 0 || !out[n-1].Contains(p.Addr()) || out[n-1].Bits() > p.Bits() {
			out = append(out, p)
		}
	}
	return out
}

// Protocols puts the ports of each protocol together, and the types of ICMP, as they are in a family. Of both families there is one ICMP.
func Protocols(services []ruleset.Service, four bool) []Match {
	var out []Match
	every := map[int]bool{} // matches of every type of ICMP
	for _, s := range services {
		if !s.In(four) {
			continue
		}
		i := slices.IndexFunc(out, func(m Match) bool { return m.Port.Protocol == s.Protocol || m.Port.IsICMP() && s.IsICMP() })
		if i < 0 {
			out = append(out, Match{Port: s.Port})
			i = len(out) - 1
		}
		out[i].Ports = append(out[i].Ports, s.Numbers.Spans()...)
		out[i].Types = append(out[i].Types, s.Type)
		every[i] = every[i] || s.Type == ""
	}
	for i := range out {
		out[i].Ports = joined(out[i].Ports)
		slices.Sort(out[i].Types)
		if out[i].Types = slices.Compact(out[i].Types); every[i] {
			out[i].Types = nil
		}
	}
	return out
}

// joined sorts ranges of ports and joins those that touch.
func joined(ports []catalog.Span) []catalog.Span {
	slices.SortFunc(ports, func(a, b catalog.Span) int { return cmp.Or(a.Low-b.Low, a.High-b.High) })
	var out []catalog.Span
	for _, p := range ports {
		if n := len(out); n > 0 && p.Low <= out[n-1].High+1 {
			out[n-1].High = max(out[n-1].High, p.High)
			continue
		}
		out = append(out, p)
	}
	return out
}

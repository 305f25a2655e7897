package firewalltest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/ruleset"
)

// An oracle knows from the plan's flows alone what a host or firewall may let through. So does model/passage, for packets in namespaces and for evidence; this is
// a second account, written apart, so that a flow that one of them overlooks is no flow that both overlook. It also walks every way between zones by itself, and
// knows the addresses that devices see before they translate destinations. TestAccountsAgree holds the two against each other.
type oracle struct {
	plan     *plan.Plan
	set      *ruleset.Ruleset
	sided    bool            // rules hold for packets that pass by certain sides of the firewall
	inwards  bool            // only the side by which packets come in counts
	without  map[string]bool // flows that files do without, by the site's own word
	arriving bool            // rules have the addresses that destinations have before the firewall translates them
}

func (o oracle) hooks() []string {
	if o.set.Kind == ruleset.Firewall {
		return []string{"forward"}
	}
	if slices.ContainsFunc(o.plan.Outbound(o.set.Device), func(f *plan.Flow) bool { return len(o.others(f.To)) > 0 }) {
		return []string{"input", "output"}
	}
	return []string{"input"}
}

// others are the single parties that an end is, without the host itself.
func (o oracle) others(id string) []*plan.Party {
	var out []*plan.Party
	for _, each := range append([]string{id}, o.plan.Party(id).Members...) {
		if p := o.plan.Party(each); p.Kind != plan.GroupParty && each != o.set.Device && !(p.Kind == plan.InterfaceParty && p.Of == o.set.Device) {
			out = append(out, p)
		}
	}
	return out
}

// A between is a flow between two addresses or networks, as packets of it name them at a hook.
type between struct {
	flow       *plan.Flow
	from, to   []netip.Prefix
	translated bool
	ways       [][2]string // zones by which packets come to the firewall and leave it, where that counts

	protocol int    // 0 for ICMP of both families
	source   [2]int // ports, for a protocol that has them
}

// between lists all that may pass a hook.
func (o oracle) between(hook string) (out []between) {
	for _, f := range o.plan.Network() {
		if o.without[f.ID] || o.barred(f) || hook == "forward" && !slices.Contains(f.Firewalls, o.set.Device) {
			continue
		}
		for _, end := range o.pairs(hook, f, o.plan.Party(o.set.Device)) {
			from, to := o.at(hook, plan.SourceTranslation, end[0], end[1]), o.at(hook, plan.DestinationTranslation, end[1], end[0])
			if area := o.plan.Party(f.From); hook == "output" && area.ByNetworks() { // the host is one of them by some of its addresses
				from = slices.DeleteFunc(slices.Clone(from), func(p netip.Prefix) bool { return !holds(area.Networks, p.Addr()) })
			}
			switch area := o.plan.Party(f.To); {
			case hook == "input" && area.Kind == plan.MulticastParty: // packets have its addresses, whoever receives them
				to = area.Prefixes()
			case hook == "input" && area.ByNetworks():
				to = slices.DeleteFunc(slices.Clone(to), func(p netip.Prefix) bool { return !holds(area.Networks, p.Addr()) })
			}
			b := between{flow: f, from: from, to: to, protocol: protocolOf(f), source: [2]int{0, 65535}}
			if o.sided {
				if b.ways = o.ways(end[0], end[1]); len(b.ways) == 0 {
					continue
				}
			}
			b.translated = !slices.Equal(from, end[0].Prefixes()) || !slices.Equal(to, end[1].Prefixes()) && o.plan.Party(f.To).Kind != plan.MulticastParty
			if n, _ := fmt.Sscanf(f.SourcePort, "%d-%d", &b.source[0], &b.source[1]); n == 1 {
				b.source[1] = b.source[0]
			}
			out = append(out, b)
		}
	}
	return out
}

// barred reports whether a flow must not pass although the plan has it: its time is over, or the site has its rules approved, and this one neither is
// nor is said to be in place.
func (o oracle) barred(f *plan.Flow) bool {
	if !f.Until.IsZero() && f.Until.Before(o.plan.Document.Date) {
		return true
	}
	recorded := slices.ContainsFunc(o.plan.Flows, func(f *plan.Flow) bool {
		return f.Standing.Asked != nil || f.Standing.State == approval.Approved || f.Standing.State == approval.Changed || f.Standing.State == approval.Over
	})
	inPlace := slices.Contains([]string{"implemented", "verified"}, cmp.Or(f.Claimed, f.Status))
	return recorded && f.Standing.State != approval.Approved && !inPlace
}

// allows looks for a flow that a Packet belongs to.
func (o oracle) allows(pairs []between, p Packet, seen Tally) bool {
	for _, b := range pairs {
		if b.opens(p) && holds(b.from, p.From) && holds(b.to, p.To) && o.passes(b, p) {
			seen.note(b.flow, p, b.translated)
			if p.To.IsMulticast() {
				seen["multicast"]++
			}
			return true
		}
	}
	return false
}

func (s Tally) note(f *plan.Flow, p Packet, translated bool) {
	for what, holds := range map[string]bool{"translated": translated, "source port": f.SourcePort != plan.AnyPort, "icmp": f.Protocol == "icmp", "icmp type": f.Type != "", "IPv6": p.From.Is6()} {
		if holds {
			s[what]++
		}
	}
}

// pairs are the ends of a flow between which its packets go, at a hook.
func (o oracle) pairs(hook string, f *plan.Flow, self *plan.Party) (out [][2]*plan.Party) {
	switch {
	case hook == "input" && o.plan.EndsAt(f, o.set.Device):
		for _, here := range o.here(f.To, self) {
			for _, p := range o.others(f.From) {
				out = append(out, [2]*plan.Party{p, here})
			}
		}
	case hook == "output" && o.plan.StartsAt(f, o.set.Device):
		for _, here := range o.here(f.From, self) {
			for _, p := range o.others(f.To) {
				out = append(out, [2]*plan.Party{here, p})
			}
		}
	case hook == "forward" && o.sided:
		for _, from := range o.others(f.From) {
			for _, to := range o.others(f.To) {
				if from != to {
					out = append(out, [2]*plan.Party{from, to})
				}
			}
		}
	case hook == "forward":
		out = append(out, [2]*plan.Party{o.plan.Party(f.From), o.plan.Party(f.To)})
	}
	return out
}

// here are the host itself, its interfaces and its floating addresses, as far as an end of a flow stands for them.
func (o oracle) here(end string, self *plan.Party) []*plan.Party {
	var out []*plan.Party
	area := o.plan.Party(end)
	for _, p := range o.plan.Parties {
		own := p == self || p.Kind != plan.GroupParty && slices.Contains(p.Hosts, self.ID)
		member := area.Kind == plan.GroupParty && slices.Contains(area.Members, p.ID)
		if own && (p == area || member || area.ByNetworks() && area.Covers(p)) {
			out = append(out, p)
		}
	}
	return out
}

// at are the addresses of an end of a connection as they stand in packets at a hook, where the other end is another party.
func (o oracle) at(hook string, kind plan.TranslationKind, p, other *plan.Party) []netip.Prefix {
	for _, t := range o.plan.Translations {
		if t.Kind != kind || !slices.Contains(t.Parties, p.ID) || !slices.Contains(t.Zones, o.plan.ZoneOf(other)) {
			continue
		}
		changed := false
		switch hook {
		case "input": // all firewalls lie behind
			changed = kind == plan.SourceTranslation
		case "output":
			changed = kind == plan.DestinationTranslation
		case "forward": // a destination is translated before the chain, a source after it
			from, to := p, other
			if kind == plan.DestinationTranslation {
				from, to = other, p
			}
			steps := map[string]int{}
			for _, w := range o.plan.FirewallPath(o.plan.ZoneOf(from), o.plan.ZoneOf(to)).Firewalls {
				steps[w.Firewall] = w.Step
			}
			here, there := steps[o.set.Device], steps[t.Firewall]
			changed = kind == plan.SourceTranslation && here > there || kind == plan.DestinationTranslation && (here < there || o.arriving && o.set.Device == t.Firewall)
		}
		if changed {
			return plan.Hosts(t.Addresses)
		}
	}
	return p.Prefixes()
}

func holds(list []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(a) })
}

// opens reports whether a flow's protocol and ports are a Packet's.
func (b between) opens(p Packet) bool {
	switch {
	case b.protocol == 0 && b.flow.Type == "echo-request" && p.Type != map[bool]int{true: 8, false: 128}[p.From.Is4()]:
		return false
	case b.protocol == 0:
		return p.Protocol == 1 && p.From.Is4() || p.Protocol == 58 && p.From.Is6()
	case b.protocol == 6, b.protocol == 17, b.protocol == 132:
		return p.Protocol == b.protocol && within(b.source, p.FromPort) && b.flow.Numbers.Within(catalog.Span{Low: p.ToPort, High: p.ToPort})
	}
	return p.Protocol == b.protocol
}

func within(r [2]int, n int) bool { return r[0] <= n && n <= r[1] }

// packets are those of every flow of the device, and near ones, and some by chance.
func (o oracle) packets(hook string, pairs []between, in scope, random *rand.Rand) []Packet {
	var addresses []netip.Addr
	for _, p := range o.plan.Parties {
		for _, n := range p.Prefixes() {
			addresses = append(addresses, n.Addr(), n.Addr().Next(), n.Masked().Addr().Prev())
		}
	}
	for _, t := range o.plan.Translations {
		addresses = append(addresses, t.Addresses...)
	}
	ports, sports := []int{1, 22, 443, 65535}, []int{1, 1023, 1024, 2000, 65535, 123}
	for _, f := range o.plan.Network() {
		for _, n := range f.Numbers.Spans() {
			ports = append(ports, n.Low, n.High, max(1, n.Low-1), min(65535, n.High+1))
		}
	}
	var out []Packet
	for n, i := range random.Perm(len(pairs)) {
		b := pairs[i]
		if n >= in.atMost && !in.first[b.flow.ID] {
			continue
		}
		for _, from := range b.from {
			for _, to := range b.to {
				way := b.way(random)
				for n, port := range []int{b.flow.Numbers.Low(), high(b.flow), high(b.flow) + 1} {
					sport := pick(random, sports)
					if n != 1 { // of the right source
						sport = max(b.source[0], 1)
					}
					out = append(out, Packet{From: from.Addr(), To: to.Addr(), Protocol: cmp.Or(b.protocol, map[bool]int{true: 1, false: 58}[from.Addr().Is4()]), FromPort: sport, ToPort: max(port, 1),
						Type: map[bool]int{true: 8, false: 128}[from.Addr().Is4()], In: o.side(way[0]), Out: o.side(way[1])})
				}
			}
		}
	}
	for i, n := 0, len(out); i < in.often*(4*n+100); i++ {
		p := Packet{From: pick(random, addresses), To: pick(random, addresses), Protocol: pick(random, []int{1, 6, 6, 6, 17, 50, 58, 112, 132}), FromPort: pick(random, sports), ToPort: pick(random, ports),
			Type: pick(random, []int{0, 8, 128, 129}), In: o.anySide(random), Out: o.anySide(random)}
		if near := p; n > 0 { // like one that may be allowed, but for one thing
			p = out[i%n]
			switch random.IntN(7) {
			case 5:
				p.In = near.In
			case 6:
				p.Out = near.Out
			case 0:
				p.To = near.To
			case 1:
				p.Protocol = near.Protocol
			case 2:
				p.ToPort = near.ToPort
			default:
				for p.From = near.From; p.From.Is4() != p.To.Is4(); {
					p.From = pick(random, addresses)
				}
			}
		}
		out = append(out, p)
	}
	// Packets are of one family, and none is from the host to itself.
	self := o.plan.Party(o.set.Device)
	return slices.DeleteFunc(out, func(p Packet) bool {
		return p.From.Is4() != p.To.Is4() || self != nil && self.Managed() && (hook == "input") == holds(self.Prefixes(), p.From) && holds(self.Prefixes(), p.From) == holds(self.Prefixes(), p.To)
	})
}

func high(f *plan.Flow) int {
	if spans := f.Numbers.Spans(); len(spans) > 0 {
		return spans[len(spans)-1].High
	}
	return 0
}

func protocolOf(f *plan.Flow) int {
	n := map[string]int{"tcp": 6, "udp": 17, "sctp": 132}[f.Protocol]
	if n == 0 {
		_, _ = fmt.Sscanf(f.Protocol, "ip/%d", &n)
	}
	return n
}

func pick[T any](random *rand.Rand, list []T) T { return list[random.IntN(len(list))] }

// Package passage says which packets the flows of a plan are, and by which addresses each host and firewall sees them. It is the account that
// rule files are held against: it comes from flows alone, and knows nothing of grouped rules, files or dialects.
package passage

import (
	"net/netip"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// A Hook is where a packet filter stands.
type Hook string

// The hooks.
const (
	Inbound  Hook = "inbound"  // before the programs of a host
	Outbound Hook = "outbound" // behind them
	Forward  Hook = "forward"  // between the zones of a firewall
)

// A Packet is the first one of a connection.
type Packet struct {
	From, To netip.Addr
	Kind
}

// A Kind is what a packet is beside its addresses.
type Kind struct {
	Protocol     int // of IP, by number
	Source, Port int // of a protocol that has ports
	Type         int // of ICMP
}

// A Passage is a flow between two parties, as its packets are at a hook.
type Passage struct {
	Flow       *plan.Flow
	Ends       [2]*plan.Party // it is from the first to the second
	From, To   []netip.Prefix
	Translated bool // one of its ends has another address here than its own
}

// Takes reports whether a packet is one of the passage.
func (p Passage) Takes(k Packet) bool {
	return p.Between(k.From, k.To) && p.Opens(k.Kind, k.From.Is4())
}

// Between reports whether the passage's packets go from one address to another.
func (p Passage) Between(from, to netip.Addr) bool { return holds(p.From, from) && holds(p.To, to) }

// Opens reports whether the passage's packets of a family can be of a kind.
func (p Passage) Opens(k Kind, four bool) bool {
	port := p.Flow.Port
	if !port.In(four) {
		return false
	}
	protocol, icmp := numbers(port, four)
	if protocol != k.Protocol || icmp >= 0 && icmp != k.Type {
		return false
	}
	if port.Numbers.None() {
		return true
	}
	from, asked := sourceNumbers(p.Flow)
	return within(port.Numbers, k.Port) && (!asked || within(from, k.Source))
}

// numbers are the protocol of a port in packets of a family, and its type of ICMP, -1 for every type.
func numbers(p catalog.Port, four bool) (protocol, icmp int) {
	if p.Type == "" {
		return p.Number(four), -1
	}
	return p.Number(four), catalog.TypeNumber(p.Type, four)
}

// sourceNumbers are the source ports that a flow asks for, if it does.
func sourceNumbers(f *plan.Flow) (numbers catalog.Numbers, asked bool) {
	if f.SourcePort == plan.AnyPort {
		return numbers, false
	}
	numbers, _ = catalog.ParseSourcePort(f.SourcePort) // checked when the site and the catalogue were loaded
	return numbers, true
}

func within(n catalog.Numbers, number int) bool {
	return n.Within(catalog.Span{Low: number, High: number})
}

func holds(list []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(a) })
}

// SourcePorts are the source ports that the passage's packets must have, where that is not left to the caller's system.
func (p Passage) SourcePorts() (numbers catalog.Numbers, asked bool) { return sourceNumbers(p.Flow) }

// At are all passages at a hook of a host or a firewall.
func At(p *plan.Plan, device string, hook Hook) []Passage {
	return Some(p, device, hook, func(*plan.Flow) func(*plan.Party) bool { return func(*plan.Party) bool { return true } })
}

// Some are those passages of At that are to parties which are kept of a flow.
func Some(p *plan.Plan, device string, hook Hook, keep func(f *plan.Flow) func(to *plan.Party) bool) []Passage {
	o := observer{p, device, hook}
	var out []Passage
	for _, f := range p.Network() {
		if hook == Forward && !slices.Contains(f.Firewalls, device) {
			continue
		}
		if from, to := o.ends(f); len(from) > 0 {
			to = kept(to, keep(f))
			for _, a := range from {
				for _, b := range to {
					if a != b || a.ByNetworks() {
						out = append(out, o.passage(f, a, b))
					}
				}
			}
		}
	}
	return out
}

func kept(list []*plan.Party, keep func(*plan.Party) bool) []*plan.Party {
	return slices.DeleteFunc(list, func(p *plan.Party) bool { return !keep(p) })
}

// An observer sees packets at one hook.
type observer struct {
	plan   *plan.Plan
	device string
	hook   Hook
}

// ends are the single parties between which a flow's packets pass the hook. The lists belong to who asks.
func (o observer) ends(f *plan.Flow) (from, to []*plan.Party) {
	switch {
	case o.hook == Inbound && o.plan.EndsAt(f, o.device):
		from, to = o.others(f.From), o.own(f.To)
	case o.hook == Outbound && o.plan.StartsAt(f, o.device):
		from, to = o.own(f.From), o.others(f.To)
	case o.hook == Forward:
		from, to = o.singles(f.From), o.singles(f.To)
	}
	return from, to
}

// singles are the parties that an end of a flow is, without groups.
func (o observer) singles(id string) []*plan.Party {
	party := o.plan.Party(id)
	if party.Kind != plan.GroupParty {
		return []*plan.Party{party}
	}
	out := make([]*plan.Party, 0, len(party.Members))
	for _, m := range party.Members {
		if p := o.plan.Party(m); p.Kind != plan.GroupParty {
			out = append(out, p)
			continue
		}
		out = append(out, o.singles(m)...)
	}
	return out
}

// others are the single parties that an end is, without the host itself.
func (o observer) others(id string) []*plan.Party {
	return slices.DeleteFunc(o.singles(id), func(p *plan.Party) bool {
		return p.ID == o.device || p.Kind == plan.InterfaceParty && p.Of == o.device
	})
}

// own are the host itself, its interfaces and its floating addresses, as far as an end stands for them.
func (o observer) own(end string) []*plan.Party {
	var out []*plan.Party
	area := o.plan.Party(end)
	for _, p := range o.plan.Places(o.device) {
		member := area.Kind == plan.GroupParty && slices.Contains(area.Members, p.ID)
		if p == area || member || area.ByNetworks() && area.Covers(p) {
			out = append(out, p)
		}
	}
	return out
}

func (o observer) passage(f *plan.Flow, from, to *plan.Party) Passage {
	p := Passage{Flow: f, Ends: [2]*plan.Party{from, to}, From: o.at(plan.SourceTranslation, from, to), To: o.at(plan.DestinationTranslation, to, from)}
	p.Translated = !slices.Equal(p.From, from.Prefixes()) || !slices.Equal(p.To, to.Prefixes())
	if area := o.plan.Party(f.From); o.hook == Outbound && area.ByNetworks() { // the host is one of them by some of its addresses
		p.From = inside(p.From, area.Networks)
	}
	switch area := o.plan.Party(f.To); {
	case o.hook == Inbound && area.Kind == plan.MulticastParty: // packets have its addresses, whoever receives them
		p.To, p.Translated = area.Prefixes(), false
	case o.hook == Inbound && area.ByNetworks():
		p.To = inside(p.To, area.Networks)
	}
	return p
}

func inside(list, networks []netip.Prefix) []netip.Prefix {
	return slices.DeleteFunc(slices.Clone(list), func(p netip.Prefix) bool { return !holds(networks, p.Addr()) })
}

// at are the addresses of an end as they stand in packets at the hook, where the other end is another party.
func (o observer) at(kind plan.TranslationKind, p, other *plan.Party) []netip.Prefix {
	for _, t := range o.plan.Translations {
		if t.Kind == kind && slices.Contains(t.Parties, p.ID) && slices.Contains(t.Zones, o.plan.ZoneOf(other)) && o.changed(t, p, other) {
			return plan.Hosts(t.Addresses)
		}
	}
	return p.Prefixes()
}

// changed reports whether a translation has changed an address before packets come to the hook, or will do so behind it.
func (o observer) changed(t plan.Translation, p, other *plan.Party) bool {
	switch o.hook {
	case Inbound: // all firewalls lie behind
		return t.Kind == plan.SourceTranslation
	case Outbound:
		return t.Kind == plan.DestinationTranslation
	}
	from, to := p, other
	if t.Kind == plan.DestinationTranslation {
		from, to = other, p
	}
	steps := map[string]int{}
	for _, w := range o.plan.FirewallPath(o.plan.ZoneOf(from), o.plan.ZoneOf(to)).Firewalls {
		steps[w.Firewall] = w.Step
	}
	here, there := steps[o.device], steps[t.Firewall] // a destination is translated before the hook, a source behind it
	return t.Kind == plan.SourceTranslation && here > there || t.Kind == plan.DestinationTranslation && here < there
}

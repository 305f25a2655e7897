package model

import (
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// addressesOf reports whether an end of a flow is addresses that a host has, or may have, beside those that it is known by. Such a flow is the host's
// too.
func (p *drafted) addressesOf(end, host string) bool {
	node, server := p.site.Nodes[host], p.site.Servers[host]
	for _, networks := range []map[string][]source.Text{node.Networks, server.Networks} {
		for role := range networks {
			if end == host+"."+role {
				return true
			}
		}
	}
	return mayHold(p.site.Floating[end], host)
}

// mayHold reports whether a floating address is that of a host, now or after a move.
func mayHold(f site.Floating, host string) bool {
	return f.HeldBy.V == host || source.Contains(f.MayMoveTo, host)
}

// networks: a rule of the catalogue between hosts ends at the addresses that its listener is bound to, and starts at the caller's addresses in the same
// network, wherever a host has such addresses; the end is in the zone that holds them.
func (p *drafted) networks() {
	for _, f := range p.plan.Network() {
		if f.Product == "" {
			continue
		}
		l, _ := p.cat.Listener(f.Listener)
		role := l.Binds.V
		base := catalog.BaseListener(f.Listener)
		for _, key := range []string{base, f.Product + "." + base} { // of all installations, or of this one
			if o := p.site.Overrides[key]; o.Binds.Set() {
				role = o.Binds.V
			}
		}
		for _, end := range []string{f.From, f.To} {
			host, given, _ := strings.Cut(end, ".")
			addresses := p.site.Nodes[host].Networks[role]
			if addresses == nil {
				addresses = p.site.Servers[host].Networks[role]
			}
			switch party := p.plan.Party(end); {
			case given != "" && (given != role || addresses == nil):
				p.Errorf("%s has the end %s, and its listener %s is bound to %q", f.ID, end, f.Listener, role)
			case given == "" && addresses != nil:
				p.Errorf("%s has the end %s, which has addresses in the network %s of %s", f.ID, end, role, f.Listener)
			case given != "":
				p.lies(f, party, addresses)
			}
		}
	}
}

// lies checks that a party has exactly some addresses of the site, and is in their zone.
func (p *drafted) lies(f *plan.Flow, party *plan.Party, addresses []source.Text) {
	if !slices.EqualFunc(party.Addresses, addresses, func(a netip.Addr, text source.Text) bool { return a.String() == text.V }) {
		p.Errorf("%s: %s has the addresses %v, want %v", f.ID, party.ID, party.Addresses, source.Strings(addresses))
	}
	for _, text := range p.site.Zones[party.Zone].Networks {
		if n := netip.MustParsePrefix(text.V); n.Contains(party.Addresses[0]) {
			return
		}
	}
	p.Errorf("%s: %s is in zone %s, whose networks do not hold %s", f.ID, party.ID, party.Zone, party.Addresses[0])
}

// floating: in every state, who calls a served listener of the host that then has the floating address, and may not hold it itself, calls the floating
// address too; where the site says so, it alone.
func (p *drafted) floating() {
	for id, vip := range p.site.Floating {
		type call struct{ rule, from, listener, state string }
		direct, floating := map[call]string{}, map[call]bool{}
		for _, f := range p.plan.Network() {
			caller, answers := hostOf(f.From), hostOf(f.To)
			group := p.plan.Party(f.From).Kind == plan.GroupParty || p.plan.Party(f.To).Kind == plan.GroupParty
			if f.Product == "" || group || !p.serves(vip, f.Listener) {
				if f.To == id && f.Product != "" && !group {
					p.Errorf("%s leads to the floating address for %s, which it does not serve", f.ID, f.Listener)
				}
				continue
			}
			for _, state := range f.States {
				holder := vip.HeldBy.V
				if moved, ok := strings.CutPrefix(state, id+"-on-"); ok {
					holder = moved
				}
				straight := !slices.ContainsFunc(f.Ways(), func(h plan.Hop) bool { return slices.Contains(h.States, state) })
				switch c := (call{f.Rule, f.From, f.Listener, state}); {
				case f.To == id && mayHold(vip, caller):
					p.Errorf("%s leads from %s to the floating address that it may hold", f.ID, f.From)
				case f.To == id:
					floating[c] = true
				case straight && mayHold(vip, answers) && !mayHold(vip, caller) && vip.Instead.V:
					p.Errorf("%s leads to %s, which is called by the floating address alone", f.ID, f.To)
				case straight && answers == holder && !mayHold(vip, caller):
					direct[c] = f.ID
				}
			}
		}
		for c, id := range direct {
			if !floating[c] {
				p.Errorf("%s has no rule to the floating address in the state %s", id, c.state)
			}
		}
		for c := range floating {
			if direct[c] == "" && !vip.Instead.V {
				p.Errorf("the floating address is called by %v, and its holder is not", c)
			}
		}
	}
}

// serves reports whether a floating address serves a listener: what the site names, or without its word all that clients or external services call.
func (p *drafted) serves(vip site.Floating, listener string) bool {
	base := catalog.BaseListener(listener)
	return source.Contains(vip.Serves, base) || vip.Serves == nil && slices.ContainsFunc(p.cat.Flows, func(rule catalog.Flow) bool {
		return (rule.From.Clients.Set() || rule.From.External.Set()) && rule.To.Listener.V == base
	})
}

// hostOf is the host whose addresses an end of a flow is.
func hostOf(end string) string {
	host, _, _ := strings.Cut(end, ".")
	return host
}

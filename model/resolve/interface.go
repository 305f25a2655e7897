package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// placeNetworks makes parties of the addresses that hosts have in more networks.
func placeNetworks(s *product.Network) {
	for _, id := range source.SortedKeys(s.Site.Nodes) {
		placeInterfaces(s, id, s.Site.Nodes[id].Networks)
	}
	for _, id := range source.SortedKeys(s.Site.Servers) {
		placeInterfaces(s, id, s.Site.Servers[id].Networks)
	}
}

// placeInterfaces makes a party of the addresses that a host has in each network: rules for them are rules for no other address of the host.
func placeInterfaces(s *product.Network, host string, networks map[string][]source.Text) {
	of, areas := s.Parties[host], s.Plan.Areas()
	for _, role := range source.SortedKeys(networks) {
		list := networks[role]
		if len(list) == 0 {
			continue // reported when the site was read
		}
		name := roleName(s, role)
		if name == "" && !s.Lacking() {
			help := source.DidYouMean(role, roleNames(s))
			if source.Nearest(role, roleNames(s)) == "" {
				help = fmt.Sprintf("say what the network is for: `[addresses.%s]\nname = \"NETWORK\"`", role)
			}
			s.Fault("S250", list[0].At, help, "%s has addresses for %q, which is no role of addresses", host, role)
			continue
		}
		p := plan.Party{ID: host + "." + role, Kind: plan.InterfaceParty, Name: fmt.Sprintf("%s (%s)", of.Name, name), Addresses: addresses(list), Of: host, Hosts: []string{host}, Network: role, NetworkName: name,
			Zone: of.Zone, Note: of.Note, At: list[0].At}
		if of.Was != "" {
			p.Was = of.Was + "." + role
		}
		if len(p.Addresses) > 0 {
			if holding := areas.Holding(netip.PrefixFrom(p.Addresses[0], p.Addresses[0].BitLen())); len(holding) == 1 {
				p.Zone = holding[0]
			}
			addParty(s, p)
			of.Interfaces = append(of.Interfaces, p.ID)
		}
	}
}

// roleName is what a role of addresses is called: by the site, or by the first catalogue that knows it.
func roleName(s *product.Network, role string) string {
	if own, ok := s.Site.Addresses[role]; ok {
		return own.Name.V
	}
	for _, r := range s.Products {
		if known, ok := r.Catalogue.Addresses[role]; ok {
			return known.Name.V
		}
	}
	return ""
}

// roleNames are the roles of addresses of the site and its catalogues.
func roleNames(s *product.Network) []string {
	names := source.SortedKeys(s.Site.Addresses)
	for _, r := range s.Products {
		names = append(names, source.SortedKeys(r.Catalogue.Addresses)...)
	}
	return names
}

// bound is the role of the addresses that a listener accepts connections at, or "": the site's own word before the catalogue's.
func bound(r *product.Product, listener string) string {
	l, _ := r.Listeners.Find(catalog.BaseListener(listener))
	return cmp.Or(r.Override(listener).Binds.V, l.Binds.V)
}

// boundOn is the same on one host: "" where the host has no such addresses.
func boundOn(r *product.Product, host, listener string) string {
	if role := bound(r, listener); role != "" && r.Parties[host+"."+role] != nil {
		return role
	}
	return ""
}

// networksOf are the roles of the addresses at both ends of a rule: those of the listener, unless the rule says from which network it is called.
func networksOf(r *product.Product, from, to catalog.End) (caller, listener string) {
	role := bound(r, to.Listener.V)
	return cmp.Or(from.Network.V, role), role
}

// meet leads a flow between hosts from and to their addresses in the networks where they meet, with the keys of the site that give them. What
// stays inside a host needs none.
func (r *derivation) meet(f *plan.Flow, fromEnd, toEnd catalog.End) {
	from, to := r.Parties[f.From], r.Parties[f.To]
	if from == to && from.IsOne() {
		return
	}
	caller, listener := networksOf(r.Product, fromEnd, toEnd)
	from, to = r.on(from, caller), r.on(to, listener)
	f.From, f.To = from.ID, to.ID
	var links []*plan.Link
	for _, p := range []*plan.Party{from, to} {
		if p.Kind == plan.InterfaceParty {
			links = append(links, r.SiteLink(fmt.Sprintf("%s: %s", p.Name, strings.Join(p.Where(), ", ")), p.At))
		}
	}
	if len(links) > 0 {
		f.Chain = append(links, f.Chain...)
	}
}

// meetAll lets groups of interfaces have the members that their groups of hosts have by now.
func (r *derivation) meetAll(fromEnd, toEnd catalog.End, froms, tos []*plan.Party) {
	caller, listener := networksOf(r.Product, fromEnd, toEnd)
	for _, p := range froms {
		r.on(p, caller)
	}
	for _, p := range tos {
		r.on(p, listener)
	}
}

// on is a host, or a group of hosts, by its addresses of a role; by those that it is known by where it has none.
func (r *derivation) on(p *plan.Party, role string) *plan.Party {
	if role == "" {
		return p
	}
	if p.Kind != plan.GroupParty {
		return cmp.Or(r.Parties[p.ID+"."+role], p)
	}
	members := make([]*plan.Party, len(p.Members))
	for i, id := range p.Members {
		members[i] = r.on(r.Parties[id], role)
	}
	if !slices.ContainsFunc(members, func(m *plan.Party) bool { return m.Kind == plan.InterfaceParty }) {
		return p
	}
	id := p.ID + "." + role
	group, ok := r.Parties[id]
	if !ok {
		group = &plan.Party{ID: id, Kind: plan.GroupParty, Name: fmt.Sprintf("%s (%s)", p.Name, roleName(r.Network, role)), Of: p.ID, Network: role, NetworkName: roleName(r.Network, role), Zone: members[0].Zone, At: p.At}
		r.Parties[id] = group
	}
	for _, m := range members {
		joinGroup(group, m)
	}
	group.Hosts = p.Members
	return group
}

// firstOf is the id by which rules know an end: of an interface that of its host, since a rule of a catalogue stays the same when its host gets
// another network.
func firstOf(s *product.Network, f *plan.Flow, id string) string {
	p := s.Parties[id]
	if p.Of != "" && f.Product != "" {
		return s.Parties[p.Of].FirstID()
	}
	return p.FirstID()
}

// withoutNetwork finds hosts that have no addresses of a role that their listeners are bound to, where the documents require them: rules then name the
// ordinary ones, and nothing may listen there.
func withoutNetwork(k *findings) {
	lacking, rules := map[[2]string][]string{}, map[[2]string]int{} // by host and role: listeners, rules
	for _, r := range k.Products {
		for _, f := range r.Plan.Flows {
			if f.Product != r.ID || f.Internal {
				continue
			}
			role := bound(r, f.Listener)
			if !r.Catalogue.Addresses[role].Required.V {
				continue
			}
			for _, host := range k.Parties[f.To].OnHosts() {
				key := [2]string{host, role}
				if k.Parties[host+"."+role] != nil {
					continue
				}
				if rules[key]++; !slices.Contains(lacking[key], f.Listener) {
					lacking[key] = append(lacking[key], f.Listener)
				}
			}
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(rules), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		slices.Sort(lacking[key])
		k.add("S251", key[0], k.Parties[key[0]].At, fmt.Sprintf("add `networks = { %s = [\"10.30.0.11\"] }`, or bind the listener to other addresses: `[overrides.%q]\nbinds = \"ROLE\"\nreason = \"REASON\"`", key[1], lacking[key][0]),
			"%s has no address in the %s, to which %s is bound: %s name the addresses that it is known by", key[0], roleName(k.Network, key[1]), strings.Join(lacking[key], ", "), count(rules[key]))
	}
}

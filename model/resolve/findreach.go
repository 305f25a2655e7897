package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/source"
)

// families finds rules between parties that have no address family in common: no packet can pass them. Those that one party shares with others are one
// finding, beginning with the party that has most.
func (k *findings) families() {
	apart := map[known]map[known]int{} // rules by the parties at both ends
	note := func(a, b known) {
		if apart[a] == nil {
			apart[a] = map[known]int{}
		}
		apart[a][b]++
	}
	for _, f := range k.Crossing {
		froms, tos := k.knownAt(f, f.From, plan.SourceTranslation), k.knownAt(f, f.To, plan.DestinationTranslation)
		if inCommon(froms)&inCommon(tos) != 0 {
			continue
		}
		for _, from := range froms {
			for _, to := range tos {
				if from.by != 0 && to.by != 0 && from.by&to.by == 0 {
					note(from, to)
					note(to, from)
				}
			}
		}
	}
	for len(apart) > 0 {
		most := slices.MaxFunc(slices.SortedFunc(maps.Keys(apart), known.compare), func(a, b known) int { return cmp.Or(len(apart[a])-len(apart[b]), b.compare(a)) })
		rules, others := 0, slices.SortedFunc(maps.Keys(apart[most]), known.compare)
		var ids []string
		for _, other := range others {
			rules += apart[most][other]
			ids = append(ids, other.id)
			if delete(apart[other], most); len(apart[other]) == 0 {
				delete(apart, other)
			}
		}
		delete(apart, most)
		k.add("S155", most.id, k.addressPlace(most.id), fmt.Sprintf("give %s an address of %s, or the others one of %s", most.id, others[0].by, most.by),
			"%s has addresses of %s only, and %s of %s: %s between them can pass no packet", most.id, most.by, strings.Join(ids, ", "), others[0].by, count(rules))
	}
}

// A known is a party by the address families in which the other end of a rule knows it.
type known struct {
	id string
	by plan.Families
}

func (k known) compare(other known) int {
	return cmp.Or(strings.Compare(k.id, other.id), cmp.Compare(k.by, other.by))
}

func (k *findings) knownAt(f *plan.Flow, end string, kind plan.TranslationKind) []known {
	members := k.members(end)
	out := make([]known, 0, len(members))
	for _, id := range members {
		out = append(out, known{id, k.Plan.FamiliesAt(f, id, kind)})
	}
	return out
}

// inCommon are the families that all of some parties have, but for those without a known address.
func inCommon(list []known) plan.Families {
	out := plan.IPv4 | plan.IPv6
	for _, each := range list {
		if each.by != 0 {
			out &= each.by
		}
	}
	return out
}

// members are the parties that a party stands for: the members of a group, else itself.
func (k *findings) members(id string) []string {
	if p := k.Parties[id]; p.Kind == plan.GroupParty {
		return p.Members
	}
	return []string{id}
}

// addressPlace is where the site gives a party its first address or network, or the party itself.
func (k *findings) addressPlace(id string) source.Position {
	site := k.Site
	for _, list := range [][]source.Text{site.Nodes[id].Addresses, site.Servers[id].Addresses, site.LoadBalancers[id].Addresses, site.ForwardProxies[id].Addresses,
		site.Externals[id].Addresses, site.Externals[id].Networks, site.Clients[id].Networks} {
		if len(list) > 0 {
			return list[0].At
		}
	}
	return k.Parties[id].At
}

// anyAddress finds clients and external services that are every address there is, in one network or in several that are all of them together.
func (k *findings) anyAddress() {
	for _, id := range source.SortedKeys(k.Site.Clients) {
		k.anyOf("clients", "the clients", id, k.Site.Clients[id].Networks)
	}
	for _, id := range source.SortedKeys(k.Site.Externals) {
		k.anyOf("externals", "the external service", id, k.Site.Externals[id].Networks)
	}
}

// anyOf finds networks of a party that are every address of a family.
func (k *findings) anyOf(table, kind, id string, given []source.Text) {
	networks := prefixes(given)
	var whole []string
	var all plan.Families
	for _, text := range []string{"0.0.0.0/0", "::/0"} {
		if every := netip.MustParsePrefix(text); covered(every, networks) {
			whole, all = append(whole, text), all|plan.FamilyOf(every.Addr())
		}
	}
	if len(whole) == 0 {
		return
	}
	at := k.addressPlace(id)
	for _, n := range given {
		if slices.Contains(whole, n.V) {
			at = n.At
			break
		}
	}
	verb, help := "are", "name the networks that they come from, in [clients.%s]; accept it where everybody may come in"
	if table != "clients" {
		verb, help = "is", "name the networks that it has, in [externals.%s]; accept it where it may be anybody"
	}
	k.add("S157", id, at, fmt.Sprintf(help, id), "%s %s %s any address of %s: their rules are for anybody", kind, id, verb, all)
}

// covered reports whether networks hold every address of a network, alone or together.
func covered(all netip.Prefix, networks []netip.Prefix) bool {
	inside := slices.DeleteFunc(slices.Clone(networks), func(n netip.Prefix) bool { return !all.Overlaps(n) })
	if len(inside) == 0 {
		return false
	}
	if slices.ContainsFunc(inside, func(n netip.Prefix) bool { return n.Bits() <= all.Bits() }) {
		return true
	}
	half := netip.PrefixFrom(all.Addr(), all.Bits()+1)
	return covered(half, inside) && covered(otherHalf(half), inside)
}

// otherHalf is the network that a network's last bit tells it apart from.
func otherHalf(p netip.Prefix) netip.Prefix {
	bytes := p.Addr().AsSlice()
	bit := p.Bits() - 1
	bytes[bit/8] ^= 1 << (7 - bit%8)
	other, _ := netip.AddrFromSlice(bytes)
	return netip.PrefixFrom(other, p.Bits())
}

// toItself finds declared flows that lead from a host to itself, by its name or as the only address of clients. No firewall sees them.
func (k *findings) toItself() {
	seen := map[string]bool{}
	for _, f := range k.Plan.Flows {
		name, from := declared(f), k.Parties[f.From]
		if name == "" || seen[name] || !f.Internal && !onlyAddresses(from.Networks, k.Parties[f.To].Addresses) {
			continue
		}
		seen[name] = true
		k.add("S161", name, k.Site.Flows[name].To.At, "name the other end, or remove the flow", "the flow %s leads from %s to itself: no firewall sees it", name, f.To)
	}
}

// onlyAddresses reports whether networks are single addresses, all of them of one host.
func onlyAddresses(networks []netip.Prefix, host []netip.Addr) bool {
	return len(networks) > 0 && !slices.ContainsFunc(networks, func(n netip.Prefix) bool { return !n.IsSingleIP() || !slices.Contains(host, n.Addr()) })
}

package query

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/source"
)

// names finds what words stand for at one site.
type names struct{ plan *plan.Plan }

func newNames(p *plan.Plan) *names { return &names{p} }

// A meaning is one thing that a name may stand for. Of the meanings of a name those of the lowest rank count: an id before a host name,
// a host before a set, a set before a zone.
type meaning struct {
	rank int
	end  end
}

// The words that may stand before a name to say what it is, with the kinds of ends that are meant.
var prefixes = map[string][]Kind{
	"zone": {InZone}, "location": {InLocation}, "set": {InSet}, "group": {OneParty, InGroup}, "host": {OneParty, OneHost}, "node": {OneParty}, "server": {OneParty}, "clients": {OneParty},
	"external": {OneParty, OneHost}, "network": {OneNetwork}, "address": {OneAddress, OneNetwork},
}

// end finds what an end of a connection is: any of the forms that the package names.
func (n *names) end(text string) (end, error) {
	var wanted []Kind
	name := text
	if first, rest, more := strings.Cut(text, " "); more {
		if kinds, ok := prefixes[strings.ToLower(first)]; ok {
			wanted, name = kinds, rest
		}
	}
	found := n.meanings(name)
	if wanted != nil {
		found = slices.DeleteFunc(found, func(m meaning) bool { return !slices.Contains(wanted, m.end.kind) })
	}
	if len(found) == 0 {
		return end{}, n.unknown(text, name, wanted)
	}
	best := slices.MinFunc(found, func(a, b meaning) int { return a.rank - b.rank }).rank
	var chosen, passed []end
	for _, m := range found {
		if m.rank == best {
			chosen = append(chosen, m.end)
		} else {
			passed = append(passed, m.end)
		}
	}
	if len(chosen) > 1 {
		return end{}, ambiguous(text, chosen)
	}
	e := chosen[0]
	for _, other := range passed {
		if !slices.EqualFunc(other.units, e.units, unit.same) {
			e.notes = append(e.notes, fmt.Sprintf("%s is also %s: ask for %q", name, other.label, other.write))
		}
	}
	return e, nil
}

func (n *names) unknown(text, name string, wanted []Kind) error {
	if len(wanted) == 1 && wanted[0] == InZone {
		var zones []string
		for _, z := range n.plan.Zones {
			zones = append(zones, z.ID)
		}
		return &Misread{fmt.Sprintf("the site %s has no zone %q", n.plan.Site, name), source.DidYouMean(name, zones)}
	}
	if len(wanted) == 1 && wanted[0] == InLocation {
		var locations []string
		for _, l := range n.plan.Locations {
			locations = append(locations, l.ID)
		}
		return &Misread{fmt.Sprintf("the site %s has no location %q", n.plan.Site, name), source.DidYouMean(name, locations)}
	}
	return &Misread{fmt.Sprintf("the site %s has no host, clients, zone or set %q", n.plan.Site, text), n.near(name, n.ends())}
}

// near is the cure for a name that the site does not have: the nearest one, or what there is.
func (n *names) near(name string, known []string) string {
	if help := source.DidYouMean(name, known); help != "" {
		return help
	}
	var parties, zones, sets []string
	for _, p := range n.plan.Parties {
		parties = append(parties, p.ID)
	}
	for _, z := range n.plan.Zones {
		zones = append(zones, z.ID)
	}
	for _, s := range n.plan.Sets {
		if n.plan.Installation(s.Product).Label != "" {
			sets = append(sets, s.Product+"."+s.ID)
		} else {
			sets = append(sets, s.ID)
		}
	}
	return fmt.Sprintf("it has\n  %s\n  zones: %s\n  sets: %s", some(parties), some(zones), some(sets))
}

// mostNames is the number of names of one kind that a message lists.
const mostNames = 24

func some(list []string) string {
	if len(list) > mostNames {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:mostNames], ", "), len(list)-mostNames)
	}
	return strings.Join(list, ", ")
}

func ambiguous(text string, chosen []end) error {
	var forms []string
	for _, e := range chosen {
		forms = append(forms, fmt.Sprintf("%q (%s)", e.write, e.label))
	}
	return &Misread{fmt.Sprintf("%q may be %d things", text, len(chosen)), "ask for " + strings.Join(forms, " or ")}
}

// meanings lists everything that a name may stand for.
func (n *names) meanings(name string) []meaning {
	if name == "*" || strings.EqualFold(name, "any") || strings.EqualFold(name, "anything") {
		return []meaning{{0, end{kind: Anything, label: "anything", write: "any", units: []unit{{any: true}}}}}
	}
	if prefix, err := netip.ParsePrefix(name); err == nil {
		return []meaning{{0, n.network(prefix.Masked())}}
	}
	if address, err := netip.ParseAddr(name); err == nil {
		return []meaning{{0, n.address(address.Unmap().WithZone(""))}}
	}
	return slices.Concat(n.parties(name), n.sets(name), n.zones(name), n.locations(name))
}

// parties are the parties of an id, a name, a host name or the first label of a host name.
func (n *names) parties(name string) []meaning {
	out := n.hostNames(name)
	for _, p := range n.plan.Parties {
		if len(out) > 0 && p.Kind == plan.ExternalParty && !strings.EqualFold(p.ID, name) { // it is one of those that have the name
			continue
		}
		short, _, _ := strings.Cut(p.Host, ".")
		for rank, known := range []string{p.ID, p.Host, p.Name, short} {
			if p.IsArea() && rank > 0 { // a zone by its name is the zone
				break
			}
			if known != "" && strings.EqualFold(known, name) {
				out = append(out, meaning{rank, n.party(p)})
				break
			}
		}
	}
	return out
}

// hostNames are the host of a name for which an external service answers without having it as its first: by another name, or by a wildcard; or for
// which several do.
func (n *names) hostNames(name string) []meaning {
	var of []*plan.Party
	alone := true
	for _, p := range n.plan.Parties {
		if p.Kind == plan.ExternalParty && p.Named(name) {
			of = append(of, p)
			alone = alone && strings.EqualFold(p.Host, name)
		}
	}
	if len(of) == 0 || len(of) == 1 && alone {
		return nil
	}
	return []meaning{{1, n.hostName(name, of)}}
}

func (n *names) sets(name string) []meaning {
	if strings.EqualFold(name, "all nodes") {
		e := end{kind: InSet, label: "all nodes", write: "all nodes"}
		for _, node := range n.plan.OfProducts() {
			e.units = append(e.units, n.unit(node.ID))
		}
		return []meaning{{3, e}}
	}
	out := n.groups(name)
	several := len(n.plan.Products) > 1
	for _, s := range n.plan.Sets {
		e := end{kind: InSet, label: fmt.Sprintf("the set %s: %s", s.ID, s.Name), write: "set " + s.ID}
		if several {
			e.write = "set " + s.Product + "." + s.ID
		}
		if !strings.EqualFold(s.ID, name) && !strings.EqualFold(s.Name, name) && !strings.EqualFold(s.Product+"."+s.ID, name) {
			continue
		}
		for _, in := range s.In[1:] {
			if !slices.Equal(in.Nodes, s.Normally()) {
				e.notes = append(e.notes, fmt.Sprintf("in the state %s the set %s is %s", in.State, s.ID, orNobody(in.Nodes)))
			}
		}
		e.units = n.members(s)
		out = append(out, meaning{4, e})
	}
	return out
}

// groups are the groups that the site names.
func (n *names) groups(name string) []meaning {
	var out []meaning
	for _, g := range n.plan.Groups {
		if strings.EqualFold(g.ID, name) || strings.EqualFold(g.Name, name) {
			e := end{kind: InGroup, label: fmt.Sprintf("the group %s: %s", g.ID, g.Name), write: "group " + g.ID}
			for _, id := range g.Members {
				e.units = append(e.units, n.unit(id))
			}
			out = append(out, meaning{3, e})
		}
	}
	return out
}

// members are the nodes of a set in any state, each with the states in which it is in the set. States of other products leave it as it
// normally is.
func (n *names) members(s plan.Set) []unit {
	var units []unit
	for _, host := range n.plan.Parties {
		u := n.unit(host.ID)
		for _, state := range n.plan.States {
			in := s.Normally()
			if i := slices.IndexFunc(s.In, func(m plan.Membership) bool { return m.State == state.ID }); i >= 0 {
				in = s.In[i].Nodes
			}
			if slices.Contains(in, host.ID) {
				u.only = append(u.only, state.ID)
			}
		}
		if len(u.only) == 0 {
			continue
		}
		if len(u.only) == len(n.plan.States) {
			u.only = nil
		}
		units = append(units, u)
	}
	return units
}

func orNobody(ids []string) string {
	if len(ids) == 0 {
		return "nobody"
	}
	return strings.Join(ids, ", ")
}

func (n *names) zones(name string) []meaning {
	var out []meaning
	for _, z := range n.plan.Zones {
		if strings.EqualFold(z.ID, name) || strings.EqualFold(z.Name, name) {
			out = append(out, meaning{5, n.zone(z)})
		}
	}
	return out
}

func (n *names) locations(name string) []meaning {
	var out []meaning
	for _, l := range n.plan.Locations {
		if strings.EqualFold(l.ID, name) || strings.EqualFold(l.Name, name) {
			out = append(out, meaning{6, n.location(l)})
		}
	}
	return out
}

// ends are the names that an end may have, for suggestions.
func (n *names) ends() []string {
	out := []string{"any", "all nodes"}
	for _, p := range n.plan.Parties {
		out = append(out, p.ID)
		for _, host := range p.HostNames() {
			if host != p.ID {
				out = append(out, host)
			}
		}
	}
	for _, s := range n.plan.Sets {
		out = append(out, s.ID)
	}
	for _, g := range n.plan.Groups {
		out = append(out, g.ID)
	}
	for _, z := range n.plan.Zones {
		out = append(out, z.ID)
	}
	for _, l := range n.plan.Locations {
		out = append(out, l.ID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

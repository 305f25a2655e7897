package resolve

import (
	"cmp"
	"fmt"
	"slices"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// standInsOf are the nodes that stand in for a node when its location is lost. Until then they run nothing.
func standInsOf(r *product.Product, n *product.Node) []*plan.Node {
	var out []*plan.Node
	for _, id := range source.SortedKeys(r.Site.Nodes) {
		if r.Site.Nodes[id].StandsInFor.V == n.ID && r.Plan.Node(id) == nil {
			out = append(out, &plan.Node{Party: r.Parties[id], Part: plan.Part{Product: r.Catalogue.Dir, Installation: r.ID, Services: []plan.Service{}}})
		}
	}
	return out
}

// A relocation is a location that stands in for one that is lost: whoever was there is not, and the hosts that stand in for others have
// their duties.
type relocation struct {
	*union
	state  plan.State
	groups map[string]string // group of the normal state -> that of this one
}

// standIn adds a state for each location that stands in for another one, and the flows that are needed then. Hosts that stand in for others do what
// those did, with whom they did it; so the flows of the state are those of the normal one, between the hosts that are there then.
func (s *union) standIn() {
	for _, id := range source.SortedKeys(s.Site.Locations) {
		l := s.Site.Locations[id]
		takes := s.Site.StandIns(id)
		if !l.StandsInFor.Set() || len(takes) == 0 {
			continue
		}
		m := relocation{s, plan.State{ID: id + "-active", Location: id, Lost: l.StandsInFor.V, StandIns: takes}, map[string]string{}}
		s.Plan.States = append(s.Plan.States, m.state)
		for _, f := range sortedFlows(s.flows) {
			if slices.Contains(f.States, plan.NormalState) {
				m.move(f)
			}
		}
	}
}

func sortedFlows(flows []*plan.Flow) []*plan.Flow {
	return slices.SortedFunc(slices.Values(flows), func(a, b *plan.Flow) int {
		return cmp.Or(cmp.Compare(a.Product, b.Product), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Listener, b.Listener))
	})
}

// move adds a flow of the normal state as it is in this one, unless an end or every way of it is lost.
func (m relocation) move(f *plan.Flow) {
	from, to := m.now(f.From), m.now(f.To)
	if r := m.Of(f.Product); r != nil && to != f.To && m.Parties[f.To].Kind == plan.FloatingParty {
		to = m.at(to, boundOn(r, to, f.Listener))
	}
	if from == "" || to == "" || m.meets(from, to) && !m.meets(f.From, f.To) {
		return
	}
	hops, led := m.ways(f)
	if led && len(hops) == 0 {
		return
	}
	moved := *f
	moved.From, moved.To, moved.Hops, moved.States = from, to, hops, nil
	moved.Chain = slices.Concat(m.reasons(f, from, to), f.Chain)
	if from == f.From && to == f.To {
		moved.Chain = f.Chain
	}
	m.add(m.alike(f), m.state.ID, &moved)
}

// meets reports whether two parties of this state are one, so that nothing passes between them.
func (m relocation) meets(from, to string) bool {
	a, b := m.Parties[from], m.Parties[to]
	return a == b && a.IsOne() || oneHost(a, b)
}

// ways are the ways of a flow in this state, and whether it leads by way of something in the normal one.
func (m relocation) ways(f *plan.Flow) (hops []plan.Hop, led bool) {
	for _, h := range f.Hops {
		if !slices.Contains(h.States, plan.NormalState) {
			continue
		}
		led = true
		if via := m.now(h.Via); via != "" {
			hops = append(hops, plan.Hop{Via: via, Leg: h.Leg, States: []string{m.state.ID}})
		}
	}
	return hops, led
}

// reasons are the keys of the site for which a flow is needed in this state.
func (m relocation) reasons(f *plan.Flow, from, to string) []*plan.Link {
	l := m.Site.Locations[m.state.Location]
	links := []*plan.Link{m.SiteLink(fmt.Sprintf("location %s takes over from %s", m.state.Location, m.state.Lost), l.StandsInFor.At)}
	for _, moved := range [][2]string{{f.From, from}, {f.To, to}} {
		p := m.Parties[moved[1]]
		if p.Kind == plan.InterfaceParty {
			p = m.Parties[p.Of]
		}
		if moved[0] != moved[1] && p.StandsInFor != "" {
			link := m.SiteLink(fmt.Sprintf("%s takes over from %s", p.ID, p.StandsInFor), p.At)
			if !says(links, link) {
				links = append(links, link)
			}
		}
	}
	return links
}

// now is who is there in this state for a party: itself, the host that stands in for it, or nobody.
func (m relocation) now(id string) string {
	p := m.Parties[id]
	switch {
	case p.Kind == plan.GroupParty:
		return m.group(p)
	case !m.isLost(p):
		return id
	case p.Kind == plan.InterfaceParty || p.Kind == plan.FloatingParty: // an address of a host
		return m.at(m.state.StandIns[p.Hosts[0]], p.Network)
	}
	return m.state.StandIns[id]
}

// at is a host by its addresses of a role, by those that it is known by where it has none.
func (m relocation) at(host, role string) string {
	if own := m.Parties[host+"."+role]; own != nil {
		return own.ID
	}
	return host
}

// isLost reports whether a party is lost with the location: it is in a zone there, or every host is that may have the address.
func (m relocation) isLost(p *plan.Party) bool {
	if p.Zone != "" && m.Site.LocationOf(p.Zone) == m.state.Lost {
		return true
	}
	return len(p.Hosts) > 0 && !slices.ContainsFunc(p.Hosts, func(host string) bool { return !m.isLost(m.Parties[host]) })
}

// group is a group with the members that are there in this state. One that is left is no group.
func (m relocation) group(old *plan.Party) string {
	if id, known := m.groups[old.ID]; known {
		return id
	}
	var members []string
	for _, member := range old.Members {
		if now := m.now(member); now != "" && !slices.Contains(members, now) {
			members = append(members, now)
		}
	}
	id := ""
	switch {
	case slices.Equal(members, old.Members):
		id = old.ID
	case len(members) == 1:
		id = members[0]
	case len(members) > 1:
		id = old.ID + "-" + m.state.ID
		group := &plan.Party{ID: id, Kind: plan.GroupParty, Name: old.Name + " (" + m.state.ID + ")", Zone: m.Parties[members[0]].Zone, At: old.At}
		for _, member := range members {
			joinGroup(group, m.Parties[member])
			if old.Hosts != nil {
				group.Hosts = append(group.Hosts, m.Parties[member].OnHosts()...)
			}
		}
		m.Parties[id] = group
	}
	m.groups[old.ID] = id
	return id
}

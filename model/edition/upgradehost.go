package edition

import (
	"maps"
	"slices"

	"portolan/model/plan"
)

// countHosts lists every host of either plan with what changes there, and every group that a change speaks of.
func (u *Upgrade) countHosts() {
	hosts := map[string]*HostChange{}
	for _, p := range []*plan.Plan{u.Before, u.After} {
		for _, party := range p.Parties {
			if party.IsHost() {
				hosts[party.ID] = &HostChange{Endpoint: endpoint(party)}
			}
		}
	}
	for _, list := range []struct {
		changes []Change
		add     func(*HostChange)
	}{
		{u.Open, func(h *HostChange) { h.Open++ }},
		{u.Close, func(h *HostChange) { h.Close++ }},
		{u.Changed, func(h *HostChange) { h.Changed++ }},
	} {
		for _, c := range list.changes {
			for _, end := range c.ends() {
				if (end.Kind == plan.GroupParty || end.Kind == plan.MulticastParty) && hosts[end.ID] == nil {
					hosts[end.ID] = &HostChange{Endpoint: end}
				}
				if h := hosts[end.counted()]; h != nil {
					list.add(h)
				}
			}
		}
	}
	for _, s := range u.Stale {
		hosts[s.Host].Stale++
	}
	u.Hosts = u.Hosts[:0]
	for _, id := range slices.Sorted(maps.Keys(hosts)) {
		u.Hosts = append(u.Hosts, *hosts[id])
	}
}

// ends are both ends of a connection; one, where a group talks with itself.
func (c Change) ends() []Endpoint {
	if c.From.ID == c.To.ID {
		return []Endpoint{c.From}
	}
	return []Endpoint{c.From, c.To}
}

// counted is where a change at an end is counted: at the host or the group, or at the host whose addresses it is.
func (e Endpoint) counted() string {
	if e.Kind == plan.InterfaceParty || e.Kind == plan.FloatingParty {
		return e.Hosts[0]
	}
	return e.ID
}

// isAt reports whether an end is a host, or addresses of it.
func (e Endpoint) isAt(host string) bool {
	return e.ID == host || e.Kind != plan.GroupParty && slices.Contains(e.Hosts, host)
}

// At are the changes of a list that have an end at a host.
func At(list []Change, host string) []Change {
	return slices.DeleteFunc(slices.Clone(list), func(c Change) bool { return !c.From.isAt(host) && !c.To.isAt(host) })
}

// Elsewhere are the changes of a list between clients and external services: no host of the site sees them, and a firewall may.
func (u *Upgrade) Elsewhere(list []Change) []Change {
	return slices.DeleteFunc(slices.Clone(list), func(c Change) bool { return u.isHost(c.From.counted()) || u.isHost(c.To.counted()) })
}

func (u *Upgrade) isHost(id string) bool {
	return slices.ContainsFunc(u.Hosts, func(h HostChange) bool { return h.ID == id })
}

// StaleAt are the stale ports of a host.
func (u *Upgrade) StaleAt(host string) []StalePort {
	return slices.DeleteFunc(slices.Clone(u.Stale), func(s StalePort) bool { return s.Host != host })
}

// Touched reports whether anything changes at a host.
func (h HostChange) Touched() bool { return h.Open+h.Close+h.Changed+h.Stale > 0 }

// GroupsOf are the groups with changes that a host belongs to, or hears.
func (u *Upgrade) GroupsOf(host string) []HostChange {
	return slices.DeleteFunc(slices.Clone(u.Hosts), func(h HostChange) bool {
		return !slices.Contains(h.Members, host) && !slices.Contains(h.Receivers, host) && !slices.Contains(h.Hosts, host)
	})
}

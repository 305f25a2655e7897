package edition

import (
	"maps"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// align makes the connections of two plans comparable where one speaks of a group of hosts and the other of its members: such a group's
// connection is taken apart. A group of which both say the same stays one statement.
func align(old, new *plan.Plan, before, after map[connectionKey]*Change) {
	for changed := true; changed; {
		changed = apart(old, before, after) || apart(new, after, before)
	}
	for _, all := range []map[connectionKey]*Change{before, after} {
		for _, c := range all {
			slices.SortFunc(c.Old, plan.CompareFlows)
		}
	}
}

// apart takes the first connections of groups apart that the other plan has in parts, and tells whether there were any.
func apart(p *plan.Plan, mine, others map[connectionKey]*Change) bool {
	ports := map[catalog.Port][]*Change{}
	for key, c := range others {
		if mine[key] == nil {
			ports[c.Port] = append(ports[c.Port], c)
		}
	}
	changed := false
	for key, c := range maps.Clone(mine) {
		if !c.ofGroup() || others[key] != nil || !slices.ContainsFunc(ports[c.Port], c.shares) {
			continue
		}
		delete(mine, key)
		for _, pair := range pairsOf(p, *c) {
			add(mine, pair)
		}
		changed = true
	}
	return changed
}

func (c *Change) ofGroup() bool {
	return c.From.Kind == plan.GroupParty || c.To.Kind == plan.GroupParty
}

// shares reports whether two connections have a pair of hosts in common.
func (c *Change) shares(other *Change) bool {
	return c.From.shares(other.From) && c.To.shares(other.To)
}

func (e Endpoint) shares(other Endpoint) bool {
	if e.Kind != plan.GroupParty && other.Kind != plan.GroupParty {
		return e.key() == other.key()
	}
	return slices.ContainsFunc(e.hosts(), func(id string) bool { return slices.Contains(other.hosts(), id) })
}

// hosts are an end's members, or the end itself.
func (e Endpoint) hosts() []string {
	if e.Kind == plan.GroupParty {
		return e.Members
	}
	return []string{e.ID}
}

// pairsOf are the connections between the hosts for which a connection of groups stands.
func pairsOf(p *plan.Plan, c Change) []Change {
	var out []Change
	for _, from := range c.From.hosts() {
		for _, to := range c.To.hosts() {
			if from != to {
				pair := c
				pair.From, pair.To = endpoint(p.Party(from)), endpoint(p.Party(to))
				pair.Old = slices.Clone(c.Old)
				out = append(out, pair)
			}
		}
	}
	return out
}

// groupConnections are connections of groups that both plans have.
type groupConnections []*Change

func common(before, after map[connectionKey]*Change) groupConnections {
	var out groupConnections
	for key, c := range before {
		if c.ofGroup() && after[key] != nil {
			out = append(out, c)
		}
	}
	return out
}

// cover reports whether a connection is part of one of a group: opening or closing it by itself changes nothing.
func (g groupConnections) cover(c Change) bool {
	return slices.ContainsFunc(g, func(group *Change) bool {
		return group.Port == c.Port && group.From.holds(c.From) && group.To.holds(c.To)
	})
}

func (e Endpoint) holds(other Endpoint) bool {
	if e.Kind != plan.GroupParty {
		return e.key() == other.key()
	}
	return !slices.ContainsFunc(other.hosts(), func(id string) bool { return !slices.Contains(e.hosts(), id) })
}

package policy

import (
	"slices"
	"strings"

	"portolan/model/plan"
)

// nameHosts gives every group of hosts that a rule names its stem: the site's id, where it names the same hosts; the party's, where it is one
// alone; else one made of the zone and the roles of its members. A group of all that have these roles in the zone keeps its stem when a
// host joins; any other is told apart by its members.
func (b *builder) nameHosts() {
	for _, g := range b.plan.Groups {
		named := &HostGroup{stem: g.ID, Name: g.Name, Zone: b.commonZone(g.Members), Members: g.Members, Named: true, Note: g.Note}
		if _, twice := b.hosts[key(g.Members...)]; twice { // of two names for the same hosts rules use the first
			b.spareHosts = append(b.spareHosts, named)
			continue
		}
		b.hosts[key(g.Members...)] = named
	}
	for _, d := range b.drafts {
		d.fromKey, d.toKey = key(d.from...), key(d.to...)
		b.addHosts(d.fromKey, d.FromZone, d.from)
		b.addHosts(d.toKey, d.ToZone, d.to)
	}
	b.partHosts()
	for _, d := range b.drafts {
		d.From, d.To = b.hosts[d.fromKey].stem, b.hosts[d.toKey].stem
	}
}

// commonZone is the zone of all of some parties, "" where they stand in several.
func (b *builder) commonZone(ids []string) string {
	zone := b.plan.ZoneOf(b.plan.Party(ids[0]))
	for _, id := range ids {
		if b.plan.ZoneOf(b.plan.Party(id)) != zone {
			return ""
		}
	}
	return zone
}

func (b *builder) addHosts(id, zone string, members []string) {
	if b.hosts[id] != nil {
		return
	}
	g := &HostGroup{Zone: zone, Members: members}
	if len(members) == 1 {
		g.stem, g.Name = members[0], b.plan.Party(members[0]).Name
	} else {
		b.describe(g)
	}
	b.hosts[id] = g
}

// describe names a group after its zone and the roles of its members, if all have one: others would be called like a group that lacks those without.
func (b *builder) describe(g *HostGroup) {
	ids, names := b.roles(g)
	named := !slices.Contains(names, "")
	g.stem = strings.Trim(g.Zone, "_") + "-" + strings.Join(ids, "-")
	zone := g.Zone
	for _, z := range b.plan.Zones {
		if z.ID == g.Zone {
			zone = z.Name
		}
	}
	all := 0
	for _, p := range b.plan.Parties {
		if id, _ := b.role(p.ID); slices.Contains(ids, id) && b.plan.ZoneOf(p) == g.Zone {
			all++
		}
	}
	g.whole = all == len(g.Members)
	if g.whole && named && strings.Trim(g.Zone, "_") == g.Zone {
		g.Name = zone + ": " + strings.Join(names, ", ")
		return
	}
	if !g.whole {
		g.stem += "-" + b.memberDigest(g)
	}
	var hosts []string
	for _, m := range g.Members {
		hosts = append(hosts, b.plan.Party(m).Name)
	}
	g.Name, g.Nameless = strings.Join(hosts, ", "), true
}

// roles are the roles of a group's members, and their names, each once and sorted; the name of what has no role is empty.
func (b *builder) roles(g *HostGroup) (ids, names []string) {
	roles, called := map[string]bool{}, map[string]bool{}
	for _, m := range g.Members {
		id, name := b.role(m)
		roles[id], called[name] = true, true
	}
	return sorted(roles), sorted(called)
}

// memberDigest tells groups apart by their members, by the ids that these had first.
func (b *builder) memberDigest(g *HostGroup) string {
	var first []string
	for _, m := range g.Members {
		first = append(first, b.plan.Party(m).FirstID())
	}
	slices.Sort(first)
	return strings.ToLower(digest(key(first...), 6))
}

// firstID is the id of a group of hosts as it was before its one member was renamed.
func (b *builder) firstID(id string) string {
	if p := b.plan.Party(id); p != nil {
		return p.FirstID()
	}
	return id
}

// role is what a party is in a group's id: the role of a node, or what kind of party it is. Only a role has a name to print.
func (b *builder) role(id string) (role, name string) {
	if n := b.plan.Node(id); n != nil && n.Role != "" {
		return n.Role, n.RoleName
	}
	p := b.plan.Party(id)
	if p.Kind == plan.InterfaceParty {
		if role, name = b.role(p.Of); name != "" {
			name += " (" + p.NetworkName + ")"
		}
		return role + "-" + p.Network, name
	}
	return strings.ReplaceAll(string(p.Kind), " ", "-"), ""
}

// partHosts gives groups that would have the same id, or that of a party, their members' digest.
func (b *builder) partHosts() {
	taken := map[string]int{}
	for _, p := range b.plan.Parties {
		taken[p.ID]++
	}
	for _, g := range b.hosts {
		if len(g.Members) > 1 || g.Named {
			taken[g.stem]++
		}
	}
	for _, g := range b.hosts {
		if len(g.Members) > 1 && !g.Named && taken[g.stem] > 1 {
			g.stem += "-" + b.memberDigest(g)
		}
	}
}

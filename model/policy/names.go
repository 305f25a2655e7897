package policy

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"portolan/model"
)

// digest is a short stable name of a text, as ids of flows have it.
func digest(text string, length int) string {
	sum := sha256.Sum256([]byte(text))
	return base32.StdEncoding.EncodeToString(sum[:])[:length]
}

// nameHosts gives every group of hosts that a rule names its name: the site's, where it names the same hosts; the party's, where it is one
// alone; else one made of the zone and the roles of its members. A group of all that have these roles in the zone keeps its name when a
// host joins; any other is told apart by its members.
func (b *builder) nameHosts() {
	for _, g := range b.plan.Groups {
		named := &HostGroup{ID: g.ID, Name: g.Name, Zone: b.commonZone(g.Members), Members: g.Members, Named: true, Note: g.Note}
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
		d.From, d.To = b.hosts[d.fromKey].ID, b.hosts[d.toKey].ID
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
		g.ID, g.Name = members[0], b.plan.Party(members[0]).Name
	} else {
		b.describe(g)
	}
	b.hosts[id] = g
}

// describe names a group after its zone and the roles of its members.
func (b *builder) describe(g *HostGroup) {
	ids, names := map[string]bool{}, map[string]bool{}
	for _, m := range g.Members {
		id, name := b.role(m)
		ids[id] = true
		if name != "" {
			names[name] = true
		}
	}
	g.ID = strings.Trim(g.Zone, "_") + "-" + strings.Join(sorted(ids), "-")
	zone := g.Zone
	for _, z := range b.plan.Zones {
		if z.ID == g.Zone {
			zone = z.Name
		}
	}
	all := 0
	for _, p := range b.plan.Parties {
		if id, _ := b.role(p.ID); ids[id] && b.plan.ZoneOf(p) == g.Zone {
			all++
		}
	}
	if all == len(g.Members) && len(names) > 0 && strings.Trim(g.Zone, "_") == g.Zone {
		g.Name = zone + ": " + strings.Join(sorted(names), ", ")
		return
	}
	if all != len(g.Members) {
		g.ID += "-" + strings.ToLower(digest(key(g.Members...), 6))
	}
	var hosts []string
	for _, m := range g.Members {
		hosts = append(hosts, b.plan.Party(m).Name)
	}
	g.Name = strings.Join(hosts, ", ")
}

// role is what a party is in a group's id: the role of a node, or what kind of party it is. Only a role has a name to print.
func (b *builder) role(id string) (role, name string) {
	if n := b.plan.Node(id); n != nil && n.Role != "" {
		return n.Role, n.RoleName
	}
	return strings.ReplaceAll(string(b.plan.Party(id).Kind), " ", "-"), ""
}

// partHosts gives groups that would have the same id, or that of a party, their members' digest.
func (b *builder) partHosts() {
	taken := map[string]int{}
	for _, p := range b.plan.Parties {
		taken[p.ID]++
	}
	for _, g := range b.hosts {
		if len(g.Members) > 1 || g.Named {
			taken[g.ID]++
		}
	}
	for _, g := range b.hosts {
		if len(g.Members) > 1 && !g.Named && taken[g.ID] > 1 {
			g.ID += "-" + strings.ToLower(digest(key(g.Members...), 6))
		}
	}
}

// nameServices gives every group of ports that a rule names its name: the site's, where it names the same ports; the port's, where it is
// one alone; else a digest of the ports, and the names of what answers there.
func (b *builder) nameServices() {
	answers := map[string]map[string]bool{}
	for _, d := range b.drafts {
		d.portKey = portsKey(d.ports)
		if answers[d.portKey] == nil {
			answers[d.portKey] = map[string]bool{}
		}
		for _, name := range d.Answers {
			answers[d.portKey][name] = true
		}
	}
	for _, g := range b.plan.ServiceGroups {
		ports := namedPorts(g)
		named := &ServiceGroup{ID: g.ID, Name: g.Name, Ports: ports, Services: sorted(answers[portsKey(ports)]), Named: true, Note: g.Note}
		if _, twice := b.svcs[portsKey(ports)]; twice {
			b.spareSvcs = append(b.spareSvcs, named)
			continue
		}
		b.svcs[portsKey(ports)] = named
	}
	for _, d := range b.drafts {
		if b.svcs[d.portKey] == nil {
			g := &ServiceGroup{ID: servicesID(d.ports), Ports: d.ports, Services: sorted(answers[d.portKey])}
			g.Name = strings.Join(g.Services, ", ")
			b.svcs[d.portKey] = g
		}
	}
	b.partServices()
	for _, d := range b.drafts {
		d.Services = b.svcs[d.portKey].ID
	}
}

// partServices gives a group whose id the site has given to others its digest.
func (b *builder) partServices() {
	taken := map[string]int{}
	for _, g := range b.svcs {
		taken[g.ID]++
	}
	for _, g := range b.svcs {
		if !g.Named && taken[g.ID] > 1 {
			g.ID += "-" + strings.ToLower(digest(portsKey(g.Ports), 6))
		}
	}
}

func portsKey(ports []Port) string {
	var parts []string
	for _, p := range ports {
		parts = append(parts, p.String())
	}
	return key(parts...)
}

// namedPorts are the ports of a group of the site. Its ports have been checked.
func namedPorts(g model.ServiceGroup) []Port {
	var ports []Port
	for _, text := range g.Ports {
		protocol, number, _ := strings.Cut(text, "/")
		if protocol == "ip" { // "ip/50" is a protocol without ports
			protocol, number = text, ""
		}
		number, choice, _ := strings.Cut(number, " ")
		ports = append(ports, Port{protocol, number, choice})
	}
	slices.SortFunc(ports, comparePorts)
	return ports
}

// servicesID is the id of a group of ports that the site does not name.
func servicesID(ports []Port) string {
	if len(ports) > 1 {
		return "services-" + strings.ToLower(digest(portsKey(ports), 6))
	}
	return strings.Map(func(r rune) rune {
		if r == '/' || r == ' ' || r == '|' {
			return '-'
		}
		return r
	}, ports[0].String())
}

// nameRules gives rules their ids. They depend on ends, services and what the rule is for; two rules that agree in all of these are told
// apart by what is written beside them.
func (b *builder) nameRules() {
	used := map[string][]*draft{}
	for _, d := range b.drafts {
		d.ID = ruleID(d.FromZone, d.ToZone, d.From, d.To, d.Services, d.purpose(), strings.Join(d.Reasons, " "))
		used[d.ID] = append(used[d.ID], d)
	}
	for _, same := range used {
		if len(same) == 1 {
			continue
		}
		for _, d := range same {
			d.ID = ruleID(d.ID, d.bookkeeping(), strings.Join(d.Flows, " "))
		}
	}
}

// ruleID begins with a G, so that nobody takes a grouped rule for a flow.
func ruleID(parts ...string) string { return "G" + digest(key(parts...), 7) }

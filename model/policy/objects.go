package policy

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// nameObjects gives hosts, groups and services the names that they have on firewalls, by the site's rules for them. A group that the site names is called
// by its own name, or its id where no object can be called so. Names are told apart by what is in a group, so that each keeps its own whatever other groups
// there are; no two differ in case alone.
func (b *builder) nameObjects() {
	n := &namer{taken: map[string]bool{}}
	rules := b.plan.Objects.OrUsual()
	hosts := slices.SortedFunc(slices.Values(slices.Concat(b.spareHosts, slices.Collect(maps.Values(b.hosts)))), compareHosts)
	for _, g := range hosts {
		n.content = b.memberDigest(g)
		switch {
		case g.Named:
			g.ID = n.first(g.Name, g.stem)
		case len(g.Members) == 1:
			g.ID = n.first(fill(rules.Host, hostValues, b, g))
		case g.whole:
			g.ID = n.first(fill(rules.Group, groupValues, b, g))
		default:
			g.ID = n.part(fill(rules.Group, groupValues, b, g), strings.Join(g.Members, "-"))
		}
	}
	services := slices.SortedFunc(slices.Values(slices.Concat(b.spareSvcs, slices.Collect(maps.Values(b.svcs)))), compareServices)
	for _, g := range services {
		n.content = strings.ToLower(digest(portsKey(g.Ports), 6))
		if g.Named {
			g.ID = n.first(g.Name, g.stem)
			continue
		}
		name := fill(rules.Service, serviceValues, b, g)
		if _, left := someParts(g.Ports); left > 0 { // others may begin likewise
			g.ID = n.distinct(plain(name))
		} else {
			g.ID = n.first(name)
		}
		if g.Name == "" {
			g.Name = g.ID
		}
	}
	for _, d := range b.drafts {
		d.From, d.To, d.Services = b.hosts[d.fromKey].ID, b.hosts[d.toKey].ID, b.svcs[d.portKey].ID
	}
}

// compareHosts is the order in which hosts and groups choose their names: those of the site, hosts alone, groups of all of a kind, others.
func compareHosts(x, y *HostGroup) int {
	return cmp.Or(plan.TrueFirst(x.Named, y.Named), plan.TrueFirst(len(x.Members) == 1, len(y.Members) == 1), plan.TrueFirst(x.whole, y.whole), strings.Compare(x.stem, y.stem))
}

func compareServices(x, y *ServiceGroup) int {
	return cmp.Or(plan.TrueFirst(x.Named, y.Named), plan.TrueFirst(len(x.Ports) == 1, len(y.Ports) == 1), strings.Compare(x.stem, y.stem))
}

// values are what placeholders stand for, by their names.
type values[G any] map[string]func(*builder, G) string

var hostValues = values[*HostGroup]{
	"host": func(_ *builder, g *HostGroup) string { return g.Members[0] },
	"zone": func(_ *builder, g *HostGroup) string { return strings.Trim(g.Zone, "_") },
	"kind": func(b *builder, g *HostGroup) string { return string(b.plan.Party(g.Members[0]).Kind) },
	"address": func(b *builder, g *HostGroup) string {
		if where := b.plan.Party(g.Members[0]).Where(); len(where) > 0 {
			return where[0]
		}
		return ""
	},
}

var groupValues = values[*HostGroup]{
	"zone": func(_ *builder, g *HostGroup) string { return strings.Trim(g.Zone, "_") },
	"role": func(b *builder, g *HostGroup) string {
		roles, _ := b.roles(g)
		return strings.Join(roles, "-")
	},
	"members": func(_ *builder, g *HostGroup) string { return strings.Join(g.Members, "-") },
	"count":   func(_ *builder, g *HostGroup) string { return strconv.Itoa(len(g.Members)) },
}

var serviceValues = values[*ServiceGroup]{
	"ports":    func(_ *builder, g *ServiceGroup) string { return portsName(g.Ports) },
	"services": func(_ *builder, g *ServiceGroup) string { return strings.Join(g.Services, "-") },
	"count":    func(_ *builder, g *ServiceGroup) string { return strconv.Itoa(len(g.Ports)) },
}

// mostPorts is the length of a list of ports in a name, which leaves room for the rest of the name and for how many more there are.
const mostPorts = plan.MostObjectName - 18

// portsName is each protocol with its ports, and of many the first and the number of the others. A range is written so that nobody takes its ends for two ports.
func portsName(ports []catalog.Port) string {
	parts, left := someParts(ports)
	if left > 0 {
		parts = append(parts, "and", strconv.Itoa(left))
	}
	return strings.Join(parts, "-")
}

// someParts are the parts of a name that ports have room in, and how many ports have none.
func someParts(ports []catalog.Port) (parts []string, left int) {
	last := ""
	for i, p := range ports {
		if len(strings.Join(parts, "-")) > mostPorts {
			return parts, len(ports) - i
		}
		if p.Name() != last {
			last = p.Name()
			parts = append(parts, last)
		}
		if part := p.Part(); part != "" {
			parts = append(parts, strings.ReplaceAll(part, "-", "_"))
		}
	}
	return parts, 0
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// fill is a rule with its placeholders filled in.
func fill[G any](rule string, all values[G], b *builder, g G) string {
	return placeholder.ReplaceAllStringFunc(rule, func(s string) string {
		name := strings.Trim(s, "{}")
		text := all[strings.ToLower(name)](b, g)
		if name == strings.ToUpper(name) {
			return strings.ToUpper(text)
		}
		return text
	})
}

// A namer gives each name once. What would be called like another has its content in its name.
type namer struct {
	taken   map[string]bool
	content string // a digest of what is in the group that is named next
}

// first takes the first name that can be one and is free; where none is, the last with the content.
func (n *namer) first(names ...string) string {
	for i, name := range names {
		if last := i == len(names)-1; !last && name != plain(name) {
			continue
		}
		if name = plain(name); n.take(name) {
			return name
		}
	}
	return n.distinct(plain(names[len(names)-1]))
}

// part is the name of a group that others of the same kind are not in: with its members, where there is room for them, else with its content.
func (n *namer) part(name, members string) string {
	if name == strings.ToUpper(name) {
		members = strings.ToUpper(members)
	}
	if long := name + "-" + members; len(long) <= plan.MostObjectName && n.take(plain(long)) {
		return plain(long)
	}
	return n.distinct(plain(name))
}

// distinct is a name with the content, and with a number where even that is taken.
func (n *namer) distinct(name string) string {
	if name == "" { // a rule of which nothing is known of this one
		name = "object"
	}
	content := n.content
	if name == strings.ToUpper(name) {
		content = strings.ToUpper(content)
	}
	for from, suffix := 2, "-"+content; ; from++ {
		if with := cut(name, plan.MostObjectName-len(suffix)) + suffix; n.take(with) {
			return with
		}
		suffix = "-" + content + "-" + strconv.Itoa(from)
	}
}

func (n *namer) take(name string) bool {
	key := strings.ToLower(name)
	if n.taken[key] || name == "" {
		return false
	}
	n.taken[key] = true
	return true
}

var (
	notTaken = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)
	hyphens  = regexp.MustCompile(`-{2,}`)
)

// plain is a name as firewalls take it.
func plain(name string) string {
	return cut(strings.Trim(hyphens.ReplaceAllString(notTaken.ReplaceAllString(name, "-"), "-"), "-_."), plan.MostObjectName)
}

// cut shortens a name, where it can before a part of it.
func cut(name string, most int) string {
	if len(name) <= most {
		return name
	}
	name, rest := name[:most], name[most:]
	if at := strings.LastIndexByte(name, '-'); at > most/2 && rest[0] != '-' {
		name = name[:at]
	}
	return strings.TrimRight(name, "-_.")
}

package topology

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
)

// A folding is why the parties of a box are one box.
type folding int

const (
	alike folding = iota // each does what the others do
	kin                  // they stand in one zone and have one role; what one does another may not
	role                 // they have one role, in any zone
	whole                // they are all that a zone holds
	every                // they are all nodes of a zone, which have boxes of their own, too: what each of them does
)

// A box is what a picture shows as one: a party alone, or several folded together.
type box struct {
	id      string
	parties []*plan.Party
	by      folding
}

// zoneOf is the zone that a box stands in.
func (d *drawer) zoneOf(b *box) string {
	zone := zoneOf(d.plan, b.parties[0])
	for _, p := range b.parties {
		if zoneOf(d.plan, p) != zone {
			return Several
		}
	}
	return zone
}

// classes puts hosts together that are alike: in place, role, services and flags, and in their traffic. They start from what hosts are,
// and are divided until all hosts of a class have the same ports, in the same states, with the same classes: then a line at a folded box
// is true for each host in it.
func classes(resolved *plan.Plan) []*box {
	class := map[string]string{}
	for _, p := range resolved.Parties {
		class[p.ID] = nature(resolved, p)
	}
	for count := 0; ; {
		found := map[string]string{} // description -> first party's id
		next := map[string]string{}
		traffic := signatures(resolved, class)
		for _, p := range resolved.Parties {
			key := class[p.ID] + "\n" + strings.Join(traffic[p.ID], "\n")
			if _, ok := found[key]; !ok {
				found[key] = p.ID
			}
			next[p.ID] = found[key]
		}
		if class = next; len(found) == count {
			break
		}
		count = len(found)
	}
	return gather(resolved.Parties, func(p *plan.Party) (string, folding) { return class[p.ID], alike })
}

// gather makes boxes of parties by a key, in the order of the parties. Groups are left out: their members are there.
func gather(parties []*plan.Party, key func(*plan.Party) (string, folding)) []*box {
	var boxes []*box
	index := map[string]*box{}
	for _, p := range parties {
		if p.Kind == plan.GroupParty {
			continue
		}
		id, by := key(p)
		if b, ok := index[id]; ok {
			b.parties = append(b.parties, p)
			continue
		}
		b := &box{id: id, parties: []*plan.Party{p}, by: by}
		index[id] = b
		boxes = append(boxes, b)
	}
	return boxes
}

// nature is what a party is, apart from its traffic. Only nodes, and parties outside, can be alike; a host that holds a resource, or whose
// role can move, is like no other.
func nature(resolved *plan.Plan, p *plan.Party) string {
	if slices.Contains(resolved.Diagram.Split, p.ID) || resolved.Diagram.Labels[p.ID] != "" {
		return p.ID
	}
	for _, r := range resolved.Resources {
		if r.On == p.ID {
			return p.ID
		}
	}
	for _, s := range resolved.States {
		if s.Holder == p.ID || s.From == p.ID {
			return p.ID
		}
	}
	if p.Kind == plan.ExternalParty {
		return fmt.Sprintf("%s in %s", p.Kind, p.Zone)
	}
	if p.Kind == plan.InterfaceParty {
		return fmt.Sprintf("%s in %s of %s", p.Network, p.Zone, nature(resolved, resolved.Party(p.Of)))
	}
	n := resolved.Node(p.ID)
	if n == nil {
		return p.ID
	}
	text := fmt.Sprintf("%s in %s", p.Kind, n.Zone)
	for _, part := range n.Parts() {
		text += fmt.Sprintf(" %s with %s %v %v", calling(part), part.Installation, part.Services, part.Flags)
	}
	return text
}

// calling is the role of a node in a product, or the services that stand in its place; part of file names.
func calling(part plan.Part) string {
	if part.Role != "" {
		return part.Role
	}
	var services []string
	for _, s := range part.Named() {
		services = append(services, s.ID)
	}
	slices.Sort(services)
	return "services-" + strings.Join(services, "-")
}

// signatures describe the traffic of every party by the classes that it is with.
func signatures(plan *plan.Plan, class map[string]string) map[string][]string {
	lines := map[string][]string{}
	for _, f := range plan.Network() {
		what := fmt.Sprint(f.Label(), flowKind(f), f.States)
		for _, p := range members(plan, f.From) {
			lines[p] = append(lines[p], "to "+class[f.To]+" "+what+plan.Diagram.Line(p, f.To))
		}
		for _, p := range members(plan, f.To) {
			lines[p] = append(lines[p], "from "+class[f.From]+" "+what+plan.Diagram.Line(f.From, p))
		}
	}
	for _, l := range lines {
		slices.Sort(l)
	}
	return lines
}

// members are a party itself, or the members of a group.
func members(resolved *plan.Plan, id string) []string {
	if p := resolved.Party(id); p.Kind == plan.GroupParty {
		return p.Members
	}
	return []string{id}
}

// kinOf is the box for all parties of a zone that have one role.
func (d *drawer) kinOf(p *plan.Party) (string, folding) {
	what := strings.ReplaceAll(string(p.Kind), " ", "-")
	if n := d.plan.Node(cmp.Or(p.Of, p.ID)); n != nil && p.Kind != plan.GroupParty {
		var parts []string
		for _, part := range n.Parts() {
			parts = append(parts, d.productOf(part)+":"+calling(part))
		}
		what = strings.Join(parts, "+")
		if p.Network != "" {
			what += ":" + p.Network
		}
	}
	return "kin:" + zoneOf(d.plan, p) + ":" + what, kin
}

// wholeOf is the box for all parties of a zone.
func (d *drawer) wholeOf(p *plan.Party) (string, folding) { return "zone:" + zoneOf(d.plan, p), whole }

func (d *drawer) classOf(p *plan.Party) (string, folding) { return d.class[p.ID].id, alike }

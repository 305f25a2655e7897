// Package topology turns a plan into graphs: what is drawn, what is folded together, and which traffic one edge stands for. It decides
// nothing about places and knows no format.
package topology

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model"
	"portolan/render/diagram"
	"portolan/render/words"
	"portolan/render/worksheet"
)

// Outside is the id of the zone that holds parties whose zone the site does not give.
const Outside = "outside"

// Site draws the whole site by zones. Hosts that behave alike are one box with their number; all traffic between two boxes is one edge.
func Site(plan *model.Plan, w *words.List) *diagram.Graph {
	g := &diagram.Graph{ID: "site", Title: w.Fill("topology.site-title", "title", plan.Document.Title),
		Description: w.Fill("topology.site-description", "nodes", len(plan.Nodes), "flows", len(plan.Network())), Words: legend(w)}
	groups := fold(plan)
	home, names := map[string]string{}, map[string]string{}
	for _, group := range groups {
		if names[group.id] = group.id; len(group.parties) > 1 {
			names[group.id] = w.Fill("topology.each", "name", group.id, "n", len(group.parties))
		}
		for _, p := range group.parties {
			home[p.ID] = group.id
		}
	}
	homeGroups(plan, home)
	notes, shared := share(plan, home, w)
	pairs := pairsOf(plan, home, shared)
	rank := depth(plan, home, pairs)
	groups = order(groups, rank)
	g.Zones = zones(plan, groups, rank, w)
	for _, group := range groups {
		b := box(plan, group, w)
		for _, note := range notes[group.id] {
			b.Lines = append(b.Lines, diagram.Line{Text: note, Style: diagram.Fine})
		}
		g.Boxes = append(g.Boxes, b)
	}
	g.Edges = edges(plan, pairs, rank, names, w)
	return g
}

// Drawn is the number of flows between hosts that the site's picture stands for: at its edges, in boxes that share them, and inside boxes
// of folded hosts. It is that of the plan, or the picture lies.
func Drawn(plan *model.Plan, w *words.List) int {
	home := map[string]string{}
	for _, g := range fold(plan) {
		for _, p := range g.parties {
			home[p.ID] = g.id
		}
	}
	homeGroups(plan, home)
	_, shared := share(plan, home, w)
	drawn := len(shared)
	for _, p := range pairsOf(plan, home, shared) {
		drawn += len(p.forth) + len(p.back)
	}
	for _, f := range plan.Network() {
		if home[f.From] == home[f.To] {
			drawn++
		}
	}
	return drawn
}

func legend(w *words.List) diagram.Words {
	return diagram.Words{Legend: w.Text("topology.legend"), Zone: w.Text("topology.zone"),
		Box: map[diagram.BoxKind]string{diagram.Node: w.Text("topology.node"), diagram.Server: w.Text("topology.server"),
			diagram.LoadBalancer: w.Text("topology.load-balancer"), diagram.ForwardProxy: w.Text("topology.forward-proxy"),
			diagram.External: w.Text("topology.external"), diagram.Clients: w.Text("topology.clients")},
		Edge: map[diagram.EdgeKind]string{diagram.Regular: w.Text("topology.regular"), diagram.Standby: w.Text("topology.standby"),
			diagram.Disputed: w.Text("topology.disputed"), diagram.Optional: w.Text("topology.optional")},
	}
}

// group is a box of the picture: parties that behave alike.
type group struct {
	id      string
	parties []*model.Party
	node    *model.Node // the first one, where they are nodes
}

// fold puts nodes together that stand in one zone and have the same role, services and flags. Everything else stands alone.
func fold(plan *model.Plan) []group {
	var groups []group
	index := map[string]int{}
	for _, p := range plan.Parties {
		if p.Kind == model.GroupParty {
			continue // its members are there
		}
		n := plan.Node(p.ID)
		if n == nil {
			groups = append(groups, group{id: p.ID, parties: []*model.Party{p}})
			continue
		}
		key := alike(plan, n)
		if i, ok := index[key]; ok {
			groups[i].parties = append(groups[i].parties, p)
			continue
		}
		index[key] = len(groups)
		groups = append(groups, group{id: p.ID, parties: []*model.Party{p}, node: n})
	}
	return groups
}

func alike(plan *model.Plan, n *model.Node) string {
	var services []string
	for _, s := range n.Services {
		services = append(services, s.ID)
	}
	var holds []string
	for _, r := range plan.Resources {
		if r.On == n.ID {
			holds = append(holds, r.ID)
		}
	}
	slices.Sort(services)
	return fmt.Sprint(n.Zone, n.Role, services, n.Flags, holds)
}

// homeGroups gives a group of nodes the box of its members. Members in several boxes count as one with the first of them: the picture shows
// where the group's traffic goes, its worksheet from which host.
func homeGroups(plan *model.Plan, home map[string]string) {
	for _, p := range plan.Parties {
		if p.Kind == model.GroupParty {
			home[p.ID] = home[p.Members[0]]
		}
	}
}

// order puts boxes nearer to the clients first; the layout keeps the order.
func order(groups []group, rank map[string]int) []group {
	sorted := slices.Clone(groups)
	slices.SortStableFunc(sorted, func(a, b group) int { return cmp.Compare(place(a, rank), place(b, rank)) })
	return sorted
}

// place is how far down a box belongs: clients, then hosts by their distance from them, then hosts that only serve others, then what is
// outside.
func place(g group, rank map[string]int) int {
	const serves, outside = 1000, 2000
	if g.parties[0].Kind == model.ExternalParty {
		return outside
	}
	if r, ok := rank[g.id]; ok {
		return r
	}
	return serves
}

// zones lists the zones that hold boxes, those nearest to the clients first.
func zones(plan *model.Plan, groups []group, rank map[string]int, w *words.List) []diagram.Zone {
	first := map[string]int{}
	for _, g := range groups {
		if old, ok := first[zoneOf(g)]; !ok || place(g, rank) < old {
			first[zoneOf(g)] = place(g, rank)
		}
	}
	var out []diagram.Zone
	for _, z := range plan.Zones {
		if _, used := first[z.ID]; used {
			out = append(out, diagram.Zone{ID: z.ID, Title: z.Name, Subtitle: z.Networks, Outside: z.Outside})
		}
	}
	if _, used := first[Outside]; used {
		out = append(out, diagram.Zone{ID: Outside, Title: w.Text("topology.outside"), Outside: true})
	}
	slices.SortStableFunc(out, func(a, b diagram.Zone) int { return cmp.Compare(first[a.ID], first[b.ID]) })
	return out
}

func zoneOf(g group) string { return cmp.Or(g.parties[0].Zone, Outside) }

var kinds = map[model.PartyKind]diagram.BoxKind{model.NodeParty: diagram.Node, model.ServerParty: diagram.Server,
	model.BalancerParty: diagram.LoadBalancer, model.ProxyParty: diagram.ForwardProxy, model.ExternalParty: diagram.External,
	model.ClientsParty: diagram.Clients}

func box(plan *model.Plan, g group, w *words.List) diagram.Box {
	p := g.parties[0]
	b := diagram.Box{ID: g.id, Zone: zoneOf(g), Kind: kinds[p.Kind], Count: len(g.parties), Link: worksheet.Link(p)}
	if len(g.parties) > 1 {
		for _, each := range g.parties {
			b.Lines = append(b.Lines, diagram.Line{Text: each.Name, Style: diagram.Name})
		}
		if len(b.Lines) > maxNames {
			rest := len(b.Lines) - maxNames + 1
			b.Lines = append(b.Lines[:maxNames-1], diagram.Line{Text: w.Fill("topology.more-hosts", "n", rest), Style: diagram.Fine})
		}
	} else {
		b.Lines = []diagram.Line{{Text: p.Name, Style: diagram.Name}}
		b.Lines = append(b.Lines, addresses(p, w)...)
	}
	if text := Does(plan, p.ID, w); text != "" {
		b.Lines = append(b.Lines, diagram.Line{Text: text, Style: diagram.Fine})
	}
	if own := among(plan, g, w); own != "" {
		b.Lines = append(b.Lines, diagram.Line{Text: w.Fill("topology.among", "ports", own), Style: diagram.Fine})
	}
	b.Tip = b.Lines[0].Text
	return b
}

// addresses are a host's addresses as lines, as long as they are few.
func addresses(p *model.Party, w *words.List) []diagram.Line {
	var lines []diagram.Line
	for _, where := range p.Where() {
		if where != p.Name {
			lines = append(lines, diagram.Line{Text: where, Style: diagram.Detail})
		}
	}
	if len(lines) > maxNames {
		rest := len(lines) - maxNames + 1
		lines = append(lines[:maxNames-1], diagram.Line{Text: w.Fill("topology.more-hosts", "n", rest), Style: diagram.Fine})
	}
	return lines
}

// maxNames is the number of host names, or of addresses, in a box.
const maxNames = 4

// Does says in a few words what a host is there for: its role and flags, and the resources on it.
func Does(plan *model.Plan, id string, w *words.List) string {
	var parts []string
	if n := plan.Node(id); n != nil {
		parts = append(parts, cmp.Or(n.RoleName, ownServices(n)))
		for _, flag := range n.Flags {
			for _, s := range plan.States {
				if s.From == id && s.Fact == flag || s.Holder == id && flag != s.Fact {
					parts = append(parts, w.Or("flag."+flag, flag))
					break
				}
			}
		}
	}
	for _, r := range plan.Resources {
		if r.On == id {
			parts = append(parts, r.Name)
		}
	}
	return strings.Join(slices.Compact(parts), ", ")
}

func ownServices(n *model.Node) string {
	var names []string
	for _, s := range n.Services {
		if !s.Implied {
			names = append(names, cmp.Or(s.Short, s.Name))
		}
	}
	return strings.Join(names, " ")
}

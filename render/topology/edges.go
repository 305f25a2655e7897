package topology

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model"
	"portolan/render/diagram"
	"portolan/render/words"
	"portolan/render/worksheet"
)

// pair is all traffic between two boxes.
type pair struct {
	from, to    string // boxes' ids; from opens the first flow in the plan's order
	forth, back []*model.Flow
}

// pairsOf collects all flows between two boxes. What stays inside a box, and what many boxes share, are lines in a box.
func pairsOf(plan *model.Plan, home map[string]string, shared map[*model.Flow]bool) []*pair {
	var pairs []*pair
	index := map[[2]string]*pair{}
	for _, f := range plan.Network() {
		from, to := home[f.From], home[f.To]
		if from == to || shared[f] {
			continue
		}
		if p, ok := index[[2]string{from, to}]; ok {
			p.forth = append(p.forth, f)
		} else if p, ok := index[[2]string{to, from}]; ok {
			p.back = append(p.back, f)
		} else {
			p := &pair{from: from, to: to, forth: []*model.Flow{f}}
			index[[2]string{from, to}] = p
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// edges makes one edge of each pair. Two-way edges lead away from the clients, so that every picture runs from people to data.
func edges(plan *model.Plan, pairs []*pair, depths map[string]int, names map[string]string, w *words.List) []diagram.Edge {
	var out []diagram.Edge
	for _, p := range pairs {
		if len(p.back) > 0 && depths[p.from] > depths[p.to] {
			p.from, p.to, p.forth, p.back = p.to, p.from, p.back, p.forth
		}
		out = append(out, p.edge(plan, names, w))
	}
	return out
}

// depth is how far each box is from the clients, in edges. Where there are clients outside, distance is counted from them: the picture
// then runs from the untrusted side to the data, and administrators do not pull the core up beside the users.
func depth(plan *model.Plan, home map[string]string, pairs []*pair) map[string]int {
	outside := map[string]bool{}
	for _, z := range plan.Zones {
		outside[z.ID] = z.Outside
	}
	depths := map[string]int{}
	var queue, inside []string
	for _, p := range plan.Parties {
		if p.Kind != model.ClientsParty {
			continue
		}
		depths[home[p.ID]] = 0
		if outside[p.Zone] {
			queue = append(queue, home[p.ID])
		} else {
			inside = append(inside, home[p.ID])
		}
	}
	if len(queue) == 0 {
		queue = inside
	}
	for len(queue) > 0 {
		box := queue[0]
		queue = queue[1:]
		for _, p := range pairs {
			for _, next := range [][2]string{{p.from, p.to}, {p.to, p.from}} {
				if _, seen := depths[next[1]]; next[0] == box && !seen {
					depths[next[1]] = depths[box] + 1
					queue = append(queue, next[1])
				}
			}
		}
	}
	return depths
}

func (p *pair) edge(plan *model.Plan, names map[string]string, w *words.List) diagram.Edge {
	all := slices.Concat(p.forth, p.back)
	e := diagram.Edge{ID: p.from + "--" + p.to, From: p.from, To: p.to, Both: len(p.back) > 0, Kind: kindOf(all), Link: worksheet.Link(plan.Party(p.to))}
	if e.Link == "" {
		e.Link = worksheet.Link(plan.Party(p.from))
	}
	if !e.Both {
		e.Label = wrap("", Ports(p.forth))
	} else if forth, back := Ports(p.forth), Ports(p.back); strings.Join(forth, " ") == strings.Join(back, " ") {
		e.Label = wrap("", forth)
	} else {
		e.Label = append(wrap(w.Fill("topology.to", "name", names[p.to])+" ", forth), wrap(w.Fill("topology.to", "name", names[p.from])+" ", back)...)
	}
	e.Tip = w.Fill("topology.edge-tip", "from", names[p.from], "to", names[p.to], "n", len(all))
	return e
}

// kindOf is the strongest need among flows: one regular flow makes the edge regular.
func kindOf(flows []*model.Flow) diagram.EdgeKind {
	best := diagram.Optional
	rank := map[diagram.EdgeKind]int{diagram.Regular: 3, diagram.Standby: 2, diagram.Disputed: 1, diagram.Optional: 0}
	for _, f := range flows {
		if kind := flowKind(f); rank[kind] > rank[best] {
			best = kind
		}
	}
	return best
}

func flowKind(f *model.Flow) diagram.EdgeKind {
	switch {
	case f.Disputed != "":
		return diagram.Disputed
	case f.Requirement != "required":
		return diagram.Optional
	case !slices.Contains(f.States, model.NormalState):
		return diagram.Standby
	}
	return diagram.Regular
}

// Ports lists the ports of flows in rising order, each once; the protocol stands with all but tcp.
func Ports(flows []*model.Flow) []string {
	var ports []string
	for _, f := range flows {
		port := cmp.Or(f.Port, f.Protocol)
		if f.Port != "" && f.Protocol != "tcp" {
			port = f.Port + "/" + f.Protocol
		}
		ports = append(ports, port)
	}
	slices.SortFunc(ports, func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), strings.Compare(a, b)) })
	return slices.Compact(ports)
}

func number(port string) int {
	digits := port
	if end := strings.IndexFunc(port, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = port[:end]
	}
	n, _ := strconv.Atoi(digits)
	return n
}

// perLine is the number of ports in one line of a label; longer lines push boxes apart.
const perLine = 4

func wrap(prefix string, ports []string) []string {
	var lines []string
	for chunk := range slices.Chunk(ports, perLine) {
		lines = append(lines, prefix+strings.Join(chunk, " "))
		prefix = ""
	}
	return lines
}

// among lists the ports that folded hosts open between each other.
func among(plan *model.Plan, g group, w *words.List) string {
	if len(g.parties) < 2 {
		return ""
	}
	inside := map[string]bool{}
	for _, p := range g.parties {
		inside[p.ID] = true
	}
	var flows []*model.Flow
	for _, f := range plan.Network() {
		if inside[first(plan, f.From)] && inside[first(plan, f.To)] {
			flows = append(flows, f)
		}
	}
	ports := Ports(flows)
	if len(ports) > maxPorts {
		return w.Fill("topology.ports", "n", len(ports))
	}
	return strings.Join(ports, " ")
}

// maxPorts is the number of ports that a box lists before it only counts them.
const maxPorts = 12

// first is a party itself, or the first member of a group.
func first(plan *model.Plan, id string) string {
	if p := plan.Party(id); p.Kind == model.GroupParty {
		return p.Members[0]
	}
	return id
}

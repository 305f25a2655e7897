package topology

import (
	"slices"
	"strings"
	"unicode/utf8"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/layout/diagram"
)

// maxPorts is the number of ports that a label or a line in a box lists before it only counts them; the tables list them all.
const maxPorts = 16

// Numbers of ports in one line of a label; longer lines push boxes apart.
const (
	perLine     = 4
	perStarLine = 3 // in pictures of one box and its neighbours, which are wide
)

// ports are the ports of flows in rising order, each once.
func ports(flows []*plan.Flow) []catalog.Port {
	var all []catalog.Port
	for _, f := range flows {
		all = append(all, f.Plain())
	}
	slices.SortFunc(all, catalog.Port.ByNumber)
	return slices.Compact(all)
}

// portMarks stand behind ports that are needed less than the line at which they stand says.
var portMarks = map[diagram.EdgeKind]string{diagram.Standby: "*", diagram.Disputed: "?", diagram.Optional: "\u00b0"}

// marked are the ports of flows, each with its mark if all its flows are needed less than the line of this kind says. A mark in parentheses
// holds for some of the hosts: the port is needed as the rest says by others, and nobody is to think that it is by all.
func (s *sketch) marked(flows []*plan.Flow, line diagram.EdgeKind) []string {
	all := ports(flows)
	labels := make([]string, len(all))
	for i, port := range all {
		labels[i] = port.Label()
		of := slices.DeleteFunc(slices.Clone(flows), func(f *plan.Flow) bool { return f.Plain() != port })
		kind := kindOf(of)
		if kind != line {
			labels[i] += s.mark(kind)
		}
		some := ""
		for _, lesser := range s.d.lesser(of, kind) {
			some += s.mark(lesser)
			s.partly[lesser] = true
		}
		if some != "" {
			labels[i] += "(" + some + ")"
		}
		labels[i] += s.portion(of)
	}
	return labels
}

// portion says how many of the hosts in the middle flows are about, where not about all: the hosts of a role need not be alike, and nobody is
// to open a port for those that do not need it.
func (s *sketch) portion(flows []*plan.Flow) string {
	if s.here == nil || len(s.here.parties) < 2 {
		return ""
	}
	n := 0
	for _, p := range s.here.parties {
		if slices.ContainsFunc(flows, func(f *plan.Flow) bool {
			return slices.Contains(s.d.plan.Party(f.From).OnHosts(), p.ID) || slices.Contains(s.d.plan.Party(f.To).OnHosts(), p.ID)
		}) {
			n++
		}
	}
	if n == 0 || n == len(s.here.parties) {
		return ""
	}
	return "\u00a0" + s.d.words.Fill("picture.portion", "n", n, "all", len(s.here.parties))
}

// mark is that of a kind of need; the legend will explain it.
func (s *sketch) mark(kind diagram.EdgeKind) string {
	s.marks[kind] = portMarks[kind]
	return portMarks[kind]
}

// partMark is a mark that holds for some of the hosts, with all signs that stand so in the picture; empty if none does.
func (s *sketch) partMark() string {
	signs := ""
	for _, kind := range strength {
		if s.partly[kind] {
			signs += portMarks[kind]
		}
	}
	if signs == "" {
		return ""
	}
	return "(" + signs + ")"
}

// lesser are the needs of those pairs of hosts that need flows less than the strongest of them does. What two hosts need for one reason,
// they need, whatever other reasons there are.
func (d *drawer) lesser(flows []*plan.Flow, strongest diagram.EdgeKind) []diagram.EdgeKind {
	if !slices.ContainsFunc(flows, func(f *plan.Flow) bool { return flowKind(f) != strongest }) {
		return nil
	}
	between := map[[2]string][]*plan.Flow{}
	for _, f := range flows {
		for _, from := range members(d.plan, f.From) {
			for _, to := range members(d.plan, f.To) {
				between[[2]string{from, to}] = append(between[[2]string{from, to}], f)
			}
		}
	}
	found := map[diagram.EdgeKind]bool{}
	for _, of := range between {
		found[kindOf(of)] = true
	}
	var out []diagram.EdgeKind
	for _, kind := range strength {
		if kind != strongest && found[kind] {
			out = append(out, kind)
		}
	}
	return out
}

// letters is the length from which on a line of a label would be broken: what ports belong to stands above them then.
const letters = 32

// portLines are the ports of flows as lines of a label. Many are only counted.
func (s *sketch) portLines(prefix string, flows []*plan.Flow, width int, line diagram.EdgeKind) []string {
	if n := len(ports(flows)); n > maxPorts && !s.lists {
		return []string{prefix + s.d.words.Count("topology.ports", n)}
	}
	labels := s.marked(flows, line)
	for i := range len(labels) - 1 {
		labels[i] += "," // also at the end of a line: "389 389/udp" would read as one
	}
	var lines []string
	for chunk := range slices.Chunk(labels, width) {
		text := strings.Join(chunk, " ")
		if prefix != "" && utf8.RuneCountInString(prefix+text) > letters {
			lines, prefix = append(lines, strings.TrimSpace(prefix)), ""
		}
		lines, prefix = append(lines, prefix+text), ""
	}
	return lines
}

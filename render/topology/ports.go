package topology

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"portolan/model"
	"portolan/render/diagram"
)

// maxPorts is the number of ports that a label or a line in a box lists before it only counts them; the tables list them all.
const maxPorts = 16

// Numbers of ports in one line of a label; longer lines push boxes apart.
const (
	perLine     = 4
	perStarLine = 3 // in pictures of one box and its neighbours, which are wide
)

// Ports lists the ports of flows in rising order, each once; the protocol stands with all but tcp.
func Ports(flows []*model.Flow) []string {
	var ports []string
	for _, f := range flows {
		ports = append(ports, portOf(f))
	}
	slices.SortFunc(ports, func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), strings.Compare(a, b)) })
	return slices.Compact(ports)
}

func portOf(f *model.Flow) string {
	if f.Port != "" && f.Protocol != "tcp" {
		return f.Port + "/" + f.Protocol
	}
	return cmp.Or(f.Port, f.Protocol)
}

func number(port string) int {
	digits := port
	if end := strings.IndexFunc(port, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = port[:end]
	}
	n, _ := strconv.Atoi(digits)
	return n
}

// portMarks stand behind ports that are needed less than the line at which they stand says.
var portMarks = map[diagram.EdgeKind]string{diagram.Standby: "*", diagram.Disputed: "?", diagram.Optional: "\u00b0"}

// unmarked is the kind of a line that was added or removed: its look says something else than how much it is needed.
const unmarked diagram.EdgeKind = -1

// inBox is the kind of line in whose place ports stand in a box. No line says how much they are needed.
func inBox(strokes []stroke) diagram.EdgeKind {
	if changeOf(strokes) != diagram.Kept {
		return unmarked
	}
	return diagram.Regular
}

// marked are the ports of flows, each with its mark if all its flows are needed less than the line of this kind says.
func (s *sketch) marked(flows []*model.Flow, line diagram.EdgeKind) []string {
	ports := Ports(flows)
	if line == unmarked {
		return ports
	}
	for i, port := range ports {
		kind := kindOf(slices.DeleteFunc(slices.Clone(flows), func(f *model.Flow) bool { return portOf(f) != port }))
		if kind != line {
			ports[i] += portMarks[kind]
			s.marks[kind] = portMarks[kind]
		}
	}
	return ports
}

// portLines are the ports of flows as lines of a label. Many are only counted.
func (s *sketch) portLines(prefix string, flows []*model.Flow, width int, line diagram.EdgeKind) []string {
	ports := Ports(flows)
	if len(ports) > maxPorts && !s.lists {
		return []string{prefix + s.d.words.Count("topology.ports", len(ports))}
	}
	ports = s.marked(flows, line)
	var lines []string
	for chunk := range slices.Chunk(ports, width) {
		text := strings.Join(chunk, " ")
		if prefix != "" && utf8.RuneCountInString(prefix+text) > s.letters() {
			lines, prefix = append(lines, strings.TrimSpace(prefix)), ""
		}
		lines, prefix = append(lines, prefix+text), ""
	}
	return lines
}

// letters is the length from which on a line of a label would be broken: what ports belong to stands above them then.
func (s *sketch) letters() int {
	const all, sign = 32, 2
	if s.state.Fact != "" {
		return all - sign // the signs of changes come before
	}
	return all
}

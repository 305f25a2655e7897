package topology

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model"
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

// portLines are the ports of flows as lines of a label. Many are only counted.
func (s *sketch) portLines(prefix string, flows []*model.Flow, width int) []string {
	ports := Ports(flows)
	if len(ports) > maxPorts && !s.lists {
		return []string{prefix + s.d.words.Fill("topology.ports", "n", len(ports))}
	}
	var lines []string
	for chunk := range slices.Chunk(ports, width) {
		lines = append(lines, prefix+strings.Join(chunk, " "))
		prefix = ""
	}
	return lines
}

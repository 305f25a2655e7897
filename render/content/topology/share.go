package topology

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/render/layout/diagram"
)

// A note is traffic that comes in at a box from others, and is listed in the box instead of on lines.
type note struct {
	change  diagram.Change
	strokes []stroke
}

// hosts are the parties at the other ends, in order.
func (b note) hosts(d *drawer) []string {
	hosts := map[string]bool{}
	for _, k := range b.strokes {
		for _, m := range members(d.plan, k.flow.From) {
			hosts[m] = true
		}
	}
	return slices.Sorted(maps.Keys(hosts))
}

// noted puts strokes into the boxes at which they end: by port, and ports with the same hosts together.
func (s *sketch) noted(strokes []stroke) {
	byPort := map[string]*note{}
	home := map[string]*box{}
	for _, k := range strokes {
		key := fmt.Sprintln(k.to.id, k.change, k.flow.Label())
		if byPort[key] == nil {
			byPort[key], home[key] = &note{change: k.change}, k.to
		}
		byPort[key].strokes = append(byPort[key].strokes, k)
	}
	joined := map[string]int{}
	for _, key := range slices.Sorted(maps.Keys(byPort)) {
		b, to := byPort[key], home[key]
		same := fmt.Sprintln(to.id, b.change, strings.Join(b.hosts(s.d), " "))
		if i, ok := joined[same]; ok {
			s.notes[to][i].strokes = append(s.notes[to][i].strokes, b.strokes...)
			continue
		}
		joined[same] = len(s.notes[to])
		s.notes[to] = append(s.notes[to], *b)
	}
}

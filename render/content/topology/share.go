package topology

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/layout/diagram"
)

// A bundle is traffic of one box towards, or from, others that stands in the box as a line.
type bundle struct {
	home    *box // the box that the traffic has in common
	in      bool // it comes in there
	change  diagram.Change
	strokes []stroke
}

func (b bundle) far(k stroke) *box {
	if b.in {
		return k.from
	}
	return k.to
}

// boxes are the boxes at the other ends.
func (b bundle) boxes() map[*box]bool {
	boxes := map[*box]bool{}
	for _, k := range b.strokes {
		boxes[b.far(k)] = true
	}
	return boxes
}

// hosts are the parties at the other ends, in order.
func (b bundle) hosts(d *drawer) []string {
	hosts := map[string]bool{}
	for _, k := range b.strokes {
		far := k.flow.To
		if b.in {
			far = k.flow.From
		}
		for _, m := range members(d.plan, far) {
			hosts[m] = true
		}
	}
	return slices.Sorted(maps.Keys(hosts))
}

// share takes traffic that many boxes have with one box away from the lines of a picture: it stands in that box instead. That is so for
// boxes that are no nodes of the product: a server's port, then a port that clients call everywhere. It returns what is left.
func (s *sketch) share(strokes []stroke, m manner) []stroke {
	for _, in := range []bool{true, false} {
		bundles := map[string]*bundle{}
		for _, k := range strokes {
			home := k.to
			if !in {
				home = k.from
			}
			if !m.nodes && !sharing(k, home, in) {
				continue
			}
			key := fmt.Sprintln(home.id, k.change, k.flow.Label())
			if bundles[key] == nil {
				bundles[key] = &bundle{home: home, in: in, change: k.change}
			}
			bundles[key].strokes = append(bundles[key].strokes, k)
		}
		taken := s.note(bundles, m)
		strokes = slices.DeleteFunc(slices.Clone(strokes), func(k stroke) bool { return taken[k] })
	}
	return strokes
}

// sharing tells whether a stroke may become a line in a box. The leg from a load balancer to its targets is what a reader looks for.
func sharing(k stroke, home *box, in bool) bool {
	if home.by == whole || home.parties[0].Kind == plan.NodeParty || home.parties[0].Kind == plan.GroupParty || k.flow.Via != "" && k.flow.Leg == 2 {
		return false
	}
	far := k.to.parties[0]
	return in || home.parties[0].ByNetworks() && (far.Managed() || far.Kind == plan.GroupParty)
}

// note puts bundles into their boxes, those with the same hosts as one. It returns the strokes that it took.
func (s *sketch) note(bundles map[string]*bundle, m manner) map[stroke]bool {
	taken := map[stroke]bool{}
	joined := map[string]int{}
	for _, key := range slices.Sorted(maps.Keys(bundles)) {
		b := bundles[key]
		if len(b.boxes()) < m.share {
			continue
		}
		for _, k := range b.strokes {
			taken[k] = true
		}
		same := fmt.Sprintln(b.home.id, b.change, strings.Join(b.hosts(s.d), " "))
		if i, ok := joined[same]; ok {
			s.notes[b.home][i].strokes = append(s.notes[b.home][i].strokes, b.strokes...)
			continue
		}
		joined[same] = len(s.notes[b.home])
		s.notes[b.home] = append(s.notes[b.home], *b)
	}
	return taken
}

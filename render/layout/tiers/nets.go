package tiers

import (
	"cmp"
	"slices"
)

// A net is what is drawn as one: lines with one box, the hub, in common, that share a trunk. A line alone is a net, too.
type net struct {
	lines          []int
	hub            int
	labelW, labelH float64      // of its label; zero without one, or where another net of the same bundle bears it
	bears          map[int]bool // the pictures in which this net does
	sources, sinks []int        // boxes that it leaves below, and that it enters from above
	direct         bool         // between two boxes that stand side by side
	gap            int          // in which its label stands
}

// nets are the nets of a picture. Those of one bundle that lead to different sides of its hub are parted.
func (u *union) nets() (nets []*net) {
	done := make([]bool, len(u.lines))
	for i, l := range u.lines {
		if done[i] {
			continue
		}
		members, hub := []int{i}, l.to
		if l.bundle != "" {
			members, hub = u.bundled(i, done)
		}
		var parts [sides]*net
		for _, k := range members {
			done[k] = true
			part, leaf := u.side(hub, k)
			if parts[part] == nil {
				parts[part] = &net{hub: hub}
			}
			n := parts[part]
			n.lines = append(n.lines, k)
			if part == homeBelow || part == awayBelow {
				n.sinks = append(n.sinks, leaf)
			} else {
				n.sources = append(n.sources, leaf)
			}
		}
		var made []*net
		for part, n := range parts {
			if n == nil {
				continue
			}
			if part == homeAbove || part == awayAbove {
				n.sinks = append(n.sinks, hub)
			} else {
				n.sources = slices.Insert(n.sources, 0, hub) // it bears the label where all come back up
			}
			n.direct = len(n.lines) == 1 && u.direct[n.lines[0]]
			made = append(made, n)
		}
		slices.SortStableFunc(made, func(a, b *net) int { return cmp.Compare(u.stands(b), u.stands(a)) })
		u.label(made, members)
		nets = append(nets, made...)
	}
	return nets
}

// several is how many lines one from the box for all nodes of a zone stands for, at least.
const several = 3

// stands is for how many lines a net stands.
func (u *union) stands(n *net) int {
	sum := 0
	for _, l := range n.lines {
		if sum++; u.lines[l].all {
			sum += several - 1
		}
	}
	return sum
}

// label lets one of the nets of a bundle bear its label in each picture: the largest that the picture shows.
func (u *union) label(nets []*net, lines []int) {
	w, h, served := 0.0, 0.0, map[int]bool{}
	for _, l := range lines {
		w, h = max(w, u.lines[l].labelW), max(h, u.lines[l].labelH)
	}
	for _, n := range nets {
		n.bears = map[int]bool{}
		for _, l := range n.lines {
			for _, picture := range u.lines[l].in {
				if !served[picture] && u.lines[l].labelW > 0 {
					n.bears[picture] = true
					n.labelW, n.labelH = w, h
				}
			}
		}
		for picture := range n.bears {
			served[picture] = true
		}
	}
}

// bundled are the lines of a line's bundle that share a box, and that box: of its two boxes the one that more of them have.
func (u *union) bundled(i int, done []bool) (lines []int, hub int) {
	var all []int
	for _, k := range u.bundles[u.lines[i].bundle] {
		if !done[k] {
			all = append(all, k)
		}
	}
	if len(all) == 1 {
		return all, u.lines[i].to
	}
	best := 0
	for _, h := range []int{u.lines[i].to, u.lines[i].from} {
		var with []int
		for _, k := range all {
			if u.lines[k].from == h || u.lines[k].to == h {
				with = append(with, k)
			}
		}
		if len(with) > best {
			best, lines, hub = len(with), with, h
		}
	}
	return lines, hub
}

func (u *union) sameZone(a, b int) bool { return u.boxes[a].zone == u.boxes[b].zone }

func (u *union) sameBand(a, b int) bool {
	return u.zones[u.boxes[a].zone].band == u.zones[u.boxes[b].zone].band
}

// The sides of a hub on which the other boxes of its lines are: in its zone, or in others.
const (
	homeAbove = iota
	homeBelow
	homeBeside // in the hub's row
	awayAbove
	awayBelow
	awayBeside // in the hub's band
	sides
)

func (u *union) side(hub, l int) (side, leaf int) {
	if leaf = u.lines[l].from; leaf == hub {
		leaf = u.lines[l].to
	}
	side = awayAbove
	if u.sameZone(hub, leaf) {
		side = homeAbove
	} else if u.sameBand(hub, leaf) {
		return awayBeside, leaf
	}
	switch h, o := u.boxes[hub].row, u.boxes[leaf].row; {
	case o > h:
		side++
	case o == h:
		side += 2
	}
	return side, leaf
}

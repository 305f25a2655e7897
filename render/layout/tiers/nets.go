package tiers

// A net is what is drawn as one: lines with one box, the hub, in common, that share a trunk. A line alone is a net, too.
type net struct {
	lines          []int
	hub            int
	labelW, labelH float64 // of its label; zero without one, or where another net of the same bundle bears it
	sources, sinks []int   // boxes that it leaves below, and that it enters from above
	gap            int     // in which its label stands
}

// nets are the nets of a picture, and for each the one that bears its label. Those of one bundle that lead up from its hub, down from it, and to boxes beside it are parted.
func (u *union) nets() (nets []*net, bearers []int) {
	done := make([]bool, len(u.lines))
	for i, l := range u.lines {
		if done[i] {
			continue
		}
		members, hub := []int{i}, l.to
		if l.bundle != "" {
			members, hub = u.bundled(i, done)
		}
		var parts [3]*net // above the hub, below it, beside it within its zone
		for _, k := range members {
			done[k] = true
			part, leaf := u.side(hub, k)
			if parts[part] == nil {
				parts[part] = &net{hub: hub}
			}
			n := parts[part]
			n.lines = append(n.lines, k)
			if u.boxes[leaf].row > u.boxes[hub].row && (u.sameZone(hub, leaf) || !u.sameBand(hub, leaf)) {
				n.sinks = append(n.sinks, leaf)
			} else {
				n.sources = append(n.sources, leaf)
			}
		}
		var bearer *net
		first, at := len(nets), 0
		for part, n := range parts {
			if n == nil {
				continue
			}
			if part == 0 {
				n.sinks = append(n.sinks, hub)
			} else {
				n.sources = append(n.sources, hub)
			}
			if bearer == nil || len(n.lines) > len(bearer.lines) {
				bearer, at = n, len(nets)
			}
			nets = append(nets, n)
		}
		for range nets[first:] {
			bearers = append(bearers, at)
		}
		for _, k := range members {
			bearer.labelW, bearer.labelH = max(bearer.labelW, u.lines[k].labelW), max(bearer.labelH, u.lines[k].labelH)
		}
	}
	return nets, bearers
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

// side tells on which side of a hub the other box of a line is: 0 above it, 1 below it or in another zone beside it, 2 beside it in its zone.
func (u *union) side(hub, l int) (part, leaf int) {
	if leaf = u.lines[l].from; leaf == hub {
		leaf = u.lines[l].to
	}
	h, o := u.boxes[hub], u.boxes[leaf]
	switch {
	case u.sameZone(hub, leaf) && h.row == o.row:
		return 2, leaf
	case u.sameZone(hub, leaf) && o.row < h.row, !u.sameBand(hub, leaf) && o.row < h.row:
		return 0, leaf
	}
	return 1, leaf
}

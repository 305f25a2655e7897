package tiers

import (
	"cmp"
	"math"
	"slices"

	"portolan/render/layout/diagram"
)

// Lengths in points.
const (
	boxGap    = 13.0 // between boxes that stand side by side
	zoneGap   = 11.0 // between zones that stand side by side
	zonePad   = 8.0  // between a zone's frame and what stands in it
	headPad   = 4.0  // above a zone's heading
	underHd   = 3.0  // below a zone's heading
	portStep  = 6.5  // between the ends of lines at a box
	tightStep = 4.5  // where there is little room
	edgePad   = 7.0  // between a box's side and the first of them, at least
	lineRoom  = 6.5  // that a line takes where it passes
	stacked   = 7.0  // that the sheets behind a box stand out
)

// A band is zones that stand side by side: all of one tier, or of tiers that are small.
type band struct {
	zones       []int
	first, last int // rows
}

// arrange puts the zones into bands and their boxes into rows, so that the picture is about as wide as it may be.
func (u *union) arrange(width float64) {
	u.bands = nil
	rows := 0
	for i := range u.zones {
		u.zones[i].head(u.zones[i].steep)
	}
	for _, zones := range u.groups(width) {
		b := &band{zones: zones, first: rows, last: rows}
		room := width - u.passing[zones[0]]
		columns := u.columns(zones, room)
		for k, z := range zones {
			zone := &u.zones[z]
			zone.band = len(u.bands)
			zone.rows = zone.inRows(columns[k])
			at := 0
			for r, n := range zone.rows {
				for _, i := range zone.boxes[at : at+n] {
					u.boxes[i].row = rows + r
				}
				at += n
			}
			b.last = max(b.last, rows+len(zone.rows)-1)
		}
		u.flatten(zones, columns, room)
		rows = b.last + 1
		u.bands = append(u.bands, b)
	}
	u.rows = rows
	u.link(width)
}

func (z *zone) head(size diagram.Point) { z.headW, z.headH = size.X, size.Y }

// flatten sets the subtitles of a band's zones beside their titles where there is room for that, and for the lines that come in beside them.
func (u *union) flatten(zones, columns []int, width float64) {
	total, roomy := -zoneGap, true
	for k, z := range zones {
		zone := &u.zones[z]
		before := u.widthOf(z, columns[k])
		if !zone.framed {
			total += before + zoneGap
			continue
		}
		zone.head(zone.flat)
		after := u.widthOf(z, columns[k])
		roomy = roomy && (len(u.bands) == 0 || after == before && zone.flat.X+comesIn <= after)
		total += after + zoneGap
	}
	for _, z := range zones {
		if zone := &u.zones[z]; !roomy || total > width {
			zone.head(zone.steep)
		}
	}
}

// comesIn is the room for lines beside a flat heading.
const comesIn = 60.0

// groups are the zones of each band, from above. The tiers above the first that is the site's own share one where they fit.
func (u *union) groups(width float64) [][]int {
	of := map[diagram.Tier][]int{}
	for i, z := range u.zones {
		of[z.Tier] = append(of[z.Tier], i)
	}
	var groups [][]int
	last := diagram.Tier(-1)
	for tier := diagram.OutsideTier; tier <= diagram.DataTier; tier++ {
		zones := of[tier]
		if len(zones) == 0 {
			continue
		}
		slices.SortStableFunc(zones, func(a, b int) int { return cmp.Compare(u.zones[a].Order, u.zones[b].Order) })
		if n := len(groups); last >= 0 && tier <= diagram.AdministrationTier {
			if both := slices.Concat(groups[n-1], zones); u.fits(both, width) {
				groups[n-1] = both
				continue
			}
		}
		last = tier
		for len(zones) > 0 {
			n := len(zones)
			for n > 1 && u.narrowest(zones[:n]) > width {
				n--
			}
			groups = append(groups, zones[:n:n])
			zones = zones[n:]
		}
	}
	return groups
}

// fits tells whether zones stand side by side in few rows each.
func (u *union) fits(zones []int, width float64) bool {
	for k, c := range u.columns(zones, width) {
		if len(u.zones[zones[k]].inRows(c)) > u.deep {
			return false
		}
	}
	return u.narrowest(zones) <= width
}

// narrowest is how narrow zones can be, side by side.
func (u *union) narrowest(zones []int) float64 {
	w := -zoneGap
	for _, z := range zones {
		w += u.widthOf(z, 1) + zoneGap
	}
	return w
}

// columns are the most boxes that stand side by side in each zone, so that all fit. The widest gives way first.
func (u *union) columns(zones []int, width float64) []int {
	columns := make([]int, len(zones))
	for k, z := range zones {
		columns[k] = len(u.zones[z].boxes)
	}
	for {
		total, widest, most := -zoneGap, -1, 0.0
		for k, z := range zones {
			w := u.widthOf(z, columns[k])
			total += w + zoneGap
			if columns[k] > 1 && w > most {
				widest, most = k, w
			}
		}
		if total <= width || widest < 0 {
			return columns
		}
		z := &u.zones[zones[widest]]
		rows := len(z.inRows(columns[widest]))
		for columns[widest] > 1 && len(z.inRows(columns[widest])) == rows {
			columns[widest]--
		}
	}
}

// inRows divides a zone's boxes into rows of at most so many. What stands for all of them has a row of its own below them.
func (z *zone) inRows(columns int) []int {
	if z.foot {
		return append(evenly(len(z.boxes)-1, columns), 1)
	}
	return evenly(len(z.boxes), columns)
}

// evenly divides boxes into rows of at most so many.
func evenly(boxes, columns int) []int {
	if boxes == 0 {
		return []int{0}
	}
	rows := (boxes + columns - 1) / columns
	out := make([]int, rows)
	for i := range boxes {
		out[i*rows/boxes]++
	}
	return out
}

// widthOf is how wide a zone is whose boxes stand in rows of at most so many.
func (u *union) widthOf(z, columns int) float64 {
	zone := &u.zones[z]
	widest, at := 0.0, 0
	for _, n := range zone.inRows(columns) {
		w := -boxGap
		for _, i := range zone.boxes[at : at+n] {
			w += u.boxes[i].w + boxGap
		}
		widest, at = math.Max(widest, w), at+n
	}
	if !zone.framed {
		return widest
	}
	return math.Max(widest, zone.headW+lineRoom) + 2*zonePad
}

// besides is the room at both ends of a label between two boxes, for heads.
const besides = 8.0

// link decides which lines run straight between boxes that stand side by side: as many as there is room for, none of them past a third box.
func (u *union) link(width float64) {
	u.direct = map[int]bool{}
	next, chain := map[int]int{}, map[int]int{} // boxes linked to each; the first box of each one's chain
	for i := range u.boxes {
		chain[i] = i
	}
	taken := make([]float64, u.rows)
	for b, band := range u.bands {
		for r := band.first; r <= band.last; r++ {
			taken[r] = u.passing[band.zones[0]]
			for _, z := range u.bands[b].zones {
				taken[r] += u.rowWidth(z, r-band.first) + zoneGap
			}
		}
	}
	for i, l := range u.lines {
		from, to := l.from, l.to
		row := u.boxes[from].row
		need := l.labelW + 2*besides
		if from == to || !u.sameZone(from, to) || row != u.boxes[to].row || len(u.bundles[l.bundle]) > 1 ||
			next[from] > 1 || next[to] > 1 || chain[from] == chain[to] || taken[row]+need > width || !u.beside(from, to) {
			continue
		}
		u.direct[i] = true
		next[from]++
		next[to]++
		taken[row] += need
		old, now := chain[to], chain[from]
		for b, first := range chain {
			if first == old {
				chain[b] = now
			}
		}
	}
}

// beside tells whether two boxes of a row may stand next to each other in the order that is asked for. Of boxes that have one it joins those only that follow each
// other: a third that is to stand between them has no place in a chain.
func (u *union) beside(a, b int) bool {
	if u.boxes[a].order == u.boxes[b].order && u.boxes[a].order >= 0 {
		return true
	}
	boxes := u.zones[u.boxes[a].zone].boxes
	near := slices.Index(boxes, a) - slices.Index(boxes, b)
	return u.boxes[a].order < 0 && u.boxes[b].order < 0 && (near == 1 || near == -1)
}

// rowWidth is how wide a zone has to be for one of its rows.
func (u *union) rowWidth(z, row int) float64 {
	zone := &u.zones[z]
	if row >= len(zone.rows) {
		return u.widthOf(z, 1)
	}
	at := 0
	for _, n := range zone.rows[:row] {
		at += n
	}
	w := 2*zonePad - boxGap
	for _, i := range zone.boxes[at : at+zone.rows[row]] {
		w += u.boxes[i].w + boxGap
	}
	return math.Max(w, zone.headW+lineRoom+2*zonePad)
}

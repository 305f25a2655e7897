package diagram

import "math"

// together is how near two lines may run side by side, in points, and alike how long they may do so.
const (
	together = 1.2
	alike    = 6.0
)

// apart looks whether every line can be told from the others: none runs in another, unless they are of one bundle.
func (v *verifier) apart() string {
	pieces := make([][]piece, len(v.tracks))
	for i, e := range v.s.Edges {
		pieces[i] = v.tracks[i].pieces()
		for k, o := range v.s.Edges[:i] {
			if e.Bundle != "" && e.Bundle == o.Bundle || !v.tracks[i].bounds.Grow(together).Overlaps(v.tracks[k].bounds.Grow(together)) {
				continue
			}
			if beside(pieces[i], pieces[k]) > alike {
				return "edges " + o.ID + " and " + e.ID + " run in each other"
			}
		}
	}
	return ""
}

// A piece is a level or an upright stretch of a line: where it is on one axis, and from where to where on the other.
type piece struct {
	upright      bool
	at, from, to float64
}

func (t track) pieces() []piece {
	var out []piece
	for n := 1; n < len(t.points); n++ {
		switch a, b := t.points[n-1], t.points[n]; {
		case a.X == b.X:
			out = append(out, piece{true, a.X, min(a.Y, b.Y), max(a.Y, b.Y)})
		case a.Y == b.Y:
			out = append(out, piece{false, a.Y, min(a.X, b.X), max(a.X, b.X)})
		}
	}
	return out
}

// beside is how far two lines run in each other.
func beside(a, b []piece) float64 {
	sum := 0.0
	for _, p := range a {
		for _, q := range b {
			if p.upright == q.upright && math.Abs(p.at-q.at) < together {
				sum += max(0, min(p.to, q.to)-max(p.from, q.from))
			}
		}
	}
	return sum
}

// foreign looks whether each line keeps out of zones that it has nothing to do with, and a line within one zone inside it.
func (v *verifier) foreign() string {
	home := map[string]string{}
	for _, b := range v.s.Boxes {
		home[b.ID] = b.Zone
	}
	for i, e := range v.s.Edges {
		for _, z := range v.s.Zones {
			from, to := home[e.From] == z.ID, home[e.To] == z.ID
			switch {
			case from && to && !z.Frame.Grow(slack).Holds(v.tracks[i].bounds):
				return "edge " + e.ID + " leaves zone " + z.ID + ", in which it begins and ends"
			case !from && !to && v.tracks[i].passes(z.Frame.Grow(-slack)):
				return "edge " + e.ID + " runs through zone " + z.ID
			}
		}
	}
	return ""
}

// own looks whether each label stands on its own line and on nothing else: no border, no other line.
func (v *verifier) own() string {
	for i, e := range v.s.Edges {
		if e.Label.W == 0 {
			continue
		}
		if !v.tracks[i].passes(e.Label) {
			return "the label of edge " + e.ID + " is not on its line"
		}
		for k, o := range v.s.Edges {
			if k != i && (e.Bundle == "" || e.Bundle != o.Bundle) && v.tracks[k].passes(e.Label) {
				return "the label of edge " + e.ID + " is on edge " + o.ID
			}
		}
		for _, z := range v.s.Zones {
			if e.Label.Overlaps(z.Frame) && !z.Frame.Holds(e.Label) {
				return "the label of edge " + e.ID + " is on the border of zone " + z.ID
			}
		}
	}
	return ""
}

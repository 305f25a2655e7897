package neighbours

import (
	"math"
	"math/bits"
)

// A seat is a zone with the side that suits its direction: the left if all its hosts only call, the right if one is only called.
type seat struct {
	*block
	left, right bool // both where the zone's hosts call and are called
}

func (b *block) seat() seat {
	calls, called := true, false
	for _, r := range b.rows {
		calls, called = calls && r.calls, called || r.called
	}
	return seat{b, calls, called}
}

// maxSeats is the number of zones up to which every division is tried.
const maxSeats = 12

// seat divides the zones. As long as the picture is no higher than comfortable every zone has the side of its direction; else as many as
// necessary move, for the lines have arrows. The middle's own zone reaches to the right; if a picture is lower with it on the left, it is
// mirrored.
func (l *layout) seat(seats []seat) {
	best, least := 0, math.Inf(1)
	for _, mirrored := range []bool{false, true} {
		for division := range 1 << min(len(seats), maxSeats) { // the bits are the zones on the left
			left, right, moved := l.sides(seats, division, mirrored)
			cost := math.Max(comfortable, math.Max(left, right)) + float64(moved)*2 + math.Abs(left-right)/1000
			if mirrored {
				cost += 5
			}
			if cost < least {
				best, least, l.mirrored = division, cost, mirrored
			}
		}
	}
	for i, s := range seats {
		if best&(1<<i) != 0 {
			l.left = append(l.left, s.block)
		} else {
			l.right = append(l.right, s.block)
		}
	}
}

// sides are the heights of both sides, and how many zones are not where their direction has them.
func (l *layout) sides(seats []seat, division int, mirrored bool) (left, right float64, moved int) {
	if len(l.home.rows) > 0 {
		right = l.home.height() + zoneGap
	}
	left += float64(max(0, bits.OnesCount(uint(division))-1)) * zoneGap
	for i, s := range seats {
		suits := s.right
		if division&(1<<i) != 0 {
			left += s.height()
			suits = s.left
		} else {
			right += s.height() + zoneGap
		}
		if mirrored {
			suits = s.left && s.right || !suits
		}
		if !suits {
			moved++
		}
	}
	return left, right, moved
}

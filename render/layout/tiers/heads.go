package tiers

// heads finds a place for the heading of each zone, beside all that comes in from above, and names the zones that have none.
func (s *sheet) heads() (without []int) {
	s.head = make([]float64, len(s.u.zones))
	for z, zone := range s.u.zones {
		if !zone.framed {
			continue
		}
		first := s.levels[s.rowAt[s.u.bands[zone.band].first]]
		most := s.high[z] - zonePad - zone.headW
		found := false
		for x := s.low[z] + zonePad; x <= most+0.5 && !found; x += 2 {
			if found = s.headFits(z, x, first); found {
				s.head[z] = x
			}
		}
		if !found {
			without = append(without, z)
		}
	}
	return without
}

func (s *sheet) headFits(z int, x float64, first *level) bool {
	from, to := x-headRoom, x+s.u.zones[z].headW+headRoom
	for _, it := range first.items {
		switch {
		case it.zone != z || it.net < 0 && it.box < 0 || it.net >= 0 && s.nets[it.net].direct:
		case it.box < 0:
			if it.x > from+0.01 && it.x < to-0.01 {
				return false
			}
		default:
			low, high := s.side(it)
			need := tightStep * float64(len(it.ports[above])-1)
			if len(it.ports[above]) > 0 && from < high && to > low && high-max(to, low) < need-0.01 && min(from, high)-low < need-0.01 {
				return false
			}
		}
	}
	return true
}

// headRoom is between a heading and a line, for its head.
const headRoom = 4.0

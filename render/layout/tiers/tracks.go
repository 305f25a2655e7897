package tiers

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

const (
	trackStep = 6.0 // between level runs in a channel
	straightX = 0.6 // ends that differ by less are above each other
	tight     = 2.6 // nearer than this they run in each other
	near      = 3.6 // lines that are nearer to each other seem to touch
)

// tracks gives level runs their places in the channels: no two on one track meet, none runs in another, and none crosses more lines than it has to.
func (s *sheet) tracks() error {
	s.count = make([]int, len(s.channels))
	for c, joins := range s.channels {
		var runs []*join
		for _, j := range joins {
			j.low, j.high, j.track = math.Inf(1), math.Inf(-1), -1
			for _, p := range slices.Concat(j.above, j.below) {
				j.low, j.high = min(j.low, p.x), max(j.high, p.x)
			}
			if j.high-j.low < straightX && len(j.above) == 1 && len(j.below) == 1 {
				j.below[0].put(j.above[0].x)
				continue
			}
			runs = append(runs, j)
		}
		n, stuck := assign(runs)
		for range len(runs) {
			if stuck == nil {
				break
			}
			second := s.split(c, stuck)
			if second == nil {
				break
			}
			runs = append(runs, second)
			n, stuck = assign(runs)
		}
		if stuck != nil {
			return errors.New("two lines would run in each other")
		}
		s.count[c] = n
	}
	return nil
}

// put moves a port; a line is where its ports are.
func (p *port) put(x float64) {
	p.x = x
	if p.item.box >= 0 {
		return
	}
	p.item.x = x
	for _, side := range p.item.ports {
		for _, o := range side {
			o.x = x
		}
	}
}

// split leads a run that can be neither above nor below another in two: level on one track, down where nothing else runs, level on a second.
func (s *sheet) split(c int, j *join) *join {
	low, high := math.Inf(-1), math.Inf(1)
	if level := s.levels[c]; level.band >= 0 && c != s.endOf[level.band] {
		z := j.above[0].item.zone
		if z < 0 {
			return nil
		}
		low, high = s.low[z]+near, s.high[z]-near
	}
	var taken []float64
	for _, o := range s.channels[c] {
		for _, p := range slices.Concat(o.above, o.below) {
			taken = append(taken, p.x)
		}
		if o.second != nil {
			taken = append(taken, o.middle)
		}
	}
	for step := range 4000 {
		away, room := float64(step%2000), near
		if step >= 2000 {
			room = tight
		}
		for _, x := range []float64{(j.low+j.high)/2 - away, (j.low+j.high)/2 + away} {
			if x < low || x > high || slices.ContainsFunc(taken, func(t float64) bool { return math.Abs(t-x) < room }) {
				continue
			}
			j.middle = x
			j.second = &join{net: j.net, below: j.below, first: j, low: x, high: x}
			for _, p := range j.below {
				j.second.low, j.second.high = min(j.second.low, p.x), max(j.second.high, p.x)
			}
			j.low, j.high = x, x
			for _, p := range j.above {
				j.low, j.high = min(j.low, p.x), max(j.high, p.x)
			}
			return j.second
		}
	}
	return nil
}

// assign orders runs from above, and gives each the first track below all that it must not meet. It names one that has no place in that order.
func assign(runs []*join) (tracks int, stuck *join) {
	slices.SortStableFunc(runs, func(a, b *join) int { return cmp.Compare(a.low+a.high, b.low+b.high) })
	n := len(runs)
	cost := make([][]float64, n) // of one above the other
	for i := range runs {
		cost[i] = make([]float64, n)
		for k := range runs {
			if i != k {
				cost[i][k] = over(runs[i], runs[k])
			}
		}
	}
	order := make([]int, 0, n)
	for i := range runs {
		best, least, sum := 0, math.Inf(1), 0.0
		for _, k := range order { // before all
			sum += cost[i][k]
		}
		for at := 0; at <= len(order); at++ {
			if at > 0 {
				sum += cost[order[at-1]][i] - cost[i][order[at-1]]
			}
			if sum < least {
				best, least = at, sum
			}
		}
		order = slices.Insert(order, best, i)
	}
	for range 4 {
		for at := 1; at < n; at++ {
			if a, b := order[at-1], order[at]; cost[b][a] < cost[a][b] {
				order[at-1], order[at] = b, a
			}
		}
	}
	for at, i := range order {
		j := runs[i]
		j.track = 0
		for _, k := range order[:at] {
			if o := runs[k]; o.low < j.high+near && o.high > j.low-near {
				j.track = max(j.track, o.track+1)
				if cost[k][i] >= forbidden && stuck == nil {
					if stuck = o; stuck.whole() == nil {
						stuck = j.whole()
					}
				}
			}
		}
		tracks = max(tracks, j.track+1)
	}
	return tracks, stuck
}

// whole is a run that can still be split.
func (j *join) whole() *join {
	if j.second != nil || j.first != nil || len(j.above) == 0 || len(j.below) == 0 {
		return nil
	}
	return j
}

// down are the ports below that a run leads to itself.
func (j *join) down() []*port {
	if j.second != nil {
		return nil
	}
	return j.below
}

const forbidden = 1000

// over is what is to be said against a run above another: lines that cross it, and lines that would run in each other.
func over(a, b *join) float64 {
	if a.low >= b.high+near || b.low >= a.high+near {
		return 0
	}
	sum := 0.0
	if a.first == b {
		return forbidden
	}
	for _, p := range b.above { // they come down through a
		if p.x > a.low-straightX && p.x < a.high+straightX {
			sum++
		}
	}
	for _, p := range a.down() {
		if p.x > b.low-straightX && p.x < b.high+straightX {
			sum++
		}
	}
	for _, p := range a.down() {
		for _, q := range b.above {
			if math.Abs(p.x-q.x) < near {
				sum += forbidden
			}
		}
	}
	return sum
}

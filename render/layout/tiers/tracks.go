package tiers

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

const (
	trackStep = 7.0 // between level runs in a channel
	straightX = 0.6 // ends that differ by less are above each other
	near      = 4.5 // lines that are nearer to each other seem to touch
)

// level runs find their tracks: no two on one track meet, and none crosses more lines than it has to.
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
				j.below[0].x = j.above[0].x
				continue
			}
			runs = append(runs, j)
		}
		n, err := assign(runs)
		if err != nil {
			return err
		}
		s.count[c] = n
	}
	return nil
}

// assign orders runs from above, and gives each the first track below all that it must not meet.
func assign(runs []*join) (tracks int, err error) {
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
				if cost[k][i] >= forbidden {
					return 0, errors.New("two lines would run in each other")
				}
			}
		}
		tracks = max(tracks, j.track+1)
	}
	return tracks, nil
}

const forbidden = 1000

// over is what is to be said against a run above another: lines that cross it, and lines that would run in each other.
func over(a, b *join) float64 {
	if a.low >= b.high+near || b.low >= a.high+near {
		return 0
	}
	sum := 0.0
	for _, p := range b.above { // they come down through a
		if p.x > a.low-straightX && p.x < a.high+straightX {
			sum++
		}
	}
	for _, p := range a.below {
		if p.x > b.low-straightX && p.x < b.high+straightX {
			sum++
		}
	}
	for _, p := range a.below {
		for _, q := range b.above {
			if math.Abs(p.x-q.x) < near {
				sum += forbidden
			}
		}
	}
	return sum
}

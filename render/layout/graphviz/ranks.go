package graphviz

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Ranking is a picture in rows: items that stand in them, some of them in groups that keep together, and links between items of different rows.
type Ranking struct {
	Items  []RankedItem
	Links  []RankedLink
	Sorted []RankedPair
	Margin float64 // between a group's items and what does not belong to it, in points
}

// A RankedItem is one item. A group may reach over several rows that follow one another.
type RankedItem struct {
	Rank, Group int // Group is -1 for none
	W           float64
}

// A RankedLink joins two items, the first in a row above the second. It is drawn the straighter the heavier it is.
type RankedLink struct{ From, To, Weight int }

// A RankedPair is two items of one row, the first of which is to stand left of the second.
type RankedPair struct{ Left, Right int }

// Rank orders the items of each row so that links cross seldom, and places them so that they run straight: it returns the middle of each item. No item lies on
// another, and none between items of a group to which it does not belong.
func Rank(r *Ranking) ([]float64, error) {
	at := make([]float64, len(r.Items))
	err := machine.answer(r.source(), func(data []byte) error { return r.decode(data, at) })
	if err != nil {
		return nil, err
	}
	return at, r.verify(at)
}

// source writes a ranking in Graphviz's language: names of our own and numbers.
func (r *Ranking) source() string {
	var out strings.Builder
	out.WriteString("digraph r {\ngraph [newrank=true splines=none nodesep=0.02 ranksep=0.5];\nnode [shape=box fixedsize=true label=\" \" height=0.1];\nedge [arrowhead=none];\n")
	rows, groups := map[int][]string{}, map[int][]string{}
	last, most := 0, -1
	for i, it := range r.Items {
		name := "n" + strconv.Itoa(i)
		fmt.Fprintf(&out, "%s [width=%.4f];\n", name, it.W/72)
		rows[it.Rank] = append(rows[it.Rank], name)
		if it.Group >= 0 {
			groups[it.Group] = append(groups[it.Group], name)
		}
		last, most = max(last, it.Rank), max(most, it.Group)
	}
	for g := 0; g <= most; g++ {
		if len(groups[g]) > 0 {
			fmt.Fprintf(&out, "subgraph cluster_%d {graph [margin=%.1f]; %s}\n", g, r.Margin, strings.Join(groups[g], ";"))
		}
	}
	for rank := 0; rank <= last; rank++ {
		fmt.Fprintf(&out, "{rank=same; r%d [width=0.01]; %s}\n", rank, strings.Join(rows[rank], ";"))
		if rank > 0 {
			fmt.Fprintf(&out, "r%d -> r%d [weight=0];\n", rank-1, rank)
		}
	}
	for _, l := range r.Links {
		fmt.Fprintf(&out, "n%d -> n%d", l.From, l.To)
		if l.Weight != 1 {
			fmt.Fprintf(&out, " [weight=%d]", l.Weight)
		}
		out.WriteString(";\n")
	}
	for _, p := range r.Sorted {
		fmt.Fprintf(&out, "n%d -> n%d [weight=0];\n", p.Left, p.Right)
	}
	out.WriteString("}\n")
	return out.String()
}

func (r *Ranking) decode(data []byte, at []float64) error {
	found := 0
	err := places(data, func(item int, x float64) error {
		if item < 0 || item >= len(at) {
			return fmt.Errorf("graphviz's answer has an item %d of %d", item, len(at))
		}
		at[item] = x
		found++
		return nil
	})
	if err == nil && found != len(at) {
		err = fmt.Errorf("graphviz's answer has %d of %d items", found, len(at))
	}
	return err
}

// verify looks whether no item lies on another, or in the range of a group to which it does not belong.
func (r *Ranking) verify(at []float64) error {
	const slack = 1.5
	rows, spans := map[int][]int{}, map[int]*span{}
	for i, it := range r.Items {
		rows[it.Rank] = append(rows[it.Rank], i)
		if it.Group >= 0 {
			if spans[it.Group] == nil {
				spans[it.Group] = &span{low: math.Inf(1), high: math.Inf(-1), first: it.Rank, last: it.Rank}
			}
			spans[it.Group].hold(at[i], it)
		}
	}
	for _, row := range rows {
		slices.SortFunc(row, func(a, b int) int { return compare(at[a], at[b]) })
		for k := 1; k < len(row); k++ {
			a, b := row[k-1], row[k]
			if at[a]+r.Items[a].W/2 > at[b]-r.Items[b].W/2+slack {
				return fmt.Errorf("graphviz put item %d onto item %d", a, b)
			}
		}
	}
	for _, p := range r.Sorted {
		if at[p.Left] > at[p.Right] {
			return fmt.Errorf("graphviz put item %d behind item %d", p.Left, p.Right)
		}
	}
	for i, it := range r.Items {
		for g, s := range spans {
			if g != it.Group && it.Rank >= s.first && it.Rank <= s.last && at[i]+it.W/2 > s.low+slack && at[i]-it.W/2 < s.high-slack {
				return fmt.Errorf("graphviz put item %d into group %d", i, g)
			}
		}
	}
	return nil
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// A span is where a group stands.
type span struct {
	low, high   float64
	first, last int
}

func (s *span) hold(x float64, it RankedItem) {
	s.low, s.high = min(s.low, x-it.W/2), max(s.high, x+it.W/2)
	s.first, s.last = min(s.first, it.Rank), max(s.last, it.Rank)
}

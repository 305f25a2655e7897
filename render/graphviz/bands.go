package graphviz

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/render/diagram"
)

// writeRows divides boxes that would all stand in one endless row, because they have the same neighbours or none, into rows
// of a few: invisible edges push them down.
func writeRows(out *strings.Builder, g *diagram.Graph) {
	const perRow = 5
	neighbours := make([]string, len(g.Boxes))
	for _, e := range g.Edges {
		from, to := position(g, e.From), position(g, e.To)
		neighbours[from] += " " + strconv.Itoa(to)
		neighbours[to] += " " + strconv.Itoa(from)
	}
	rows := map[string][]int{}
	for i, b := range g.Boxes {
		key := b.Zone + "\x00" + neighbours[i]
		if before := rows[key]; len(before) >= perRow {
			fmt.Fprintf(out, "n%d -> n%d [style=invis];\n", before[len(before)-perRow], i)
		}
		rows[key] = append(rows[key], i)
	}
}

// writeBands makes zones follow one another in their order, as bands: invisible edges run from the last boxes of a zone to the
// first of the next. Only these, because invisible edges keep visible ones away.
func writeBands(out *strings.Builder, g *diagram.Graph) {
	const direct = 12
	joined := map[string]bool{}
	for _, e := range g.Edges {
		from, to := position(g, e.From), position(g, e.To)
		joined[fmt.Sprintf("n%d n%d", from, to)], joined[fmt.Sprintf("n%d n%d", to, from)] = true, true
	}
	for i := 1; i < len(g.Zones); i++ {
		_, last := ends(g, i-1)
		first, _ := ends(g, i)
		if len(last)*len(first) > direct { // through one point, which is fewer edges
			point := "b" + strconv.Itoa(i)
			fmt.Fprintf(out, "%s [style=invis width=0.02 height=0.02];\n", point)
			for _, name := range last {
				fmt.Fprintf(out, "%s -> %s [style=invis weight=0];\n", name, point)
			}
			last = []string{point}
		}
		for _, name := range last {
			for _, next := range first {
				if !joined[name+" "+next] {
					fmt.Fprintf(out, "%s -> %s [style=invis weight=0];\n", name, next)
				}
			}
		}
	}
}

// ends are the names of the boxes of a zone that nothing in the zone stands above, and of those that nothing stands below.
func ends(g *diagram.Graph, zone int) (first, last []string) {
	above, below := map[int]bool{}, map[int]bool{}
	for _, e := range g.Edges {
		from, to := position(g, e.From), position(g, e.To)
		if g.Boxes[from].Zone == g.Boxes[to].Zone && from != to {
			above[max(from, to)], below[min(from, to)] = true, true
		}
	}
	for i, b := range g.Boxes {
		if b.Zone != g.Zones[zone].ID {
			continue
		}
		if !above[i] {
			first = append(first, "n"+strconv.Itoa(i))
		}
		if !below[i] {
			last = append(last, "n"+strconv.Itoa(i))
		}
	}
	if len(first) == 0 {
		first = []string{"z" + strconv.Itoa(zone)}
		last = first
	}
	return first, last
}

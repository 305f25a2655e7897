package diagram

import "fmt"

// Limits of one picture. A larger one could not be read, and the time a layout takes grows faster than the picture.
const (
	MaxZones = 400
	MaxBoxes = 400
	MaxEdges = 400
)

// Check finds what no layout could draw: a name that means nothing or two things, or more than a picture can hold.
func (g *Graph) Check() error {
	if len(g.Zones) == 0 && len(g.Boxes) == 0 {
		return fmt.Errorf("diagram %q: nothing to draw", g.ID)
	}
	if len(g.Zones) > MaxZones || len(g.Boxes) > MaxBoxes || len(g.Edges) > MaxEdges {
		return fmt.Errorf("diagram %q: %d zones, %d boxes and %d edges are more than the %d, %d and %d that one diagram holds",
			g.ID, len(g.Zones), len(g.Boxes), len(g.Edges), MaxZones, MaxBoxes, MaxEdges)
	}
	zones, boxes := map[string]bool{}, map[string]bool{}
	for _, z := range g.Zones {
		if z.ID == "" || zones[z.ID] {
			return fmt.Errorf("diagram %q: zone id %q is empty or there twice", g.ID, z.ID)
		}
		zones[z.ID] = true
	}
	for _, b := range g.Boxes {
		if b.ID == "" || boxes[b.ID] {
			return fmt.Errorf("diagram %q: box id %q is empty or there twice", g.ID, b.ID)
		}
		if b.Zone != "" && !zones[b.Zone] {
			return fmt.Errorf("diagram %q: box %q is in zone %q, which is not in the diagram", g.ID, b.ID, b.Zone)
		}
		boxes[b.ID] = true
	}
	return g.checkEdges(boxes)
}

func (g *Graph) checkEdges(boxes map[string]bool) error {
	ids, pairs := map[string]bool{}, map[[2]string]bool{}
	for _, e := range g.Edges {
		if e.ID == "" || ids[e.ID] {
			return fmt.Errorf("diagram %q: edge id %q is empty or there twice", g.ID, e.ID)
		}
		if !boxes[e.From] || !boxes[e.To] {
			return fmt.Errorf("diagram %q: edge %q joins %q and %q, which are not both in the diagram", g.ID, e.ID, e.From, e.To)
		}
		pair := [2]string{min(e.From, e.To), max(e.From, e.To)}
		if pairs[pair] {
			return fmt.Errorf("diagram %q: more than one edge between %q and %q", g.ID, e.From, e.To)
		}
		ids[e.ID], pairs[pair] = true, true
	}
	return nil
}

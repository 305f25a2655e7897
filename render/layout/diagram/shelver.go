package diagram

// A block is what stands together: the boxes of a zone, or those of none.
type block struct {
	zone    int // -1 for boxes without a zone
	boxes   []int
	heading Point // size
}

// shelver knows the sizes of all that is to be arranged.
type shelver struct {
	g      *Graph
	m      *Measure
	gap    float64 // factor
	blocks []block
	home   []int     // of each box, its block
	sizes  []Point   // of boxes
	loops  []float64 // room to the right of boxes, for edges that lead back to them
	labels []Point   // of edges
	ends   [][2]int
	legend *legend
	edges  []int   // of two boxes, a*boxes+b for the lower a: their edge and one, or zero
	inner  [][]int // of each block, the edges with labels between its boxes
	rowOf  []int   // of each box, while a block is measured

	given      [][]int   // of each block, its boxes in the order of the picture
	givenSizes [][]Point // of each block in that order, by columns; zero where nobody asked
	between    []float64 // gaps between two blocks of a shelf, by both
	all        [][][]int // every division into shelves, once asked for

	// Room for one try, used again by the next: an arrangement is tried hundreds of times.
	on     []int // of each block, its shelf
	levels []level
	gaps   []float64
	lines  []sightline
	places []Point
	trial  *placed
}

func newShelver(g *Graph, m *Measure, gap float64) *shelver {
	s := &shelver{g: g, m: m, gap: gap, home: make([]int, len(g.Boxes)), rowOf: make([]int, len(g.Boxes)),
		edges: make([]int, len(g.Boxes)*len(g.Boxes)), legend: m.legend(g.Words.Legend, g.entries(m))}
	for zone := -1; zone < len(g.Zones); zone++ {
		b, id := block{zone: zone}, ""
		if zone >= 0 {
			id = g.Zones[zone].ID
			b.heading.X, b.heading.Y = m.HeadingSize(g.Zones[zone])
		}
		for i, box := range g.Boxes {
			if box.Zone == id {
				b.boxes = append(b.boxes, i)
				s.home[i] = len(s.blocks)
			}
		}
		if zone >= 0 || len(b.boxes) > 0 {
			s.blocks = append(s.blocks, b)
			s.given = append(s.given, b.boxes)
			s.givenSizes = append(s.givenSizes, make([]Point, max(1, len(b.boxes))+1))
		}
	}
	index := map[string]int{}
	for i, b := range g.Boxes {
		w, h := m.BoxSize(b)
		s.sizes = append(s.sizes, Point{w, h})
		index[b.ID] = i
	}
	s.inner = make([][]int, len(s.blocks))
	s.loops = make([]float64, len(g.Boxes))
	for i, e := range g.Edges {
		w, h := m.LabelSize(e)
		if e.From == e.To {
			s.loops[index[e.From]] = loopWidth + w + 3*apart
			w, h = 0, 0
		}
		s.labels = append(s.labels, Point{w, h})
		from, to := index[e.From], index[e.To]
		s.ends = append(s.ends, [2]int{from, to})
		s.edges[min(from, to)*len(g.Boxes)+max(from, to)] = i + 1
		if h > 0 && s.home[from] == s.home[to] {
			s.inner[s.home[from]] = append(s.inner[s.home[from]], i)
		}
	}
	s.between = s.gapsAcross()
	return s
}

package diagram

// A Point is a place in points (1/72 inch), from the top left corner, y downwards.
type Point struct{ X, Y float64 }

// A Rect is an upright rectangle in points.
type Rect struct{ X, Y, W, H float64 }

// A Scene is a Graph with every element placed. It is complete: whoever paints it measures and moves nothing.
type Scene struct {
	Graph *Graph
	W, H  float64 // points
	Zones []PlacedZone
	Boxes []PlacedBox
	Edges []PlacedEdge
}

// PlacedZone is a zone with its frame and, in it, the place of its title and subtitles.
type PlacedZone struct {
	Zone
	Frame   Rect
	Heading Rect
}

// PlacedBox is a box with its frame; its lines are set in it from the top.
type PlacedBox struct {
	Box
	Frame Rect
}

// PlacedEdge is an edge with its course: cubic Bezier segments, Course[0] the start, then three points a segment.
type PlacedEdge struct {
	Edge
	Course []Point
	Label  Rect // where the label's lines stand; zero without a label
}

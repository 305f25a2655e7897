package typeset

// A Sheet is a page's size with its margins, in points.
type Sheet struct {
	W, H                     float64
	Left, Top, Right, Bottom float64 // margins
}

// Width is that between the margins.
func (s Sheet) Width() float64 { return s.W - s.Left - s.Right }

// Height is that between the margins.
func (s Sheet) Height() float64 { return s.H - s.Top - s.Bottom }

// Area is the column between the margins.
func (s Sheet) Area() Area { return Area{X: s.Left, W: s.Width()} }

// papers are the sizes that the options can name, upright.
var papers = map[string]Sheet{
	"A4":     {W: 595.28, H: 841.89},
	"Letter": {W: 612, H: 792},
}

// Portrait is an upright page of the paper in use.
func (s *Stock) Portrait() Sheet {
	return Sheet{W: s.paper.W, H: s.paper.H, Left: 56, Top: 70, Right: 56, Bottom: 64}
}

// Portrait is an upright page for the document that is being composed.
func (c *Composer) Portrait() Sheet {
	s := c.Stock.Portrait()
	if c.dense() {
		s.Left, s.Top, s.Right, s.Bottom = 42, 58, 42, 50
	}
	return s
}

// Landscape is a page of the paper in use that lies on its side.
func (s *Stock) Landscape() Sheet {
	return Sheet{W: s.paper.H, H: s.paper.W, Left: 42, Top: 62, Right: 42, Bottom: 54}
}

// plate is a sheet with narrow margins, for one figure.
func plate(w, h float64) Sheet {
	return Sheet{W: w, H: h, Left: 24, Top: 50, Right: 24, Bottom: 44}
}

// double is the next larger paper of the same series: for a figure that would be too small to read.
func double(paper Sheet) Sheet { return Sheet{W: paper.H, H: paper.W * 2} }

// Larger is the sheet that has room for both; of two of the same paper the one on its side.
func Larger(a, b Sheet) Sheet {
	if b.W*b.H > a.W*a.H+1 || (b.W*b.H > a.W*a.H-1 && b.W > a.W) {
		return b
	}
	return a
}

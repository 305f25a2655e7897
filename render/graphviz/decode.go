package graphviz

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"portolan/render/diagram"
)

// answer is the part of Graphviz's json0 that is needed.
type answer struct {
	BB      string `json:"bb"`
	Objects []struct {
		Name   string `json:"name"`
		BB     string `json:"bb"`
		Pos    string `json:"pos"`
		Width  string `json:"width"`
		Height string `json:"height"`
	} `json:"objects"`
	Edges []struct {
		ID  string `json:"id"`
		Pos string `json:"pos"`
		LP  string `json:"lp"`
	} `json:"edges"`
}

// margin is the room around a picture, in points.
const margin = 12

// decode reads positions. What is missing or broken in them is not made up: the scene then lacks it, and Verify says so.
func decode(data []byte, g *diagram.Graph, m *diagram.Measure) (*diagram.Scene, error) {
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, errors.New("graphviz's answer cannot be read")
	}
	page, err := numbers(a.BB, 4)
	if err != nil {
		return nil, fmt.Errorf("graphviz's answer has no size: %w", err)
	}
	d := decoder{g: g, m: m, a: a, left: page[0], top: page[3]}
	s := &diagram.Scene{Graph: g, W: page[2] - page[0] + 2*margin, H: page[3] - page[1] + 2*margin}
	d.zones(s)
	d.boxes(s)
	d.edges(s)
	widen(s)
	return s, nil
}

type decoder struct {
	g         *diagram.Graph
	m         *diagram.Measure
	a         answer
	left, top float64
}

// point turns Graphviz's upward y into ours.
func (d *decoder) point(x, y float64) diagram.Point {
	return diagram.Point{X: x - d.left + margin, Y: d.top - y + margin}
}

func (d *decoder) zones(s *diagram.Scene) {
	for i, z := range d.g.Zones {
		for _, o := range d.a.Objects {
			if o.Name != "cluster_"+strconv.Itoa(i) {
				continue
			}
			if bb, err := numbers(o.BB, 4); err == nil {
				at := d.point(bb[0], bb[3])
				s.Zones = append(s.Zones, diagram.PlacedZone{Zone: z, Frame: diagram.Rect{X: at.X, Y: at.Y, W: bb[2] - bb[0], H: bb[3] - bb[1]}.Grow(-zoneInset)})
			}
		}
	}
}

func (d *decoder) boxes(s *diagram.Scene) {
	for i, b := range d.g.Boxes {
		for _, o := range d.a.Objects {
			if o.Name != "n"+strconv.Itoa(i) {
				continue
			}
			pos, err1 := numbers(o.Pos, 2)
			size, err2 := numbers(o.Width+","+o.Height, 2)
			if err1 == nil && err2 == nil {
				at, w, h := d.point(pos[0], pos[1]), size[0]*72, size[1]*72
				if d.g.Across {
					h -= 2 * elbow
				} else {
					w -= 2 * elbow
				}
				s.Boxes = append(s.Boxes, diagram.PlacedBox{Box: b, Frame: diagram.Rect{X: at.X - w/2, Y: at.Y - h/2, W: w, H: h}})
			}
		}
	}
}

func (d *decoder) edges(s *diagram.Scene) {
	for i, e := range d.g.Edges {
		for _, o := range d.a.Edges {
			if o.ID != "e"+strconv.Itoa(i) {
				continue
			}
			placed := diagram.PlacedEdge{Edge: e, Course: d.course(o.Pos)}
			if reversed(d.g, e) {
				slices.Reverse(placed.Course)
			}
			if n := len(placed.Course); n > 0 {
				placed.Course[0] = d.dock(s, e.From, placed.Course[0])
				placed.Course[n-1] = d.dock(s, e.To, placed.Course[n-1])
			}
			if lp, err := numbers(o.LP, 2); err == nil {
				w, h := d.m.LabelSize(e)
				at := d.point(lp[0], lp[1])
				placed.Label = diagram.Rect{X: at.X - w/2, Y: at.Y - h/2, W: w, H: h}
			}
			s.Edges = append(s.Edges, placed)
		}
	}
}

// dock moves the end of a course over a box's elbow to the box itself, and off its very corners. An end that lies anywhere else
// stays there for Verify to see.
func (d *decoder) dock(s *diagram.Scene, id string, p diagram.Point) diagram.Point {
	const corner = 4.0
	for _, b := range s.Boxes {
		f := b.Frame
		if b.ID != id || !f.Grow(elbow+1).Has(p) {
			continue
		}
		switch {
		case d.g.Across && (p.Y <= f.Y || p.Y >= f.Bottom()):
			return diagram.Point{X: clamp(p.X, f.X+corner, f.Right()-corner), Y: clamp(p.Y, f.Y, f.Bottom())}
		case !d.g.Across && (p.X <= f.X || p.X >= f.Right()):
			return diagram.Point{X: clamp(p.X, f.X, f.Right()), Y: clamp(p.Y, f.Y+corner, f.Bottom()-corner)}
		}
	}
	return p
}

func clamp(v, low, high float64) float64 { return math.Max(low, math.Min(v, high)) }

// course reads a spline: points of Bezier curves, which may have an end point for an arrowhead in front of them.
func (d *decoder) course(pos string) []diagram.Point {
	var course []diagram.Point
	var start, end *diagram.Point
	for _, part := range strings.Fields(pos) {
		kind, rest := "", part
		if len(part) > 2 && part[1] == ',' && (part[0] == 's' || part[0] == 'e') {
			kind, rest = part[:1], part[2:]
		}
		v, err := numbers(rest, 2)
		if err != nil {
			return nil
		}
		p := d.point(v[0], v[1])
		switch kind {
		case "s":
			start = &p
		case "e":
			end = &p
		default:
			course = append(course, p)
		}
	}
	if n := len(course); n > 0 && start != nil {
		course[0] = *start
	}
	if n := len(course); n > 0 && end != nil {
		course[n-1] = *end
	}
	return course
}

// widen makes room for what Graphviz leaves out of a picture's size: handles of curves may carry a line beyond it.
func widen(s *diagram.Scene) {
	for _, e := range s.Edges {
		for _, p := range e.Course {
			s.W, s.H = math.Max(s.W, p.X+margin/2), math.Max(s.H, p.Y+margin/2)
		}
	}
}

// numbers reads exactly n finite numbers between commas.
func numbers(text string, n int) ([]float64, error) {
	parts := strings.Split(text, ",")
	if len(parts) != n {
		return nil, fmt.Errorf("%d numbers expected in %.40q", n, text)
	}
	values := make([]float64, n)
	for i, p := range parts {
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e6 {
			return nil, fmt.Errorf("%.20q is not a usable number", p)
		}
		values[i] = v
	}
	return values, nil
}

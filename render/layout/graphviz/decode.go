package graphviz

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"portolan/render/layout/diagram"
)

// answer is the part of Graphviz's json0 that is needed.
type answer struct {
	Objects []struct {
		Name string `json:"name"`
		Pos  string `json:"pos"`
	} `json:"objects"`
	Edges []struct {
		ID  string `json:"id"`
		Pos string `json:"pos"`
	} `json:"edges"`
}

// decode gives a scene's edges the courses of an answer. What is missing or broken in it is not made up: the edge then has no
// course, and Verify says so. An answer in which a box stands elsewhere than it was told to is of another picture.
func decode(data []byte, s *diagram.Scene) error {
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		return errors.New("graphviz's answer cannot be read")
	}
	origin, err := a.origin(s)
	if err != nil {
		return err
	}
	courses := map[string][]diagram.Point{}
	for _, e := range a.Edges {
		courses[e.ID] = course(e.Pos, origin)
	}
	for i, e := range s.Edges {
		if e.From == e.To {
			continue
		}
		s.Edges[i].Course = courses["e"+strconv.Itoa(i)]
	}
	return nil
}

// origin is how far Graphviz has moved the picture as a whole.
func (a *answer) origin(s *diagram.Scene) (diagram.Point, error) {
	places := map[string]diagram.Point{}
	for _, o := range a.Objects {
		if pos, err := numbers(o.Pos, 2); err == nil {
			places[o.Name] = diagram.Point{X: pos[0], Y: pos[1]}
		}
	}
	var origin diagram.Point
	for i, b := range s.Boxes {
		at, ok := places["n"+strconv.Itoa(i)]
		if !ok {
			return origin, fmt.Errorf("graphviz's answer lacks box %d", i)
		}
		c := b.Frame.Centre()
		moved := diagram.Point{X: at.X - c.X, Y: at.Y + c.Y}
		if i == 0 {
			origin = moved
		} else if math.Hypot(moved.X-origin.X, moved.Y-origin.Y) > 0.5 {
			return origin, fmt.Errorf("graphviz's answer has box %d in another place", i)
		}
	}
	return origin, nil
}

// course reads a spline: points of Bezier curves, which may have an end point for an arrowhead in front of them.
func course(pos string, origin diagram.Point) []diagram.Point {
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
		p := diagram.Point{X: v[0] - origin.X, Y: origin.Y - v[1]}
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

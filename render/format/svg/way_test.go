package svg

import (
	"testing"

	"portolan/render/layout/diagram"
)

// TestWays: what shows the same is written the same, and what does not is kept.
func TestWays(t *testing.T) {
	to := func(x, y float64) diagram.Move { return diagram.Move{To: diagram.Point{X: x, Y: y}} }
	curve := func(ax, ay, bx, by, x, y float64) diagram.Move {
		return diagram.Move{Curve: true, A: diagram.Point{X: ax, Y: ay}, B: diagram.Point{X: bx, Y: by}, To: diagram.Point{X: x, Y: y}}
	}
	for _, c := range []struct {
		name, want string
		closed     bool
		moves      []diagram.Move
	}{
		{"lines", "M1 2h-4v.5l1-2.5", false, []diagram.Move{to(1, 2), to(-3, 2), to(-3, 2.5), to(-2, 0)}},
		{"closed", "M0 0h10v10Z", true, []diagram.Move{to(0, 0), to(10, 0), to(10, 10)}},
		{"on in one direction", "M0 0h10", false, []diagram.Move{to(0, 0), to(4, 0), curve(5, 0, 6, 0, 10, 0)}},
		{"back in the other", "M0 0v10v-4", false, []diagram.Move{to(0, 0), to(0, 10), to(0, 6)}},
		{"nowhere", "M1 1h3", false, []diagram.Move{to(1, 1), curve(1, 1, 1, 1, 1, 1), to(1.01, 1), to(4, 1)}},
		{"a straight curve aslant", "M0 0l30 60", false, []diagram.Move{to(0, 0), curve(10, 20, 20, 40, 30, 60)}},
		{"a curve beyond its end", "M0 0c0 5 0 20 0 10", false, []diagram.Move{to(0, 0), curve(0, 5, 0, 20, 0, 10)}},
		{"a curve back to its start", "M0 0c5 5 5-5 0 0", false, []diagram.Move{to(0, 0), curve(5, 5, 5, -5, 0, 0)}},
		{"a corner", "M0 0v4c0 2.2 1.8 4 4 4h2", false, []diagram.Move{to(0, 0), to(0, 4), curve(0, 6.21, 1.79, 8, 4, 8), to(6, 8)}},
		{"rounding does not add up", "M0 0l.3-1l.4-1l.3-1", false, []diagram.Move{to(0, 0), to(1./3, -1), to(2./3, -2), to(1, -3)}},
	} {
		w := writer{}
		w.moves(diagram.Path{Moves: c.moves, Closed: c.closed})
		if got, want := string(w.out), ` d="`+c.want+`"`; got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
	}
}

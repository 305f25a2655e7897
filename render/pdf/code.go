package pdf

import (
	"strings"
	"unicode/utf8"

	"portolan/render/diagram"
)

const codeSize = 8

// code sets text exactly as written in a box of fixed pitch. A line that is too long goes on below, with a drawn hook at its end:
// a hook that is typed would be copied into a shell.
func (c *composer) code(source string, a area, label []span) []piece {
	behind := &frame{x: a.x, w: a.w, fill: "code-fill", stroke: "line"}
	in := a.inset(8, 18)
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(source, "\r\n", "\n"), "\n"), "\n")
	pieces := make([]piece, 0, len(lines)+4)
	if len(label) > 0 {
		pieces = append(append(pieces, keepAll(c.paragraph(in, 0, label...))...), piece{height: 1.5, keep: true})
	}
	for _, source := range lines {
		pieces = c.codeLine(pieces, source, in)
	}
	if len(lines) > 1 {
		pieces[0].keep = true
	}
	return append(whole(framed(spaced(pieces, 6), behind, 5), 120), piece{height: 2})
}

// codeLine sets a line of code behind the others.
func (c *composer) codeLine(pieces []piece, source string, a area) []piece {
	const lh, indent = codeSize * 1.32, 12
	parts := c.exact(strings.ReplaceAll(source, "\t", "    "), a.w, a.w-indent)
	for i := range parts {
		part := &parts[i]
		x := a.x
		if i > 0 {
			x += indent
		}
		goesOn := i+1 < len(parts)
		pieces = append(pieces, piece{height: lh, keep: goesOn, draw: func(p *page, y float64) {
			c.drawLine(p, *part, x, y, lh, a.x+a.w)
			if goesOn {
				hook(p, a.x+a.w+9, y+lh*0.5)
			}
		}})
	}
	return pieces
}

// exact breaks one line of code without losing a space: at the last space of what fits if that is far enough to the right, or at
// the last character.
func (c *composer) exact(source string, first, further float64) []line {
	s := style{face: mono, size: codeSize, colour: "ink"}
	done := c.breaker.done[:0]
	width := first
	rest := clean(source)
	for {
		at := c.fits(rest, s, width)
		w := c.alone(rest[:at], s)
		done = append(done, line{fragments: c.breaker.fragments.keep(w.fragments), w: w.w})
		if rest = rest[at:]; rest == "" {
			c.breaker.done = done
			return c.breaker.lines.keep(done)
		}
		width = further
	}
}

func (c *composer) fits(source string, s style, width float64) int {
	used, soft := 0.0, 0
	for i, r := range source {
		face, ok := c.faces.choose(r, s.face)
		if !ok {
			face = s.face // the missing character is reported when the line is set
		}
		used += c.faces.width(face, source[i:i+utf8.RuneLen(r)], s.size)
		if used > width && i > 0 {
			if soft > i*2/3 {
				return soft
			}
			return i
		}
		if r == ' ' {
			soft = i + 1
		}
	}
	return len(source)
}

// hook is the mark of a line that goes on: an arrow that turns to the left.
func hook(p *page, x, y float64) {
	p.add(shape{moves: polyline(x, y-2.4, x, y+1.6, x-5, y+1.6), stroke: "muted", width: 0.7})
	p.add(shape{moves: polyline(x-5.4, y+1.6, x-3.2, y+0.1, x-3.2, y+3.1), closed: true, fill: "muted"})
}

// polyline makes the moves of a path from pairs of coordinates.
func polyline(coordinates ...float64) []diagram.Move {
	var moves []diagram.Move
	for i := 0; i+1 < len(coordinates); i += 2 {
		moves = append(moves, diagram.Move{To: diagram.Point{X: coordinates[i], Y: coordinates[i+1]}})
	}
	return moves
}

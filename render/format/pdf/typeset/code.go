package typeset

import (
	"strings"
	"unicode/utf8"

	"portolan/render/layout/diagram"
)

const codeSize = 8

// code sets text exactly as written in a box of fixed pitch. A line that is too long goes on below, with a drawn mark at its end, which says
// whether a space stands between: a mark that is typed would be copied into a shell.
func (c *Composer) code(source string, a Area, label []Span) []Piece {
	behind := &Frame{X: a.X, W: a.W, Fill: "code-fill", Stroke: "line"}
	in := a.Inset(8, 18)
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(source, "\r\n", "\n"), "\n"), "\n")
	pieces := make([]Piece, 0, len(lines)+4)
	c.Open(RoleGroup)
	defer c.Close()
	if len(label) > 0 {
		pieces = append(append(pieces, KeepAll(c.Paragraph(in, 0, label...))...), Piece{Height: 1.5, Keep: Firm})
	}
	c.Open(RoleParagraph)
	defer c.Close()
	tag := c.Element(RoleCode)
	tag.More = &More{Said: strings.Join(lines, "\n")}
	above := len(pieces)
	second, last := above, above // where the second and the last line of the text begin
	for i, source := range lines {
		last = len(pieces)
		if i == 1 {
			second = last
		}
		pieces = c.codeLine(pieces, source, in)
	}
	for i := range pieces[above:] {
		pieces[above+i].Tag = tag
	}
	bindCode(pieces, above, second, last)
	return append(framed(spaced(pieces, 6), behind, 5), gapOf(2))
}

// wholeCode is the most lines of a command that are never parted.
const wholeCode = 12

// bindCode keeps short commands whole, and of long ones the first and the last two lines together.
func bindCode(pieces []Piece, above, second, last int) {
	n := len(pieces)
	if n-above <= wholeCode || last == above {
		KeepAll(pieces[:n-1])
		return
	}
	tie(pieces[above:n-1], Close)
	tie(pieces[above:second], Firm)
	tie(pieces[last-1:last], Firm)
}

// codeLine sets a line of code behind the others.
func (c *Composer) codeLine(pieces []Piece, source string, a Area) []Piece {
	const lh, indent = codeSize * 1.32, 12
	parts := c.exact(strings.ReplaceAll(source, "\t", "    "), a.W, a.W-indent)
	for i := range parts {
		part := &parts[i]
		x := a.X
		if i > 0 {
			x += indent
		}
		goesOn, keep := i+1 < len(parts), Loose
		if goesOn {
			keep = Firm
		}
		pieces = append(pieces, Piece{Height: lh, Keep: keep, Draw: func(p *Canvas, y float64) {
			c.DrawLine(p, *part, x, y, lh, a.X+a.W)
			if goesOn {
				part.mark(p, a.X+a.W+9, y+lh*0.5)
			}
		}})
	}
	return pieces
}

// mark draws what stands at the end of a line of code that goes on.
func (l Line) mark(p *Canvas, x, y float64) {
	if l.spaced() {
		hook(p, x, y)
	} else {
		closeUp(p, x, y)
	}
}

// spaced tells whether a line ends with a space.
func (l Line) spaced() bool {
	n := len(l.fragments)
	return n > 0 && strings.HasSuffix(l.fragments[n-1].text, " ")
}

// exact breaks one line of code without losing a space.
func (c *Composer) exact(source string, first, further float64) []Line {
	s := Style{Face: Mono, Size: codeSize, Colour: "ink"}
	done := c.breaker.done[:0]
	width := first
	rest := Clean(source)
	for {
		at := c.codeBreak(rest, s, width, further)
		w := c.alone(rest[:at], s)
		done = append(done, Line{fragments: c.breaker.fragments.keep(w.fragments), W: w.w})
		if rest = rest[at:]; rest == "" {
			c.breaker.done = done
			return c.breaker.lines.keep(done)
		}
		width = further
	}
}

// leastPart is the number of characters of a word that a break leaves together.
const leastPart = 3

// codeBreaks are the characters of commands behind which a line may end.
const codeBreaks = `\/.,=:;-_&?@+|)]}>#%`

// codeBreak is the byte at which a line of code is broken, if it is wider than the width: behind its last space, unless the next line cannot hold
// what follows in one; else behind the last mark of punctuation; inside a word only where there is neither.
func (c *Composer) codeBreak(source string, s Style, width, further float64) int {
	fit := c.fitting(source, s, width)
	if fit == len(source) {
		return fit
	}
	if source[fit] == ' ' {
		return fit + 1 // the space hangs over the edge
	}
	from := strings.LastIndexByte(source[:fit], ' ') + 1
	word := source[from:]
	if end := strings.IndexByte(word, ' '); end >= 0 {
		word = word[:end]
	}
	indented := strings.TrimLeft(source[:from], " ") == "" // what stands before the word is no more than an indent
	if !indented && c.fitting(word, s, further) == len(word) {
		return from
	}
	if at := lastBreak(word, fit-from, codeBreaks); at > 0 {
		return from + at
	}
	if !indented {
		return from
	}
	return from + midWord(word, fit-from)
}

// fitting is the number of bytes that fit a width, at least those of the first character.
func (c *Composer) fitting(source string, s Style, width float64) int {
	used := 0.0
	for i, r := range source {
		face, ok := c.faces.choose(r, s.Face)
		if !ok {
			face = s.Face // the missing character is reported when the line is set
		}
		used += c.faces.width(face, source[i:i+utf8.RuneLen(r)], s.Size)
		if used > width && i > 0 {
			return i
		}
	}
	return len(source)
}

// lastBreak is where the last of some characters ends in the first so many bytes of a word; 0 for none that leaves enough on both sides.
func lastBreak(word string, fit int, behind string) int {
	for fit > 0 {
		at := strings.LastIndexAny(word[:fit], behind)
		if at < 0 {
			return 0
		}
		_, size := utf8.DecodeRuneInString(word[at:])
		if at+size <= fit && parts(word, at+size) {
			return at + size
		}
		fit = at
	}
	return 0
}

// parts tells whether enough of a word stands on both sides of a place.
func parts(word string, at int) bool {
	return utf8.RuneCountInString(word[:at]) >= leastPart && utf8.RuneCountInString(word[at:]) >= leastPart
}

// midWord is where a word without punctuation is broken: where the line is full, or a little before, so that the next gets enough.
func midWord(word string, fit int) int {
	at := fit
	for at > 0 && utf8.RuneCountInString(word[at:]) < leastPart {
		_, size := utf8.DecodeLastRuneInString(word[:at])
		at -= size
	}
	if at > 0 && utf8.RuneCountInString(word[:at]) >= leastPart {
		return at
	}
	return fit
}

// hook is the mark of a line that goes on behind a space: an arrow that turns to the left.
func hook(p *Canvas, x, y float64) {
	p.Add(Shape{Moves: polyline(x, y-2.4, x, y+1.6, x-5, y+1.6), Stroke: "muted", Width: 0.7})
	p.Add(Shape{Moves: polyline(x-5.4, y+1.6, x-3.2, y+0.1, x-3.2, y+3.1), Closed: true, Fill: "muted"})
}

// closeUp is the mark of a line that goes on without a space: two points that meet.
func closeUp(p *Canvas, x, y float64) {
	for _, side := range [...]float64{-1, 1} {
		tip, foot := x-2.6+side*0.4, x-2.6+side*4.4
		p.Add(Shape{Moves: polyline(tip, y, foot, y-2.6, foot, y+2.6), Closed: true, Fill: "ink"})
	}
}

// polyline makes the moves of a path from pairs of coordinates.
func polyline(coordinates ...float64) []diagram.Move {
	var moves []diagram.Move
	for i := 0; i+1 < len(coordinates); i += 2 {
		moves = append(moves, diagram.Move{To: diagram.Point{X: coordinates[i], Y: coordinates[i+1]}})
	}
	return moves
}

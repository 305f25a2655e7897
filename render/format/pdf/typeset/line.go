package typeset

import "strings"

// A Style is how a run of text looks and where it leads.
type Style struct {
	Face   Face
	Size   float64
	Colour string
	to     target
}

// target is where a link leads; zero for no link.
type target struct {
	anchor, uri string
	page        bool // not the way there, but the number of its page
}

// A Span is text in one style, as written.
type Span struct {
	Text string
	Style
}

// At is the style of the face at a size, in a colour of the theme.
func (f Face) At(size float64, colour string) Style {
	return Style{Face: f, Size: size, Colour: colour}
}

// Span is a text in the style.
func (s Style) Span(text string) Span { return Span{text, s} }

// fragment is measured text in one style and one font.
type fragment struct {
	Style
	text string
	w    float64
}

// A Line is a line of text as set.
type Line struct {
	fragments []fragment
	W         float64
}

// breaker breaks text into lines.
type breaker struct {
	word    word
	current Line // the last, as far as it is set
	done    []Line

	fragments store[fragment]
	lines     store[Line]
}

// wrap breaks spans into lines no wider than width. A word that is wider than a line is broken, after punctuation if possible.
func (c *Composer) wrap(spans []Span, width float64) []Line {
	b := &c.breaker
	b.done = b.done[:0]
	c.words(spans, func(w *word) { c.setWord(w, width) })
	if len(b.current.fragments) > 0 || len(b.done) == 0 {
		b.end()
	}
	return b.lines.keep(b.done)
}

// rounding is what sums of widths may differ by, in points: a column that is as wide as its longest word holds it.
const rounding = 1e-6

// setWord puts the next word at the end of the current line, or on further ones.
func (c *Composer) setWord(w *word, width float64) {
	b := &c.breaker
	if w.newline {
		b.end()
		return
	}
	width += rounding
	space, ahead := 0.0, false
	if n := len(b.current.fragments); n > 0 {
		space, ahead = c.space(&b.current.fragments[n-1], w)
	}
	if len(b.current.fragments) > 0 && b.current.W+space+w.w > width {
		b.end()
		space = 0
	}
	if w.w > width {
		w = c.splitAll(w, width)
	}
	b.current.join(w, space, ahead)
}

// end makes the current line one of those that are done.
func (b *breaker) end() {
	b.done = append(b.done, Line{fragments: b.fragments.keep(b.current.fragments), W: b.current.W})
	b.current = Line{fragments: b.current.fragments[:0]}
}

// splitAll makes lines of a word that is wider than a line, and returns what is left for the next.
func (c *Composer) splitAll(w *word, width float64) *word {
	rest := *w
	for rest.w > max(width, 0) { // a column without width still ends
		var head word
		head, rest = c.split(rest, width)
		c.breaker.done = append(c.breaker.done, Line{fragments: head.fragments, W: head.w})
	}
	return &rest
}

// space is the width of the space between a text and the next word: the narrower of theirs, so that one beside code is no wider than others. It is
// the next word's if ahead.
func (c *Composer) space(last *fragment, w *word) (width float64, ahead bool) {
	width = c.faces.width(last.Face, " ", last.Size)
	if first := &w.fragments[0]; first.Face != last.Face || first.Size != last.Size {
		if own := c.faces.width(first.Face, " ", first.Size); own < width {
			return own, true
		}
	}
	return width, false
}

// join puts a word at the end of a line, with the space in the text, so that a copied line keeps its spaces.
func (l *Line) join(w *word, space float64, ahead bool) {
	rest := w.fragments
	if n := len(l.fragments); n > 0 && len(rest) > 0 {
		last, first := &l.fragments[n-1], &rest[0]
		switch {
		case last.Style == first.Style:
			last.text = w.behind(last.text, first.text)
			last.w += space + first.w
			l.W += space + first.w
			rest = rest[1:]
		case ahead:
			first.text = w.spaced(first.text)
			first.w += space
		default:
			last.text += " "
			last.w += space
			l.W += space
		}
	}
	for _, f := range rest {
		if n := len(l.fragments); n > 0 && l.fragments[n-1].Style == f.Style {
			l.fragments[n-1].text += f.text
			l.fragments[n-1].w += f.w
		} else {
			l.fragments = append(l.fragments, f)
		}
		l.W += f.w
	}
}

// split cuts a word so that its head fits the width.
func (c *Composer) split(w word, width float64) (head, tail word) {
	for i, f := range w.fragments {
		if head.w+f.w <= width {
			head.fragments = append(head.fragments, f)
			head.w += f.w
			continue
		}
		at := c.breakAt(f, width-head.w, len(head.fragments) == 0)
		if at > 0 {
			first := f
			first.text, f.text = f.text[:at], f.text[at:]
			first.w = c.faces.width(f.Face, first.text, f.Size)
			f.w = c.faces.width(f.Face, f.text, f.Size)
			head.fragments = append(head.fragments, first)
			head.w += first.w
		}
		tail.fragments = append([]fragment{f}, w.fragments[i+1:]...)
		for _, rest := range tail.fragments {
			tail.w += rest.w
		}
		return head, tail
	}
	return head, word{}
}

// wordBreaks are the characters of long words behind which a line may end: host names, addresses and paths are broken there.
const wordBreaks = ".-_/:,;@=&?\\\u00A0"

// breakAt is the byte at which a fragment is cut to fit: after its last punctuation that fits, or inside a name that no line could hold. With
// must, at least one character is taken, so that setting always goes on.
func (c *Composer) breakAt(f fragment, width float64, must bool) int {
	fit := c.fitting(f.text, f.Style, width)
	if fit > 0 && !must && c.faces.width(f.Face, f.text[:fit], f.Size) > width {
		return 0
	}
	if at := lastBreak(f.text, fit, wordBreaks); at > 0 {
		next := f.text[at:]
		if end := strings.IndexAny(next, wordBreaks); end >= 0 {
			next = next[:end+1]
		}
		if at*2 >= fit || c.faces.width(f.Face, next, f.Size) <= width {
			return at
		}
	}
	return midWord(f.text, fit)
}

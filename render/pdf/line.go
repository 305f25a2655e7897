package pdf

import (
	"strings"
	"unicode/utf8"
)

// style is how a run of text looks and where it leads.
type style struct {
	face   face
	size   float64
	colour string
	to     target
}

// target is where a link leads; zero for no link.
type target struct{ anchor, uri string }

// span is text in one style, as written.
type span struct {
	text string
	style
}

// fragment is measured text in one style and one font.
type fragment struct {
	style
	text string
	w    float64
}

// line is a line of text as set.
type line struct {
	fragments []fragment
	w         float64
}

// breaker breaks text into lines.
type breaker struct {
	word    word
	current line // the last, as far as it is set
	done    []line

	fragments store[fragment]
	lines     store[line]
}

// wrap breaks spans into lines no wider than width. A word that is wider than a line is broken, after punctuation if possible.
func (c *composer) wrap(spans []span, width float64) []line {
	b := &c.breaker
	b.done = b.done[:0]
	c.words(spans, func(w *word) { c.setWord(w, width) })
	if len(b.current.fragments) > 0 || len(b.done) == 0 {
		b.end()
	}
	return b.lines.keep(b.done)
}

// setWord puts the next word at the end of the current line, or on further ones.
func (c *composer) setWord(w *word, width float64) {
	b := &c.breaker
	if w.newline {
		b.end()
		return
	}
	space := c.space(b.current)
	if len(b.current.fragments) > 0 && b.current.w+space+w.w > width {
		b.end()
		space = 0
	}
	if w.w > width {
		w = c.splitAll(w, width)
	}
	b.current.join(w, space)
}

// end makes the current line one of those that are done.
func (b *breaker) end() {
	b.done = append(b.done, line{fragments: b.fragments.keep(b.current.fragments), w: b.current.w})
	b.current = line{fragments: b.current.fragments[:0]}
}

// splitAll makes lines of a word that is wider than a line, and returns what is left for the next.
func (c *composer) splitAll(w *word, width float64) *word {
	rest := *w
	for rest.w > width {
		var head word
		head, rest = c.split(rest, width)
		c.breaker.done = append(c.breaker.done, line{fragments: head.fragments, w: head.w})
	}
	return &rest
}

func (c *composer) space(l line) float64 {
	if len(l.fragments) == 0 {
		return 0
	}
	last := &l.fragments[len(l.fragments)-1]
	return c.faces.width(last.face, " ", last.size)
}

// join puts a word at the end of a line, with the space in the text, so that a copied line keeps its spaces.
func (l *line) join(w *word, space float64) {
	rest := w.fragments
	if n := len(l.fragments); n > 0 && len(rest) > 0 {
		last, first := &l.fragments[n-1], &rest[0]
		last.w += space
		l.w += space
		if last.style == first.style {
			last.text = w.behind(last.text, first.text)
			last.w += first.w
			l.w += first.w
			rest = rest[1:]
		} else {
			last.text += " "
		}
	}
	for _, f := range rest {
		if n := len(l.fragments); n > 0 && l.fragments[n-1].style == f.style {
			l.fragments[n-1].text += f.text
			l.fragments[n-1].w += f.w
		} else {
			l.fragments = append(l.fragments, f)
		}
		l.w += f.w
	}
}

// split cuts a word so that its head fits the width.
func (c *composer) split(w word, width float64) (head, tail word) {
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
			first.w = c.faces.width(f.face, first.text, f.size)
			f.w = c.faces.width(f.face, f.text, f.size)
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

// breakAt is the byte at which a fragment is cut to fit: after the last punctuation in the second half of what fits, or after the
// last character that fits. With must, at least one character is taken, so that setting always goes on.
func (c *composer) breakAt(f fragment, width float64, must bool) int {
	fits, soft, first := 0, 0, 0
	used := 0.0
	for i, r := range f.text {
		end := i + utf8.RuneLen(r)
		if first == 0 {
			first = end
		}
		used += c.faces.width(f.face, f.text[i:end], f.size)
		if used > width {
			break
		}
		fits = end
		if strings.ContainsRune(".-_/:,;@=&?\\", r) {
			soft = end
		}
	}
	switch {
	case fits == 0 && must:
		return first
	case soft*2 >= fits:
		return soft
	}
	return fits
}

package pdf

import "strings"

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

// word is what stands between two spaces; it may be made of several styles.
type word struct {
	fragments []fragment
	w         float64
	newline   bool // starts a new line, whatever fits
}

// wrap breaks spans into lines no wider than width. A word that is wider than a line is broken, after punctuation if possible.
func (c *composer) wrap(spans []span, width float64) []line {
	var lines []line
	var current line
	for _, w := range c.words(spans) {
		if w.newline {
			lines = append(lines, current)
			current = line{}
			continue
		}
		space := c.space(current, w)
		if len(current.fragments) > 0 && current.w+space+w.w > width {
			lines = append(lines, current)
			current = line{}
			space = 0
		}
		for w.w > width {
			var head word
			head, w = c.split(w, width)
			lines = append(lines, line{fragments: head.fragments, w: head.w})
		}
		current.join(w, space)
	}
	if len(current.fragments) > 0 || len(lines) == 0 {
		lines = append(lines, current)
	}
	return lines
}

// words cuts spans at spaces and line feeds. A change of style without a space between does not end a word.
func (c *composer) words(spans []span) []word {
	var out []word
	open := false
	for _, s := range spans {
		for i, part := range strings.Split(s.text, "\n") {
			if i > 0 {
				out = append(out, word{newline: true})
				open = false
			}
			part = clean(part)
			if strings.HasPrefix(part, " ") {
				open = false
			}
			for j, text := range fields(part) {
				if !open || j > 0 {
					out = append(out, word{})
				}
				c.extend(&out[len(out)-1], text, s.style)
				open = true
			}
			if strings.HasSuffix(part, " ") {
				open = false
			}
		}
	}
	return out
}

// fields cuts at spaces only: a no-break space is a part of its word.
func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' })
}

func (c *composer) extend(w *word, text string, style style) {
	if text == "" {
		return
	}
	runs, err := c.faces.measure(text, style.face)
	if err != nil {
		c.fail(err)
		return
	}
	for _, run := range runs {
		style.face = run.face
		f := fragment{style: style, text: run.text, w: run.em * style.size}
		w.fragments = append(w.fragments, f)
		w.w += f.w
	}
}

func (c *composer) space(l line, w word) float64 {
	if len(l.fragments) == 0 {
		return 0
	}
	last := l.fragments[len(l.fragments)-1]
	return c.faces.width(last.face, " ", last.size)
}

// join puts a word at the end of a line, with the space in the text, so that a copied line keeps its spaces.
func (l *line) join(w word, space float64) {
	if n := len(l.fragments); n > 0 && space > 0 {
		l.fragments[n-1].text += " "
		l.fragments[n-1].w += space
		l.w += space
	}
	for _, f := range w.fragments {
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
		end := i + len(string(r))
		if first == 0 {
			first = end
		}
		used += c.faces.width(f.face, string(r), f.size)
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

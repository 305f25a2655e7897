package typeset

import "strings"

// word is what stands between two spaces; it may be made of several styles.
type word struct {
	fragments []fragment
	w         float64
	newline   bool   // starts a new line, whatever fits
	source    string // the text in which the word begins,
	at        int    // and where
}

// words cuts spans at spaces and line feeds, and hands over one word after the other. A change of style without a space between does not end
// a word; a no-break space is a part of its word. A word holds until the next one comes.
func (c *Composer) words(spans []Span, take func(*word)) {
	w := &c.breaker.word
	w.clear()
	for i := range spans {
		s := &spans[i]
		part, rest, more := strings.Cut(s.Text, "\n")
		c.wordsOf(Clean(part), s.Style, take)
		for more {
			part, rest, more = strings.Cut(rest, "\n")
			w.finish(take)
			take(&newline)
			c.wordsOf(Clean(part), s.Style, take)
		}
	}
	w.finish(take)
}

var newline = word{newline: true}

// wordsOf cuts a part of one line. Its last word may go on in the next part.
func (c *Composer) wordsOf(part string, s Style, take func(*word)) {
	w := &c.breaker.word
	for at := 0; at < len(part); {
		length := strings.IndexByte(part[at:], ' ')
		if length == 0 {
			w.finish(take)
			at++
			continue
		}
		if length < 0 {
			length = len(part) - at
		}
		if len(w.fragments) == 0 {
			w.source, w.at = part, at
		}
		c.extend(w, part[at:at+length], s)
		at += length
	}
}

// finish hands over a word to which nothing is added any more, if there is one.
func (w *word) finish(take func(*word)) {
	if len(w.fragments) > 0 {
		take(w)
		w.clear()
	}
}

func (w *word) clear() {
	w.fragments, w.w = w.fragments[:0], 0
}

// alone is a text as one word, spaces and all.
func (c *Composer) alone(text string, s Style) *word {
	w := &c.breaker.word
	w.clear()
	c.extend(w, text, s)
	return w
}

// extend measures a text and puts it at the end of a word.
func (c *Composer) extend(w *word, text string, s Style) {
	if text == "" {
		return
	}
	if em, whole := c.faces.em(s.Face, text); whole {
		w.add(fragment{Style: s, text: text, w: em * s.Size})
		return
	}
	runs, err := c.faces.runs(text, s.Face)
	if err != nil {
		c.Fail(err)
		return
	}
	for _, run := range runs {
		s.Face = run.face
		w.add(fragment{Style: s, text: run.text, w: c.faces.width(run.face, run.text, s.Size)})
	}
}

func (w *word) add(f fragment) {
	w.fragments = append(w.fragments, f)
	w.w += f.w
}

// spaced is the beginning of the word with a space before it, cut from the text where it stands so.
func (w *word) spaced(beginning string) string {
	if from, end := w.at-1, w.at+len(beginning); from >= 0 && end <= len(w.source) && w.source[from] == ' ' && w.source[w.at:end] == beginning {
		return w.source[from:end]
	}
	return " " + beginning
}

// behind is the text of a line with a space and the beginning of the word behind it. Where the line's text stands just so before the word,
// it is cut from there instead of being copied: a line would else be copied once for each of its words.
func (w *word) behind(line, beginning string) string {
	from, end := w.at-1-len(line), w.at+len(beginning)
	if from >= 0 && end <= len(w.source) && w.source[from:w.at-1] == line && w.source[w.at-1] == ' ' && w.source[w.at:end] == beginning {
		return w.source[from:end]
	}
	return line + " " + beginning
}

package html

import (
	"fmt"
	"strconv"
)

// markup is text of a page that the program itself writes: tags, and what stands between them. Only a constant becomes markup of itself, so
// the compiler refuses a text that came from anywhere else; a test refuses conversions. Pages are written by functions and not by the library's
// templates, which look every field up by its name each time and took nine tenths of a page's time.
type markup string

// A writer is a page as it grows. Whatever is no markup goes through one of the functions that escape it for the place where it stands.
type writer struct {
	out []byte
	err error // the first fault
}

// fail remembers a fault; the first is the one that is told.
func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) put(parts ...markup) {
	for _, part := range parts {
		w.out = append(w.out, part...)
	}
}

// text writes text between tags, or in the quotes of an attribute that is no link.
func (w *writer) text(s string) { w.out = appendEscaped(w.out, s, &textEscapes) }

// prose is text within prose, where a plus stays as it is.
func (w *writer) prose(s string) { w.out = appendEscaped(w.out, s, &proseEscapes) }

// attribute writes an attribute that is no link; an empty one is left out.
func (w *writer) attribute(name markup, value string) {
	if value != "" {
		w.put(" ", name, `="`)
		w.text(value)
		w.put(`"`)
	}
}

// href writes the attribute of a link to a file of the pack.
func (w *writer) href(target string) {
	if runs(target) {
		w.fail(fmt.Errorf("the link %q has a scheme", target))
	}
	w.put(` href="`)
	w.out = appendTarget(w.out, target)
	w.put(`"`)
}

// anchor writes the attribute of a link to a place of the same page.
func (w *writer) anchor(id string) {
	w.put(` href="#`)
	w.out = appendFragment(w.out, id)
	w.put(`"`)
}

// picture writes a picture that its painter has escaped.
func (w *writer) picture(svg []byte) { w.out = append(w.out, svg...) }

func (w *writer) number(n int) { w.out = strconv.AppendInt(w.out, int64(n), 10) }

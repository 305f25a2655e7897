// Package jsontext writes values as JSON that people can read too, and compare line by line: what is simple shares lines, and what holds more has lines of its own,
// so that a file is not mostly indentation. It never changes what is said.
package jsontext

import (
	"bytes"
	"encoding/json"
)

// width is how long lines of simple members become before another begins; a longer one stands alone.
const width = 160

// JSON is a value as a file of JSON, with characters of HTML as they are, and a line's end. A list or an object without others in it stands in one line. Of other
// objects, simple members stand side by side and each of the others on its own lines; of other lists, each element does.
func JSON(value any) ([]byte, error) {
	var compact bytes.Buffer
	e := json.NewEncoder(&compact)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	w := &writer{in: compact.Bytes()}
	w.out = make([]byte, 0, len(w.in)+len(w.in)/8)
	w.value(0)
	return append(w.out, '\n'), nil
}

// A writer lays valid JSON without blanks out in lines.
type writer struct {
	in  []byte
	at  int // how far it is read
	out []byte
}

// value writes the value that comes next.
func (w *writer) value(depth int) {
	if end, simple := w.next(); simple {
		w.simple(end)
		return
	}
	open := w.in[w.at]
	w.take()
	shared := false // the line is one that simple members share
	from := 0       // where it begins
	for first := true; w.in[w.at] != '}' && w.in[w.at] != ']'; first = false {
		if !first {
			w.take() // the comma
		}
		end, simple := w.member(open)
		if shares := simple && open == '{'; shares && shared && len(w.out)-from+end-w.at < width {
			w.out = append(w.out, ' ')
		} else {
			w.line(depth + 1)
			from, shared = len(w.out), shares
		}
		if open == '{' {
			w.copied(closing(w.in, w.at) + 1)
			w.take() // the colon
			w.out = append(w.out, ' ')
		}
		w.value(depth + 1)
	}
	w.line(depth)
	w.take()
}

// member says where the next element or member ends, and whether it is simple.
func (w *writer) member(open byte) (end int, simple bool) {
	if open == '[' {
		return w.next()
	}
	at := w.at
	defer func() { w.at = at }()
	w.at = closing(w.in, at) + len(`":`)
	return w.next()
}

// next says where the next value ends, where it is simple: no list or object holds another that is not empty.
func (w *writer) next() (end int, simple bool) {
	depth := 0
	for at := w.at; at < len(w.in); at++ {
		switch w.in[at] {
		case '"':
			at = closing(w.in, at)
		case '{', '[':
			if next := w.in[at+1]; next == '}' || next == ']' {
				at++
				break
			}
			if depth++; depth > 1 {
				return 0, false
			}
			continue
		case '}', ']':
			if depth == 0 {
				return at, true
			}
			depth--
		case ',', '\n':
			if depth == 0 {
				return at, true
			}
			continue
		default:
			continue
		}
		if depth == 0 {
			return at + 1, true
		}
	}
	return len(w.in), true
}

// simple writes a simple value as one piece.
func (w *writer) simple(end int) {
	for w.at < end {
		switch c := w.in[w.at]; c {
		case '"':
			w.copied(closing(w.in, w.at) + 1)
		case ',', ':':
			w.take()
			w.out = append(w.out, ' ')
		default:
			w.take()
		}
	}
}

func (w *writer) take() { w.copied(w.at + 1) }

func (w *writer) copied(end int) {
	w.out = append(w.out, w.in[w.at:end]...)
	w.at = end
}

func (w *writer) line(depth int) {
	w.out = append(w.out, '\n')
	for range depth {
		w.out = append(w.out, ' ')
	}
}

// closing is where the string ends that begins there.
func closing(compact []byte, at int) int {
	for at++; compact[at] != '"'; at++ {
		if compact[at] == '\\' {
			at++ // what follows is no end
		}
	}
	return at
}

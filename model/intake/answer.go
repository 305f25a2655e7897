package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"unicode/utf8"

	"portolan/model/source"
)

// Limits of an answer, beside its size.
const (
	deepestAnswer = 64
	mostValues    = 500_000
)

// A value is one of an answer, with its place.
type value struct {
	at     source.Position
	text   string // of a text, a number or a truth
	null   bool
	items  []*value // of a list
	fields map[string]*value
}

// get is what stands under names within one another, or nil.
func (v *value) get(path []string) *value {
	for _, name := range path {
		if v == nil || v.fields == nil {
			return nil
		}
		v = v.fields[name]
	}
	if v == nil || v.null {
		return nil
	}
	return v
}

// An answerReader reads JSON and notes places.
type answerReader struct {
	name    string
	data    []byte
	decoder *json.Decoder
	lines   []int
	count   int
}

// parseAnswer reads JSON in any encoding that programs save it in.
func parseAnswer(name string, data []byte) (*value, source.Diagnostics) {
	r := &answerReader{name: name, lines: []int{0}}
	refuse := func(at source.Position, why string) (*value, source.Diagnostics) {
		return nil, source.Diagnostics{fault("M01", at, "save the answer as the interface gives it, in UTF-8", "the list cannot be read: "+why)}
	}
	text, _, err := decoded(data)
	if err != nil {
		return refuse(source.OfFile(name), err.Error())
	}
	r.data = bytes.TrimPrefix([]byte(text), []byte("\ufeff"))
	for i, c := range r.data {
		if c == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
	r.decoder = json.NewDecoder(bytes.NewReader(r.data))
	r.decoder.UseNumber()
	v, err := r.value(0)
	if err == nil {
		if _, err = r.decoder.Token(); err == io.EOF {
			return v, nil
		}
		err = errors.New("something follows the answer")
	}
	at := r.decoder.InputOffset()
	var broken *json.SyntaxError
	if errors.As(err, &broken) {
		at = broken.Offset
	}
	return refuse(r.place(int(at)), "it is no JSON: "+err.Error())
}

// place is that of an offset.
func (r *answerReader) place(offset int) source.Position {
	offset = max(0, min(offset, len(r.data)))
	line := sort.SearchInts(r.lines, offset+1) - 1
	return source.Place(r.name, line+1, utf8.RuneCount(r.data[r.lines[line]:offset])+1, 1)
}

// next is the next token with its place.
func (r *answerReader) next() (json.Token, source.Position, error) {
	start := int(r.decoder.InputOffset())
	for start < len(r.data) && bytes.IndexByte([]byte(" \t\r\n,:"), r.data[start]) >= 0 {
		start++
	}
	token, err := r.decoder.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return token, r.place(start), err
}

func (r *answerReader) value(depth int) (*value, error) {
	token, at, err := r.next()
	if err != nil {
		return nil, err
	}
	return r.rest(token, at, depth)
}

// rest is the value that begins with a token.
func (r *answerReader) rest(token json.Token, at source.Position, depth int) (*value, error) {
	if r.count++; r.count > mostValues || depth > deepestAnswer {
		return nil, fmt.Errorf("it has more than %d values, or more than %d in one another", mostValues, deepestAnswer)
	}
	v := &value{at: at}
	switch token {
	case nil:
		v.null = true
		return v, nil
	case json.Delim('['):
		for r.decoder.More() {
			item, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, item)
		}
		_, _, err := r.next()
		return v, err
	case json.Delim('{'):
		v.fields = map[string]*value{}
		for r.decoder.More() {
			name, _, err := r.next()
			if err != nil {
				return nil, err
			}
			field, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			v.fields[fmt.Sprint(name)] = field
		}
		_, _, err := r.next()
		return v, err
	}
	v.text = fmt.Sprint(token)
	return v, nil
}

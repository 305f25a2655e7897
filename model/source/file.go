// Package source turns TOML text into Go values that remember where they stand, and reports every fault with its place. It is the
// one door to the TOML libraries and knows neither sites nor products.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Limits of a source text. They are checked before a parser sees the text, because the parsers have none.
const (
	MaxBytes = 4 << 20 // bytes of one file
	MaxDepth = 32      // nesting of arrays, inline tables and dotted keys
)

// A File is a TOML text that parsed: its values and the place of each.
type File struct {
	Name   string
	Data   []byte
	values map[string]any
	root   *node
	meta   toml.MetaData
}

// Parse reads TOML. On a fault the file is nil and the diagnostics say where it is; TOML's own faults end at the first, since what
// follows a broken line cannot be trusted.
func Parse(name string, data []byte) (*File, Diagnostics) {
	body := bytes.TrimPrefix(data, []byte("\ufeff"))
	t := &text{name: name, data: body}
	if d, ok := t.acceptable(); !ok {
		return nil, Diagnostics{d}
	}
	values := map[string]any{}
	meta, err := toml.NewDecoder(bytes.NewReader(body)).Decode(&values)
	if err != nil {
		return nil, Diagnostics{t.syntaxError(err)}
	}
	root, err := index(t)
	if err != nil {
		return nil, Diagnostics{{Code: "T01", At: t.at(0, 1), What: err.Error()}}
	}
	return &File{Name: name, Data: data, values: values, root: root, meta: meta}, nil
}

// Top is the place of a file's first character, for faults that concern the whole file.
func (f *File) Top() Position { return f.root.at }

// text is a source text that can tell places.
type text struct {
	name  string
	data  []byte
	lines []int // offsets of line starts, filled at first use
}

// at is the position of a byte offset; width is in bytes.
func (t *text) at(offset, width int) Position {
	t.findLines()
	offset = min(max(offset, 0), len(t.data))
	i := sort.SearchInts(t.lines, offset+1) - 1
	end := min(len(t.data), offset+width)
	thing, _, _ := bytes.Cut(t.data[offset:end], []byte("\n"))
	return Position{File: t.name, Line: i + 1, Col: utf8.RuneCount(t.data[t.lines[i]:offset]) + 1,
		Width: max(1, utf8.RuneCount(thing)), text: t}
}

func (t *text) line(number int) string {
	t.findLines()
	if number < 1 || number > len(t.lines) {
		return ""
	}
	rest := t.data[t.lines[number-1]:]
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return strings.ToValidUTF8(strings.TrimSuffix(string(line), "\r"), "?")
}

func (t *text) findLines() {
	if t.lines != nil {
		return
	}
	t.lines = []int{0}
	for i, c := range t.data {
		if c == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
}

// acceptable checks what the parsers do not: size, encoding, depth.
func (t *text) acceptable() (Diagnostic, bool) {
	if len(t.data) > MaxBytes {
		return Diagnostic{Code: "T02", At: Position{File: t.name}, What: fmt.Sprintf("the file has %d bytes; the limit is %d", len(t.data), MaxBytes),
			Help: "a site or catalogue of this size is a mistake; split it or check what was written into it"}, false
	}
	if !utf8.Valid(t.data) {
		bad := 0
		for bad < len(t.data) {
			r, size := utf8.DecodeRune(t.data[bad:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			bad += size
		}
		return Diagnostic{Code: "T03", At: t.at(bad, 1), What: "the text is not UTF-8", Help: "save the file as UTF-8"}, false
	}
	if offset, ok := tooDeep(t.data); ok {
		return Diagnostic{Code: "T04", At: t.at(offset, 1), What: fmt.Sprintf("nested more than %d deep", MaxDepth),
			Help: "no key of a site or catalogue needs this"}, false
	}
	return Diagnostic{}, true
}

func (t *text) syntaxError(err error) Diagnostic {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return Diagnostic{Code: "T01", At: t.at(0, 1), What: strings.TrimPrefix(err.Error(), "toml: ")}
	}
	what := parse.Message
	if what == "" {
		what = strings.TrimPrefix(err.Error(), "toml: ")
	}
	return Diagnostic{Code: "T01", At: t.at(parse.Position.Start, parse.Position.Len), What: "not TOML: " + what,
		Help: strings.TrimSpace(strings.ReplaceAll(parse.Usage, "\n", " "))}
}

// tooDeep finds the first place where brackets or the parts of a dotted key nest deeper than MaxDepth. It reads strings and
// comments only as far as needed to skip them.
func tooDeep(data []byte) (int, bool) {
	depth, dots := 0, 0
	for i := 0; i < len(data); i++ {
		switch c := data[i]; c {
		case '#':
			i = skipTo(data, i, "\n") - 1
		case '"', '\'':
			i = skipString(data, i)
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		case '.':
			dots++
		case '\n', '=', ',':
			dots = 0
		}
		if depth > MaxDepth || dots > MaxDepth {
			return i, true
		}
	}
	return 0, false
}

// skipString returns the offset of the last character of the string that opens at i.
func skipString(data []byte, i int) int {
	quote := data[i]
	end, escapes := string(quote), quote == '"'
	if bytes.HasPrefix(data[i:], bytes.Repeat([]byte{quote}, 3)) {
		end = strings.Repeat(end, 3)
	}
	for j := i + len(end); j < len(data); j++ {
		switch {
		case escapes && data[j] == '\\':
			j++
		case len(end) == 1 && data[j] == '\n':
			return j - 1
		case bytes.HasPrefix(data[j:], []byte(end)):
			return j + len(end) - 1
		}
	}
	return len(data)
}

func skipTo(data []byte, i int, mark string) int {
	if n := bytes.Index(data[i:], []byte(mark)); n >= 0 {
		return i + n
	}
	return len(data)
}

// Package source turns TOML text into Go values that remember where they stand, and reports every fault with its place. It is the
// one door to the TOML libraries and knows neither sites nor products.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	quick "github.com/pelletier/go-toml/v2"
)

// Limits of a source text. They are checked before a parser sees the text, because the parsers have none.
const (
	MaxBytes  = 4 << 20 // bytes of one file
	MaxDepth  = 32      // nesting of arrays, inline tables and dotted keys
	MaxKeys   = 30_000  // as far as signs tell; the parser takes seconds when they all stand in one table
	MaxValues = 200_000 // elements of lists, likewise

	MaxTabledKeys = 6 * MaxKeys // of a text of many small tables
)

// A File is a TOML text that parsed: its values and the place of each.
type File struct {
	Name   string
	data   []byte
	values map[string]any
	root   *node
	text   *text
	unread bool // values and root are read when somebody asks for them

	unbound map[string]bool // paths of values that Bind could not take, or did not find
}

// byteOrderMark is what some editors write before a text.
const byteOrderMark = "\ufeff"

// Data is the whole text.
func (f *File) Data() []byte {
	if f.data == nil {
		f.text.findLines()
		return f.text.data
	}
	return f.data
}

// Parse reads TOML. On a fault the file is nil and the diagnostics say where it is; TOML's own faults end at the first, since what
// follows a broken line cannot be trusted.
func Parse(name string, data []byte) (*File, Diagnostics) {
	return parse(name, data, MaxKeys)
}

// ParseTables reads a text of many small tables, which takes a parser no longer than its length tells: MaxKeys is the limit of each table
// and of their number, and the whole may have MaxTabledKeys.
func ParseTables(name string, data []byte) (*File, Diagnostics) {
	return parse(name, data, MaxTabledKeys)
}

// decode reads with the decoder that is several times as fast. Where that fails, the one that says most about faults reads again.
func decode(body []byte, values *map[string]any) error {
	if quick.Unmarshal(body, values) == nil {
		return nil
	}
	*values = map[string]any{}
	return toml.Unmarshal(body, values)
}

func parse(name string, data []byte, maxKeys int) (*File, Diagnostics) {
	body := bytes.TrimPrefix(data, []byte(byteOrderMark))
	t := &text{name: name, data: body}
	if d, ok := t.acceptable(maxKeys); !ok {
		return nil, Diagnostics{d}
	}
	root, values, fault := index(t)
	if values == nil {
		values = map[string]any{}
		if err := decode(body, &values); err != nil {
			return nil, Diagnostics{t.syntaxError(err)}
		}
	}
	if fault != nil {
		return nil, Diagnostics{*fault}
	}
	return &File{Name: name, data: data, values: values, root: root, text: t}, nil
}

// Top is the place of a file's first character, for faults that concern the whole file.
func (f *File) Top() Position { return f.text.at(0, 1) }

// acceptable checks what the parsers do not: size, encoding, depth, number of keys and values.
func (t *text) acceptable(maxKeys int) (Diagnostic, bool) {
	if d, ok := t.readable(); !ok {
		return d, false
	}
	if offset, what := excess(t.data, maxKeys); what != "" {
		return Diagnostic{Code: "T04", At: t.at(offset, 1), What: what, Help: "no site or catalogue needs this"}, false
	}
	return Diagnostic{}, true
}

// readable checks size and encoding.
func (t *text) readable() (Diagnostic, bool) {
	if len(t.data) > MaxBytes {
		return Diagnostic{Code: "T02", At: OfFile(t.name), What: fmt.Sprintf("the file has %d bytes; the limit is %d", len(t.data), MaxBytes),
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
	return Diagnostic{}, true
}

func (t *text) syntaxError(err error) Diagnostic {
	d := Diagnostic{Code: "T01", At: t.at(0, 1), What: "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")}
	var fault toml.ParseError
	if errors.As(err, &fault) {
		d.At = t.at(fault.Position.Start, max(1, fault.Position.Len))
		if fault.Message != "" {
			d.What = "not TOML: " + fault.Message
		}
	}
	return d
}

// parsed is the file with its values, where nobody has asked for them yet.
func (f *File) parsed() *File {
	if !f.unread {
		return f
	}
	whole, found := ParseTables(f.Name, f.Data())
	if whole == nil {
		panic("a text that was read before: " + found[0].What)
	}
	return whole
}

// Has tells whether the text has a key at its top.
func (f *File) Has(key string) bool {
	_, ok := f.parsed().values[key]
	return ok
}

// Texts visits every text of the file that is no key, in the order of the text, with the path of keys that leads to it.
func (f *File) Texts(visit func(path []string, text Text)) {
	f = f.parsed()
	b := &texts{visit}
	b.value(f.values, f.root, nil)
}

type texts struct {
	visit func(path []string, text Text)
}

func (b *texts) value(raw any, n *node, path []string) {
	if n == nil {
		n = &node{}
	}
	switch value := raw.(type) {
	case string:
		b.visit(path, V(value, n.valueAt()))
	case []any:
		for i, item := range value {
			b.value(item, n.item(i), path)
		}
	case []map[string]any:
		for i, item := range value {
			b.value(item, n.item(i), path)
		}
	case map[string]any:
		for _, key := range n.orderedKeys(value) {
			b.value(value[key], n.fields[key], append(slices.Clip(path), key))
		}
	}
}

// item is the place of an element of a list.
func (n *node) item(i int) *node {
	if i < len(n.items) {
		return n.items[i]
	}
	return nil
}

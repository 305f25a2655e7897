package source

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	pelletier "github.com/pelletier/go-toml/v2"
)

// tomlFiles lists every TOML file of the repository that is meant to be right.
func tomlFiles(t testing.TB) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "bad" || d.Name() == ".git" || d.Name() == "dist"):
			return filepath.SkipDir
		case filepath.Ext(name) == ".toml":
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 30 {
		t.Fatalf("found only %d TOML files", len(files))
	}
	return files
}

// TestIndexConforms holds values and places of a text against each other and against what the second decoder says of its keys,
// over every TOML file of the repository and texts that use what is odd in TOML: the same keys and values, and the text at each place is
// the key or value that stands there.
func TestIndexConforms(t *testing.T) {
	for _, name := range tomlFiles(t) {
		t.Run(strings.TrimPrefix(filepath.ToSlash(name), "../../"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f, found := Parse(name, data)
			if f == nil {
				t.Fatal(printed(found))
			}
			conforms(t, f)
		})
	}
}

// TestIndexConformsWithOtherLineEnds does the same for the odd texts as other editors write them.
func TestIndexConformsWithOtherLineEnds(t *testing.T) {
	names, _ := filepath.Glob("testdata/conformance/*.toml")
	if len(names) == 0 {
		t.Fatal("no texts")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
		for _, variant := range []string{"\ufeff" + text, strings.ReplaceAll(text, "\n", "\r\n"), strings.TrimRight(text, "\n")} {
			f, found := Parse(name, []byte(variant))
			if f == nil {
				t.Fatal(printed(found))
			}
			conforms(t, f)
		}
	}
}

func conforms(t testing.TB, f *File) {
	t.Helper()
	c := &conformance{t: t, f: f, paths: map[string]bool{}}
	c.table(f.values, f.root, nil)
	var values map[string]any
	meta, err := toml.Decode(string(f.text.data), &values)
	if err != nil {
		t.Fatalf("the second decoder cannot read it: %v", err)
	}
	if !equal(f.values, values) {
		t.Errorf("%s: the two decoders read different values:\n%v\n%v", f.Name, f.values, values)
	}
	decoded := map[string]bool{}
	for _, key := range meta.Keys() {
		for n := range key { // a part of a key is a key too: the decoder lists tables only where they have a header
			decoded[strings.Join(key[:n+1], "\x00")] = true
		}
	}
	for p := range decoded {
		if !c.paths[p] {
			t.Errorf("%s: the decoder knows the key %q, the index does not", f.Name, p)
		}
	}
	for p := range c.paths {
		if !decoded[p] {
			t.Errorf("%s: the index knows the key %q, the decoder does not", f.Name, p)
		}
	}
}

type conformance struct {
	t     testing.TB
	f     *File
	paths map[string]bool
}

func (c *conformance) value(v any, n *node, at []string) {
	switch value := v.(type) {
	case map[string]any:
		c.table(value, n, at)
	case []map[string]any:
		c.count(len(value), n, at)
		for i := range value {
			c.table(value[i], n.items[i], at)
		}
	case []any:
		c.count(len(value), n, at)
		for i := range value {
			c.value(value[i], n.items[i], at)
		}
		if strings.HasPrefix(c.excerpt(n.value), "[") { // not the name in the header of an array of tables
			c.scalar(v, n, at)
		}
	default:
		if len(n.fields)+len(n.items) > 0 {
			c.t.Errorf("%s: %q holds no others, but the index has some", c.f.Name, at)
		}
		c.scalar(v, n, at)
	}
}

func (c *conformance) count(n int, of *node, at []string) {
	if len(of.items) != n {
		c.t.Fatalf("%s: %q has %d elements, %d in the index", c.f.Name, at, n, len(of.items))
	}
}

func (c *conformance) table(table map[string]any, n *node, at []string) {
	if len(n.fields) != len(table) || len(n.keys) != len(table) {
		c.t.Fatalf("%s: %q has %d keys, %d in the index", c.f.Name, at, len(table), len(n.fields))
	}
	for key, v := range table {
		field := n.fields[key]
		if field == nil {
			c.t.Fatalf("%s: no place for key %q of %q", c.f.Name, key, at)
		}
		below := append(at[:len(at):len(at)], key)
		c.paths[strings.Join(below, "\x00")] = true
		if got, ok := readBack("", c.excerpt(field.key), " = 1"); !ok || !reflect.DeepEqual(got, map[string]any{key: int64(1)}) {
			c.t.Errorf("%s: at the place of the key %q stands %q", c.f.Name, below, c.excerpt(field.key))
		}
		c.value(v, field, below)
	}
}

// scalar reads the text at a value's place once more, by itself, and also through the line and column that people see.
func (c *conformance) scalar(v any, n *node, at []string) {
	text := c.excerpt(n.value)
	got, ok := readBack("v = ", text, "")
	if !ok || !equal(got["v"], v) {
		c.t.Errorf("%s: at the place of %q stands %q, which is not %v", c.f.Name, at, text, v)
	}
	p := c.f.text.positionOf(n.value)
	first, _, _ := strings.Cut(text, "\n")
	first = strings.TrimSuffix(first, "\r")
	line := []rune(p.SourceLine())
	if p.Col()-1+p.Width() > len(line) || string(line[p.Col()-1:p.Col()-1+p.Width()]) != first {
		c.t.Errorf("%s: %q should stand at %d:%d, %d wide; the line is %q", c.f.Name, first, p.Line(), p.Col(), p.Width(), string(line))
	}
}

func (c *conformance) excerpt(p place) string {
	return string(c.f.text.data[p.offset : p.offset+p.length])
}

func readBack(before, text, after string) (map[string]any, bool) {
	var got map[string]any
	_, err := toml.Decode(before+text+after, &got)
	return got, err == nil
}

// equal tells whether two decoders read the same: lists of tables and dates have types of their own in each.
func equal(a, b any) bool {
	return reflect.DeepEqual(plainValue(a), plainValue(b))
}

func plainValue(v any) any {
	switch value := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, v := range value {
			out[key] = plainValue(v)
		}
		return out
	case []any:
		out := make([]any, len(value))
		for i := range value {
			out[i] = plainValue(value[i])
		}
		return out
	case []map[string]any:
		out := make([]any, len(value))
		for i := range value {
			out[i] = plainValue(value[i])
		}
		return out
	case float64:
		return math.Float64bits(value)
	case time.Time:
		layout, ok := map[string]string{"date-local": time.DateOnly, "datetime-local": "2006-01-02T15:04:05.999999999", "time-local": "15:04:05.999999999"}[value.Location().String()]
		if !ok {
			return value.UnixNano()
		}
		return trimFraction(value.Format(layout))
	case pelletier.LocalDate, pelletier.LocalDateTime, pelletier.LocalTime:
		return trimFraction(fmt.Sprint(value))
	}
	return v
}

// trimFraction drops zeros at the end of a fraction of a second.
func trimFraction(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func printed(ds Diagnostics) string {
	var b strings.Builder
	_ = Print(&b, ds)
	return b.String()
}

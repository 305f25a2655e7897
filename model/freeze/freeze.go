// Package freeze writes what was read of a catalogue in the form that the program reads without parsing. Only tests need it: they write the files that are
// embedded, and hold them to the catalogues' text.
package freeze

import (
	"encoding/binary"
	"io/fs"
	"math"
	"reflect"
	"slices"
	"strings"

	"portolan/model/source"
)

// Value writes what was bound to files, for source.Thaw. It may be made of texts, numbers, days, truths, values with places, lists, tables and structs.
func Value(from fs.FS, names []string, value any) string {
	v := reflect.ValueOf(value)
	w := &freezer{names: names, out: []byte(source.State(from, names, v.Type()))}
	w.value(v)
	return string(w.out)
}

// freezer writes values. Lines are written as the way from the one before, which is short: values come in about the order of the files.
type freezer struct {
	out   []byte
	names []string
	file  string // of the place that was written last
	line  int
}

func (w *freezer) number(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) }
func (w *freezer) signed(n int) { w.out = binary.AppendVarint(w.out, int64(n)) }
func (w *freezer) at(p source.Position) {
	w.signed(p.Line() - w.line)
	w.line = p.Line()
	if p.File() == w.file || !p.IsValid() {
		w.number(p.Col() << 1)
		w.number(p.Width())
		return
	}
	w.number(p.Col()<<1 | 1)
	w.number(p.Width())
	w.number(slices.Index(w.names, p.File()))
	w.file = p.File()
}

func (w *freezer) string(s string) {
	w.number(len(s))
	w.out = append(w.out, s...)
}

func (w *freezer) value(v reflect.Value) {
	switch value := v.Interface().(type) {
	case source.Text:
		w.at(value.At)
		w.string(value.V)
		return
	case source.Date:
		w.number(value.Year)
		w.number(value.Month)
		w.number(value.Day)
		return
	}
	switch v.Kind() {
	case reflect.String:
		w.string(v.String())
	case reflect.Interface:
		w.any(v)
	case reflect.Struct:
		w.table(v)
	case reflect.Slice:
		w.list(v)
	case reflect.Map:
		w.mapping(v)
	default:
		w.scalar(v)
	}
}

// mapping writes a table in the order of its keys.
func (w *freezer) mapping(v reflect.Value) {
	if v.IsNil() {
		w.number(0)
		return
	}
	w.number(v.Len() + 1)
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		w.string(key.String())
		w.value(v.MapIndex(key))
	}
}

func (w *freezer) scalar(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			w.number(1)
			return
		}
		w.number(0)
	case reflect.Int:
		w.signed(int(v.Int()))
	case reflect.Float64:
		w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(v.Float()))
	default:
		panic("freeze: no values of " + v.Type().String() + " are kept")
	}
}

func (w *freezer) list(v reflect.Value) {
	if v.IsNil() {
		w.number(0)
		return
	}
	w.number(v.Len() + 1)
	for i := range v.Len() {
		w.value(v.Index(i))
	}
}

// table writes the place of a struct, and the fields that hold something, each behind its number.
func (w *freezer) table(v reflect.Value) {
	at, fields := source.FrozenFields(v.Type())
	if at >= 0 {
		w.at(v.Field(at).Interface().(source.Position))
	}
	for i, field := range fields {
		if f := v.Field(field); !f.IsZero() {
			w.number(i + 1)
			w.value(f)
		}
	}
	w.number(0)
}

func (w *freezer) any(v reflect.Value) {
	switch value := v.Interface().(type) {
	case nil:
		w.number(source.AnyNothing)
	case string:
		w.number(source.AnyText)
		w.string(value)
	case int64:
		w.number(source.AnyNumber)
		w.signed(int(value))
	case float64:
		w.number(source.AnyFraction)
		w.scalar(v.Elem())
	case bool:
		w.number(source.AnyTruth)
		w.scalar(v.Elem())
	case []any:
		w.number(source.AnyList)
		w.list(v.Elem())
	default:
		panic("freeze: no values of " + v.Elem().Type().String() + " are kept")
	}
}

package source

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"reflect"
	"strings"
	"sync"
)

// A frozen text is what Bind made of files, in a form that is read in a small part of the time that the parser takes: texts as they are, and numbers for their
// places. It holds for one state of the files and one shape of the type, which it names; of any other it is as if it were not there.

// Thaw fills target from the frozen text of files. ok is false where that is of another state of the files, or of the type; nothing is filled in then. The files
// are read again when somebody asks what is in them.
func Thaw(from fs.FS, names []string, frozen string, target any) (files []*File, ok bool) {
	v := reflect.ValueOf(target).Elem()
	in, ok := strings.CutPrefix(frozen, State(from, names, v.Type()))
	if !ok {
		return nil, false
	}
	r := &thawer{in: in}
	for _, name := range names {
		f := &File{Name: name, text: &text{name: name, files: from}, unread: true}
		files, r.texts = append(files, f), append(r.texts, f.text)
	}
	r.value(moldOf(v.Type()), v)
	return files, true
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// State tells apart the states of files and the shapes of the type that they are read into.
func State(from fs.FS, names []string, t reflect.Type) string {
	sum, buffer := crc32.New(castagnoli), make([]byte, 8<<10)
	for _, name := range names {
		_, _ = io.WriteString(sum, name+"\x00") // sums take everything
		if f, err := from.Open(name); err == nil {
			_, _ = io.CopyBuffer(sum, f, buffer) // what cannot be read is in no sum
			_ = f.Close()
		}
	}
	return string(binary.LittleEndian.AppendUint32(sum.Sum(nil), moldOf(t).sum))
}

// A mold is what freezing needs to know of a type.
type mold struct {
	kind   moldKind
	at     int   // of a struct: its field for the place, or -1
	fields []int // of a struct: those that files fill
	parts  []*mold
	sum    uint32 // of the names and types of all that it holds
}

type moldKind int

const (
	moldText    moldKind = iota
	moldTextVal          // a text with its place, as most values are
	moldScalar
	moldDate
	moldAny
	moldStruct
	moldList
	moldTable
)

var molds sync.Map

func moldOf(t reflect.Type) *mold {
	if known, ok := molds.Load(t); ok {
		return known.(*mold)
	}
	m := &mold{at: -1}
	m.read(t)
	molds.Store(t, m)
	return m
}

// FrozenFields are the fields of a struct that a frozen text holds, in its order, and that of the place, or -1.
func FrozenFields(t reflect.Type) (at int, fields []int) {
	m := moldOf(t)
	return m.at, m.fields
}

func (m *mold) read(t reflect.Type) {
	note := func(text string) { m.sum = crc32.Update(m.sum, castagnoli, append([]byte(text), 0)) }
	note(t.String())
	switch {
	case t == reflect.TypeFor[Text]():
		m.kind = moldTextVal
	case t == dateType:
		m.kind = moldDate
	case t.Kind() == reflect.String:
		m.kind = moldText
	case t.Kind() == reflect.Interface:
		m.kind = moldAny
	case t.Kind() == reflect.Slice:
		m.kind, m.parts = moldList, []*mold{moldOf(t.Elem())}
	case t.Kind() == reflect.Map:
		m.kind, m.parts = moldTable, []*mold{moldOf(t.Elem())}
	case t.Kind() == reflect.Struct:
		m.kind = moldStruct
		m.structure(t, isVal(t), note)
	default:
		m.kind = moldScalar
	}
	for _, part := range m.parts {
		note(string(binary.LittleEndian.AppendUint32(nil, part.sum)))
	}
}

// structure takes in the fields of a struct: those with a key, and the place.
func (m *mold) structure(t reflect.Type, isVal bool, note func(string)) {
	for i := range t.NumField() {
		f := t.Field(i)
		_, keyed := f.Tag.Lookup("toml")
		switch {
		case f.Name == "At" && f.Type == positionType:
			m.at = i
		case keyed || isVal:
			m.fields, m.parts = append(m.fields, i), append(m.parts, moldOf(f.Type))
			note(f.Name)
		}
	}
}

// The kinds of values that a catalogue takes as they stand, as frozen texts name them.
const (
	AnyNothing = iota
	AnyText
	AnyNumber
	AnyFraction
	AnyTruth
	AnyList
)

// thawer reads what package freeze wrote.
type thawer struct {
	in    string
	texts []*text
	text  *text
	line  int
	fresh []Text // that are in no list yet
}

// number reads a number as binary.AppendUvarint writes it.
func (r *thawer) number() (n int) {
	for i := 0; ; i++ {
		n |= int(r.in[i]&0x7f) << (7 * i)
		if r.in[i] < 0x80 {
			r.in = r.in[i+1:]
			return n
		}
	}
}

// signed reads a number as binary.AppendVarint writes it.
func (r *thawer) signed() int {
	n := r.number()
	return int(uint(n)>>1) ^ -(n & 1)
}

// at reads a place. Where it is of another file than the one before, its column is odd.
func (r *thawer) at() Position {
	r.line += r.signed()
	col, width := r.number(), r.number()
	if col&1 == 1 {
		r.text = r.texts[r.number()]
	}
	if r.line == 0 {
		return Position{}
	}
	return Position{r.text, whereOf(r.line, col>>1, width)}
}

func (r *thawer) string() string {
	length := r.number()
	text := r.in[:length]
	r.in = r.in[length:]
	return text
}

func (r *thawer) value(m *mold, v reflect.Value) {
	switch m.kind {
	case moldText:
		v.SetString(r.string())
	case moldTextVal:
		text := v.Addr().Interface().(*Text)
		text.At = r.at()
		text.V = r.string()
	case moldScalar:
		r.scalar(v)
	case moldDate:
		*v.Addr().Interface().(*Date) = Date{r.number(), r.number(), r.number()}
	case moldAny:
		if value := r.any(); value != nil {
			v.Set(reflect.ValueOf(value))
		}
	case moldStruct:
		r.table(m, v)
	case moldList:
		r.list(m.parts[0], v)
	case moldTable:
		r.mapping(m.parts[0], v)
	}
}

func (r *thawer) scalar(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.number() == 1)
	case reflect.Int:
		v.SetInt(int64(r.signed()))
	case reflect.Float64:
		v.SetFloat(r.fraction())
	}
}

func (r *thawer) fraction() float64 {
	bits := binary.LittleEndian.Uint64([]byte(r.in[:8]))
	r.in = r.in[8:]
	return math.Float64frombits(bits)
}

func (r *thawer) list(m *mold, v reflect.Value) {
	n := r.number() - 1
	if n < 0 {
		return
	}
	if texts, ok := v.Addr().Interface().(*[]Text); ok {
		if len(r.fresh) < n {
			r.fresh = make([]Text, max(n, 128))
		}
		list := r.fresh[:n:n]
		r.fresh = r.fresh[n:]
		for i := range list {
			list[i].At = r.at()
			list[i].V = r.string()
		}
		*texts = list
		return
	}
	list := reflect.MakeSlice(v.Type(), n, n)
	for i := range n {
		r.value(m, list.Index(i))
	}
	v.Set(list)
}

func (r *thawer) mapping(m *mold, v reflect.Value) {
	n := r.number() - 1
	if n < 0 {
		return
	}
	table, value := reflect.MakeMapWithSize(v.Type(), n), reflect.New(v.Type().Elem()).Elem()
	for range n {
		key := reflect.ValueOf(r.string()).Convert(v.Type().Key())
		value.SetZero()
		r.value(m, value)
		table.SetMapIndex(key, value)
	}
	v.Set(table)
}

func (r *thawer) table(m *mold, v reflect.Value) {
	if m.at >= 0 {
		*v.Field(m.at).Addr().Interface().(*Position) = r.at()
	}
	for i := r.number(); i > 0; i = r.number() {
		r.value(m.parts[i-1], v.Field(m.fields[i-1]))
	}
}

func (r *thawer) any() any {
	switch r.number() {
	case AnyText:
		return r.string()
	case AnyNumber:
		return int64(r.signed())
	case AnyFraction:
		return r.fraction()
	case AnyTruth:
		return r.number() == 1
	case AnyList:
		list := make([]any, r.number()-1)
		for i := range list {
			list[i] = r.any()
		}
		return list
	}
	return nil
}

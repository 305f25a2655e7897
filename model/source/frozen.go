package source

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"reflect"
	"sync"
)

// A frozen text is what Bind made of a file, in a form that is read in a small part of the time that the parser takes: numbers for the places, and
// for each text where in the file it stands. It holds for one state of the file and one shape of the type, which it names; of any other it is as if it
// were not there.

// Thaw fills target, which points to what was bound to a file, from the frozen text of a file. ok is false where that is of another state of the file, or of the
// type; nothing is filled in then.
func Thaw(name string, data, frozen []byte, target any) (f *File, ok bool) {
	if len(frozen) == 0 {
		return nil, false
	}
	f = &File{Name: name, Data: data, text: &text{name: name, data: data}, unread: true}
	v := reflect.ValueOf(target).Elem()
	m := moldOf(v.Type())
	in, ok := bytes.CutPrefix(frozen, f.State(v.Type()))
	if ok {
		r := &thawer{in: in, whole: string(data), text: f.text}
		r.value(m, v)
	}
	return f, ok
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// State tells apart the states of a file and the shapes of the type that it is read into.
func (f *File) State(t reflect.Type) []byte {
	out := binary.LittleEndian.AppendUint32(nil, crc32.Checksum(f.Data, castagnoli))
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(f.Data))
	return binary.LittleEndian.AppendUint32(out, moldOf(t).sum)
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
	sum := crc32.NewIEEE()
	note := func(text string) { _, _ = sum.Write(append([]byte(text), 0)) }
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
	m.sum = sum.Sum32()
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
	in    []byte
	whole string
	text  *text
	line  int
	next  int
}

func (r *thawer) number() int {
	n, length := binary.Uvarint(r.in)
	r.in = r.in[length:]
	return int(n)
}

func (r *thawer) signed() int {
	n, length := binary.Varint(r.in)
	r.in = r.in[length:]
	return int(n)
}

func (r *thawer) at() Position {
	r.line += r.signed()
	p := Position{text: r.text, line: int32(r.line), col: int32(r.number()), width: int32(r.number())}
	if p.line == 0 {
		return Position{}
	}
	return p
}

func (r *thawer) string() string {
	head := r.number()
	length := head >> 1
	if head&1 == 1 {
		text := string(r.in[:length])
		r.in = r.in[length:]
		return text
	}
	at := r.next + r.signed()
	r.next = at + length
	return r.whole[at:r.next]
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
	bits := binary.LittleEndian.Uint64(r.in)
	r.in = r.in[8:]
	return math.Float64frombits(bits)
}

func (r *thawer) list(m *mold, v reflect.Value) {
	n := r.number() - 1
	if n < 0 {
		return
	}
	if texts, ok := v.Addr().Interface().(*[]Text); ok {
		list := make([]Text, n)
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

package source

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// A Val is a value that remembers its place. The zero Val has no place, which tells an absent key from an empty value.
type Val[T any] struct {
	V  T
	At Position
}

// Set tells whether the key was there.
func (v Val[T]) Set() bool { return v.At.IsValid() }

// V makes a value that stands at a place.
func V[T any](v T, at Position) Val[T] { return Val[T]{v, at} }

// Bind fills a T from a file. Fields carry the tag `toml:"key"`, or `toml:"key,required"`; a field `At Position` receives the place of
// the table. Known kinds: text, bool, int, float64, Date, Val of these, slices, maps with text keys, structs, and any for a value as it
// stands. Every unknown key, wrong type and missing key is reported.
func Bind[T any](f *File) (T, Diagnostics) {
	var target T
	b := &binder{}
	b.value(reflect.ValueOf(&target).Elem(), f.values, f.root, "")
	return target, b.found
}

type binder struct {
	found   Diagnostics
	guesses int // "did you mean" costs; junk gets it only so often
}

var (
	dateType     = reflect.TypeFor[Date]()
	positionType = reflect.TypeFor[Position]()
)

// value binds raw, which stands at n, into target. path names the thing in messages.
func (b *binder) value(target reflect.Value, raw any, n *node, path string) {
	if n == nil {
		n = &node{}
	}
	t := target.Type()
	switch {
	case t == dateType:
		b.date(target, raw, n, path)
	case t.Kind() == reflect.Struct && isVal(t):
		target.FieldByName("At").Set(reflect.ValueOf(n.value))
		b.value(target.FieldByName("V"), raw, n, path)
	case t.Kind() == reflect.Struct:
		b.table(target, raw, n, path)
	case t.Kind() == reflect.Map:
		b.mapping(target, raw, n, path)
	case t.Kind() == reflect.Slice:
		b.list(target, raw, n, path)
	case t.Kind() == reflect.Pointer:
		target.Set(reflect.New(t.Elem()))
		b.value(target.Elem(), raw, n, path)
	case t.Kind() == reflect.Interface:
		target.Set(reflect.ValueOf(raw))
	default:
		b.scalar(target, raw, n, path)
	}
}

func isVal(t reflect.Type) bool {
	return strings.HasPrefix(t.Name(), "Val[") && t.PkgPath() == positionType.PkgPath()
}

func (b *binder) scalar(target reflect.Value, raw any, n *node, path string) {
	value := reflect.ValueOf(raw)
	wanted := map[reflect.Kind]reflect.Kind{reflect.String: reflect.String, reflect.Bool: reflect.Bool, reflect.Int: reflect.Int64,
		reflect.Float64: reflect.Float64}[target.Kind()]
	if target.Kind() == reflect.Float64 && value.Kind() == reflect.Int64 {
		target.SetFloat(float64(value.Int()))
		return
	}
	if value.Kind() != wanted {
		b.wrongType(n, path, map[reflect.Kind]string{reflect.String: "text in quotes", reflect.Bool: "true or false",
			reflect.Int: "a whole number", reflect.Float64: "a number"}[target.Kind()], raw)
		return
	}
	target.Set(value.Convert(target.Type()))
}

func (b *binder) date(target reflect.Value, raw any, n *node, path string) {
	t, ok := raw.(time.Time)
	if !ok || t.Location().String() != "date-local" {
		b.wrongType(n, path, "a date such as 2026-10-01", raw)
		return
	}
	target.Set(reflect.ValueOf(DateOf(t)))
}

func (b *binder) list(target reflect.Value, raw any, n *node, path string) {
	value := reflect.ValueOf(raw)
	if value.Kind() != reflect.Slice {
		b.wrongType(n, path, "a list in brackets", raw)
		return
	}
	list := reflect.MakeSlice(target.Type(), value.Len(), value.Len())
	for i := range value.Len() {
		var item *node
		if i < len(n.items) {
			item = n.items[i]
		}
		b.value(list.Index(i), value.Index(i).Interface(), item, fmt.Sprintf("%s[%d]", path, i))
	}
	target.Set(list)
}

func (b *binder) mapping(target reflect.Value, raw any, n *node, path string) {
	table, ok := raw.(map[string]any)
	if !ok {
		b.wrongType(n, path, "a table", raw)
		return
	}
	out := reflect.MakeMapWithSize(target.Type(), len(table))
	for _, key := range n.orderedKeys(table) {
		value := reflect.New(target.Type().Elem()).Elem()
		b.value(value, table[key], n.fields[key], join(path, key))
		out.SetMapIndex(reflect.ValueOf(key).Convert(target.Type().Key()), value)
	}
	target.Set(out)
}

func (b *binder) table(target reflect.Value, raw any, n *node, path string) {
	table, ok := raw.(map[string]any)
	if !ok {
		b.wrongType(n, path, "a table", raw)
		return
	}
	fields := fieldsOf(target.Type())
	if at := target.FieldByName("At"); at.IsValid() && at.Type() == positionType {
		at.Set(reflect.ValueOf(n.at))
	}
	for _, key := range n.orderedKeys(table) {
		field, ok := fields.byKey[key]
		if !ok {
			b.unknownKey(n.fields[key], key, path, fields.keys)
			continue
		}
		b.value(target.Field(field.index), table[key], n.fields[key], join(path, key))
	}
	for _, key := range fields.required {
		if _, ok := table[key]; !ok {
			b.add(Diagnostic{Code: "T07", At: n.at, What: fmt.Sprintf("%s needs the key %q", orFile(path), key),
				Help: fmt.Sprintf("add %s = ...", key)})
		}
	}
}

// orderedKeys are the table's keys in the order of the text, so that reports come in that order.
func (n *node) orderedKeys(table map[string]any) []string {
	keys := make([]string, 0, len(table))
	for _, key := range n.keys {
		if _, ok := table[key]; ok {
			keys = append(keys, key)
		}
	}
	if len(keys) == len(table) {
		return keys
	}
	keys = keys[:0]
	for key := range table {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

type boundField struct{ index int }

type boundFields struct {
	byKey          map[string]boundField
	keys, required []string
}

func fieldsOf(t reflect.Type) boundFields {
	fields := boundFields{byKey: map[string]boundField{}}
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("toml")
		if !ok {
			continue
		}
		key, option, _ := strings.Cut(tag, ",")
		fields.byKey[key] = boundField{i}
		fields.keys = append(fields.keys, key)
		if option == "required" {
			fields.required = append(fields.required, key)
		}
	}
	return fields
}

func (b *binder) unknownKey(n *node, key, path string, known []string) {
	if n == nil {
		n = &node{}
	}
	d := Diagnostic{Code: "T05", At: n.at, What: fmt.Sprintf("unknown key %q in %s", key, orFile(path))}
	if b.guesses++; b.guesses <= MaxPrinted {
		d.Help = DidYouMean(key, known)
	}
	b.add(d)
}

func (b *binder) wrongType(n *node, path, wanted string, raw any) {
	b.add(Diagnostic{Code: "T06", At: n.value, What: fmt.Sprintf("%s must be %s, not %s", orFile(path), wanted, kindOf(raw))})
}

func (b *binder) add(d Diagnostic) { b.found = append(b.found, d) }

func kindOf(raw any) string {
	switch raw.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64:
		return "a whole number"
	case float64:
		return "a number"
	case time.Time:
		return "a date or time"
	case map[string]any:
		return "a table"
	}
	return "a list"
}

func join(path, key string) string {
	if strings.ContainsAny(key, ". \"'") || key == "" {
		key = fmt.Sprintf("%q", key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func orFile(path string) string {
	if path == "" {
		return "the file"
	}
	return path
}

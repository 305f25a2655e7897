package source

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	quick "github.com/pelletier/go-toml/v2"
)

// A Val is a value that remembers its place. The zero Val has no place, which tells an absent key from an empty value.
type Val[T any] struct {
	V  T
	At Position
}

// A Text is a text with its place.
type Text = Val[string]

// Set tells whether the key was there.
func (v Val[T]) Set() bool { return v.At.IsValid() }

// V makes a value that stands at a place.
func V[T any](v T, at Position) Val[T] { return Val[T]{v, at} }

// Bind fills a T from a file. Fields carry the tag `toml:"key"`, `toml:"key,required"`, or
// `toml:"key,required,unless=other"`; a field `At Position` receives the place of
// the table. Known kinds: text, bool, int, float64, Date, Val of these, slices, maps with text keys, structs, and any for a value as it
// stands. Every unknown key, wrong type and missing key is reported.
func Bind[T any](f *File) (T, Diagnostics) { return bind[T](f, false) }

// BindLines is Bind for a file whose texts are printed on one line each: none is empty, or has an end of a line or a tab.
func BindLines[T any](f *File) (T, Diagnostics) { return bind[T](f, true) }

// Register reads a text that the program itself keeps beside a site, as BindLines does, and refuses one of another version. The file is nil where the text
// cannot be read at all.
func Register[T any](name string, data []byte, version int, schema func(*T) Val[int]) (*File, T, Diagnostics) {
	var all T
	text, found := ParseTables(name, data)
	if text == nil {
		return nil, all, found
	}
	all, more := BindLines[T](text)
	found = append(found, more...)
	if is := schema(&all); !found.HasErrors() && is.V != version {
		found = append(found, Diagnostic{Code: "S01", At: is.At, What: fmt.Sprintf("schema %d is unknown", is.V), Help: fmt.Sprintf("write schema = %d", version)})
	}
	if found.HasErrors() {
		return nil, all, found
	}
	return text, all, found
}

func bind[T any](f *File, oneLine bool) (T, Diagnostics) {
	var target T
	f = f.parsed()
	b := &binder{oneLine: oneLine, unbound: map[string]bool{}}
	b.value(reflect.ValueOf(&target).Elem(), f.values, f.root, nil)
	f.unbound = b.unbound
	if b.full() {
		b.found = append(b.found, Diagnostic{Code: "T08", At: OfFile(f.Name), What: fmt.Sprintf("more than %d faults; the rest was not looked for", MaxFound)})
	}
	return target, b.found
}

// MaxFound is the number of faults after which Bind stops: such a text is not what it should be, and more would only cost time.
const MaxFound = 1000

type binder struct {
	oneLine bool
	unbound map[string]bool
	found   Diagnostics
	guesses int // "did you mean" costs; junk gets it only so often
}

var (
	dateType     = reflect.TypeFor[Date]()
	positionType = reflect.TypeFor[Position]()
)

// value binds raw, which stands at n, into target, and tells whether it could. What could not be bound stays as if it were absent, so
// that no later check complains of it once more. path names the thing in messages.
func (b *binder) value(target reflect.Value, raw any, n *node, path *path) bool {
	bound := !b.full() && b.kind(target, raw, n, path)
	if !bound && path != nil {
		b.unbound[path.mark()] = true
	}
	return bound
}

func (b *binder) kind(target reflect.Value, raw any, n *node, path *path) bool {
	if n == nil {
		n = &node{}
	}
	t := target.Type()
	switch {
	case t == dateType:
		return b.date(target, raw, n, path)
	case t.Kind() == reflect.Struct && shapeOf(t).isVal:
		if !b.value(target.Field(0), raw, n, path) {
			return false
		}
		*target.Field(1).Addr().Interface().(*Position) = n.valueAt()
		return true
	case t.Kind() == reflect.Struct:
		return b.table(target, raw, n, path)
	case t.Kind() == reflect.Map:
		return b.mapping(target, raw, n, path)
	case t.Kind() == reflect.Slice:
		return b.list(target, raw, n, path)
	case t.Kind() == reflect.Pointer:
		target.Set(reflect.New(t.Elem()))
		return b.value(target.Elem(), raw, n, path)
	case t.Kind() == reflect.Interface:
		if !b.legibleAll(raw, n, path) {
			return false
		}
		target.Set(reflect.ValueOf(raw))
		return true
	}
	return b.scalar(target, raw, n, path)
}

func (b *binder) scalar(target reflect.Value, raw any, n *node, path *path) bool {
	wanted := "text in quotes"
	switch target.Kind() {
	case reflect.String:
		if v, ok := raw.(string); ok {
			if !b.legible(v, n, path) {
				return false
			}
			target.SetString(v)
			return true
		}
	case reflect.Bool:
		if v, ok := raw.(bool); ok {
			target.SetBool(v)
			return true
		}
		wanted = "true or false"
	case reflect.Int:
		if v, ok := raw.(int64); ok && !target.OverflowInt(v) {
			target.SetInt(v)
			return true
		}
		wanted = "a whole number"
	case reflect.Float64:
		switch v := raw.(type) {
		case int64:
			target.SetFloat(float64(v))
			return true
		case float64:
			target.SetFloat(v)
			return true
		}
		wanted = "a number"
	}
	return b.wrongType(n, path, wanted, raw)
}

func (b *binder) date(target reflect.Value, raw any, n *node, path *path) bool {
	day, ok := localDate(raw)
	if !ok {
		return b.wrongType(n, path, "a date such as 2026-10-01", raw)
	}
	target.Set(reflect.ValueOf(day))
	return true
}

// localDate takes a day from what either decoder makes of it: a type of its own, or a moment in a zone whose name tells.
func localDate(raw any) (Date, bool) {
	switch day := raw.(type) {
	case quick.LocalDate:
		return Date{day.Year, day.Month, day.Day}, true
	case time.Time:
		return DateOf(day), day.Location().String() == "date-local"
	}
	return Date{}, false
}

func (b *binder) list(target reflect.Value, raw any, n *node, path *path) bool {
	value := reflect.ValueOf(raw)
	if value.Kind() != reflect.Slice {
		return b.wrongType(n, path, "a list in brackets", raw)
	}
	list, bound := reflect.MakeSlice(target.Type(), value.Len(), value.Len()), 0
	for i := range value.Len() {
		var item *node
		if i < len(n.items) {
			item = n.items[i]
		}
		if b.value(list.Index(bound), value.Index(i).Interface(), item, path.item(i)) {
			bound++
		}
	}
	if bound > 0 || value.Len() == 0 {
		target.Set(list.Slice(0, bound))
	}
	return true
}

func (b *binder) mapping(target reflect.Value, raw any, n *node, path *path) bool {
	table, ok := raw.(map[string]any)
	if !ok {
		return b.wrongType(n, path, "a table", raw)
	}
	out := reflect.MakeMapWithSize(target.Type(), len(table))
	for _, key := range n.orderedKeys(table) {
		value := reflect.New(target.Type().Elem()).Elem()
		if f := n.fields[key]; f != nil && !b.legibleKey(key, f, path) {
			b.unbound[path.key(key).mark()] = true
			continue
		}
		if b.value(value, table[key], n.fields[key], path.key(key)) {
			out.SetMapIndex(reflect.ValueOf(key).Convert(target.Type().Key()), value)
		}
	}
	target.Set(out)
	return true
}

func (b *binder) table(target reflect.Value, raw any, n *node, path *path) bool {
	table, ok := raw.(map[string]any)
	if !ok {
		return b.wrongType(n, path, "a table", raw)
	}
	fields := shapeOf(target.Type())
	if fields.at >= 0 {
		*target.Field(fields.at).Addr().Interface().(*Position) = n.keyAt()
	}
	meant := map[string]bool{}
	for _, key := range n.orderedKeys(table) {
		if i, ok := fields.byKey[key]; ok {
			b.value(target.FieldByIndex(i), table[key], n.fields[key], path.key(key))
		} else if guess := b.unknownKey(n.fields[key], key, path, fields.keys); guess != "" {
			if _, there := table[guess]; !there {
				meant[guess] = true
				b.unbound[path.key(guess).mark()] = true
			}
		}
	}
	for _, key := range fields.required {
		_, there := table[key]
		_, instead := table[fields.unless[key]]
		if there || instead || meant[key] || b.full() {
			continue
		}
		b.unbound[path.key(key).mark()] = true
		b.add(Diagnostic{Code: "T07", At: n.keyAt(), What: fmt.Sprintf("%s needs the key %q", path, key),
			Help: "add `" + cureFor(path, key, target.Type().FieldByIndex(fields.byKey[key]).Type) + "`"})
	}
	return true
}

// orderedKeys are the table's keys in the order of the text, so that reports come in that order.
func (n *node) orderedKeys(table map[string]any) []string {
	missing := func(key string) bool { _, ok := table[key]; return !ok }
	if len(n.keys) == len(table) && !slices.ContainsFunc(n.keys, missing) {
		return n.keys
	}
	return slices.Sorted(maps.Keys(table)) // without places there is no other order
}

// unknownKey reports a key that there is not, and returns the one that was probably meant.
func (b *binder) unknownKey(n *node, key string, path *path, known []string) string {
	if b.full() {
		return ""
	}
	if n == nil {
		n = &node{}
	}
	d := Diagnostic{Code: "T05", At: n.keyAt(), What: fmt.Sprintf("unknown key %q in %s", key, path)}
	guess := ""
	if b.guesses++; b.guesses <= MaxPrinted {
		d.Help, guess = DidYouMean(key, known), Nearest(key, known)
	}
	b.add(d)
	return guess
}

func (b *binder) wrongType(n *node, path *path, wanted string, raw any) bool {
	b.add(Diagnostic{Code: "T06", At: n.valueAt(), What: fmt.Sprintf("%s must be %s, not %s", path, wanted, kindOf(raw))})
	return false
}

func (b *binder) full() bool { return len(b.found) >= MaxFound }

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
	case time.Time, quick.LocalDate, quick.LocalDateTime, quick.LocalTime:
		return "a date or time"
	case map[string]any:
		return "a table"
	}
	return "a list"
}

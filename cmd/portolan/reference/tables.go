package reference

import (
	"reflect"
	"slices"
	"strings"

	"portolan/model/source"
)

// A table is one of a file, at all places where it can be.
type table struct {
	is    reflect.Type
	heads []string // "[zones.ID]"
	keys  []source.Key
	text  text
}

// tables are those of a file, the outer ones first.
func (f File) tables() []*table {
	w := &walk{known: map[reflect.Type]*table{}}
	for _, root := range f.roots {
		w.table(root, "")
	}
	return w.all
}

type walk struct {
	all   []*table
	known map[reflect.Type]*table
}

func (w *walk) table(t reflect.Type, head string) {
	if known := w.known[t]; known != nil {
		if head != "" && !slices.Contains(known.heads, head) {
			known.heads = append(known.heads, head)
		}
		return
	}
	made := &table{is: t, keys: source.Keys(t), text: textOf(t, about)}
	if head != "" {
		made.heads = []string{head}
	}
	w.known[t], w.all = made, append(w.all, made)
	for _, key := range made.keys {
		w.value(key.Type, strings.TrimPrefix(strings.Trim(head, "[]")+"."+key.Name, "."), "[", "]")
	}
}

// value goes on to the tables that a value holds.
func (w *walk) value(t reflect.Type, at, before, behind string) {
	switch {
	case t.Kind() == reflect.Slice:
		w.value(source.PlainType(t.Elem()), at, "[[", "]]")
	case t.Kind() == reflect.Map:
		w.value(source.PlainType(t.Elem()), at+".ID", before, behind)
	case source.IsTable(t):
		w.table(t, before+at+behind)
	}
}

// A reference is a key that names ids of a table.
type reference struct{ head, key string }

// references are the keys of a file that name ids of one of its tables.
func references(tables []*table, name string) []reference {
	var out []reference
	for _, t := range tables {
		for _, key := range t.keys {
			if said(t.is, key).refersTo(name) || key.Name == "stands_in_for" && strings.HasPrefix(strings.Join(t.heads, ""), "["+name+".") {
				out = append(out, reference{strings.Join(t.heads, ", "), key.Name})
			}
		}
	}
	return out
}

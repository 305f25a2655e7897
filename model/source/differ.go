package source

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// A Difference is a value that two files do not have in common.
type Difference struct {
	Part     string // the table: "nodes.n1", or "document"; empty for a key at the top
	Key      string // within it: "facts.cores"; empty where the whole table is in one of them only
	From, To any    // nil where it is not there
	At       Position
}

// Differences are the values in which a file differs from its base, by table and key. Tables are compared key by key, and named entries of a
// table are parts of their own; lists are compared as a whole.
func Differences(base, file *File) []Difference {
	d := &differ{}
	for _, key := range bothKeys(base.root, base.values, file.root, file.values) {
		old, new := base.values[key], file.values[key]
		before, _ := old.(map[string]any)
		after, _ := new.(map[string]any)
		if before == nil && after == nil {
			d.value("", key, old, new, either(base.root, file.root, key))
			continue
		}
		d.table(key, before, after, base.root.fields[key], file.root.fields[key])
	}
	slices.SortStableFunc(d.found, func(a, b Difference) int { return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Key, b.Key)) })
	return d.found
}

type differ struct{ found []Difference }

// table compares the tables of one key at the top. Entries that are tables themselves are parts.
func (d *differ) table(part string, before, after map[string]any, old, new *node) {
	for _, key := range bothKeys(old, before, new, after) {
		inner, isTable := before[key].(map[string]any)
		outer, alsoTable := after[key].(map[string]any)
		_, was := before[key]
		_, is := after[key]
		at := either(old, new, key)
		switch {
		case !isTable && !alsoTable:
			d.value(part, key, before[key], after[key], at)
		case was && is && isTable && alsoTable:
			d.keys(part+"."+word(key), "", inner, outer, old.fields[key], new.fields[key])
		default:
			d.value(part+"."+word(key), "", before[key], after[key], at)
		}
	}
}

// keys compares the keys of a part, which may be tables in turn.
func (d *differ) keys(part, above string, before, after map[string]any, old, new *node) {
	for _, key := range bothKeys(old, before, new, after) {
		inner, isTable := before[key].(map[string]any)
		outer, alsoTable := after[key].(map[string]any)
		if isTable && alsoTable {
			d.keys(part, above+word(key)+".", inner, outer, old.fields[key], new.fields[key])
		} else {
			d.value(part, above+word(key), before[key], after[key], either(old, new, key))
		}
	}
}

func (d *differ) value(part, key string, from, to any, at Position) {
	if !reflect.DeepEqual(from, to) {
		d.found = append(d.found, Difference{part, key, from, to, at})
	}
}

// bothKeys are the keys of two tables, each once.
func bothKeys(a *node, before map[string]any, b *node, after map[string]any) []string {
	keys := slices.Clone(keysOf(a, before))
	for _, key := range keysOf(b, after) {
		if _, there := before[key]; !there {
			keys = append(keys, key)
		}
	}
	return keys
}

func keysOf(n *node, values map[string]any) []string {
	if n == nil {
		return slices.Sorted(maps.Keys(values))
	}
	return n.orderedKeys(values)
}

// either is where a key stands in the second table, or in the first.
func either(old, new *node, key string) Position {
	for _, n := range []*node{new, old} {
		if n != nil && n.fields[key] != nil {
			return n.fields[key].keyAt()
		}
	}
	return Position{}
}

// word is a key as TOML writes it.
func word(key string) string { return (&path{name: key}).word() }

// Plain is a value of a file as a person reads it: lists with commas, tables as their keys with their values.
func Plain(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		return plainList(v)
	case []map[string]any:
		return plainList(v)
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, word(key)+": "+nested(v[key]))
		}
		return strings.Join(parts, "; ")
	case time.Time:
		if day, ok := localDate(v); ok {
			return day.String()
		}
	}
	return fmt.Sprint(value)
}

func plainList[T any](list []T) string {
	var parts []string
	for _, item := range list {
		parts = append(parts, nested(item))
	}
	return strings.Join(parts, ", ")
}

// nested is a value within another: a table keeps its braces.
func nested(value any) string {
	if _, ok := value.(map[string]any); ok {
		return "{" + Plain(value) + "}"
	}
	return Plain(value)
}

package source

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Join puts together what several files say of one thing. Their tables become one, key by key; a value is in one of them only, and one that is
// said twice is a fault at both places. The first file's name is that of the whole.
func Join(files ...*File) (*File, Diagnostics) {
	if len(files) == 1 {
		return files[0], nil
	}
	whole := files[0].copied()
	var found Diagnostics
	for _, f := range files[1:] {
		found = append(found, join(whole.values, whole.root, f.values, f.root, nil)...)
	}
	return whole, found
}

// join adds a table to another, which is a copy.
func join(into map[string]any, at *node, from map[string]any, there *node, path *path) Diagnostics {
	var found Diagnostics
	for _, key := range there.orderedKeys(from) {
		old, said := into[key]
		table, isTable := from[key].(map[string]any)
		inner, both := old.(map[string]any)
		switch {
		case !said:
			put(into, at, key, copied(from[key]), there.fields[key].copied())
		case isTable && both:
			found = append(found, join(inner, at.fields[key], table, there.fields[key], path.key(key))...)
		default:
			found = append(found, Diagnostic{Code: "S271", At: there.fields[key].keyAt(), What: fmt.Sprintf("%s is said in two files", path.key(key)),
				Help: "keep one of them", Related: []Related{{At: at.fields[key].keyAt(), What: "first here"}}})
		}
	}
	return found
}

// Over is a file that says only what differs from another: its values take the place of those of the base, tables key by key, lists as a whole.
func (f *File) Over(base *File) *File {
	whole := base.copied()
	over(whole.values, whole.root, f.values, f.root)
	whole.Name, whole.data, whole.text = f.Name, f.data, f.text
	whole.root.text, whole.root.key, whole.root.value = f.text, f.root.key, f.root.value
	return whole
}

func over(into map[string]any, at *node, from map[string]any, there *node) {
	for _, key := range there.orderedKeys(from) {
		table, isTable := from[key].(map[string]any)
		if inner, both := into[key].(map[string]any); isTable && both {
			over(inner, at.fields[key], table, there.fields[key])
			continue
		}
		put(into, at, key, copied(from[key]), there.fields[key].copied())
	}
}

// Only is the file with these of its keys, and Without the file without them.
func (f *File) Only(keys ...string) *File {
	return f.filtered(func(key string) bool { return slices.Contains(keys, key) })
}

// Without is the file but for these of its keys.
func (f *File) Without(keys ...string) *File {
	return f.filtered(func(key string) bool { return !slices.Contains(keys, key) })
}

// filtered shares what it keeps with the file: nobody changes a file that was read, but only copies of it.
func (f *File) filtered(keep func(key string) bool) *File {
	out, root := *f, *f.root
	out.values, out.root, out.unbound = map[string]any{}, &root, nil
	root.fields, root.keys = map[string]*node{}, nil
	for _, key := range f.root.orderedKeys(f.values) {
		if !keep(key) {
			continue
		}
		out.values[key] = f.values[key]
		if at, placed := f.root.fields[key]; placed {
			put(out.values, out.root, key, f.values[key], at)
		}
	}
	return &out
}

// Keys are the keys of the table at a path, in the order of the text; of no table there are none.
func (f *File) Keys(path ...string) []string {
	values, at := f.table(path)
	return slices.Clone(at.orderedKeys(values))
}

// Remove is the file without the value at a path, and whether there was one.
func (f *File) Remove(path ...string) (*File, bool) {
	out, last := f.copied(), len(path)-1
	values, at := out.table(path[:last])
	if _, ok := values[path[last]]; !ok {
		return f, false
	}
	take(values, at, path[last])
	return out, true
}

// table is what stands at a path, if it is a table.
func (f *File) table(path []string) (map[string]any, *node) {
	values, at := f.values, f.root
	for _, key := range path {
		inner, ok := values[key].(map[string]any)
		if !ok {
			return nil, &node{}
		}
		values, at = inner, at.fields[key]
	}
	return values, at
}

func put(values map[string]any, at *node, key string, value any, n *node) {
	if at.fields == nil {
		at.fields = map[string]*node{}
	}
	if _, there := at.fields[key]; !there {
		at.keys = append(at.keys, key)
	}
	values[key], at.fields[key] = value, n
}

func take(values map[string]any, at *node, key string) {
	delete(values, key)
	delete(at.fields, key)
	at.keys = slices.DeleteFunc(at.keys, func(k string) bool { return k == key })
}

// copied is a file that can be changed without changing this one.
func (f *File) copied() *File {
	out := *f
	out.values, out.root, out.unbound = copied(f.values).(map[string]any), f.root.copied(), nil
	return &out
}

// copied copies tables; lists are replaced as a whole and never changed.
func copied(value any) any {
	table, ok := value.(map[string]any)
	if !ok {
		return value
	}
	out := maps.Clone(table)
	for key, inner := range out {
		out[key] = copied(inner)
	}
	return out
}

func (n *node) copied() *node {
	if n == nil {
		return &node{}
	}
	out := *n
	out.keys, out.fields = slices.Clone(n.keys), maps.Clone(n.fields)
	for key, inner := range out.fields {
		out.fields[key] = inner.copied()
	}
	return &out
}

// ParseKey reads a key as TOML writes it: names with points between them.
func ParseKey(text string) ([]string, bool) {
	var p unstable.Parser
	p.Reset([]byte(text + "=0"))
	if !p.NextExpression() || p.Expression().Kind != unstable.KeyValue || string(p.Expression().Value().Data) != "0" {
		return nil, false
	}
	var path []string
	for key := p.Expression().Key(); key.Next(); {
		path = append(path, string(key.Node().Data))
	}
	return path, !p.NextExpression() && p.Error() == nil
}

// KeyAt is the place of a key at the top.
func (f *File) KeyAt(key string) Position { return f.root.fields[key].keyAt() }

// Get is the value at a path with its place, and whether there is one.
func (f *File) Get(path ...string) (value any, at Position, ok bool) {
	last := len(path) - 1
	values, n := f.table(path[:last])
	value, ok = values[path[last]]
	if inner := n.fields[path[last]]; inner != nil {
		at = inner.keyAt()
	}
	return value, at, ok
}

// Says reports whether two files say the same, wherever they say it.
func (f *File) Says(other *File) bool { return reflect.DeepEqual(f.values, other.values) }

// With is the file with a value at a path, which has the place of nothing.
func (f *File) With(value any, path ...string) *File {
	out, last := f.copied(), len(path)-1
	values, at := out.values, out.root
	for _, key := range path[:last] {
		inner, ok := values[key].(map[string]any)
		if !ok {
			inner = map[string]any{}
			put(values, at, key, inner, &node{})
		}
		values, at = inner, at.fields[key]
	}
	put(values, at, path[last], value, &node{})
	return out
}

package source

import "reflect"

// A Key is one that a table can have, as Bind knows it.
type Key struct {
	Name     string
	Type     reflect.Type // of its value, without the place
	In       reflect.Type // the struct that has it: the table's own, or one that is embedded in it
	Required bool
	Unless   string // a required key's: another key, in whose presence it is not
}

// Keys are those of a table that is bound to a struct, in the order of its fields.
func Keys(table reflect.Type) []Key {
	shape := shapeOf(table)
	required := map[string]bool{}
	for _, key := range shape.required {
		required[key] = true
	}
	var keys []Key
	for _, name := range shape.keys {
		at, in := shape.byKey[name], table
		if len(at) > 1 {
			in = table.FieldByIndex(at[:len(at)-1]).Type
		}
		keys = append(keys, Key{name, PlainType(table.FieldByIndex(at).Type), in, required[name], shape.unless[name]})
	}
	return keys
}

// PlainType is a type of values without their places.
func PlainType(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct && shapeOf(t).isVal {
		return PlainType(t.Field(0).Type)
	}
	return t
}

// IsTable reports whether values of a plain type are tables with keys that the program knows.
func IsTable(t reflect.Type) bool { return t.Kind() == reflect.Struct && t != dateType }

// A Use is a table of a file with the keys that it has there.
type Use struct {
	Table reflect.Type
	At    Position
	Keys  []string
}

// Uses visits all tables of a file that is bound to a struct, the outer ones first.
func (f *File) Uses(root reflect.Type, visit func(Use)) {
	f = f.parsed()
	uses(root, f.values, f.root, visit)
}

func uses(t reflect.Type, raw any, n *node, visit func(Use)) {
	if n == nil {
		return
	}
	switch t = PlainType(t); {
	case t.Kind() == reflect.Slice:
		if list := reflect.ValueOf(raw); list.Kind() == reflect.Slice {
			for i := range list.Len() {
				uses(t.Elem(), list.Index(i).Interface(), n.item(i), visit)
			}
		}
	case t.Kind() == reflect.Map:
		if table, ok := raw.(map[string]any); ok {
			for _, key := range n.orderedKeys(table) {
				uses(t.Elem(), table[key], n.fields[key], visit)
			}
		}
	case IsTable(t):
		table, _ := raw.(map[string]any)
		visit(Use{t, n.keyAt(), n.orderedKeys(table)})
		for _, key := range Keys(t) {
			if inner, there := table[key.Name]; there {
				uses(key.Type, inner, n.fields[key.Name], visit)
			}
		}
	}
}

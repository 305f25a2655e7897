package source

import (
	"reflect"
	"strings"
)

// cureFor is TOML that gives a table a key it needs: an assignment, or the table of that name with the keys that it needs in turn.
func cureFor(table *path, key string, t reflect.Type) string {
	at := table.key(key)
	switch t = bare(t); {
	case isTable(t):
		return block("["+at.header()+"]", t)
	case t.Kind() == reflect.Map && isTable(bare(t.Elem())):
		return block("["+at.header()+".ID]", bare(t.Elem()))
	case t.Kind() == reflect.Map:
		return "[" + at.header() + "]"
	case t.Kind() == reflect.Slice && isTable(bare(t.Elem())):
		return block("[["+at.header()+"]]", bare(t.Elem()))
	}
	return strings.TrimPrefix(at.word(), ".") + " = " + example(t)
}

// block is a table with the keys that it needs, but for those that are tables themselves.
func block(header string, t reflect.Type) string {
	lines := []string{header}
	for _, key := range shapeOf(t).required {
		if field := bare(t.FieldByIndex(shapeOf(t).byKey[key]).Type); !isTable(field) && field.Kind() != reflect.Map && !(field.Kind() == reflect.Slice && isTable(bare(field.Elem()))) {
			lines = append(lines, key+" = "+example(field))
		}
	}
	return strings.Join(lines, "\n")
}

// bare is the type of a value without its place.
func bare(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Struct && t != dateType && shapeOf(t).isVal {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		} else {
			t = t.Field(0).Type
		}
	}
	return t
}

func isTable(t reflect.Type) bool { return t.Kind() == reflect.Struct && t != dateType }

// example is a value of a type, to be replaced.
func example(t reflect.Type) string {
	switch {
	case t == dateType:
		return "2026-01-31"
	case t.Kind() == reflect.Bool:
		return "true"
	case t.Kind() == reflect.Int:
		return "1"
	case t.Kind() == reflect.Float64:
		return "1.5"
	case t.Kind() == reflect.Slice:
		return "[" + example(bare(t.Elem())) + "]"
	}
	return `"..."`
}

// header is the path as the header of a table has it. An element of a list of tables has none of its own: it is the last one so far.
func (p *path) header() string {
	var steps []string
	for step := p; step != nil; step = step.parent {
		if !step.inList {
			steps = append([]string{strings.TrimPrefix(step.word(), ".")}, steps...)
		}
	}
	return strings.Join(steps, ".")
}

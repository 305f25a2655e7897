package source

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// A shape is what binding needs to know of a struct type.
type shape struct {
	isVal          bool             // it is a Val
	at             int              // index of the field that receives the place, or -1
	byKey          map[string][]int // key -> index of the field, through embedded structs
	keys, required []string
	unless         map[string]string // required key -> key in whose presence it is not
}

// shapes remembers them, since reflection costs more than the rest of binding.
var shapes sync.Map

func shapeOf(t reflect.Type) *shape {
	if known, ok := shapes.Load(t); ok {
		return known.(*shape)
	}
	s := &shape{at: -1, byKey: map[string][]int{}, unless: map[string]string{}, isVal: isVal(t)}
	s.read(t, nil)
	shapes.Store(t, s)
	return s
}

// isVal tells whether a type is a Val.
func isVal(t reflect.Type) bool {
	return strings.HasPrefix(t.Name(), "Val[") && t.PkgPath() == positionType.PkgPath()
}

// read takes in the fields of a struct that is the table, or is embedded in it.
func (s *shape) read(t reflect.Type, path []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clone(path), i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			s.read(f.Type, at)
		}
		if f.Name == "At" && f.Type == positionType && path == nil {
			s.at = i
		}
		tag, ok := f.Tag.Lookup("toml")
		if !ok {
			continue
		}
		key, option, _ := strings.Cut(tag, ",")
		s.byKey[key] = at
		s.keys = append(s.keys, key)
		option, unless, _ := strings.Cut(option, ",unless=")
		if option == "required" {
			s.required = append(s.required, key)
			s.unless[key] = unless
		}
	}
}

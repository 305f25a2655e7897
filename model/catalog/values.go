package catalog

import (
	"reflect"
	"strings"

	"portolan/model/source"
)

// Values are everything that a catalogue says, as plain lists and tables with the keys of its files, for programs. Keys that are not given
// are left out.
func (c *Catalogue) Values() map[string]any {
	all := tableOf(reflect.ValueOf(c).Elem())
	putAll(all, "runbooks", c.Runbooks)
	putAll(all, "procedures", c.Procedures)
	putAll(all, "files", c.Generated)
	return all
}

// putAll puts in what the files of a folder hold, one each.
func putAll[T any](all map[string]any, key string, things []*T) {
	var list []any
	for _, thing := range things {
		list = append(list, tableOf(reflect.ValueOf(thing).Elem()))
	}
	if len(list) > 0 {
		all[key] = list
	}
}

func tableOf(v reflect.Value) map[string]any {
	table := map[string]any{}
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("toml"), ",")
		if key == "" {
			continue
		}
		if value := valueOf(v.Field(i)); value != nil {
			table[key] = value
		}
	}
	return table
}

// valueOf is nil for what was not given.
func valueOf(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Struct:
		at := v.FieldByName("At")
		if !at.Interface().(source.Position).IsValid() {
			return nil
		}
		if scalar := v.FieldByName("V"); scalar.IsValid() {
			return scalar.Interface()
		}
		return tableOf(v)
	case reflect.Slice:
		var list []any
		for i := range v.Len() {
			list = append(list, valueOf(v.Index(i)))
		}
		if list == nil {
			return nil
		}
		return list
	case reflect.Map:
		table := map[string]any{}
		for _, key := range v.MapKeys() {
			table[key.String()] = valueOf(v.MapIndex(key))
		}
		if len(table) == 0 {
			return nil
		}
		return table
	}
	return nil
}

package reference

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"portolan/model/site"
	"portolan/model/source"
)

// draft is the draft of JSON Schema that editors for TOML understand.
const draft = "http://json-schema.org/draft-07/schema#"

type object = map[string]any

// Schema is the JSON Schema of a file.
func (f File) Schema() []byte {
	m := maker{f, object{}}
	schema := object{"$schema": draft, "$id": "urn:portolan:" + f.Name + ":1", "title": strings.ReplaceAll(f.Is, "`", ""), "definitions": m.definitions}
	last := m.ref(f.roots[len(f.roots)-1])
	if len(f.roots) == 1 {
		schema["allOf"] = []any{last}
	} else {
		schema["if"], schema["then"], schema["else"] = object{"required": []string{f.mark}}, m.ref(f.roots[0]), last
	}
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		panic(err) // texts, numbers and lists of them
	}
	return append(text, '\n')
}

// A maker makes the schema of one file.
type maker struct {
	file        File
	definitions object
}

// ref refers to the definition of a table, which it makes.
func (m maker) ref(t reflect.Type) object {
	room, name := typeName(t)
	name = room + "." + name
	if m.definitions[name] == nil {
		m.definitions[name] = object{} // tables that hold themselves
		m.definitions[name] = m.table(t)
	}
	return object{"$ref": "#/definitions/" + name}
}

func (m maker) table(t reflect.Type) object {
	properties, required := object{}, []string{}
	var unless []any
	for _, key := range source.Keys(t) {
		properties[key.Name] = m.property(t, key)
		switch {
		case m.file.Part || !key.Required && !said(t, key).Needed:
		case key.Unless != "":
			unless = append(unless, either("anyOf", key.Name, key.Unless))
		default:
			required = append(required, key.Name)
		}
	}
	says := textOf(t, about)
	schema := object{"type": "object", "description": sentence(says.Says), "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		schema["required"] = required
	}
	if !m.file.Part {
		if len(says.One) > 0 {
			unless = append(unless, either("oneOf", says.One...))
		}
		if len(says.Any) > 0 {
			unless = append(unless, either("anyOf", says.Any...))
		}
	}
	if len(says.Apart) > 0 {
		unless = append(unless, object{"not": object{"required": says.Apart}})
	}
	if len(unless) > 0 { // not beside the keys: editors that complete keys take those of allOf alone
		schema["if"], schema["then"] = true, object{"allOf": unless}
	}
	return schema
}

// either demands one of several keys.
func either(how string, keys ...string) object {
	var ways []any
	for _, key := range keys {
		ways = append(ways, object{"required": []string{key}})
	}
	return object{how: ways}
}

func (m maker) property(table reflect.Type, key source.Key) object {
	says := said(table, key)
	schema := m.value(key.Type, says, choices(table, key))
	description := meaning(says)
	if _, isRef := schema["$ref"]; isRef { // beside a reference nothing counts in this draft
		all := []any{schema}
		for _, never := range says.Never {
			all = append(all, object{"not": object{"required": []string{never}}})
		}
		if len(says.Any) > 0 {
			all = append(all, either("anyOf", says.Any...))
		}
		return object{"allOf": all, "description": description}
	}
	schema["description"] = description
	if says.Unique {
		schema["uniqueItems"] = true
	}
	if says.Most > 0 {
		schema["maxProperties"] = says.Most
	}
	if says.Some && !m.file.Part {
		schema["minItems"] = 1
	}
	return schema
}

func (m maker) value(t reflect.Type, says text, allowed []string) object {
	switch t = source.PlainType(t); {
	case t.Kind() == reflect.Slice:
		return object{"type": "array", "items": m.value(t.Elem(), says, allowed)}
	case t.Kind() == reflect.Map:
		keys := says.Keys
		says.Keys = "" // of the outer table alone
		schema := object{"type": "object", "additionalProperties": m.value(t.Elem(), says, allowed)}
		if keys != "" {
			schema["propertyNames"] = object{"pattern": forms[keys].pattern}
		}
		if says.IDs {
			schema["propertyNames"] = object{"pattern": forms["id"].pattern, "not": object{"enum": site.WindowsNames()}}
		}
		return schema
	case t.Kind() == reflect.Interface:
		return maps.Clone(forms[says.Form].any())
	case source.IsTable(t):
		return m.ref(t)
	}
	return m.plain(t, says, allowed)
}

// plain is the schema of a text, number, day or choice of true and false.
func (m maker) plain(t reflect.Type, says text, allowed []string) object {
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		schema := object{"type": "integer"}
		if f := forms[says.Form]; f.max > 0 {
			schema["minimum"], schema["maximum"] = f.min, f.max
		}
		return schema
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Struct:
		return object{"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
	}
	schema := object{"type": "string"}
	switch pattern := forms[says.Form].pattern; {
	case len(allowed) > 0:
		schema["enum"] = slices.Clone(allowed)
	case pattern != "":
		schema["pattern"] = pattern
	case m.file.oneLine:
		schema["pattern"], schema["maxLength"] = `^[^\t\r\n]*[^ \t\r\n][^\t\r\n]*$`, source.MaxText
	}
	return schema
}

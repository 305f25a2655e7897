package reference

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// OutputSchema is the JSON Schema of what the program writes of a type as JSON: keys are never left out of it or added without notice.
func OutputSchema(name, title string, t reflect.Type) []byte {
	m := outputs{object{}}
	schema := object{"$schema": draft, "$id": "urn:portolan:" + name + ":1", "title": title, "definitions": m.definitions}
	schema["allOf"] = []any{m.value(t)}
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		panic(err) // texts, numbers and lists of them
	}
	return append(text, '\n')
}

type outputs struct{ definitions object }

var (
	asText = reflect.TypeFor[encoding.TextMarshaler]()
	asJSON = reflect.TypeFor[json.Marshaler]()
	formed = reflect.TypeFor[interface{ JSONForm() any }]() // written as a value of another type
)

func (m outputs) value(t reflect.Type) object {
	switch {
	case t.Kind() == reflect.Struct && t.Implements(formed):
		return m.value(reflect.TypeOf(reflect.Zero(t).Interface().(interface{ JSONForm() any }).JSONForm()))
	case t.Implements(asText):
		return object{"type": "string"}
	case t.Implements(asJSON):
		return object{}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return object{"anyOf": []any{m.value(t.Elem()), object{"type": "null"}}}
	case reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": m.value(t.Elem())}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": m.value(t.Elem())}
	case reflect.Struct:
		return m.ref(t)
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	case reflect.Interface:
		return object{}
	}
	return object{"type": "integer"}
}

func (m outputs) ref(t reflect.Type) object {
	room, name := typeName(t)
	name = room + "." + name
	if m.definitions[name] == nil {
		m.definitions[name] = object{} // tables that hold themselves
		properties, required := object{}, []string{}
		m.fields(t, properties, &required)
		m.definitions[name] = object{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
	}
	return object{"$ref": "#/definitions/" + name}
}

// fields are the keys of a struct, with those of structs that are embedded in it.
func (m outputs) fields(t reflect.Type, properties object, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, tagged := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case key == "-" || !f.IsExported():
		case f.Anonymous && key == "" && plainStruct(f.Type).Kind() == reflect.Struct:
			m.fields(plainStruct(f.Type), properties, required)
		default:
			if key == "" {
				key = f.Name
			}
			properties[key] = m.value(f.Type)
			if (!tagged || !strings.HasPrefix(options, "omit")) && !slices.Contains(*required, key) { // a key may take the place of one that is embedded
				*required = append(*required, key)
			}
		}
	}
}

// plainStruct is a struct that is embedded as itself or by a pointer.
func plainStruct(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

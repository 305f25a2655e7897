package reference

import (
	"embed"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
)

//go:embed keys/*.toml
var written embed.FS

// A text is what is said of one key, or of a table.
type text struct {
	Says    string   `toml:"says,required"`
	Default string   `toml:"default"` // what holds where the key is absent
	Form    string   `toml:"form"`    // of texts or numbers, one of forms
	Refers  string   `toml:"refers"`  // tables of the file whose ids it names
	IDs     bool     `toml:"ids"`     // the keys of the table are ids
	Keys    string   `toml:"keys"`    // the form of the keys of the table, where they are no ids
	Unique  bool     `toml:"unique"`  // no value of the list is there twice
	Most    int64    `toml:"most"`    // of a table of tables: how many there may be
	Some    bool     `toml:"some"`    // the list is not empty
	One     []string `toml:"one"`     // of a table: exactly one of these keys is there
	Needed  bool     `toml:"needed"`  // the key is, although the program says so under another code than that of needed keys
	Never   []string `toml:"never"`   // of a key whose value is a table: that has none of these keys
	Apart   []string `toml:"apart"`   // of a table: at most one of these keys is there
	Any     []string `toml:"any"`     // of a table: at least one of these keys is there
}

// about is the key under which a table speaks of itself.
const about = "_"

// texts are what is said, by "room.Type" and key.
var texts = sync.OnceValue(func() map[string]map[string]text {
	all := map[string]map[string]text{}
	files, _ := written.ReadDir("keys")
	for _, f := range files {
		data, _ := written.ReadFile("keys/" + f.Name())
		file, found := source.Parse(f.Name(), data)
		if file == nil {
			panic(found[0].What) // it is part of the program
		}
		tables, found := source.Bind[map[string]map[string]source.Val[any]](file)
		if found.HasErrors() {
			panic(found[0].What)
		}
		for name, keys := range tables {
			all[strings.TrimSuffix(path.Base(f.Name()), ".toml")+"."+name] = plain(keys)
		}
	}
	return all
})

// plain reads what is said of each key: a sentence, or a table with more.
func plain(keys map[string]source.Val[any]) map[string]text {
	out := map[string]text{}
	for key, v := range keys {
		var t text
		switch v := v.V.(type) {
		case string:
			t.Says = v
		case map[string]any:
			fields := reflect.ValueOf(&t).Elem()
			for i := range fields.NumField() {
				name, _, _ := strings.Cut(fields.Type().Field(i).Tag.Get("toml"), ",")
				if said, ok := v[name]; ok {
					setField(fields.Field(i), said)
				}
			}
		}
		out[key] = t
	}
	return out
}

func setField(field reflect.Value, said any) {
	list, ok := said.([]any)
	if !ok {
		field.Set(reflect.ValueOf(said))
		return
	}
	for _, item := range list {
		field.Set(reflect.Append(field, reflect.ValueOf(item)))
	}
}

// textOf is what is said of a key, by the struct that has it; of a table with the key about.
func textOf(in reflect.Type, key string) text {
	room, name := typeName(in)
	return texts()[room+"."+name][key]
}

// said is what is said of a key of a table: by the table, or by a struct that is embedded in it.
func said(table reflect.Type, key source.Key) text {
	if own := textOf(table, key.Name); own.Says != "" {
		return own
	}
	return textOf(key.In, key.Name)
}

// refersTo reports whether a key names ids of a table.
func (t text) refersTo(table string) bool { return slices.Contains(strings.Fields(t.Refers), table) }

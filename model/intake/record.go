package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"portolan/model/rewrite"
	"portolan/model/source"
)

// SchemaVersion is the version of the record that this program reads and writes.
const SchemaVersion = 1

// Imported is what lists said of a site when they were last imported, by the headers of tables.
type Imported struct{ Of map[string]*Said }

// Said is that of one table.
type Said struct {
	Keys  map[string]any
	Lists []string
}

type writtenImport struct {
	Schema source.Val[int]                       `toml:"schema,required"`
	Tables map[string]map[string]source.Val[any] `toml:"tables"`
}

// ReadImported reads the record. It is nil where the text cannot be relied on.
func ReadImported(name string, data []byte) (*Imported, source.Diagnostics) {
	file, found := source.ParseTables(name, data)
	if file == nil {
		return nil, found
	}
	w, found := source.BindLines[writtenImport](file)
	if w.Schema.Set() && w.Schema.V != SchemaVersion {
		found = append(found, fault("S01", w.Schema.At, fmt.Sprintf("write schema = %d", SchemaVersion), fmt.Sprintf("schema %d is unknown", w.Schema.V)))
	}
	if found.HasErrors() {
		return nil, found
	}
	all := &Imported{Of: map[string]*Said{}}
	for header, table := range w.Tables {
		said := &Said{Keys: map[string]any{}}
		for key, v := range table {
			value := ours(v.V)
			switch list, texts := value.([]string); {
			case !written(value):
				found = append(found, fault("M02", v.At, "restore the file, or take it out to begin anew", fmt.Sprintf("the record of [%s] cannot be read: nothing writes such a value for %s", header, key)))
			case key == "lists" && texts:
				said.Lists = list
			default:
				said.Keys[key] = value
			}
		}
		all.Of[header] = said
	}
	if found.HasErrors() {
		return nil, found
	}
	return all, nil
}

// written reports whether a value is of a kind that entries have.
func written(value any) bool {
	switch value.(type) {
	case string, []string, int64, bool:
		return true
	}
	return false
}

// ours is a value of a file as entries have it: lists of texts as such.
func ours(value any) any {
	if list, ok := value.([]any); ok {
		if texts, ok := textsOf(list); ok {
			return append([]string{}, texts...)
		}
	}
	return value
}

// String is the record as it is written: the same for the same content, whatever it was read from.
func (all *Imported) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, `# What lists said of this site when they were last imported. "portolan import" writes this file: by it, it tells what the lists say
# otherwise by now from what people changed since, and leaves that alone. Keep it with the site.
schema = %d
`, SchemaVersion)
	for _, header := range source.SortedKeys(all.Of) {
		said := all.Of[header]
		fmt.Fprintf(&b, "\n[tables.%s]\n", source.Quoted(header))
		for _, key := range source.SortedKeys(said.Keys) {
			fmt.Fprintf(&b, "%s = %s\n", keyAsTOML(key), asTOML(said.Keys[key]))
		}
		fmt.Fprintf(&b, "lists = %s\n", asTOML(said.Lists))
	}
	return b.String()
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func keyAsTOML(key string) string {
	if bareKey.MatchString(key) {
		return key
	}
	return source.Quoted(key)
}

// asTOML is a value as it is written. Texts with a backslash, as paths have, are written as people do.
func asTOML(value any) string {
	switch v := value.(type) {
	case string:
		if strings.Contains(v, `\`) && !strings.Contains(v, "'") {
			return "'" + v + "'"
		}
		return source.Quoted(v)
	case []string:
		var list []string
		for _, text := range v {
			list = append(list, asTOML(text))
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	return fmt.Sprint(value)
}

// pairs are the keys of an entry, its facts in one.
func (e *Entry) pairs() (out []rewrite.Pair) {
	var facts []string
	at := -1
	for _, k := range e.Keys {
		fact, ok := strings.CutPrefix(k.Name, "facts.")
		if !ok {
			out = append(out, rewrite.Pair{Key: k.Name, Value: asTOML(k.Value)})
			continue
		}
		if at < 0 {
			at = len(out)
		}
		facts = append(facts, fact+" = "+asTOML(k.Value))
	}
	if at >= 0 {
		out = slices.Insert(out, at, rewrite.Pair{Key: "facts", Value: "{ " + strings.Join(facts, ", ") + " }"})
	}
	return out
}

// toDecide begins a comment on what no list says.
const toDecide = "# To decide: "

// comments are the lines above an entry: where it is from, and what is open.
func (e *Entry) comments() string {
	text := ""
	if len(e.From) > 0 {
		text = "# From " + printable(strings.Join(e.From, ", ")) + ".\n"
	}
	for _, line := range e.Open {
		text += toDecide + printable(line) + "\n"
	}
	return text
}

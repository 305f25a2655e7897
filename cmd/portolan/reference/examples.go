package reference

import (
	"cmp"
	"embed"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"

	"portolan/model/catalog"
	"portolan/model/source"
	"portolan/sites"
)

// example is a site and a catalogue of it that have a bit of everything.
//
//go:embed example
var example embed.FS

// A place is where examples of a kind of file are cut from.
type place struct {
	files fs.FS
	globs []string
}

// places are those of each kind, the better ones first. All of it is built by tests.
var places = map[string][]place{
	"site":      {{example, []string{"example/site/site.toml", "example/site/network.toml", "example/test/site.toml"}}, {sites.Files, []string{"*/site.toml"}}},
	"columns":   {{example, []string{"example/site/columns.toml"}}},
	"runbook":   {{example, []string{"example/site/runbooks/*.toml", "example/products/*/*/runbooks/*.toml"}}, {catalog.Embedded().Files, []string{"*/*/runbooks/*.toml"}}},
	"approvals": {{example, []string{"example/site/approvals.toml"}}, {sites.Files, []string{"*/approvals.toml"}}},
	"status":    {{example, []string{"example/site/status.toml"}}},
	"decisions": {{example, []string{"example/site/decisions.toml"}}, {sites.Files, []string{"harbour-logistics/decisions.toml"}}},
	"mapping":   {{example, []string{"example/import/mapping.toml"}}},
	"catalog":   {{example, []string{"example/products/*/*/*.toml"}}, {catalog.Embedded().Files, []string{"*/*/*.toml"}}, {catalog.Infrastructure().Files, []string{"*/*/*.toml"}}},
	"procedure": {{catalog.Embedded().Files, []string{"*/*/procedures/*.toml"}}},
	"file":      {{example, []string{"example/products/*/*/files/*.toml"}}, {catalog.Embedded().Files, []string{"*/*/files/*.toml"}}},
}

// A cut is a table of an example as it stands in its file.
type cut struct {
	text  string
	keys  []string
	place int // in the order of the places
}

// cuts are the tables of the examples of a kind of file, by their types.
func (f File) cuts() map[reflect.Type][]cut {
	out := map[reflect.Type][]cut{}
	for i, p := range places[f.Name] {
		for _, name := range globbed(p) {
			data, err := fs.ReadFile(p.files, name)
			if err != nil {
				panic(err) // it is part of the program
			}
			file, _ := source.Parse(name, data)
			lines := strings.Split(string(data), "\n")
			root := f.roots[len(f.roots)-1]
			if f.mark != "" && file.Has(f.mark) {
				root = f.roots[0]
			}
			file.Uses(root, func(u source.Use) {
				if text := tableText(lines, u.At.Line(), u.Table == root); text != "" {
					out[u.Table] = append(out[u.Table], cut{text, u.Keys, i})
				}
			})
		}
	}
	return out
}

func globbed(p place) []string {
	var names []string
	for _, glob := range p.globs {
		more, _ := fs.Glob(p.files, glob)
		names = append(names, more...)
	}
	return names
}

// longest is the number of lines of an example that is still read.
const longest = 30

// tableText is a table as it stands in a file: from its head, or from its line, to the next head. It is "" where it is too long to be an example.
func tableText(lines []string, line int, root bool) string {
	first := max(line, 1) - 1
	inline := !root && !strings.HasPrefix(lines[first], "[")
	if root {
		first = 0
	}
	last := first + 1
	for !inline && last < len(lines) && !strings.HasPrefix(lines[last], "[") {
		last++
	}
	if inline && strings.Count(lines[first], "{") != strings.Count(lines[first], "}") {
		return ""
	}
	text := lines[first:last]
	blank := func(l string) bool { return strings.TrimSpace(l) == "" || strings.HasPrefix(l, "#") }
	for len(text) > 0 && blank(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	for len(text) > 0 && blank(text[0]) {
		text = text[1:]
	}
	if len(text) > longest || len(text) == 0 || strings.HasPrefix(text[0], "[") && root {
		return ""
	}
	return strings.Join(text, "\n")
}

// shown are the fewest tables that show each key of a table once, and the keys that none of them shows. Keys that hold tables are shown where
// these are.
func shown(t *table, cuts []cut) (chosen []string, missing []string) {
	for _, key := range t.keys {
		if !holdsTables(key.Type) {
			missing = append(missing, key.Name)
		}
	}
	gain := func(c cut) int {
		n := 0
		for _, key := range c.keys {
			if slices.Contains(missing, key) {
				n++
			}
		}
		return n
	}
	for len(missing) > 0 && len(cuts) > 0 {
		best := slices.MinFunc(cuts, func(a, b cut) int {
			return cmp.Or(gain(b)-gain(a), a.place-b.place, len(a.text)-len(b.text))
		})
		if gain(best) == 0 {
			break
		}
		chosen = append(chosen, best.text)
		missing = slices.DeleteFunc(missing, func(key string) bool { return slices.Contains(best.keys, key) })
	}
	return chosen, missing
}

// holdsTables reports whether a value is tables with keys of their own.
func holdsTables(t reflect.Type) bool {
	t = source.PlainType(t)
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = source.PlainType(t.Elem())
	}
	return source.IsTable(t)
}

// allCuts are the cuts of each kind of file, which the same program needs once.
var allCuts = sync.OnceValue(func() map[string]map[reflect.Type][]cut {
	out := map[string]map[reflect.Type][]cut{}
	for _, f := range Files {
		out[f.Name] = f.cuts()
	}
	return out
})

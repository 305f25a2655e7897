package catalog

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
)

//go:embed */*/*.toml */*/runbooks/*.toml
var builtin embed.FS

// Editions lists the folders of the embedded catalogues, as "product/edition".
func Editions() []string {
	files, _ := fs.Glob(builtin, "*/*/product.toml")
	var dirs []string
	for _, f := range files {
		dirs = append(dirs, path.Dir(f))
	}
	return dirs
}

// Open loads an embedded catalogue by its folder, "product/edition".
func Open(dir string) (*Catalogue, source.Diagnostics) { return Load(builtin, dir) }

// Load reads a catalogue from a folder: every file ending in .toml belongs to it, those in "runbooks" are one runbook each. Where there
// are errors the catalogue is nil.
func Load(fsys fs.FS, dir string) (*Catalogue, source.Diagnostics) {
	names, _ := fs.Glob(fsys, path.Join(dir, "*.toml"))
	books, _ := fs.Glob(fsys, path.Join(dir, "runbooks", "*.toml"))
	if len(names) == 0 {
		return nil, source.Diagnostics{{Code: "P01", At: source.Position{File: dir}, What: fmt.Sprintf("there is no catalogue %q", dir),
			Help: source.DidYouMean(dir, Editions())}}
	}
	parts := parseAll[Catalogue](fsys, names)
	runbooks := parseAll[Runbook](fsys, books)
	c := &Catalogue{Dir: dir}
	var found source.Diagnostics
	for _, p := range parts {
		found = append(found, p.found...)
		if p.file != nil {
			c.Files = append(c.Files, p.file)
			found = append(found, c.merge(&p.value)...)
		}
	}
	for _, r := range runbooks {
		found = append(found, r.found...)
		if r.file != nil {
			c.Files = append(c.Files, r.file)
			c.Runbooks = append(c.Runbooks, &r.value)
		}
	}
	slices.SortFunc(c.Runbooks, func(a, b *Runbook) int { return strings.Compare(a.ID.V, b.ID.V) })
	if !found.HasErrors() {
		found = append(found, c.check()...)
	}
	if found.HasErrors() {
		return nil, found.Sorted()
	}
	return c, found.Sorted()
}

type parsed[T any] struct {
	file  *source.File
	value T
	found source.Diagnostics
}

// parseAll reads files at the same time, since parsing is most of what loading costs; the results come in the order of names.
func parseAll[T any](fsys fs.FS, names []string) []parsed[T] {
	results := make([]parsed[T], len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() { results[i] = parseOne[T](fsys, name) })
	}
	wait.Wait()
	return results
}

func parseOne[T any](fsys fs.FS, name string) (p parsed[T]) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		p.found = source.Diagnostics{{Code: "P02", At: source.Position{File: name}, What: fmt.Sprintf("cannot read: %v", err)}}
		return p
	}
	if p.file, p.found = source.Parse(name, data); p.file != nil {
		p.value, p.found = source.Bind[T](p.file)
	}
	return p
}

// merge adds the tables of one file. Reflection walks the fields, so that a new table needs no word here.
func (c *Catalogue) merge(part *Catalogue) source.Diagnostics {
	var found source.Diagnostics
	into, from := reflect.ValueOf(c).Elem(), reflect.ValueOf(part).Elem()
	for i := range into.NumField() {
		if _, ok := into.Type().Field(i).Tag.Lookup("toml"); !ok {
			continue
		}
		target, add := into.Field(i), from.Field(i)
		switch {
		case add.IsZero():
		case target.Kind() == reflect.Slice:
			target.Set(reflect.AppendSlice(target, add))
		case target.Kind() == reflect.Map:
			found = append(found, mergeMap(target, add, into.Type().Field(i).Tag.Get("toml"))...)
		default:
			target.Set(add)
		}
	}
	return found
}

func mergeMap(target, add reflect.Value, table string) source.Diagnostics {
	if target.IsNil() {
		target.Set(reflect.MakeMap(target.Type()))
	}
	var found source.Diagnostics
	for _, key := range add.MapKeys() {
		if old := target.MapIndex(key); old.IsValid() {
			at := func(v reflect.Value) source.Position { return v.FieldByName("At").Interface().(source.Position) }
			found = append(found, source.Diagnostic{Code: "P03", At: at(add.MapIndex(key)), What: fmt.Sprintf("%s.%s is there twice", table, key),
				Related: []source.Related{{At: at(old), What: "first here"}}})
			continue
		}
		target.SetMapIndex(key, add.MapIndex(key))
	}
	return found
}

package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
)

// Load reads a catalogue and checks it. Where there are errors the catalogue is nil.
func (f Folder) Load(dir string) (*Catalogue, source.Diagnostics) {
	c, found := f.read(dir)
	if c != nil {
		found = append(found, c.check()...)
	}
	if found.HasErrors() {
		return nil, found.Sorted()
	}
	return c, found.Sorted()
}

// read reads a catalogue from a folder: every file ending in .toml belongs to it, those in "runbooks" are one runbook each, those in
// "procedures" one procedure each, those in "files" one generated file each.
func (f Folder) read(dir string) (*Catalogue, source.Diagnostics) {
	names, books, shared, made := f.texts(dir, "."), f.texts(dir, "runbooks"), f.texts(dir, "procedures"), f.texts(dir, "files")
	if len(names) == 0 {
		return nil, source.Diagnostics{{Code: "P01", At: source.OfFile(f.Show(dir)), What: fmt.Sprintf("there is no catalogue %q", dir),
			Help: source.DidYouMean(dir, f.Editions())}}
	}
	if n := len(names) + len(books) + len(shared) + len(made); n > MaxFiles {
		return nil, source.Diagnostics{{Code: "P15", At: source.OfFile(f.Show(dir)), What: fmt.Sprintf("%d files; the limit is %d", n, MaxFiles),
			Help: "an edition of this size is a mistake; check what was put here"}}
	}
	c := &Catalogue{Dir: dir, Folder: f}
	var found source.Diagnostics
	for _, p := range parseAll[Catalogue](f, names) {
		found = append(found, p.found...)
		if p.file != nil {
			c.Files = append(c.Files, p.file)
			found = append(found, c.merge(&p.value)...)
		}
	}
	c.Runbooks, found = taken(c, parseAll[Runbook](f, books), found)
	c.Procedures, found = taken(c, parseAll[Procedure](f, shared), found)
	c.Generated, found = taken(c, parseAll[Generated](f, made), found)
	slices.SortFunc(c.Generated, func(a, b *Generated) int { return strings.Compare(a.ID.V, b.ID.V) })
	slices.SortFunc(c.Procedures, func(a, b *Procedure) int { return strings.Compare(a.ID.V, b.ID.V) })
	slices.SortFunc(c.Runbooks, func(a, b *Runbook) int { return strings.Compare(a.ID.V, b.ID.V) })
	if found.HasErrors() {
		return nil, found
	}
	return c, found
}

// Texts are the names of the files of an edition.
func (f Folder) Texts(dir string) []string {
	return slices.Concat(f.texts(dir, "."), f.texts(dir, "runbooks"), f.texts(dir, "procedures"), f.texts(dir, "files"))
}

// texts are the names of the files of one folder of an edition.
func (f Folder) texts(dir, room string) []string {
	names, _ := fs.Glob(f.Files, path.Join(dir, room, "*.toml")) // the pattern is ours
	return names
}

// taken adds files that hold one thing each to a catalogue.
func taken[T any](c *Catalogue, parts []parsed[T], found source.Diagnostics) (all []*T, _ source.Diagnostics) {
	for _, p := range parts {
		found = append(found, p.found...)
		if p.file != nil {
			c.Files = append(c.Files, p.file)
			all = append(all, &p.value)
		}
	}
	return all, found
}

type parsed[T any] struct {
	file  *source.File
	value T
	found source.Diagnostics
}

// parseAll reads files at the same time, since parsing is most of what loading costs; the results come in the order of names.
func parseAll[T any](f Folder, names []string) []parsed[T] {
	results := make([]parsed[T], len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() { results[i] = parseOne[T](f, name) })
	}
	wait.Wait()
	return results
}

// parseOne parses a file. Its places are named as the user names them; the file itself is not, for it goes into packs.
func parseOne[T any](f Folder, name string) (p parsed[T]) {
	data, err := fs.ReadFile(f.Files, name)
	if err != nil {
		p.found = source.Diagnostics{{Code: "P02", At: source.OfFile(f.Show(name)), What: "cannot read: " + plainError(err)}}
		return p
	}
	if p.file, p.found = source.Parse(f.Show(name), data); p.file != nil {
		p.value, p.found = source.Bind[T](p.file)
		p.file.Name = name
	}
	return p
}

// plainError leaves out the path, which the diagnostic names already.
func plainError(err error) string {
	if inPath := (*fs.PathError)(nil); errors.As(err, &inPath) {
		err = inPath.Err
	}
	return err.Error()
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
		case target.IsZero():
			target.Set(add)
		default:
			found = append(found, twice(into.Type().Field(i).Tag.Get("toml"), add, target))
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
			found = append(found, twice(fmt.Sprintf("%s.%s", table, key), add.MapIndex(key), old))
			continue
		}
		target.SetMapIndex(key, add.MapIndex(key))
	}
	return found
}

func twice(what string, again, first reflect.Value) source.Diagnostic {
	at := func(v reflect.Value) source.Position { return v.FieldByName("At").Interface().(source.Position) }
	return source.Diagnostic{Code: "P03", At: at(again), What: what + " is there twice", Related: []source.Related{{At: at(first), What: "first here"}}}
}

package source

import (
	"slices"
	"strings"
)

// Doubts say which values of a file cannot be relied on: those that are faulty, and with them whatever they hold. What follows from such a
// value is not told, for it may be gone when the value is mended. A value is named by its path, as in "nodes", "n1", "zone"; the
// elements of a list have the name of the list.
type Doubts struct {
	marks map[string]bool
	above map[string]bool     // what holds something that is marked
	parts map[string][]string // table -> marked keys of it
	paths *KeyPaths
}

// Doubts are the values of the file that could not be bound, or are missing.
func (f *File) Doubts() *Doubts {
	d := &Doubts{marks: map[string]bool{}, above: map[string]bool{}, parts: map[string][]string{}, paths: PathsIn(f)}
	for path := range f.unbound {
		d.mark(path)
	}
	return d
}

// Any reports whether there is a doubt at all.
func (d *Doubts) Any() bool { return len(d.marks) > 0 }

// Mark puts a value in doubt.
func (d *Doubts) Mark(path ...string) { d.mark(joined(path)) }

func (d *Doubts) mark(path string) {
	if d.marks[path] {
		return
	}
	d.marks[path] = true
	at := strings.LastIndex(path, between)
	if at >= 0 && !strings.Contains(path[:at], between) {
		d.parts[path[:at]] = append(d.parts[path[:at]], path[at+1:])
	}
	for ; at >= 0; at = strings.LastIndex(path[:at], between) {
		d.above[path[:at]] = true
	}
}

// Note puts in doubt what errors stand at. Those that stand at the file as a whole concern no value.
func (d *Doubts) Note(found Diagnostics) {
	for _, f := range found {
		if f.Severity != Error || !f.At.IsValid() {
			continue
		}
		if path := d.paths.find(f.At); path != nil {
			d.mark(path.mark())
		}
	}
}

// Of reports whether a value, or what holds it, is in doubt.
func (d *Doubts) Of(path ...string) bool {
	if len(d.marks) == 0 {
		return false
	}
	for n := len(path); n > 0; n-- {
		if d.marks[joined(path[:n])] {
			return true
		}
	}
	return false
}

// Within reports whether a value, what holds it, or anything in it is in doubt.
func (d *Doubts) Within(path ...string) bool { return d.Of(path...) || d.above[joined(path)] }

// Lost reports whether a table lacks an entry that could not be read.
func (d *Doubts) Lost(table string, has func(key string) bool) bool {
	return d.Of(table) || slices.ContainsFunc(d.parts[table], func(key string) bool { return !has(key) })
}

// between stands between the steps of a path. No key of a file has it.
const between = "\x00"

func joined(path []string) string { return strings.Join(path, between) }

// Package intake reads lists of servers that others keep: tables, and answers of interfaces. It makes entries of a site out of them and writes these into
// the site's text: a new one, or one that people have worked on since, in which it changes only what the lists say otherwise than before. It guesses no fact:
// what no list says is left open, and said to be. It touches no disk.
package intake

import (
	"portolan/model/source"
)

// A Record is a row of a table, or an object of an answer: what it says under the keys of a site.
type Record struct {
	At     source.Position
	Values []Value
}

// A Value is what a record says under a key: "host", "addresses", "facts.cores".
type Value struct {
	Key    string
	Text   string
	At     source.Position
	Column string // what the list calls it
}

// A List is one file that was read.
type List struct {
	Name    string // of the file, without folders, by which it is known again
	Records []Record
	Said    []string // how it was understood, for the person who asked
}

// first is what a record says under a key, or nil.
func (r *Record) first(key string) *Value {
	for i := range r.Values {
		if r.Values[i].Key == key && r.Values[i].Text != "" {
			return &r.Values[i]
		}
	}
	return nil
}

func (r *Record) text(key string) string {
	if v := r.first(key); v != nil {
		return v.Text
	}
	return ""
}

// Limits of a list. Its size in bytes is limited by who reads the file.
const (
	mostRows    = 20_000
	mostColumns = 200
	mostCell    = 4_000 // bytes of one cell
)

func fault(code string, at source.Position, help, what string) source.Diagnostic {
	return source.Diagnostic{Code: code, At: at, What: what, Help: help}
}

func warn(code string, at source.Position, help, what string) source.Diagnostic {
	return source.Diagnostic{Severity: source.Warning, Code: code, At: at, What: what, Help: help}
}

func hint(code string, at source.Position, help, what string) source.Diagnostic {
	return source.Diagnostic{Severity: source.Hint, Code: code, At: at, What: what, Help: help}
}

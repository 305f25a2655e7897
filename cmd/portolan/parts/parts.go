// Package parts says what the program is made of: Go, the modules that are compiled in, what these bring along, and the licence of each with its whole text.
// It takes the modules from what the Go command noted in the program, the rest from a table that tests hold against the modules.
package parts

import (
	"embed"
	"io/fs"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
	"portolan/themes"
)

//go:embed parts.toml texts
var files embed.FS

// Unknown is the licence of a module that the table lacks, as SPDX says it. A program that somebody else built can have such.
const Unknown = "NOASSERTION"

// A Part is the program itself, or something it is made of.
type Part struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Sum     string `json:"sum,omitempty"` // of a module, as in go.sum
	License string `json:"license"`       // an SPDX expression
	In      string `json:"in,omitempty"`  // the module that holds it
	Source  string `json:"source,omitempty"`
	Texts   []Text `json:"texts,omitempty"`
}

// A Text is a licence or notice, whole.
type Text struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// An entry is a part as the table has it.
type entry struct {
	License string   `toml:"license,required"`
	Texts   []string `toml:"texts,required"`
	Source  string   `toml:"source"`
	In      string   `toml:"in"`
	Files   []string `toml:"files"`
	Version string   `toml:"version"`
}

// goName is Go's own name in the table.
const goName = "Go"

// table is part of the program, and a test reads it, so that it cannot be wrong.
var table = sync.OnceValue(func() map[string]entry {
	data, _ := files.ReadFile("parts.toml")
	file, found := source.Parse("parts.toml", data)
	if file == nil {
		panic(found)
	}
	entries, found := source.Bind[map[string]entry](file)
	if len(found) > 0 {
		panic(found)
	}
	return entries
})

// Of are the parts of a program of this version, as the Go command noted its modules in it: the program itself, Go, and the modules, each followed by what it holds.
func Of(version string, info *debug.BuildInfo) []Part {
	own, _ := fs.ReadFile(themes.Licences, licence)
	parts := []Part{{Name: "portolan", Version: version, License: "MIT", Texts: []Text{{licence, string(own)}}}, table()[goName].part(goName, info.GoVersion)}
	for _, m := range info.Deps {
		made := m
		if m.Replace != nil {
			made = m.Replace
		}
		known, ok := table()[m.Path]
		if !ok {
			known.License = Unknown
		}
		p := known.part(m.Path, made.Version)
		p.Sum = made.Sum
		parts = append(parts, p)
		for _, name := range source.SortedKeys(table()) {
			if held := table()[name]; held.In == m.Path {
				parts = append(parts, held.part(name, held.Version))
			}
		}
	}
	return parts
}

const licence = "LICENSE"

func (e entry) part(name, version string) Part {
	p := Part{Name: name, Version: version, License: e.License, In: e.In, Source: e.Source}
	for _, file := range e.Texts {
		p.Texts = append(p.Texts, Text{file, text(name, file)})
	}
	return p
}

// text is that of a part, or one of those that come into packs, too.
func text(part, file string) string {
	data, err := files.ReadFile(path.Join("texts", part, file))
	if err != nil {
		data, err = fs.ReadFile(themes.Licences, file)
	}
	if err != nil {
		panic(err) // a test reads them all
	}
	return string(data)
}

// Matching are the parts whose name holds a word, whatever its case.
func Matching(parts []Part, word string) []Part {
	word = strings.ToLower(word)
	return slices.DeleteFunc(slices.Clone(parts), func(p Part) bool { return !strings.Contains(strings.ToLower(p.Name), word) })
}

// A Shared text is that of one or more parts.
type Shared struct {
	Text
	Parts []string
}

// TextsOf are the texts of parts, each once, in the order of the parts.
func TextsOf(parts []Part) []Shared {
	var all []Shared
	for _, p := range parts {
		for _, t := range p.Texts {
			i := slices.IndexFunc(all, func(s Shared) bool { return s.Text.Text == t.Text })
			if i < 0 {
				all, i = append(all, Shared{Text: t}), len(all)
			}
			all[i].Parts = append(all[i].Parts, p.Name)
		}
	}
	return all
}

// WithoutTexts are parts for a list.
func WithoutTexts(parts []Part) []Part {
	parts = slices.Clone(parts)
	for i := range parts {
		parts[i].Texts = nil
	}
	return parts
}

package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
	"portolan/render"
	"portolan/themes"
)

// unprinted are keys of a site whose values are printed nowhere.
var unprinted = [][]string{{"base"}, {"include"}, {"remove"}, {"catalogs"}, {"worksheet", "columns"}, {"pack", "chapters"}}

// unprintable finds the characters that no font of the theme has, in all texts that a site's pack is made from: its own files, and products that are
// not the program's. A build would find the first of them alone, and only when it prints it.
func unprintable(o opened, columns []render.File, theme *themes.Theme) source.Diagnostics {
	files := []*source.File{o.site.File}
	for _, c := range columns {
		if file, _ := source.Parse(path.Join(path.Dir(o.from.file), c.Path), c.Data); file != nil {
			files = append(files, file)
		}
	}
	if o.approvals != nil {
		files = append(files, o.approvals.Source)
	}
	if o.records != nil {
		files = append(files, o.records.Source)
	}
	for _, b := range o.books {
		files = append(files, b.File)
	}
	for _, cat := range o.cats {
		if cat.Folder.Name != "" {
			files = append(files, shown(cat)...)
		}
	}
	missing := render.Unprintable(theme)
	lacking, err := missing(ascii)
	plain := err == nil && len(lacking) == 0 // as in any theme but one with odd fonts
	var found source.Diagnostics
	for _, f := range files {
		if plain && isASCII(f.Data()) {
			continue
		}
		f.Texts(func(at []string, text source.Text) {
			if slices.ContainsFunc(unprinted, func(key []string) bool { return slices.Equal(key, at) }) {
				return
			}
			runes, err := missing(text.V)
			if err != nil {
				panic(err) // themes are opened with their fonts
			}
			if len(runes) > 0 {
				found = append(found, source.Diagnostic{Code: "S172", At: text.At, What: fmt.Sprintf("no font of the theme can print %s", characters(runes)),
					Help: unprintableHelp})
			}
		})
	}
	return found
}

// ascii are the characters of most texts.
var ascii = func() string {
	var all strings.Builder
	for c := ' '; c <= '~'; c++ {
		all.WriteRune(c)
	}
	return all.String()
}()

// unprintableHelp is the cure of a character that no font has.
const unprintableHelp = "write it in letters that the fonts have, or use a theme with a font that has it; text that runs from the right, and what is beyond U+FFFF, no theme can print"

// mostNamed is the number of characters that a message names.
const mostNamed = 8

// characters are characters as messages name them.
func characters(runes []rune) string {
	var names []string
	for _, r := range runes[:min(len(runes), mostNamed)] {
		names = append(names, fmt.Sprintf("%q (U+%04X)", r, r))
	}
	if more := len(runes) - mostNamed; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// isASCII reports whether a file holds nothing but ASCII, and no other character by an escape.
func isASCII(data []byte) bool {
	for _, c := range data {
		if c > '~' || c == '\\' {
			return false
		}
	}
	return true
}

// shown are the files of a catalogue, named as people named its folder.
func shown(cat *catalog.Catalogue) []*source.File {
	var files []*source.File
	for _, f := range cat.Files {
		if isASCII(f.Data()) {
			continue
		}
		if file, _ := source.Parse(cat.Folder.Show(f.Name), f.Data()); file != nil {
			files = append(files, file)
		}
	}
	return files
}

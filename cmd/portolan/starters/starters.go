// Package starters holds what new sites are made of: the sites that come with the program, and small ones for a product of one's own and for
// infrastructure. It writes nothing.
package starters

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"

	"portolan/sites"
)

// own are the starters that are no sites of customers.
//
//go:embed own-product infrastructure five-nodes
var own embed.FS

// A Template is what a site can be made of.
type Template struct {
	Name string
	Says string // a sentence

	files fs.FS
}

// A File is one of a new site, with slashes in its path.
type File struct {
	Path string
	Data []byte
}

// siteFile is the file that makes a folder a site.
const siteFile = "site.toml"

// first are the templates that a newcomer most likely wants, before all others.
var first = []string{"single-node", "five-nodes", "own-product", "infrastructure", "harbour-logistics"}

// Templates are all, those that a newcomer most likely wants first.
func Templates() []Template {
	var out []Template
	for _, files := range []fs.FS{own, sites.Files} {
		found, _ := fs.Glob(files, "*/"+siteFile)
		for _, name := range found {
			t := Template{Name: path.Dir(name), files: files}
			t.Says = opening(t.text())
			out = append(out, t)
		}
	}
	place := func(t Template) int {
		if i := slices.Index(first, t.Name); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(out, func(a, b Template) int { return place(a) - place(b) })
	return out
}

// opening is the first sentence of the comment that a site begins with.
func opening(text string) string {
	var words []string
	for line := range strings.Lines(text) {
		comment, ok := strings.CutPrefix(line, "#")
		if !ok {
			break
		}
		words = append(words, strings.Fields(comment)...)
	}
	sentence, _, _ := strings.Cut(strings.Join(words, " ")+" ", ". ")
	return strings.TrimSuffix(strings.TrimSpace(sentence), ".")
}

// Find finds a template by its name.
func Find(name string) (Template, bool) {
	all := Templates()
	i := slices.IndexFunc(all, func(t Template) bool { return t.Name == name })
	if i < 0 {
		return Template{}, false
	}
	return all[i], true
}

// Files are those of a site made of the template. What its customer claims is left out (see withoutClaims): a new site has its own to make.
func (t Template) Files(filled Filled, schema string) ([]File, error) {
	var out []File
	err := fs.WalkDir(t.files, t.Name, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || slices.Contains(claimFiles, path.Base(name)) {
			return err
		}
		data, err := fs.ReadFile(t.files, name)
		if err == nil && name == path.Join(t.Name, siteFile) {
			text := string(data)
			if t.files == fs.FS(sites.Files) {
				text = withoutClaims(text)
			}
			text, err = filled.into(text)
			data = []byte("#:schema ./" + schema + "\n" + text)
		}
		out = append(out, File{strings.TrimPrefix(name, t.Name+"/"), data})
		return err
	})
	return out, err
}

// text is that of the template's site.
func (t Template) text() string {
	data, err := fs.ReadFile(t.files, path.Join(t.Name, siteFile))
	if err != nil {
		panic(err) // it is part of the program
	}
	return string(data)
}

// Catalogue are the files of a catalogue of one's own, below the folder of catalogues.
func Catalogue() []File {
	t, _ := Find("own-product")
	var out []File
	files, err := t.Files(Filled{}, "")
	if err != nil {
		panic(err) // it is part of the program
	}
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Path, "products/"); ok {
			out = append(out, File{name, f.Data})
		}
	}
	return out
}

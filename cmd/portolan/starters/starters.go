// Package starters holds what new sites are made of: the sites that come with the program, and small ones for a product of one's own and for
// infrastructure. It writes nothing.
package starters

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"portolan/sites"
)

// own are the starters that are no sites of customers.
//
//go:embed own-product infrastructure
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
var first = []string{"single-node", "own-product", "infrastructure", "harbour-logistics"}

// Templates are all, those that a newcomer most likely wants first.
func Templates() []Template {
	var out []Template
	for _, files := range []fs.FS{own, sites.Files} {
		found, _ := fs.Glob(files, "*/"+siteFile)
		for _, name := range found {
			text, err := fs.ReadFile(files, name)
			if err != nil {
				panic(err) // it is part of the program
			}
			out = append(out, Template{path.Dir(name), opening(string(text)), files})
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

// Filled are values that a new site has from the start; the template's stay where they are empty.
type Filled struct {
	Customer, Title string
	Domain          string // of all hosts
}

// Files are those of a site made of the template. What was approved for the template's customer is left out: a new site has its own
// approvals to ask for.
func (t Template) Files(filled Filled, schema string) []File {
	var out []File
	err := fs.WalkDir(t.files, t.Name, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Base(name) == "approvals.toml" {
			return err
		}
		data, err := fs.ReadFile(t.files, name)
		if name == path.Join(t.Name, siteFile) {
			data = []byte("#:schema ./" + schema + "\n" + filled.into(withoutApprovals(string(data))))
		}
		out = append(out, File{strings.TrimPrefix(name, t.Name+"/"), data})
		return err
	})
	if err != nil {
		panic(err) // it is part of the program
	}
	return out
}

// Catalogue are the files of a catalogue of one's own, below the folder of catalogues.
func Catalogue() []File {
	t, _ := Find("own-product")
	var out []File
	for _, f := range t.Files(Filled{}, "") {
		if name, ok := strings.CutPrefix(f.Path, "products/"); ok {
			out = append(out, File{name, f.Data})
		}
	}
	return out
}

// aboutApprovals is the finding of sites on approvals that they accept; where there are none it is not found.
const aboutApprovals = "S97"

// claimed is how a site says how far rules are.
var claimed = regexp.MustCompile(`^status = "[a-z]+"`)

// withoutApprovals leaves out the tables [approvals.ID] and what is accepted of them, and asks for what was approved.
func withoutApprovals(text string) string {
	var b strings.Builder
	out := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "[") || strings.HasPrefix(line, "#") {
			out = strings.HasPrefix(line, "[approvals.") || line == "[accept."+aboutApprovals+"]\n"
		}
		line = claimed.ReplaceAllString(line, `status = "requested"`)
		if !out {
			b.WriteString(line)
		}
	}
	return b.String()
}

// into puts the values into the table of the document, and the domain wherever that of the hosts is.
func (v Filled) into(text string) string {
	head, document, _ := strings.Cut(text, "\n[document]\n")
	for key, value := range map[string]string{"customer": v.Customer, "title": v.Title} {
		if value != "" {
			line := regexp.MustCompile(`(?m)^` + key + ` = .*$`)
			at := line.FindStringIndex(document)
			document = document[:at[0]] + fmt.Sprintf("%s = %s", key, strconv.Quote(value)) + document[at[1]:]
		}
	}
	text = head + "\n[document]\n" + document
	if host := hostLine.FindStringSubmatch(text); v.Domain != "" && host != nil {
		text = strings.ReplaceAll(text, host[1], v.Domain)
	}
	return text
}

// hostLine is the first host of a site with its domain.
var hostLine = regexp.MustCompile(`(?m)^host = "[^."]+\.([^"]+)"`)

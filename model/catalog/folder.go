package catalog

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
)

//go:embed */*/*.toml */*/runbooks/*.toml */*/procedures/*.toml */*/files/*.toml
var builtin embed.FS

// Guide says how to describe a product of one's own, in Markdown.
//
//go:embed GUIDE.md
var Guide string

// MaxFiles is the number of files that one edition may have.
const MaxFiles = 200

// productFile is the file that makes a folder an edition of a product.
const productFile = "product.toml"

// A Folder holds products: a folder for each, in it a folder for each edition, in that the edition's files.
type Folder struct {
	Files fs.FS
	Name  string // as the user named it; diagnostics show it, packs never do. Empty for the embedded products.
}

// Embedded is the folder of the products that the program brings along.
func Embedded() Folder { return Folder{Files: builtin} }

// Editions lists the embedded catalogues of products, as "product/edition".
func Editions() []string { return Embedded().Editions() }

// opened are the embedded catalogues that Open has loaded, by folder.
var opened sync.Map

type opening struct {
	cat   *Catalogue
	found source.Diagnostics
}

// Open loads an embedded catalogue by its folder, "product/edition". It is loaded once and shared: nobody changes a catalogue. It is not checked
// again: that all embedded ones are sound is proved by a test.
func Open(dir string) (*Catalogue, source.Diagnostics) {
	dir = Shipped(dir)
	known, ok := opened.Load(dir)
	if !ok {
		folder := Embedded()
		if _, err := fs.Stat(around, path.Join(dir, productFile)); err == nil {
			folder = Infrastructure()
		}
		o := opening{cat: folder.thawed(dir, frozen(folder.frozenName(dir)))}
		if o.cat == nil {
			o.cat, o.found = folder.read(dir)
		}
		known, _ = opened.LoadOrStore(dir, o)
	}
	o := known.(opening)
	return o.cat, slices.Clone(o.found)
}

// OpenAll loads the embedded catalogues of a site's products, in their order.
func OpenAll(products []source.Val[string]) ([]*Catalogue, source.Diagnostics) {
	var cats []*Catalogue
	var found source.Diagnostics
	for _, product := range products {
		cat, more := Open(product.V)
		cats, found = append(cats, cat), append(found, more...)
	}
	return cats, found
}

// Use loads a catalogue for sites that use it: one of the program's own as Open does, others as Load does.
func (f Folder) Use(dir string) (*Catalogue, source.Diagnostics) {
	if f.embedded() {
		return Open(dir)
	}
	return f.Load(dir)
}

func (f Folder) embedded() bool { return f.Name == "" && (f.Files == builtin || f.Files == around) }

// Load loads a catalogue from files that belong to nobody in particular, as tests have them.
func Load(fsys fs.FS, dir string) (*Catalogue, source.Diagnostics) {
	return Folder{Files: fsys}.Load(dir)
}

// Editions lists the catalogues of the folder, as "product/edition".
func (f Folder) Editions() []string {
	var dirs []string
	products, _ := fs.ReadDir(f.Files, ".") // Scan tells what cannot be read
	for _, product := range products {
		editions, _ := fs.ReadDir(f.Files, product.Name())
		for _, edition := range editions {
			dir := path.Join(product.Name(), edition.Name())
			if _, err := fs.Stat(f.Files, path.Join(dir, productFile)); err == nil {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

// Scan lists the catalogues of a folder that somebody put together by hand, with what is wrong about how it is laid out.
func (f Folder) Scan() ([]string, source.Diagnostics) {
	var dirs []string
	var found source.Diagnostics
	for _, product := range f.below(".", &found) {
		for _, dir := range f.below(product, &found) {
			isTOML := func(e fs.DirEntry) bool { return path.Ext(e.Name()) == ".toml" }
			files := f.entries(dir, &found)
			switch {
			case slices.ContainsFunc(files, func(e fs.DirEntry) bool { return e.Name() == productFile }):
				dirs = append(dirs, dir)
			case slices.ContainsFunc(files, isTOML):
				found = append(found, source.Diagnostic{Code: "P16", At: source.OfFile(f.Show(dir)),
					What: "this folder holds TOML files and no " + productFile, Help: "a catalogue begins with a " + productFile + " that holds the table [product]"})
			}
		}
	}
	if len(dirs) == 0 && !found.HasErrors() {
		found = append(found, source.Diagnostic{Code: "P17", At: source.OfFile(f.Show(".")), What: "there is no PRODUCT/EDITION/" + productFile + " below this folder",
			Help: f.meant()})
	}
	return dirs, found
}

func (f Folder) entries(dir string, found *source.Diagnostics) []fs.DirEntry {
	entries, err := fs.ReadDir(f.Files, dir)
	if err != nil {
		*found = append(*found, source.Diagnostic{Code: "P02", At: source.OfFile(f.Show(dir)), What: "cannot read: " + plainError(err)})
	}
	return entries
}

// below lists the folders directly below one, links to folders among them.
func (f Folder) below(dir string, found *source.Diagnostics) []string {
	var dirs []string
	for _, e := range f.entries(dir, found) {
		name := path.Join(dir, e.Name())
		if strings.HasPrefix(e.Name(), ".") || !e.IsDir() && e.Type() != fs.ModeSymlink {
			continue
		}
		if at, err := fs.Stat(f.Files, name); err == nil && at.IsDir() {
			dirs = append(dirs, name)
		}
	}
	return dirs
}

// meant guesses which folder should have been named instead of this one.
func (f Folder) meant() string {
	for _, guess := range []struct{ pattern, up string }{{productFile, "../.."}, {"*/" + productFile, ".."}} {
		if names, _ := fs.Glob(f.Files, guess.pattern); len(names) > 0 {
			return "name the folder of all products: " + path.Join(f.Name, guess.up)
		}
	}
	return "name the folder that holds a folder for each product, with a folder for each edition in it"
}

// Show is a path of the folder as the user would write it.
func (f Folder) Show(name string) string { return path.Join(f.Name, name) }

// ProductFile is the path, as the user would write it, of the file that an edition must have.
func (f Folder) ProductFile(dir string) string { return f.Show(path.Join(dir, productFile)) }

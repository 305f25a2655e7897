package catalog

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"portolan/model/source"
)

//go:embed */*/*.toml */*/runbooks/*.toml
var builtin embed.FS

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

// Editions lists the embedded catalogues, as "product/edition".
func Editions() []string { return Embedded().Editions() }

// Open loads an embedded catalogue by its folder, "product/edition".
func Open(dir string) (*Catalogue, source.Diagnostics) { return Embedded().Load(dir) }

// Load loads a catalogue from files that belong to nobody in particular, as tests have them.
func Load(fsys fs.FS, dir string) (*Catalogue, source.Diagnostics) {
	return Folder{Files: fsys}.Load(dir)
}

// Editions lists the catalogues of the folder, as "product/edition".
func (f Folder) Editions() []string {
	files, _ := fs.Glob(f.Files, "*/*/"+productFile)
	var dirs []string
	for _, file := range files {
		dirs = append(dirs, path.Dir(file))
	}
	return dirs
}

// Show is a path of the folder as the user would write it.
func (f Folder) Show(name string) string { return path.Join(f.Name, name) }

// ProductFile is the path, as the user would write it, of the file that an edition must have.
func (f Folder) ProductFile(dir string) string { return f.Show(path.Join(dir, productFile)) }

// shown is what stands before the names of the folder's files in diagnostics.
func (f Folder) shown() string { return strings.TrimSuffix(f.Show("x"), "x") }

// Plain is the file of a diagnostic's position without the folder that the user named: "product/edition/file.toml". It is the
// file itself where that is none of the catalogue's.
func (c *Catalogue) Plain(file string) string {
	if inside, ok := strings.CutPrefix(file, c.Folder.shown()); ok && strings.HasPrefix(inside, c.Dir+"/") {
		return inside
	}
	return file
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/catalog"
	"portolan/model/site"
	"portolan/model/source"
)

// A shelf is where products are looked up: in folders named on the command line, in folders that the site names, and among those that the
// program brings along. No place goes before another: an edition that is in two of them is a mistake to be cleared up.
type shelf struct {
	folders []catalog.Folder
	holds   map[string]catalog.Folder // "product/edition" -> where it is
	dirs    []string                  // the same, in order of folders
	real    map[string]bool           // folders on disk that are on the shelf already
}

// catalogFlag declares the flag that every verb has which looks products up.
func catalogFlag(flags *pflag.FlagSet) *[]string {
	return flags.StringArray("catalog", nil, "look products up in this `folder` of PRODUCT/EDITION too; may be given several times")
}

// openShelf puts the embedded products on a shelf, and those of the folders.
func openShelf(folders []string) (*shelf, source.Diagnostics) {
	s := &shelf{holds: map[string]catalog.Folder{}, real: map[string]bool{}}
	found := append(s.put(catalog.Embedded(), catalog.Editions()), s.put(catalog.Infrastructure(), catalog.Infrastructure().Editions())...)
	for _, folder := range folders {
		found = append(found, s.add(filepath.Clean(folder), source.Position{})...)
	}
	return s, found
}

// forSite is the shelf with the folders that a site names.
func (s *shelf) forSite(site *site.Site) (*shelf, source.Diagnostics) {
	if len(site.Catalogs) == 0 {
		return s, nil
	}
	all, found := &shelf{holds: map[string]catalog.Folder{}, real: map[string]bool{}}, source.Diagnostics{}
	for _, folder := range s.folders {
		found = append(found, all.put(folder, s.in(folder))...)
	}
	for real := range s.real {
		all.real[real] = true
	}
	for _, folder := range site.Catalogs {
		found = append(found, all.add(filepath.FromSlash(path.Join(path.Dir(folder.At.File()), folder.V)), folder.At)...)
	}
	return all, found
}

// in lists what one folder of the shelf holds.
func (s *shelf) in(folder catalog.Folder) []string {
	var dirs []string
	for _, dir := range s.dirs {
		if s.holds[dir] == folder {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// add puts a folder of the disk onto the shelf. at is the line that names it, if a site does.
func (s *shelf) add(folder string, at source.Position) source.Diagnostics {
	real := realPath(folder)
	if s.real[real] {
		return nil
	}
	s.real[real] = true
	named := catalog.Folder{Files: disk{folder}, Name: filepath.ToSlash(folder)}
	dirs, found := named.Scan()
	for i, d := range found {
		if d.At.File() == named.Show(".") && at.IsValid() { // the folder itself: what has to be mended is the line of the site
			found[i].At, found[i].What = at, named.Show(".")+": "+d.What
		}
	}
	return append(found, s.put(named, dirs)...)
}

func (s *shelf) put(folder catalog.Folder, dirs []string) source.Diagnostics {
	var found source.Diagnostics
	s.folders = append(s.folders, folder)
	for _, dir := range dirs {
		if other, ok := s.holds[dir]; ok {
			found = append(found, fault("P18", folder.ProductFile(dir), fmt.Sprintf("the catalogue %s is in two places: %s and %s", dir, placeOf(other, dir), placeOf(folder, dir)),
				"give one of them an edition of its own, or name only one of the folders")...)
			continue
		}
		s.holds[dir] = folder
		s.dirs = append(s.dirs, dir)
	}
	return found
}

// placeOf says where a catalogue is.
func placeOf(folder catalog.Folder, dir string) string {
	if folder.Name == "" {
		return "the catalogues of the program"
	}
	return folder.Show(dir)
}

// open loads a catalogue, and says at the site's own line when there is none of this name.
func (s *shelf) open(product source.Val[string]) (*catalog.Catalogue, source.Diagnostics) {
	product.V = catalog.Shipped(product.V)
	folder, ok := s.holds[product.V]
	if !ok {
		return nil, source.Diagnostics{{Code: "P01", At: product.At, What: fmt.Sprintf("there is no catalogue %q", product.V),
			Help: s.near(product.V)}}
	}
	return folder.Use(product.V)
}

// near says which catalogue may have been meant, and where else there could be some.
func (s *shelf) near(name string) string {
	known := slices.Clone(s.dirs)
	for _, dir := range catalog.Infrastructure().Editions() { // of which a site may leave the edition out
		known = append(known, path.Dir(dir))
	}
	if source.Nearest(name, known) != "" {
		return source.DidYouMean(name, known)
	}
	return source.DidYouMean(name, s.dirs) + "; products of your own are found with --catalog FOLDER, or with `catalogs = [\"FOLDER\"]` in the site"
}

// A disk is a folder of the disk as catalogues are read from it: nothing in it is opened but folders, and regular files of a bearable
// size.
type disk struct{ folder string }

func (d disk) path(name string) string {
	return filepath.Join(d.folder, filepath.FromSlash(path.Clean(name)))
}

func (d disk) Open(name string) (fs.File, error) { return os.DirFS(d.folder).Open(name) }

func (d disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(d.path(name)) }

func (d disk) ReadDir(name string) ([]fs.DirEntry, error) {
	at, err := os.Stat(d.path(name))
	if err == nil && !at.IsDir() {
		err = errors.New("this is no folder")
	}
	if err != nil {
		return nil, err
	}
	return os.ReadDir(d.path(name))
}

func (d disk) ReadFile(name string) ([]byte, error) {
	data, found := readRegular(d.path(name))
	if len(found) > 0 {
		return nil, errors.New(strings.TrimPrefix(found[0].What, "cannot read: "))
	}
	return data, nil
}

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/cmd/portolan/staging"
	"portolan/model/site"
	"portolan/model/source"
)

// siteFile is the file that makes a folder a site.
const siteFile = "site.toml"

// A siteFolder is a folder that was named, or found, as a site.
type siteFolder struct {
	id    string
	file  string // the path of its site.toml as people should see it, with slashes
	found source.Diagnostics

	compared bool // it is read to be compared with another: what came before it is of no use

	typed bool   // its text comes by standard input
	text  []byte // then
	reads *reads // what is read of it, where somebody wants to know
}

// findSites turns arguments into sites: a folder with site.toml is one, its site.toml stands for it, and a folder of such folders is
// many; "-" is the one in this folder, by standard input. They come in the order of the arguments, each once.
func findSites(args []string) ([]siteFolder, source.Diagnostics) {
	return findSitesOr(args, ".")
}

// findSitesOr does so where standard input is a site in another folder.
func findSitesOr(args []string, input string) ([]siteFolder, source.Diagnostics) {
	if len(args) == 0 {
		args = orHere(nil, 1)
	}
	if len(args) == 0 {
		args = []string{"sites"}
	}
	var sites []siteFolder
	var found source.Diagnostics
	known := map[string]bool{}
	for _, arg := range args {
		more, ds := sitesAt(filepath.Clean(arg), input)
		found = append(found, ds...)
		for _, s := range more {
			if real := realPath(s.file); !known[real] {
				known[real] = true
				sites = append(sites, s)
			}
		}
	}
	return sites, found.Sorted()
}

// orHere are the arguments of a verb that needs so many, a site first: where the first is not there, it is the site that the program was
// started in.
func orHere(args []string, needed int) []string {
	if len(args) == needed-1 && exists(siteFile) {
		return slices.Insert(slices.Clone(args), 0, ".")
	}
	return args
}

// orAskedHere does so for a verb that takes any number of words behind the site.
func orAskedHere(args []string) []string {
	if len(args) > 0 && !exists(args[0]) && exists(siteFile) {
		return slices.Insert(slices.Clone(args), 0, ".")
	}
	return orHere(args, 1)
}

func sitesAt(path, input string) ([]siteFolder, source.Diagnostics) {
	if path == stdin {
		s, found := inputSite(filepath.Clean(input))
		if found.HasErrors() {
			return nil, found
		}
		return []siteFolder{s}, nil
	}
	at, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, withHelp(cannotRead(path, err), begin(path))
	case !at.IsDir() && filepath.Base(path) != siteFile:
		return nil, fault("I02", path, "this is neither a folder nor a "+siteFile, "name the folder of a site")
	case !at.IsDir():
		return []siteFolder{newSite(filepath.Dir(path))}, nil
	case exists(filepath.Join(path, siteFile)):
		return []siteFolder{newSite(path)}, nil
	}
	return sitesBelow(path)
}

func sitesBelow(path string) ([]siteFolder, source.Diagnostics) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	var sites []siteFolder
	var found source.Diagnostics
	for _, e := range entries {
		below := filepath.Join(path, e.Name())
		switch {
		case strings.EqualFold(e.Name(), siteFile):
			return nil, fault("I03", below, "the name of this file is not spelled "+siteFile, "rename it")
		case strings.HasPrefix(e.Name(), "."):
		case exists(filepath.Join(below, siteFile)):
			sites = append(sites, newSite(below))
		case e.IsDir():
			found = append(found, source.Diagnostic{Severity: source.Hint, Code: "I04", At: source.OfFile(below),
				What: "this folder has no " + siteFile + " and is left out"})
		}
	}
	if len(sites) == 0 {
		return nil, append(found, fault("I05", path, "there is no "+siteFile+" here, nor in a folder directly below", begin(path))...)
	}
	return sites, found
}

// begin is how to make a site where there is none.
func begin(path string) string {
	if filepath.Base(path) == "sites" || path == "." {
		path = filepath.Join(path, "NAME")
	}
	path = filepath.ToSlash(path)
	return "make a new site: portolan init " + path + "; or of a list of hosts: portolan import LIST -o " + path
}

func withHelp(found source.Diagnostics, help string) source.Diagnostics {
	found[0].Help = help
	return found
}

// newSite takes the site's id from the folder's own name, also where the folder was named as "." or "..".
func newSite(folder string) siteFolder {
	s := siteFolder{id: filepath.Base(folder), file: filepath.ToSlash(filepath.Join(folder, siteFile))}
	if whole, err := filepath.Abs(folder); err == nil {
		s.id = filepath.Base(whole)
	}
	if err := staging.CheckName(s.id); err != nil {
		s.found = fault("I06", folder, err.Error(), "rename the site's folder")
	}
	return s
}

// folder is the site's folder as people should see it.
func (s siteFolder) folder() string { return path.Dir(s.file) }

// read reads a file of a site.
func (s siteFolder) read(name string) ([]byte, source.Diagnostics) {
	s.reads.note(name)
	if s.typed && name == s.file {
		return s.text, nil
	}
	if found := linkedOut(s.folder(), path.Dir(name)); found.HasErrors() {
		return nil, found
	}
	return readRegular(name)
}

// linkedOut is the fault of a folder below another that a link out of the other leads to. What is beside that one by its own name is none: a site names
// its base so.
func linkedOut(folder, name string) source.Diagnostics {
	within, err := filepath.Rel(filepath.FromSlash(folder), filepath.FromSlash(name))
	if err != nil || within == "." || !filepath.IsLocal(within) {
		return nil
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil // which is told when it is read
	}
	defer root.Close() // it was only looked at
	if _, err := root.Stat(within); err != nil {
		if _, err := os.Stat(filepath.FromSlash(name)); err == nil {
			return fault("I09", name, "a link to it leads out of "+folder, "put the files themselves there")
		}
	}
	return nil
}

// relative is a file of a site as seen from the site's folder, wherever that is.
func (s siteFolder) relative(file string) string { return site.Relative(path.Dir(s.file), file) }

// readRegular reads a file that somebody else wrote. Only a regular file of a bearable size is opened: a pipe would block, a device never
// end.
func readRegular(path string) ([]byte, source.Diagnostics) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	if !before.Mode().IsRegular() {
		return nil, fault("I09", path, "this is not a regular file", "links, pipes and devices are not read; put the text itself here")
	}
	if before.Size() > source.MaxBytes {
		return nil, fault("T02", path, fmt.Sprintf("the file has %d bytes; the limit is %d", before.Size(), source.MaxBytes),
			"a text of this size is a mistake; check what was written into it")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	defer file.Close() // it was only read
	data, err := readSame(file, before)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	return data, nil
}

// readSame reads a file unless another took its place, or it grew, since it was looked at.
func readSame(file *os.File, before fs.FileInfo) ([]byte, error) {
	now, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !os.SameFile(before, now) {
		return nil, errors.New("it was replaced while it was read")
	}
	data := make([]byte, before.Size()+1) // one more, to see whether it grew
	n, err := io.ReadFull(file, data)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err == nil && int64(n) != before.Size() {
		err = errors.New("it changed while it was read")
	}
	return data[:n], err
}

func cannotRead(path string, err error) source.Diagnostics {
	return fault("I01", path, "cannot read: "+plainError(err).Error(), "")
}

func fault(code, path, what, help string) source.Diagnostics {
	return source.Diagnostics{{Code: code, At: source.OfFile(path), What: what, Help: help}}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// realPath is one path for each file, however it was named; where that cannot be told, the name itself.
func realPath(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(whole); err == nil {
		return real
	}
	return whole
}

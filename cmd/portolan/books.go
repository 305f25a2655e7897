package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"portolan/model/catalog"
	"portolan/model/site"
	"portolan/model/source"
)

// booksFolder is the folder beside a site's file that holds the site's own runbooks, and its changes to those of its products.
const booksFolder = "runbooks"

// books reads the site's folder of runbooks, and those of the files that it is based on. A file of an environment takes the place of one of the same
// name.
func (s siteFolder) books(of *site.Site) ([]*site.Book, source.Diagnostics) {
	var books []*site.Book
	var found source.Diagnostics
	known := map[string]bool{}
	for _, file := range append([]string{s.file}, of.Bases...) {
		folder := path.Join(path.Dir(file), booksFolder)
		if faults := linkedOut(path.Dir(file), folder); faults.HasErrors() {
			found = append(found, faults...)
			continue
		}
		more, faults := booksIn(folder, known)
		books, found = append(books, more...), append(found, faults...)
	}
	return books, found
}

// booksIn reads a folder of runbooks, in order of names, but for those that are known. There need not be one.
func booksIn(folder string, known map[string]bool) ([]*site.Book, source.Diagnostics) {
	entries, err := os.ReadDir(filepath.FromSlash(folder))
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, cannotRead(folder, err)
	}
	if len(entries) > catalog.MaxFiles {
		return nil, fault("I07", folder, fmt.Sprintf("%d files; the limit is %d", len(entries), catalog.MaxFiles), "a folder of this size is a mistake; check what was put here")
	}
	var books []*site.Book
	var found source.Diagnostics
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || known[e.Name()] {
			continue
		}
		known[e.Name()] = true
		name := path.Join(folder, e.Name())
		if path.Ext(name) != ".toml" {
			found = append(found, source.Diagnostic{Severity: source.Hint, Code: "I08", At: source.OfFile(name), What: "this is no runbook and is left out",
				Help: "runbooks are files that end in .toml"})
			continue
		}
		data, more := readRegular(name)
		if found = append(found, more...); more.HasErrors() {
			continue
		}
		book, more := site.LoadBook(name, data)
		if found = append(append(found, more...), siteSecrets(name, data, more)...); book != nil {
			books = append(books, book)
		}
	}
	return books, found
}

package catalog

import (
	_ "embed" // the frozen editions
	"path"
	"slices"
	"strconv"
	"strings"

	"portolan/model/source"
)

// frozenTexts are what the editions that the program brings along, and the lists that they share, say, as their TOML was read when one was last changed: each
// behind a line with its folder or file and its length. What has changed since is read as TOML again; a test holds both to be the same.
//
//go:embed frozen.bin
var frozenTexts string

// frozenEdition is an edition as it is frozen.
type frozenEdition struct {
	Tables     Catalogue   `toml:"tables"`
	Runbooks   []Runbook   `toml:"runbooks"`
	Procedures []Procedure `toml:"procedures"`
	Generated  []Generated `toml:"generated"`
}

// thawed is an embedded catalogue as it was frozen; nil where it was not, or files have changed since.
func (f Folder) thawed(dir, frozen string) *Catalogue {
	var e frozenEdition
	files, ok := source.Thaw(f.Files, f.Texts(dir), frozen, &e)
	if !ok {
		return nil
	}
	c := &e.Tables
	c.Dir, c.Folder, c.Files = dir, f, files
	c.Runbooks, c.Procedures, c.Generated = pointers(e.Runbooks), pointers(e.Procedures), pointers(e.Generated)
	return c
}

func pointers[T any](list []T) []*T {
	all := slices.Grow([]*T(nil), len(list))
	for i := range list {
		all = append(all, &list[i])
	}
	return all
}

// frozen is the frozen text of an embedded edition or list.
func frozen(name string) string {
	for rest := frozenTexts; rest != ""; {
		head, texts, _ := strings.Cut(rest, "\n")
		other, length, _ := strings.Cut(head, " ")
		n, _ := strconv.Atoi(length) // as the test writes it
		if other == name {
			return texts[:n]
		}
		rest = texts[n:]
	}
	return "" // it is new
}

// frozenName is the name of an embedded edition among all.
func (f Folder) frozenName(dir string) string {
	if f.Files == around {
		return path.Join("infrastructure", dir)
	}
	return dir
}

package source

import (
	"cmp"
	"slices"
)

// A KeyPlace is a key of a description, by which people find it again whatever stands above it, and the line on which it stands at present.
type KeyPlace struct {
	File string `json:"file"`
	Key  string `json:"key"`
	Line int    `json:"line"`
}

// SortedPlaces are places by file and key, each once.
func SortedPlaces(places []KeyPlace) []KeyPlace {
	slices.SortFunc(places, func(a, b KeyPlace) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(places)
}

// KeyPaths tell which key of some files stands at a place. They are gathered when the first is asked for.
type KeyPaths struct {
	files []*File
	known map[spot]*path
}

// A spot is a place in one of the texts of a file.
type spot struct {
	text   *text
	offset int
}

// PathsIn are the paths of the keys of files.
func PathsIn(files ...*File) *KeyPaths { return &KeyPaths{files: files} }

// At is the key at a place, or the one whose value stands there, as TOML writes it: "nodes.n1.role". An element of a list has the key of the
// list; a table in a list has its number, too. It is empty where there is no key.
func (k *KeyPaths) At(at Position) string {
	if of := k.find(at); of != nil {
		return of.String()
	}
	return ""
}

func (k *KeyPaths) find(at Position) *path {
	if k.known == nil {
		k.known = map[spot]*path{}
		for _, f := range k.files {
			k.fields(f.root, nil)
		}
	}
	if !at.seen() || !at.IsValid() {
		return nil
	}
	return k.known[spot{at.text, at.text.offsetOf(at)}]
}

// learn notes a value under its path, and what it holds. What is known first of a place stays: it holds the rest.
func (k *KeyPaths) learn(n *node, of *path) {
	for _, p := range [...]place{n.key, n.value} {
		if at := (spot{n.text, p.offset}); p.length > 0 && k.known[at] == nil {
			k.known[at] = of
		}
	}
	for i, item := range n.items {
		if len(item.keys) > 0 {
			k.learn(item, of.item(i))
		} else {
			k.learn(item, of)
		}
	}
	k.fields(n, of)
}

func (k *KeyPaths) fields(n *node, of *path) {
	for _, key := range n.keys {
		k.learn(n.fields[key], of.key(key))
	}
}

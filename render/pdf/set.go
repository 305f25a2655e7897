package pdf

import (
	"fmt"
	"slices"

	"portolan/render/document"
)

// RenderAll prints documents into a file of their own each, as Render does, but all at once: the library reads and cuts every font once for
// the set instead of once for each file, which is most of the time that a short document takes.
func RenderAll(docs []*document.Document, opts Options) ([][]byte, error) {
	var composers []*composer
	for _, doc := range docs {
		_, err := guarded("render "+doc.ID, func() ([]byte, error) {
			c, err := newComposer([]*document.Document{doc}, opts)
			if err != nil {
				return nil, err
			}
			c.document(doc)
			c.finish(doc.Title, footerID(opts, doc.ID))
			composers = append(composers, c)
			return nil, c.err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(docs) == 0 {
		return nil, nil
	}
	var files [][]byte
	_, err := guarded("render a set of documents", func() ([]byte, error) {
		whole, err := emitSet(composers)
		if err != nil {
			return nil, err
		}
		files, err = split(whole, composers, docs)
		return nil, err
	})
	return files, err
}

// emitSet writes the pages of all documents into one file, one after the other.
func emitSet(composers []*composer) ([]byte, error) {
	var pages []*page
	for _, c := range composers {
		pages = append(pages, c.pages...)
	}
	e := newEmitter(composers[0], "")
	e.addFonts(pages)
	before := 0
	for _, c := range composers {
		e.c = c
		e.reserveLinks(before)
		for _, p := range c.pages {
			e.page(p)
		}
		before += len(c.pages)
		if c.err != nil {
			return nil, c.err
		}
	}
	return e.output()
}

// split cuts a file of many documents into one file for each.
func split(whole []byte, composers []*composer, docs []*document.Document) ([][]byte, error) {
	objects, _, err := objectsOf(whole)
	if err != nil {
		return nil, err
	}
	source := make([][]byte, len(objects)+1)
	for _, o := range objects {
		source[o.number] = whole[o.start:o.end]
	}
	fonts, err := fontsOf(source)
	if err != nil {
		return nil, err
	}
	var files [][]byte
	first := 1
	for i, c := range composers {
		if !languageOK.MatchString(c.opts.Language) {
			return nil, fmt.Errorf("language %q is not a language tag", c.opts.Language)
		}
		cut := &cutter{source: source, fonts: fonts, c: c, first: first, number: map[int]int{}}
		file, err := cut.file(docs[i].Title)
		if err != nil {
			return nil, fmt.Errorf("render %s: %w", docs[i].ID, err)
		}
		files = append(files, file)
		first += len(c.pages)
	}
	return files, nil
}

// usedFaces tells which fonts pages are set in.
func usedFaces(pages []*page) [faceCount]bool {
	used := [faceCount]bool{sans: true}
	for _, p := range pages {
		for _, item := range p.items {
			if t, ok := item.(text); ok {
				used[t.face] = true
			}
		}
	}
	return used
}

// pageObject is the number that the library gives a page's object; its content has the next one.
func pageObject(number int) int { return 1 + 2*number }

// The numbers that the library gives to the objects that all pages name.
const (
	pagesObject     = 1
	resourcesObject = 2
)

// faceOf is the font of a name that the library was given.
func faceOf(name string) (face, bool) {
	at := slices.Index(faceNames[:], name)
	return face(at), at >= 0
}

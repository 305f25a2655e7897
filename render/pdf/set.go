package pdf

import (
	"fmt"
	"sync"

	"portolan/render/document"
	"portolan/render/parallel"
)

// printing is what the files of one set share.
type printing struct {
	*stock
	docs     []*document.Document // each once, in the order in which books hold them
	settings map[*document.Document]*setting
	volumes  []*volume
	fonts    [faceCount]*embedded

	hiring  sync.Mutex
	benches []*bench // in no order
}

// printSet prints books in steps: each depends on what all of the step before made, and its pieces are done side by side.
func printSet(books []Book, opts Options) ([][]byte, error) {
	docs := documentsOf(books)
	shared, err := newStock(docs, opts)
	if err != nil {
		return nil, err
	}
	s := &printing{stock: shared, docs: docs, settings: map[*document.Document]*setting{}}
	for _, step := range []func([]Book) error{s.compose, s.bind, s.cast} {
		if err := step(books); err != nil {
			return nil, err
		}
	}
	return s.write()
}

// documentsOf lists the documents of books, each once.
func documentsOf(books []Book) []*document.Document {
	var docs []*document.Document
	seen := map[*document.Document]bool{}
	for _, book := range books {
		for _, doc := range book.documents() {
			if !seen[doc] {
				seen[doc] = true
				docs = append(docs, doc)
			}
		}
	}
	return docs
}

// compose sets every document on pages and paints them.
func (s *printing) compose([]Book) error {
	made := make([]*setting, len(s.docs))
	err := parallel.EachWith(len(s.docs), s.hire, func(b *bench, i int) error {
		_, err := guarded("render "+s.docs[i].ID, func() (_ struct{}, err error) {
			made[i], err = b.set(s.docs[i])
			return
		})
		return err
	})
	for i, doc := range s.docs {
		s.settings[doc] = made[i]
	}
	return err
}

// bind puts documents together to files, each with pages of its own.
func (s *printing) bind(books []Book) error {
	s.volumes = make([]*volume, len(books))
	return parallel.EachWith(len(books), s.hire, func(b *bench, i int) (err error) {
		s.volumes[i], err = b.bind(books[i], s.settings)
		return err
	})
}

// cast embeds the fonts with the characters that any of the files shows.
func (s *printing) cast([]Book) error {
	var used letters
	for _, b := range s.benches {
		used.add(b.letters)
	}
	return parallel.Each(int(faceCount), func(i int) (err error) {
		s.fonts[i], err = embed(face(i), s.fontFiles[i], used.of(face(i)))
		return err
	})
}

func (s *printing) write() ([][]byte, error) {
	files := make([][]byte, len(s.volumes))
	err := parallel.Each(len(files), func(i int) (err error) {
		if files[i], err = s.volumes[i].file(s.fonts); err != nil {
			return fmt.Errorf("write %s: %w", s.volumes[i].book.whole(), err)
		}
		return nil
	})
	return files, err
}

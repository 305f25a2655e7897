package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"sync"

	"portolan/render/document"
	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
	"portolan/render/parallel"
	"portolan/themes"
)

// printing is what the files of one set share.
type printing struct {
	stock    *typeset.Stock
	opts     Options
	runs     []run                                 // each once, in the order in which books hold them
	settings map[*document.Document]*pages.Setting // of the first document of a run
	volumes  []*volume
	fonts    []*file.Font // by their faces
	logo     *file.Image  // on covers, or nil

	hiring  sync.Mutex
	benches []*pages.Bench // in no order
}

// printSet prints books in steps: each depends on what all of the step before made, and its pieces are done side by side.
func printSet(books []Book, opts Options) ([]Printed, error) {
	runs := runsOf(books)
	shared, err := opts.stock(slices.Concat(runs...))
	if err != nil {
		return nil, err
	}
	s := &printing{stock: shared, opts: opts, runs: runs, settings: map[*document.Document]*pages.Setting{}}
	if s.logo, err = logoOf(opts.Theme.Logo); err != nil {
		return nil, err
	}
	for _, step := range []func([]Book) error{s.compose, s.widen, s.bind, s.cast} {
		if err := step(books); err != nil {
			return nil, err
		}
	}
	return s.write()
}

// logoOf is a logo as files hold it, compressed once for all.
func logoOf(l *themes.Logo) (*file.Image, error) {
	if l == nil {
		return nil, nil
	}
	colours, err := file.NewStream(l.Colours)
	if err != nil {
		return nil, err
	}
	image := &file.Image{W: l.W, H: l.H, Colours: &colours}
	if l.Alpha != nil {
		alpha, err := file.NewStream(l.Alpha)
		if err != nil {
			return nil, err
		}
		image.Alpha = &alpha
	}
	return image, nil
}

// A run is documents that are set one after the other.
type run = []*document.Document

// runsOf lists the runs of books, each once.
func runsOf(books []Book) []run {
	var runs []run
	seen := map[*document.Document]bool{}
	for _, book := range books {
		for _, r := range book.runs() {
			if !seen[r[0]] {
				seen[r[0]] = true
				runs = append(runs, r)
			}
		}
	}
	return runs
}

// compose sets every document on pages and paints them.
func (s *printing) compose([]Book) error {
	made := make([]*pages.Setting, len(s.runs))
	err := parallel.EachWith(len(s.runs), s.hire, func(b *pages.Bench, i int) error {
		_, err := guarded("render "+s.runs[i][0].ID, func() (_ struct{}, err error) {
			made[i], err = b.Set(s.runs[i]...)
			return
		})
		return err
	})
	for i, r := range s.runs {
		s.settings[r[0]] = made[i]
	}
	return err
}

// widen sets all documents again where a book may have more pages than the places of their numbers have digits for.
func (s *printing) widen(books []Book) error {
	most := 0
	for _, book := range books {
		n := 0
		for _, r := range book.runs() {
			n += len(s.settings[r[0]].Pages)
		}
		most = max(most, n+n/20+20) // with cover, contents and pages of parts
	}
	digits := len(strconv.Itoa(most))
	if digits <= s.stock.PageDigits {
		return nil
	}
	s.stock.PageDigits = digits
	return s.compose(books)
}

// bind puts documents together to files, each with pages of its own.
func (s *printing) bind(books []Book) error {
	s.volumes = make([]*volume, len(books))
	return parallel.EachWith(len(books), s.hire, func(b *pages.Bench, i int) (err error) {
		s.volumes[i], err = bind(b, books[i], s)
		return err
	})
}

// cast embeds the fonts with the characters that any of the files shows.
func (s *printing) cast([]Book) error {
	var used pages.Letters
	for _, b := range s.benches {
		used.Add(b.Letters)
	}
	s.fonts = make([]*file.Font, typeset.FaceCount)
	return parallel.Each(len(s.fonts), func(i int) (err error) {
		f := typeset.Face(i)
		s.fonts[i], err = file.Embed(f.String(), s.stock.FontFile(f), used.Of(f))
		return err
	})
}

func (s *printing) write() ([]Printed, error) {
	files := make([]Printed, len(s.volumes))
	err := parallel.Each(len(files), func(i int) (err error) {
		files[i].Pages = len(s.volumes[i].leaves)
		if files[i].Data, err = s.volumes[i].file(s.fonts).Bytes(); err != nil {
			return fmt.Errorf("write %s: %w", s.volumes[i].book.whole(), err)
		}
		return nil
	})
	return files, err
}

// hire makes a worker's bench and remembers it.
func (s *printing) hire() *pages.Bench {
	b := pages.NewBench(s.stock)
	s.hiring.Lock()
	defer s.hiring.Unlock()
	s.benches = append(s.benches, b)
	return b
}

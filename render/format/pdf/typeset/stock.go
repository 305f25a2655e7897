// Package typeset sets the blocks of documents in type: texts in lines, tables in columns, code, figures, steps. It makes pieces, each with its height,
// how much it belongs to the next, and a function that draws it on a canvas wherever it comes to stand. It drops no character silently: what the
// fonts lack is an error. It knows neither where pages end nor the file that holds them.
package typeset

import (
	"fmt"

	"portolan/render/document"
	"portolan/render/layout/diagram"
	"portolan/render/text/prose"
	"portolan/themes"
)

// Options are what the setting of documents needs besides them.
type Options struct {
	Theme      *themes.Theme
	Paper      string // "A4" or "Letter"
	Words      Words
	Draw       func(diagram.Picture) *diagram.Drawing // turns a figure's picture into shapes; called from several goroutines
	DocumentOf func(path string) (id string, ok bool) // names the document whose page a file of the pack is; nil knows none
	Prose      *prose.Reader                          // of texts that persons wrote; nil reads each anew
}

// A Stock is what all documents of one printing are set with. It does not change, and is shared by goroutines.
type Stock struct {
	opts      Options
	paper     Sheet
	fontFiles [FaceCount][]byte
	faces     *faces
	known     map[string]bool // all anchors of the documents, whichever file holds them

	PageDigits int // of the number of a page, for which references keep a place
}

// NewStock checks the options. Links may lead to the documents, whichever file holds them.
func NewStock(docs []*document.Document, opts Options) (*Stock, error) {
	if opts.Theme == nil {
		return nil, fmt.Errorf("no theme")
	}
	paper, ok := papers[opts.Paper]
	if !ok {
		return nil, fmt.Errorf("page size %q is neither A4 nor Letter", opts.Paper)
	}
	if err := opts.Words.check(); err != nil {
		return nil, err
	}
	if err := checkPalette(opts.Theme.Print); err != nil {
		return nil, err
	}
	s := &Stock{opts: opts, paper: paper, known: Anchors(docs), PageDigits: 3}
	fonts := opts.Theme.Fonts
	s.fontFiles = [FaceCount][]byte{fonts.Sans, fonts.SansBold, fonts.SansItalic, fonts.Mono, fonts.MonoBold, fonts.Symbols}
	var err error
	s.faces, err = newFaces(s.fontFiles)
	return s, err
}

// Palette are the colours of what is set.
func (s *Stock) Palette() themes.Palette { return s.opts.Theme.Print }

// FontFile is the font of a face.
func (s *Stock) FontFile(f Face) []byte { return s.fontFiles[f] }

// Width is that of a text in one font.
func (s *Stock) Width(f Face, text string, size float64) float64 { return s.faces.width(f, text, size) }

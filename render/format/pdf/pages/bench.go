package pages

import (
	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/typeset"
)

// A Bench is what one worker sets and paints with: memory that is used for one document after the other, and the characters that were shown.
type Bench struct {
	stock     *typeset.Stock
	workspace typeset.Workspace
	placed    []typeset.Piece // all pieces of the latest document
	raw       []byte          // the latest page before it is compressed
	Letters   Letters
}

// NewBench makes the bench of one worker.
func NewBench(s *typeset.Stock) *Bench { return &Bench{stock: s} }

// Composer makes a composer that sets in the bench's workspace.
func (b *Bench) Composer() *typeset.Composer { return b.stock.Composer(&b.workspace) }

// Paint turns what stands on pages into the operators of PDF.
func (b *Bench) Paint(pages []*Page) error {
	for _, p := range pages {
		k := content{palette: b.stock.Palette(), height: p.Sheet.H, letters: &b.Letters, runs: p.Runs, marked: none, out: b.raw[:0]}
		k.plain = p.Plain
		k.form(p.Form)
		for _, ext := range p.under {
			k.frame(ext)
		}
		k.items(p.Items)
		painted, err := k.end()
		if err != nil {
			return err
		}
		b.raw = painted
		if p.Painted, err = file.NewStream(painted); err != nil {
			return err
		}
		p.Faces = k.faces
	}
	return nil
}

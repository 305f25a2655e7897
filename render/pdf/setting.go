package pdf

import "portolan/render/document"

// setting is a document set on pages and painted, for as many files as hold it. What depends on the file stands apart on each page.
type setting struct {
	doc     *document.Document
	pages   []*page
	known   map[string]bool  // anchors that the document announced
	places  map[string]place // by "document#id"; where they came to stand
	outline []entry
}

// bench is what one worker sets documents with.
type bench struct {
	*stock
	workspace workspace
	raw       []byte // the latest page before it is compressed
	letters   letters
}

func (s *stock) newBench() *bench { return &bench{stock: s} }

// hire makes a worker's bench and remembers it.
func (s *printing) hire() *bench {
	b := s.newBench()
	s.hiring.Lock()
	defer s.hiring.Unlock()
	s.benches = append(s.benches, b)
	return b
}

// set composes one document and paints its pages.
func (b *bench) set(doc *document.Document) (*setting, error) {
	c := b.composer()
	c.document(doc)
	if c.err == nil {
		c.verify()
	}
	if c.err != nil {
		return nil, c.err
	}
	s := &setting{doc: doc, known: anchors([]*document.Document{doc}), pages: c.pages, places: c.places, outline: c.outline}
	return s, b.paint(s.pages)
}

// paint turns what stands on pages into the operators of PDF.
func (b *bench) paint(pages []*page) error {
	for _, p := range pages {
		k := content{palette: b.opts.Theme.Print, height: p.sheet.h, letters: &b.letters, out: b.raw[:0]}
		k.form(p.form)
		for _, ext := range p.under {
			k.frame(ext)
		}
		k.items(p.items)
		painted, err := k.end()
		if err != nil {
			return err
		}
		b.raw = painted
		if p.painted, err = streamOf(painted); err != nil {
			return err
		}
		p.faces = k.faces
	}
	return nil
}

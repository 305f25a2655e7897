package typeset

import "portolan/render/document"

// callout is a paragraph set apart. Its title, or the word of its mark, says how much it matters.
func (c *Composer) callout(b document.Callout, a Area) []Piece {
	look := c.badged(b.Mark, b.Badge)
	if look.fill == "" {
		look.fill = "panel"
	}
	return c.setApart(look, b.Title, func(in Area) []Piece { return c.markdown(b.Markdown, in) }, a)
}

func (c *Composer) setApart(look markLook, title string, inner func(Area) []Piece, a Area) []Piece {
	behind := &Frame{X: a.X, W: a.W, Fill: look.fill, Bar: look.ink, BarWidth: 3}
	in := a.Inset(13, 10)
	var spans []Span
	head := Style{Face: Bold, Size: 9, Colour: look.ink}
	switch {
	case look.word != "" && title != "" && title != look.word:
		spans = []Span{{look.word + " · ", head}, {title, Style{Face: Bold, Size: 9, Colour: "ink"}}}
	case title != "":
		spans = []Span{{title, head}}
	case look.word != "":
		spans = []Span{{look.word, head}}
	}
	c.Open(RoleGroup)
	defer c.Close()
	var pieces []Piece
	if len(spans) > 0 {
		pieces = KeepAll(c.Paragraph(in, 0, spans...))
	}
	rest := inner(in)
	if len(pieces) > 0 {
		rest = spaced(rest, 2)
	}
	before, pad := 8.0, 6.0
	if c.dense() {
		before, pad = 6, 4
	}
	pieces = spaced(append(pieces, rest...), before)
	return append(whole(framed(pieces, behind, pad), 180), gapOf(3))
}

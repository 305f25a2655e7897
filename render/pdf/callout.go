package pdf

import "portolan/render/document"

// callout is a paragraph set apart. Its title, or the word of its mark, says how much it matters.
func (c *composer) callout(b document.Callout, a area) []piece {
	look := c.look(b.Mark)
	if look.fill == "" {
		look.fill = "panel"
	}
	return c.setApart(look, b.Title, func(in area) []piece { return c.markdown(b.Markdown, in) }, a)
}

func (c *composer) setApart(look markLook, title string, inner func(area) []piece, a area) []piece {
	behind := &frame{x: a.x, w: a.w, fill: look.fill, bar: look.ink, barWidth: 3}
	in := a.inset(13, 10)
	var spans []span
	head := style{face: bold, size: 9, colour: look.ink}
	switch {
	case look.word != "" && title != "" && title != look.word:
		spans = []span{{look.word + " · ", head}, {title, style{face: bold, size: 9, colour: "ink"}}}
	case title != "":
		spans = []span{{title, head}}
	case look.word != "":
		spans = []span{{look.word, head}}
	}
	var pieces []piece
	if len(spans) > 0 {
		pieces = keepAll(c.paragraph(in, 0, spans...))
	}
	rest := inner(in)
	if len(pieces) > 0 {
		rest = spaced(rest, 2)
	}
	pieces = spaced(append(pieces, rest...), 8)
	return append(whole(framed(pieces, behind, 6), 180), gapOf(3))
}

package typeset

import (
	"fmt"
	"strconv"

	"portolan/render/document"
	"portolan/render/text/prose"
)

// markdown sets a text that a person wrote.
func (c *Composer) markdown(source string, a Area) []Piece {
	return c.prose(c.parsed(source).Blocks, a)
}

// parsed reads a text. Most steps leave several of their texts empty.
func (c *Composer) parsed(source string) prose.Tree {
	if source == "" {
		return prose.Tree{}
	}
	tree, err := c.opts.Prose.Parse(source)
	if err != nil {
		c.Fail(fmt.Errorf("text that starts with %.40q: %w", source, err))
	}
	return tree
}

func (c *Composer) prose(blocks []prose.Block, a Area) []Piece {
	var pieces []Piece
	for _, block := range blocks {
		pieces = append(pieces, c.proseBlock(block, a)...)
	}
	return pieces
}

func (c *Composer) proseBlock(block prose.Block, a Area) []Piece {
	switch b := block.(type) {
	case prose.Paragraph:
		return c.Paragraph(a, paraSpace, c.spans(b.Inlines, c.Body())...)
	case prose.Heading:
		s := Style{Face: Bold, Size: 10, Colour: "ink"}
		return KeepAll(AsHeading(proseLevel+b.Level, c.Paragraph(a, 9, c.spans(b.Inlines, s)...)))
	case prose.List:
		return c.proseList(b, a)
	case prose.Code:
		return c.code(b.Text, a, nil)
	case prose.Quote:
		quoted := &Frame{X: a.X, W: a.W, Bar: "line", BarWidth: 2}
		c.Open(RoleQuote)
		defer c.Close()
		return framed(spaced(c.prose(b.Blocks, a.Inset(12, 0)), paraSpace+2), quoted, 1)
	case prose.Callout:
		return c.setApart(c.calloutLook(b.Kind), "", func(in Area) []Piece { return c.prose(b.Blocks, in) }, a)
	case prose.Table:
		return c.proseTable(b, a)
	case prose.Rule:
		return []Piece{{Before: 8, Height: 8, Draw: func(p *Canvas, y float64) { p.Rule(a.X, y, a.W, "line", 0.6) }}}
	}
	c.Fail(fmt.Errorf("prose block %T is not known", block))
	return nil
}

// proseLevel is the level below which headings in texts stand: below that of steps.
const proseLevel = stepLevel

func (c *Composer) calloutLook(kind prose.CalloutKind) markLook {
	words := c.opts.Words
	switch kind {
	case prose.Tip:
		return markLook{"note", "note-fill", words.Tip}
	case prose.Important:
		return markLook{"warning", "warning-fill", words.Important}
	case prose.Warning:
		return c.look(document.Warning)
	case prose.Caution:
		return c.look(document.Danger)
	}
	return c.look(document.Note)
}

func (c *Composer) proseList(b prose.List, a Area) []Piece {
	c.Open(RoleList)
	defer c.Close()
	var pieces []Piece
	var at items
	number := b.Start
	for _, item := range b.Items {
		indent, mark := 14.0, Span{bullet, c.Body()}
		if b.Ordered {
			mark.Text = strconv.Itoa(number) + "."
			indent = max(16, c.faces.width(Sans, mark.Text, bodySize)+6)
		}
		if item.Task != prose.NoTask {
			indent = 18
		}
		c.Open(RoleItem)
		c.Open(RoleItemBody)
		inner := spaced(c.prose(item.Blocks, a.Inset(indent, 0)), 2.5)
		c.Close()
		if item.Task != prose.NoTask {
			inner = c.ticked(a, inner, item.Task == prose.DoneTask)
		} else {
			inner = c.bulleted(a, mark, inner)
		}
		c.Close()
		at.begin(len(pieces))
		pieces = append(pieces, inner...)
		number++
	}
	at.bind(pieces)
	return spaced(pieces, 3.5)
}

// spans flattens inlines to runs of one style.
func (c *Composer) spans(inlines []prose.Inline, s Style) []Span {
	out := make([]Span, 0, len(inlines))
	for _, inline := range inlines {
		switch i := inline.(type) {
		case prose.Text:
			out = append(out, Span{i.Text, s})
		case prose.HardBreak:
			out = append(out, Span{"\n", s})
		case prose.CodeSpan:
			out = append(out, Span{i.Text, s.fixed()})
		case prose.Strong:
			out = append(out, c.spans(i.Inlines, s.strong())...)
		case prose.Emphasis:
			out = append(out, c.spans(i.Inlines, s.stressed())...)
		case prose.Link:
			to := target{uri: i.Outside}
			if i.Outside == "" {
				to = c.target(i.Inside)
			}
			if prose.IsPageNumber(i) {
				if to.anchor != "" {
					out = append(out, c.pageOf(to, s)...)
				}
				continue
			}
			out = append(out, c.spans(i.Inlines, s.with(to))...)
		}
	}
	return out
}

func (s Style) strong() Style {
	switch s.Face {
	case Mono:
		s.Face = MonoBold
	default:
		s.Face = Bold
	}
	return s
}

func (s Style) stressed() Style {
	if s.Face == Sans {
		s.Face = Italic
	}
	return s
}

// fixed sets code a little smaller: letters of fixed pitch look larger than others of the same size.
func (s Style) fixed() Style {
	if s.Face == Bold {
		s.Face = MonoBold
	} else {
		s.Face = Mono
	}
	s.Size *= 0.94
	return s
}

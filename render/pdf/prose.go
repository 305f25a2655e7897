package pdf

import (
	"fmt"
	"strconv"

	"portolan/render/document"
	"portolan/render/prose"
)

// markdown sets a text that a person wrote.
func (c *composer) markdown(source string, a area) []piece {
	return c.prose(c.parsed(source).Blocks, a)
}

// parsed reads a text. Most steps leave several of their texts empty.
func (c *composer) parsed(source string) prose.Tree {
	if source == "" {
		return prose.Tree{}
	}
	tree, err := c.opts.Prose.Parse(source)
	if err != nil {
		c.fail(fmt.Errorf("text that starts with %.40q: %w", source, err))
	}
	return tree
}

func (c *composer) prose(blocks []prose.Block, a area) []piece {
	var pieces []piece
	for _, block := range blocks {
		pieces = append(pieces, c.proseBlock(block, a)...)
	}
	return pieces
}

func (c *composer) proseBlock(block prose.Block, a area) []piece {
	switch b := block.(type) {
	case prose.Paragraph:
		return c.paragraph(a, paraSpace, c.spans(b.Inlines, c.body())...)
	case prose.Heading:
		s := style{face: bold, size: 10, colour: "ink"}
		return keepAll(c.paragraph(a, 9, c.spans(b.Inlines, s)...))
	case prose.List:
		return c.proseList(b, a)
	case prose.Code:
		return c.code(b.Text, a, nil)
	case prose.Quote:
		quoted := &frame{x: a.x, w: a.w, bar: "line", barWidth: 2}
		return framed(spaced(c.prose(b.Blocks, a.inset(12, 0)), paraSpace+2), quoted, 1)
	case prose.Callout:
		return c.setApart(c.calloutLook(b.Kind), "", func(in area) []piece { return c.prose(b.Blocks, in) }, a)
	case prose.Table:
		return c.proseTable(b, a)
	case prose.Rule:
		return []piece{{before: 8, height: 8, draw: func(p *page, y float64) { p.rule(a.x, y, a.w, "line", 0.6) }}}
	}
	c.fail(fmt.Errorf("prose block %T is not known", block))
	return nil
}

func (c *composer) calloutLook(kind prose.CalloutKind) markLook {
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

func (c *composer) proseList(b prose.List, a area) []piece {
	var pieces []piece
	var at items
	number := b.Start
	for _, item := range b.Items {
		indent, mark := 14.0, span{bullet, c.body()}
		if b.Ordered {
			mark.text = strconv.Itoa(number) + "."
			indent = max(16, c.faces.width(sans, mark.text, bodySize)+6)
		}
		if item.Task != prose.NoTask {
			indent = 18
		}
		inner := spaced(c.prose(item.Blocks, a.inset(indent, 0)), 2.5)
		if item.Task != prose.NoTask {
			inner = ticked(a, inner, item.Task == prose.DoneTask)
		} else {
			inner = c.bulleted(a, mark, inner)
		}
		at.begin(len(pieces))
		pieces = append(pieces, inner...)
		number++
	}
	at.bind(pieces)
	return spaced(pieces, 3.5)
}

// spans flattens inlines to runs of one style.
func (c *composer) spans(inlines []prose.Inline, s style) []span {
	out := make([]span, 0, len(inlines))
	for _, inline := range inlines {
		switch i := inline.(type) {
		case prose.Text:
			out = append(out, span{i.Text, s})
		case prose.HardBreak:
			out = append(out, span{"\n", s})
		case prose.CodeSpan:
			out = append(out, span{i.Text, s.fixed()})
		case prose.Strong:
			out = append(out, c.spans(i.Inlines, s.strong())...)
		case prose.Emphasis:
			out = append(out, c.spans(i.Inlines, s.stressed())...)
		case prose.Link:
			to := target{uri: i.Outside}
			if i.Outside == "" {
				to = c.target(i.Inside)
			}
			out = append(out, c.spans(i.Inlines, s.with(to))...)
		}
	}
	return out
}

func (s style) strong() style {
	switch s.face {
	case mono:
		s.face = monoBold
	default:
		s.face = bold
	}
	return s
}

func (s style) stressed() style {
	if s.face == sans {
		s.face = italic
	}
	return s
}

// fixed sets code a little smaller: letters of fixed pitch look larger than others of the same size.
func (s style) fixed() style {
	if s.face == bold {
		s.face = monoBold
	} else {
		s.face = mono
	}
	s.size *= 0.94
	return s
}

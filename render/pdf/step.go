package pdf

import (
	"slices"
	"strconv"
	"strings"

	"portolan/render/document"
)

// procedure is one step: a head with number, title and a box to tick, then its parts, each beside its label. What can go wrong
// stands before the commands, where it is read in time.
func (c *composer) procedure(b document.Step, a area, pageHeight float64) []piece {
	c.step++
	s := stepLayout{pieces: slices.Grow(c.stepHead(b, c.step, a), usualPieces)}
	s.head = len(s.pieces)
	in := a.inset(10, 0)
	gutter := min(c.gutter, in.w*0.2) // longer labels stand in several lines
	column := in.inset(gutter, 0)
	add := func(name string, part []piece) {
		if len(part) == 0 {
			return
		}
		if name != "" {
			part = c.labelled(in, gutter, span{name, stepLabel}, part, 5, bodySize*leading)
		}
		if bindPart(part) && name != "" {
			continuing(part, c.labelAgain(in, gutter, name))
		}
		s.add(spaced(part, 5))
	}
	l := b.Labels
	add(l.Where, c.hosts(b.Where, column))
	add(l.Who, c.value(b.Who, column))
	if b.Minutes > 0 {
		add(l.Minutes, c.value(strconv.Itoa(b.Minutes), column))
	}
	for _, callout := range b.Callouts {
		add("", c.callout(callout, column))
	}
	s.facts = len(s.pieces)
	add("", c.markdown(b.Body, column))
	add(l.Files, c.hosts(b.Files, column))
	s.danger = len(s.pieces)
	if b.Danger != "" {
		look := c.look(document.Danger)
		look.word = l.Danger
		add("", c.setApart(look, "", func(in area) []piece { return c.markdown(b.Danger, in) }, column))
	}
	s.work = len(s.pieces)
	for _, command := range b.Commands {
		add(l.Run, flush(c.command(command, column)))
	}
	add(l.Expect, c.markdown(b.Expect, column))
	add(l.IfFails, c.markdown(b.IfFails, column))
	add(l.Rollback, c.markdown(b.Rollback, column))
	for _, part := range b.Parts {
		add(part.Label, c.markdown(part.Markdown, column))
	}
	for _, field := range b.Fields {
		add(field.Name, c.value(field.Value, column))
	}
	s.add(c.signLine(b.Labels, in))
	s.bind(pageHeight)
	s.repeat(c.goesOn(b, c.step, a))
	return append(s.pieces, gapOf(6))
}

const usualPieces = 48 // of a step

var stepLabel = style{face: bold, size: smallSize, colour: "muted"}

// flush lets a box start level with its label.
func flush(pieces []piece) []piece { return spaced(pieces, 0) }

// stepGutter is the width of the column of labels of all steps of a document, so that their values stand in one line.
func (c *composer) stepGutter(doc *document.Document) float64 {
	widest := 0.0
	for _, block := range doc.Blocks {
		if b, ok := block.(document.Step); ok {
			l := b.Labels
			for _, label := range [...]string{l.Where, l.Who, l.Minutes, l.Files, l.Run, l.Expect, l.IfFails, l.Rollback} {
				widest = max(widest, c.labelLength(label))
			}
			for _, part := range b.Parts {
				widest = max(widest, c.labelLength(part.Label))
			}
			for _, field := range b.Fields {
				widest = max(widest, c.labelLength(field.Name))
			}
		}
	}
	return widest + 14
}

// labelLength is the width of a label in one line.
func (c *composer) labelLength(label string) float64 {
	return c.faces.width(stepLabel.face, clean(label), stepLabel.size)
}

// stepHead is the bar above a step.
func (c *composer) stepHead(b document.Step, number int, a area) []piece {
	doc := c.doc
	behind := &frame{x: a.x, w: a.w, fill: "panel"}
	title := style{face: bold, size: 10, colour: "ink"}
	done := c.wrap([]span{{b.Labels.Done, c.small()}}, a.w/4)[0]
	count := c.wrap([]span{{b.Labels.Step + " " + strconv.Itoa(number), style{face: bold, size: 10, colour: "accent"}}}, a.w/4)[0]
	in := a.inset(10+count.w+9, done.w+34)
	pieces := keepAll(c.paragraph(in, 12, span{b.Title, title}))
	first, lh := pieces[0].draw, title.size*leading
	pieces[0].draw = func(p *page, y float64) {
		c.anchor(doc, b.ID, p, y)
		c.drawLine(p, count, a.x+10, y, lh, in.x)
		first(p, y)
		right := a.x + a.w - 10
		tickBox(p, right-9, y+2.2, 9, false)
		c.drawRight(p, done, in.x, right-14, y, lh)
	}
	return keepAll(framed(pieces, behind, 4))
}

// goesOn is the line above the rest of a step on a further page.
func (c *composer) goesOn(b document.Step, number int, a area) *head {
	const lh, space = smallSize * leading, 5
	return &head{height: lh + space, draw: func(p *page, y float64) {
		count := b.Labels.Step + " " + strconv.Itoa(number)
		first := c.oneLine(span{count + " (" + c.opts.Words.Continued + "):", style{face: bold, size: smallSize, colour: "accent"}}, a.w/2)
		c.drawLine(p, first, a.x+10, y, lh, a.x+a.w)
		x := a.x + 10 + first.w + 4
		c.drawLine(p, c.oneLine(span{b.Title, style{face: sans, size: smallSize, colour: "muted"}}, a.x+a.w-x), x, y, lh, a.x+a.w)
		p.rule(a.x, y+lh+1, a.w, "line", 0.5)
	}}
}

// labelAgain stands beside the rest of a part of a step on a further page.
func (c *composer) labelAgain(a area, gutter float64, name string) *head {
	const lh = smallSize * leading
	lines := c.wrap([]span{{name, stepLabel}, {" (" + c.opts.Words.Continued + ")", style{face: sans, size: smallSize, colour: "muted"}}}, gutter-10)
	return &head{draw: func(p *page, y float64) {
		for i, l := range lines {
			c.drawLine(p, l, a.x, y+float64(i)*lh, lh, a.x+gutter-8)
		}
	}}
}

// signLine is where somebody writes by hand who did the step, and when.
func (c *composer) signLine(l document.StepLabels, a area) []piece {
	if l.By == "" {
		return nil
	}
	const lh = 16
	by, at := c.wrap([]span{{l.By, c.small()}}, a.w/3)[0], c.wrap([]span{{l.At, c.small()}}, a.w/3)[0]
	middle := a.x + a.w*0.58
	return []piece{{height: lh + 4, draw: func(p *page, y float64) {
		c.drawLine(p, by, a.x, y+4, lh, middle)
		p.rule(a.x+by.w+5, y+lh, middle-12-(a.x+by.w+5), "line", 0.6)
		c.drawLine(p, at, middle, y+4, lh, a.x+a.w)
		p.rule(middle+at.w+5, y+lh, a.x+a.w-(middle+at.w+5), "line", 0.6)
	}}}
}

func (c *composer) value(value string, a area) []piece {
	if value == "" {
		return nil
	}
	return c.paragraph(a, 0, span{value, style{face: sans, size: 9, colour: "ink"}})
}

// hosts are the places where a step is done, in one run of text.
func (c *composer) hosts(where []document.Cell, a area) []piece {
	if len(where) == 0 {
		return nil
	}
	var spans []span
	host := style{face: mono, size: 8.5, colour: "ink"}
	for i, cell := range where {
		if i > 0 {
			spans = append(spans, span{", ", host})
		}
		spans = append(spans, span{strings.Join(cell.Lines, " "), host.with(c.target(cell.Link))})
	}
	return c.paragraph(a, 0, spans...)
}

// command is a box with what to type, under the shell and the host it is for.
func (c *composer) command(b document.Command, a area) []piece {
	var parts []string
	for _, part := range []string{b.Shell, b.Where} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	var label []span
	if len(parts) > 0 {
		label = []span{{strings.Join(parts, " · "), style{face: sans, size: 7, colour: "muted"}}}
	}
	return c.code(b.Text, a, label)
}

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
	pieces := slices.Grow(c.stepHead(b, c.step, a), usualPieces)
	label := style{face: bold, size: smallSize, colour: "muted"}
	in := a.inset(10, 0)
	gutter := c.labelWidth(stepLabels(b), label, in.w)
	column := in.inset(gutter, 0)
	add := func(name string, part []piece) {
		if len(part) == 0 {
			return
		}
		space := 5.0
		if name == "" {
			pieces = append(pieces, spaced(part, space)...)
			return
		}
		pieces = append(pieces, c.labelled(in, gutter, span{name, label}, part, space, bodySize*leading)...)
	}
	l := b.Labels
	add(l.Where, c.hosts(b.Where, column))
	add(l.Who, c.value(b.Who, column))
	if b.Minutes > 0 {
		add(l.Minutes, c.value(strconv.Itoa(b.Minutes), column))
	}
	if len(pieces) > 0 {
		pieces[len(pieces)-1].keep = true
	}
	for _, callout := range b.Callouts {
		add("", c.callout(callout, column))
	}
	add("", c.markdown(b.Body, column))
	add(l.Files, c.hosts(b.Files, column))
	if b.Danger != "" {
		look := c.look(document.Danger)
		look.word = l.Danger
		add("", c.setApart(look, "", func(in area) []piece { return c.markdown(b.Danger, in) }, column))
	}
	name := l.Run
	for _, command := range b.Commands {
		add(name, flush(c.command(command, column)))
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
	pieces = append(pieces, c.signLine(b.Labels, in)...)
	return append(whole(pieces, pageHeight*0.45), piece{height: 6})
}

const usualPieces = 48 // of a step

// whole keeps pieces on one page unless they are higher than most.
func whole(pieces []piece, most float64) []piece {
	if height(pieces) > most {
		return pieces
	}
	keepAll(pieces[:max(0, len(pieces)-1)])
	return pieces
}

// flush lets a box start level with its label.
func flush(pieces []piece) []piece { return spaced(pieces, 0) }

// stepLabels are all labels that a step can have, shown or not, so that the steps of a runbook line up.
func stepLabels(b document.Step) []string {
	l := b.Labels
	out := []string{l.Where, l.Who, l.Minutes, l.Files, l.Run, l.Expect, l.IfFails, l.Rollback}
	for _, part := range b.Parts {
		out = append(out, part.Label)
	}
	for _, field := range b.Fields {
		out = append(out, field.Name)
	}
	return out
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

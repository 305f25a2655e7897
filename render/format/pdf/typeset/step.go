package typeset

import (
	"slices"
	"strconv"
	"strings"

	"portolan/render/document"
)

// procedure is one step: a head with number, title and a box to tick, then its parts, each beside its label. What can go wrong
// stands before the commands, where it is read in time.
func (c *Composer) procedure(b document.Step, a Area, pageHeight float64) []Piece {
	number := strconv.Itoa(c.Step + 1)
	if c.Step += max(1, b.Count); b.Count > 1 {
		number += "–" + strconv.Itoa(c.Step)
		b.Labels.Step = b.Labels.Steps
	}
	c.Open(RoleSection)
	defer c.Close()
	s := stepLayout{dense: c.dense(), pieces: slices.Grow(c.stepHead(b, number, a), usualPieces)}
	s.head = len(s.pieces)
	in := a.Inset(10, 0)
	gutter := min(c.gutter, in.W*0.2) // longer labels stand in several lines
	column := in.Inset(gutter, 0)
	between := 5.0
	if c.dense() {
		between = 2
	}
	add := func(name string, part []Piece) {
		if len(part) == 0 {
			return
		}
		if name != "" {
			part = c.Labelled(in, gutter, Span{name, stepLabel}, part, between, c.bodySize()*Leading)
		}
		if bindPart(part) && name != "" {
			continuing(part, c.labelAgain(in, gutter, name))
		}
		s.add(spaced(part, between))
	}
	l := b.Labels
	if c.dense() {
		add("", c.inOneLine(b, in))
	} else {
		add(l.Where, c.hosts(b.Where, column))
		add(l.Who, c.value(b.Who, column))
		if b.Minutes > 0 {
			add(l.Minutes, c.value(strconv.Itoa(b.Minutes), column))
		}
	}
	add(b.Elsewhere.Name, c.fieldValue(b.Elsewhere, column))
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
		add("", c.setApart(look, "", func(in Area) []Piece { return c.markdown(b.Danger, in) }, column))
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
	for _, field := range b.Facts() {
		if !c.dense() {
			add(field.Name, c.fieldValue(field, column))
		}
	}
	s.add(c.signLine(b.Labels, in))
	s.bind(pageHeight)
	s.repeat(c.goesOn(b, number, a))
	if c.dense() {
		return append(s.pieces, gapOf(1))
	}
	return append(s.pieces, gapOf(6))
}

const usualPieces = 48 // of a step

// dense tells whether the document is set with less white.
func (c *Composer) dense() bool { return c.doc != nil && c.doc.Dense }

// inOneLine are where, by whom and in what time a step is done, and its other facts, one after the other.
func (c *Composer) inOneLine(b document.Step, a Area) []Piece {
	spans := c.runOn(b.Where, ", ", Style{Face: Mono, Size: 8.5, Colour: "ink"})
	plain := Style{Face: Sans, Size: 8.5, Colour: "ink"}
	add := func(label string, said ...Span) {
		if len(spans) > 0 {
			spans = append(spans, Span{" · ", plain})
		}
		if label != "" {
			spans = append(spans, Span{label + ": ", stepLabel})
		}
		spans = append(spans, said...)
	}
	if b.Who != "" {
		add("", Span{b.Who, plain})
	}
	if b.Minutes > 0 {
		add(b.Labels.Minutes, Span{strconv.Itoa(b.Minutes), plain})
	}
	for _, field := range b.Facts() {
		add(field.Name, c.fieldSpans(field)...)
	}
	if len(spans) == 0 {
		return nil
	}
	return c.Paragraph(a, 0, spans...)
}

var stepLabel = Style{Face: Bold, Size: smallSize, Colour: "muted"}

// flush lets a box start level with its label.
func flush(pieces []Piece) []Piece { return spaced(pieces, 0) }

// stepGutter is the width of the column of labels of all steps of a document, so that their values stand in one line.
func (c *Composer) stepGutter(doc *document.Document) float64 {
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
			for _, field := range append(b.Facts(), b.Elsewhere) {
				widest = max(widest, c.labelLength(field.Name))
			}
		}
	}
	return widest + 14
}

// labelLength is the width of a label in one line.
func (c *Composer) labelLength(label string) float64 {
	return c.faces.width(stepLabel.Face, Clean(label), stepLabel.Size)
}

// stepLevel is the level of the titles of steps: below all headings of a document.
const stepLevel = 4

// stepHead is the bar above a step.
func (c *Composer) stepHead(b document.Step, number string, a Area) []Piece {
	doc := c.doc
	behind := &Frame{X: a.X, W: a.W, Fill: "panel"}
	title := Style{Face: Bold, Size: 10, Colour: "ink"}
	done := c.wrap([]Span{{b.Labels.Done, c.Small()}}, a.W/4)[0]
	count := c.wrap([]Span{{b.Labels.Step + " " + number, Style{Face: Bold, Size: 10, Colour: "accent"}}}, a.W/4)[0]
	in := a.Inset(10+count.W+9, done.W+34)
	before := 12.0
	if c.dense() {
		before = 4
	}
	pieces := KeepAll(AsHeading(stepLevel, c.Paragraph(in, before, Span{b.Title, title})))
	first, lh := pieces[0].Draw, title.Size*Leading
	pieces[0].Draw = func(p *Canvas, y float64) {
		p.anchor(doc, b.ID, y)
		c.DrawLine(p, count, a.X+10, y, lh, in.X)
		first(p, y)
		content := p.Within(nil) // a box for a pen
		right := a.X + a.W - 10
		tickBox(p, right-9, y+2.2, 9, false)
		c.DrawRight(p, done, in.X, right-14, y, lh)
		p.Within(content)
	}
	return KeepAll(framed(pieces, behind, 4))
}

// goesOn is the line above the rest of a step on a further page.
func (c *Composer) goesOn(b document.Step, number string, a Area) *Head {
	const lh, space = smallSize * Leading, 5
	return &Head{Height: lh + space, Draw: func(p *Canvas, y float64) {
		count := b.Labels.Step + " " + number
		first := c.OneLine(Span{count + " (" + c.opts.Words.Continued + "):", Style{Face: Bold, Size: smallSize, Colour: "accent"}}, a.W/2)
		c.DrawLine(p, first, a.X+10, y, lh, a.X+a.W)
		x := a.X + 10 + first.W + 4
		c.DrawLine(p, c.OneLine(Span{b.Title, Style{Face: Sans, Size: smallSize, Colour: "muted"}}, a.X+a.W-x), x, y, lh, a.X+a.W)
		p.Rule(a.X, y+lh+1, a.W, "line", 0.5)
	}}
}

// labelAgain stands beside the rest of a part of a step on a further page.
func (c *Composer) labelAgain(a Area, gutter float64, name string) *Head {
	const lh = smallSize * Leading
	lines := c.wrap([]Span{{name, stepLabel}, {" (" + c.opts.Words.Continued + ")", Style{Face: Sans, Size: smallSize, Colour: "muted"}}}, gutter-10)
	return &Head{Draw: func(p *Canvas, y float64) {
		for i, l := range lines {
			c.DrawLine(p, l, a.X, y+float64(i)*lh, lh, a.X+gutter-8)
		}
	}}
}

// signLine is where somebody writes by hand who did the step, and when.
func (c *Composer) signLine(l document.StepLabels, a Area) []Piece {
	if l.By == "" {
		return nil
	}
	const lh = 16
	by, at := c.wrap([]Span{{l.By, c.Small()}}, a.W/3)[0], c.wrap([]Span{{l.At, c.Small()}}, a.W/3)[0]
	middle := a.X + a.W*0.58
	return []Piece{{Height: lh + 4, Tag: c.Element(RoleParagraph), Draw: func(p *Canvas, y float64) {
		c.DrawLine(p, by, a.X, y+4, lh, middle)
		p.Rule(a.X+by.W+5, y+lh, middle-12-(a.X+by.W+5), "line", 0.6)
		c.DrawLine(p, at, middle, y+4, lh, a.X+a.W)
		p.Rule(middle+at.W+5, y+lh, a.X+a.W-(middle+at.W+5), "line", 0.6)
	}}}
}

func (c *Composer) value(value string, a Area) []Piece {
	if value == "" {
		return nil
	}
	return c.Paragraph(a, 0, Span{value, Style{Face: Sans, Size: 9, Colour: "ink"}})
}

// fieldValue is what stands beside the name of a field; nothing where it is empty.
func (c *Composer) fieldValue(f document.Field, a Area) []Piece {
	if f.Value == "" && len(f.Cells) == 0 {
		return nil
	}
	return c.Paragraph(a, 0, c.fieldSpans(f)...)
}

// hosts are the places where a step is done, in one run of text.
func (c *Composer) hosts(where []document.Cell, a Area) []Piece {
	if len(where) == 0 {
		return nil
	}
	return c.Paragraph(a, 0, c.runOn(where, ", ", Style{Face: Mono, Size: 8.5, Colour: "ink"})...)
}

// runOn sets cells one after the other, each with where it leads.
func (c *Composer) runOn(cells []document.Cell, between string, style Style) []Span {
	var spans []Span
	for i, cell := range cells {
		if i > 0 {
			spans = append(spans, Span{between, style})
		}
		to := c.target(cell.Link)
		spans = append(spans, Span{cellText(cell, " "), style.with(to)})
		if cell.Paged && to.anchor != "" {
			spans = append(spans, c.pageOf(to, style)...)
		}
	}
	return spans
}

// pageOf keeps the place of the number of a page behind a reference to it.
func (c *Composer) pageOf(to target, style Style) []Span {
	return []Span{{" ", style}, {c.atPage(strings.Repeat("0", c.PageDigits)), style.with(target{anchor: to.anchor, page: true})}}
}

// atPage is what stands behind a reference: the number of a page, in one word.
func (c *Composer) atPage(number string) string {
	return strings.ReplaceAll(strings.ReplaceAll(c.opts.Words.AtPage, "{page}", number), " ", "\u00a0")
}

// DrawPageText sets the number of a page behind a reference, where its place was kept. It ends where that place does, so that what follows, often a comma, stands close.
func (c *Composer) DrawPageText(p *Canvas, t PageText, page int) {
	t.Text.Text = c.atPage(strconv.Itoa(page))
	if w := c.Width(t.Face, t.Text.Text, t.Size); w < t.W {
		t.X, t.W = t.X+t.W-w, w
	}
	p.Add(t.Text)
}

// outsideMark stands behind what leads out of the pack.
const outsideMark = "\u00a0↗"

// cellText is what a cell says.
func cellText(cell document.Cell, between string) string {
	text := strings.Join(cell.Lines, between)
	if cell.Link.Web != "" {
		text += outsideMark
	}
	return text
}

// command is a box with what to type, under the shell and the host it is for.
func (c *Composer) command(b document.Command, a Area) []Piece {
	var parts []string
	for _, part := range []string{b.Shell, b.Where} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	var label []Span
	if len(parts) > 0 {
		label = []Span{{strings.Join(parts, " · "), Style{Face: Sans, Size: Least, Colour: "muted"}}}
	}
	return c.code(b.Text, a, label)
}

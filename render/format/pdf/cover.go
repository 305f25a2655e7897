package pdf

import (
	"portolan/render/document"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
)

// cover composes the first page.
func (v *volume) cover(cover Cover) []*pages.Page {
	s := v.Portrait()
	a := s.Area()
	v.own(section{})
	defer v.Close()
	pieces := []typeset.Piece{{Height: s.Height() * 0.2}}
	if cover.Customer != "" {
		pieces = append(pieces, v.Paragraph(a, 0, typeset.Bold.At(12, "accent").Span(cover.Customer))...)
	}
	pieces = append(pieces, v.Paragraph(a, 10, typeset.Bold.At(30, "ink").Span(cover.Title))...)
	if cover.Subtitle != "" {
		pieces = append(pieces, v.Paragraph(a, 6, typeset.Sans.At(14, "muted").Span(cover.Subtitle))...)
	}
	pieces = append(pieces, typeset.Piece{Before: 16, Height: 3, Draw: func(p *typeset.Canvas, y float64) {
		p.Add(typeset.Box{X: a.X, Y: y, W: 84, H: 3, Fill: "accent"})
	}})
	pieces = append(pieces, v.coverFields(cover.Fields, a)...)
	if cover.Note != "" {
		pieces = append(pieces, v.Paragraph(typeset.Measure(a), 30, v.Small().Span(cover.Note))...)
	}
	pages := pages.Fill("", s, pieces)
	for _, p := range pages {
		p.Bare = true
	}
	v.stamps(&pages[0].Canvas, a)
	v.logo(&pages[0].Canvas, a)
	return pages
}

func (v *volume) coverFields(fields []document.Field, a typeset.Area) []typeset.Piece {
	name := typeset.Sans.At(10, "muted")
	names := make([]string, len(fields))
	for i, field := range fields {
		names[i] = field.Name
	}
	v.Open(typeset.RoleList)
	defer v.Close()
	gutter := v.LabelWidth(names, name, a.W) + 10
	before := 28.0
	var pieces []typeset.Piece
	for _, field := range fields {
		v.Open(typeset.RoleItem)
		value := v.Paragraph(a.Inset(gutter, 0), 0, typeset.Sans.At(10, "ink").Span(field.Value))
		value[0].Tag.Role = typeset.RoleItemBody
		pieces = append(pieces, v.Labelled(a, gutter, name.Span(field.Name), value, before, 10*typeset.Leading)...)
		v.Close()
		before = 5
	}
	return pieces
}

// Room for the logo at the top of a cover, in points.
const (
	logoWidth  = 170.0
	logoHeight = 56.0
)

// logo shows the logo at the top of the cover, as large as its room allows.
func (v *volume) logo(p *typeset.Canvas, a typeset.Area) {
	l := v.opts.Theme.Logo
	if l == nil {
		return
	}
	scale := min(logoWidth/float64(l.W), logoHeight/float64(l.H))
	p.Add(typeset.Image{X: a.X, Y: p.Sheet.Top - 10, W: scale * float64(l.W), H: scale * float64(l.H)})
}

// stamps print the classification in a frame at the top of the cover, and the mark of every page beside it.
func (v *volume) stamps(p *typeset.Canvas, a typeset.Area) {
	x, y := a.X+a.W, p.Sheet.Top-10
	for _, s := range []typeset.Span{typeset.Bold.At(10, "ink").Span(v.opts.Classification), typeset.Bold.At(10, "danger").Span(v.opts.Mark)} {
		if s.Text == "" {
			continue
		}
		l := v.OneLine(s, a.W/2-30)
		x -= l.W + 20
		p.Within(v.Element(typeset.RoleParagraph))
		p.Add(typeset.Box{X: x, Y: y, W: l.W + 20, H: 24, Stroke: s.Colour, Width: 0.8})
		v.DrawLine(p, l, x+10, y+5, 14, x+10+l.W)
		p.Within(nil)
		x -= 10
	}
}

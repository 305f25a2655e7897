package pdf

import (
	"slices"

	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/typeset"
)

// section is a part of a file's structure: of a document, or of pages of the file's own.
type section struct {
	tags  []*typeset.Tag
	part  bool // begins a part of the book, to which those that follow belong
	apart bool // stands outside of the parts before
}

// structure hands over the elements of the file in the order in which they are read.
func (v *volume) structure(s *file.Structure) {
	w := &structureWriter{v: v, to: s, at: map[*typeset.Canvas]int{}}
	for i, l := range v.leaves {
		w.at[&l.Page.Canvas] = i
	}
	open := false
	for _, section := range v.sections {
		if open && (section.part || section.apart) {
			s.Close()
			open = false
		}
		if section.part || section.apart {
			w.above = w.above[:0]
		}
		if section.part {
			s.Open(file.Element{Role: "Part"})
			open = true
		}
		for _, tag := range section.tags {
			w.element(tag)
		}
	}
	if open {
		s.Close()
	}
}

// structureWriter hands over the elements of one file.
type structureWriter struct {
	v      *volume
	to     *file.Structure
	at     map[*typeset.Canvas]int
	canvas *typeset.Canvas // the latest,
	page   int             // and its number
	above  []int           // the levels of the headings that the latest one stands below, and its own
}

func (w *structureWriter) element(t *typeset.Tag) {
	e := w.described(t)
	if e.Role == textRole && !slices.ContainsFunc(t.Kids, func(k typeset.Kid) bool { return !k.Link }) {
		return // an area of a figure that leads nowhere here
	}
	w.to.Open(e)
	for _, kid := range t.Kids {
		if kid.Tag != nil {
			w.element(kid.Tag)
		} else {
			w.content(kid)
		}
	}
	w.to.Close()
}

// content hands over a run or a link, as far as the file has it.
func (w *structureWriter) content(kid typeset.Kid) {
	if kid.Page != w.canvas {
		w.canvas, w.page = kid.Page, w.at[kid.Page]
	}
	l, at := w.v.leaves[w.page], int(kid.At)
	switch {
	case !kid.Link:
		if !l.Runs[at].Later || l.shown[at] {
			w.to.Content(w.page, at)
		}
	case l.leads[at] >= 0:
		w.to.Link(w.page, l.leads[at])
	}
}

// textRole is that of a link which leads nowhere in a file.
const textRole = "Span"

// described is an element as it is in this file: a link that leads nowhere here is text.
func (w *structureWriter) described(t *typeset.Tag) file.Element {
	e := file.Element{Role: t.Role.String()}
	switch t.Role {
	case typeset.RoleHeading:
		e.Role = headings[w.depth(int(t.Level))-1]
	case typeset.RoleFigure:
		e.Alt, e.Box = typeset.Clean(t.More.Said), &[4]float64{t.More.Box.X, t.More.Box.Y, t.More.Box.W, t.More.Box.H}
	case typeset.RoleLink:
		anchor, uri := t.Leads()
		if _, ok := w.v.find(anchor); !ok && uri == "" {
			e.Role = textRole
		}
	case typeset.RoleCell:
		if t.More != nil {
			e.Columns = t.More.Columns
		}
	case typeset.RoleCode, typeset.RoleLabel:
		if t.More != nil {
			e.Actual = t.More.Said
		}
	}
	return e
}

// headings are the standard's levels of headings.
var headings = [...]string{"H1", "H2", "H3", "H4", "H5", "H6"}

// depth numbers a heading so that none is skipped: by the headings that it stands below.
func (w *structureWriter) depth(level int) int {
	n := len(w.above)
	for n > 0 && w.above[n-1] >= level {
		n--
	}
	w.above = append(w.above[:n], level)
	return min(len(w.above), len(headings))
}

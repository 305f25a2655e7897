package spreadsheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"portolan/render/grid"
	"portolan/themes"
)

// The standard font. Its widths are those of the pack's own, and every spreadsheet program has it or one of the same widths.
const (
	fontName = "Arial"
	fontSize = 10
)

// Formats of cells as the file format numbers them.
const (
	formatText  = 49 // "@": what is entered stays text
	formatWhole = 1  // "0"
)

// A look is what distinguishes the styles of cells.
type look struct {
	part part
	kind grid.Kind
	mark grid.Mark
	link bool
}

// A part is what a cell is part of.
type part int

const (
	inTable part = iota
	inHeader
	inTitle
	inHeading // of a table among several
	inNote
)

// sizes are those of titles and headings, in points.
var sizes = map[part]float64{inTitle: 16, inHeading: 12}

// style is the number of a look's style in the file, made once. Cells next to each other mostly look alike, so the last one is at hand.
func (w *writer) style(l look) (int, error) {
	if l.kind != grid.Number && l.kind != grid.Date {
		l.kind = grid.Text // all kinds of text look the same
	}
	if w.last.style > 0 && l == w.last.look {
		return w.last.style, nil
	}
	id, err := w.known(l)
	w.last.look, w.last.style = l, id
	return id, err
}

func (w *writer) known(l look) (int, error) {
	if id, ok := w.styles[l]; ok {
		return id, nil
	}
	id, err := w.file.NewStyle(w.describe(l))
	if err != nil {
		return 0, fmt.Errorf("style: %w", err)
	}
	w.styles[l] = id
	return id, nil
}

func (w *writer) describe(l look) *excelize.Style {
	p := w.theme.Print
	s := &excelize.Style{NumFmt: formatText, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		Font: &excelize.Font{Family: fontName, Size: fontSize, Color: colour(p["ink"])}}
	switch l.part {
	case inTitle, inHeading:
		s.Font.Size, s.Font.Bold, s.Font.Color = sizes[l.part], true, colour(p["accent"])
		return s
	case inHeader:
		s.Font.Bold, s.Font.Color, s.Fill, s.Border = true, colour(p["accent-ink"]), fill(p["accent"]), border(p["accent"])
		s.Alignment.Vertical = "center"
		if l.kind == grid.Number {
			s.Alignment.Horizontal, s.Alignment.Indent = "right", 1
		}
		return s
	case inTable:
		s.Border = border(p["line"])
	}
	w.kind(s, l.kind)
	w.mark(s, l.mark)
	if l.link {
		s.Font.Color, s.Font.Underline = colour(p["accent"]), "single"
	}
	return s
}

// dateFormat is the same in every country.
var dateFormat = "yyyy-mm-dd"

func (w *writer) kind(s *excelize.Style, k grid.Kind) {
	switch k {
	case grid.Number:
		s.NumFmt, s.Alignment.Horizontal, s.Alignment.Indent = formatWhole, "right", 1
	case grid.Date:
		s.NumFmt, s.CustomNumFmt, s.Alignment.Horizontal = 0, &dateFormat, "left"
	}
}

func (w *writer) mark(s *excelize.Style, m grid.Mark) {
	p := w.theme.Print
	switch m {
	case grid.Muted:
		s.Font.Color = colour(p["muted"])
	case grid.Warning:
		s.Fill = fill(p["warning-fill"])
	case grid.Strong:
		s.Font.Bold = true
	}
}

func colour(c themes.Colour) string { return strings.TrimPrefix(c.Hex(), "#") }

func fill(c themes.Colour) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour(c)}}
}

// border is a thin line on every side.
func border(c themes.Colour) []excelize.Border {
	var all []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		all = append(all, excelize.Border{Type: side, Color: colour(c), Style: 1})
	}
	return all
}

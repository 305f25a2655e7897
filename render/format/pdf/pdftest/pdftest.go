// Package pdftest is what the tests of PDFs have in common: the pack of an invented site, with a worksheet, a runbook and an overview with every block,
// and a check of all that stands on a page. Only tests import it.
package pdftest

import (
	"fmt"
	"strings"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/liberation/liberationmonobold"
	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"

	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
	"portolan/themes"
)

// Theme has colours of its own and the fonts of the program.
var Theme = &themes.Theme{
	Name: "test",
	Print: themes.Palette{
		"ink": colour(0x1b2733), "paper": colour(0xffffff), "muted": colour(0x5c6b7a), "line": colour(0xcfd8e0),
		"accent": colour(0x0b5c8e), "panel": colour(0xe9eff4), "zebra": colour(0xf6f8fa), "code-fill": colour(0xf4f6f8),
		"note": colour(0x0b5c8e), "note-fill": colour(0xe8f2f9), "warning": colour(0x8a5a00), "warning-fill": colour(0xfdf3dd),
		"danger": colour(0xa3211b), "danger-fill": colour(0xfbe9e7),
		"node-fill": colour(0xffffff), "node-line": colour(0x33485c), "zone-fill": colour(0xf1f5f8), "edge": colour(0x33485c),
	},
	Fonts: themes.Fonts{
		Sans: liberationsansregular.TTF, SansBold: liberationsansbold.TTF, SansItalic: liberationsansitalic.TTF,
		Mono: liberationmonoregular.TTF, MonoBold: liberationmonobold.TTF, Symbols: dejavusans.TTF,
	},
}

func colour(rgb uint32) themes.Colour {
	return themes.Colour{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb)}
}

// Options are what the documents are set with.
func Options() typeset.Options {
	return typeset.Options{
		Theme: Theme, Paper: "A4",
		Words: typeset.Words{
			PageOf: "Page {page} of {pages}", AtPage: "(page {page})", Contents: "Contents", Part: "Part {n}", Reduced: "Reduced", Continued: "continued", Tip: "Tip", Note: "Note",
			Important: "Important", Warning: "Warning", Danger: "Danger", Muted: "Inactive",
		},
		Draw: func(p diagram.Picture) *diagram.Drawing {
			s := p.(*diagram.Scene)
			return Drawing(s.W, s.H, sizeOf(s))
		},
		DocumentOf: pageOf,
	}
}

// pageOf maps "nodes/central.html" to "central".
func pageOf(path string) (string, bool) {
	return strings.CutSuffix(path[strings.LastIndex(path, "/")+1:], ".html")
}

// sizeOf is how large a picture's smallest type is: that of one with a graph is larger than has to be.
func sizeOf(s *diagram.Scene) float64 {
	if s.Graph != nil {
		return 9
	}
	return 8
}

// Drawing is two boxes in a zone with an arrow between them, spread over the given size.
func Drawing(w, h, fine float64) *diagram.Drawing {
	d := &diagram.Drawing{ID: "zones", Title: "Zones", W: w, H: h}
	d.Groups = append(d.Groups, diagram.Group{Class: "zone", Shapes: []diagram.Shape{
		frameShape(0, 0, w, h, "zone-fill"), diagram.Text{At: diagram.Point{X: 8, Y: 14}, Text: "Zone “inner” – Øst", Size: 9, Bold: true, Fill: "ink"},
	}})
	for i, name := range []string{"central", "edge"} {
		x := 20 + float64(i)*(w-140)
		d.Groups = append(d.Groups, diagram.Group{
			ID: "zones-" + name, Class: "box", Link: document.Ref{Document: name}, Target: diagram.Rect{X: x, Y: 40, W: 100, H: h - 60},
			Shapes: []diagram.Shape{
				frameShape(x, 40, 100, h-60, "node-fill"),
				diagram.Text{At: diagram.Point{X: x + 50, Y: 56}, Text: name, Size: 9, Bold: true, Anchor: diagram.Middle, Fill: "ink"},
				diagram.Text{At: diagram.Point{X: x + 50, Y: 68}, Text: "10.20.30.4" + fmt.Sprint(i), Size: fine, Mono: true, Anchor: diagram.Middle, Fill: "muted"},
			},
		})
	}
	y := h / 2
	d.Groups = append(d.Groups, diagram.Group{Class: "edge", Shapes: []diagram.Shape{
		diagram.Path{Moves: []diagram.Move{
			{To: diagram.Point{X: 120, Y: y}},
			{Curve: true, A: diagram.Point{X: w * 0.4, Y: y - 30}, B: diagram.Point{X: w * 0.6, Y: y + 30}, To: diagram.Point{X: w - 126, Y: y}},
		}, Stroke: "edge", Width: 1, Dash: []float64{4, 2}},
		diagram.Path{Moves: polyline(w-126, y-3, w-120, y, w-126, y+3), Closed: true, Fill: "edge"},
		diagram.Text{At: diagram.Point{X: w / 2, Y: y - 8}, Text: "8443/tcp", Size: fine, Anchor: diagram.Middle, Fill: "ink"},
	}})
	return d
}

func frameShape(x, y, w, h float64, fill string) diagram.Path {
	return diagram.Path{Moves: polyline(x, y, x+w, y, x+w, y+h, x, y+h), Closed: true, Fill: fill, Stroke: "node-line", Width: 0.8}
}

// polyline makes the moves of a path from pairs of coordinates.
func polyline(coordinates ...float64) []diagram.Move {
	var moves []diagram.Move
	for i := 0; i+1 < len(coordinates); i += 2 {
		moves = append(moves, diagram.Move{To: diagram.Point{X: coordinates[i], Y: coordinates[i+1]}})
	}
	return moves
}

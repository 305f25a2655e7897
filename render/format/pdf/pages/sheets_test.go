package pages

import (
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
)

func sheetsOf(t *testing.T, blocks ...document.Block) string {
	t.Helper()
	c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: blocks})
	checkPages(t, c)
	paper := c.stock.Portrait()
	plate := func(w, h float64) typeset.Sheet {
		return typeset.Sheet{W: w, H: h, Left: 24, Top: 50, Right: 24, Bottom: 44}
	}
	var names []string
	for _, p := range c.pages {
		switch {
		case p.Sheet == c.stock.Portrait():
			names = append(names, "portrait")
		case p.Sheet == c.stock.Landscape():
			names = append(names, "landscape")
		case p.Sheet == plate(paper.W, paper.H):
			names = append(names, "plate")
		case p.Sheet == plate(paper.H, paper.W):
			names = append(names, "plate-landscape")
		case p.Sheet == plate(paper.H, 2*paper.W):
			names = append(names, "large")
		case p.Sheet == plate(2*paper.W, paper.H):
			names = append(names, "large-landscape")
		default:
			names = append(names, "other")
		}
	}
	return strings.Join(names, " ")
}

// TestSheets says which pages a document gets, in words.
func TestSheets(t *testing.T) {
	heading := document.Heading{Level: 1, Text: "Heading"}
	long := document.Text{Text: strings.Repeat("word ", 40)}
	prose := document.Prose{Markdown: strings.Repeat("word ", 400)}
	picture := func(w, h float64) document.Figure {
		return document.Figure{ID: "f", Caption: "Figure", Picture: &diagram.Scene{W: w, H: h}}
	}
	wide, full := pdftest.Worksheet("n", 2).Blocks[2], pdftest.Worksheet("n", 9).Blocks[2] // of the latter the last page has hardly any room
	for name, c := range map[string]struct {
		blocks []document.Block
		want   string
	}{
		"text":                              {[]document.Block{heading, long}, "portrait"},
		"narrow table":                      {[]document.Block{heading, pdftest.NarrowTable(3)}, "portrait"},
		"wide table":                        {[]document.Block{heading, wide}, "landscape"},
		"wide table after text":             {[]document.Block{heading, prose, heading, wide}, "portrait landscape"},
		"little after a wide table":         {[]document.Block{heading, wide, heading, long}, "landscape"},
		"much after a wide table":           {[]document.Block{heading, wide, heading, prose}, "landscape portrait"},
		"little between":                    {[]document.Block{heading, wide, heading, long, document.PageBreak{}, prose}, "landscape portrait"},
		"little after much that is wide":    {[]document.Block{heading, full, heading, long, heading, prose}, "landscape landscape portrait"},
		"little between wide tables":        {[]document.Block{heading, full, heading, long, heading, wide}, "landscape landscape landscape"},
		"little at the end":                 {[]document.Block{heading, full, heading, long}, "landscape landscape landscape"},
		"page break":                        {[]document.Block{long, document.PageBreak{}, long}, "portrait portrait"},
		"page break on its side":            {[]document.Block{long, document.PageBreak{Landscape: true}, long}, "portrait landscape"},
		"begins on its side":                {[]document.Block{document.PageBreak{Landscape: true}, long}, "landscape"},
		"back upright":                      {[]document.Block{document.PageBreak{Landscape: true}, long, document.PageBreak{}, long}, "landscape portrait"},
		"small figure":                      {[]document.Block{heading, picture(300, 200)}, "portrait"},
		"wide figure":                       {[]document.Block{heading, picture(755, 300)}, "landscape"},
		"high figure on a sheet of its own": {[]document.Block{heading, long, heading, picture(545, 600), long}, "portrait plate portrait"},
		"wide figure on a sheet of its own": {[]document.Block{heading, picture(790, 300)}, "plate-landscape"},
		"very large figure":                 {[]document.Block{heading, long, heading, picture(1140, 600), long}, "portrait large-landscape portrait"},
		"very large figure at the head":     {[]document.Block{heading, picture(1140, 600)}, "large-landscape"},
		"very high figure":                  {[]document.Block{heading, long, picture(500, 990), long}, "portrait large portrait"},
		"very high figure at the head":      {[]document.Block{heading, picture(500, 950)}, "large"},
		"no room for the title":             {[]document.Block{heading, picture(500, 1240)}, "other"},
		"large on a page on its side":       {[]document.Block{document.PageBreak{Landscape: true}, long, heading, picture(500, 990)}, "landscape large"},
	} {
		if got := sheetsOf(t, c.blocks...); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestFiguresStayLegible(t *testing.T) {
	for _, size := range [][2]float64{{300, 200}, {900, 300}, {1400, 900}, {500, 2000}, {3000, 500}} {
		c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{
			document.Figure{ID: "f", Picture: &diagram.Scene{W: size[0], H: size[1]}},
		}})
		checkPages(t, c)
		found := false
		at := c.places["x#f"]
		for _, item := range at.Page.Items {
			if x, ok := item.(typeset.Text); ok && x.Text == "8443/tcp" {
				found = true
				if x.Size < diagram.Legible-0.01 {
					t.Errorf("%v: text of %.1f points", size, x.Size)
				}
			}
		}
		if !found {
			t.Errorf("%v: the figure is not where its anchor leads", size)
		}
	}
}

func TestStepsAreNumberedByChapter(t *testing.T) {
	step := document.Step{Title: "x", Labels: pdftest.StepLabels}
	c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{
		document.Heading{Level: 1, Text: "A"}, step, document.Heading{Level: 2, Text: "B"}, step, document.Heading{Level: 1, Text: "C"}, step,
	}})
	var got []string
	for _, p := range c.pages {
		for _, item := range p.Items {
			if x, ok := item.(typeset.Text); ok && strings.HasPrefix(x.Text, "Step ") {
				got = append(got, x.Text)
			}
		}
	}
	if want := "Step 1,Step 2,Step 1"; strings.Join(got, ",") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestTableHeadsAreRepeated(t *testing.T) {
	c := composed(t, pdftest.Worksheet("central", 300))
	pages := 0
	for _, p := range c.pages {
		rows, heads := 0, 0
		for _, item := range p.Items {
			if x, ok := item.(typeset.Text); ok && x.Text == "Requirement" {
				heads++
			} else if ok && strings.HasPrefix(x.Text, "QX7K") {
				rows++
			}
		}
		if rows > 0 {
			pages++
		}
		if rows > 0 && heads != 1 {
			t.Errorf("%d heads over %d rows", heads, rows)
		}
	}
	if pages < 25 {
		t.Errorf("only %d pages of rows", pages)
	}
}

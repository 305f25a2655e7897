package pdftest

import (
	"strings"
	"testing"

	"portolan/render/format/pdf/typeset"
)

// CheckPage measures everything that stands on a page. headings says that it may end with what looks like a heading, as a table of contents does.
func CheckPage(t *testing.T, s *typeset.Stock, number int, p *typeset.Canvas, headings bool) {
	t.Helper()
	var texts []typeset.Text
	for _, item := range p.Items {
		switch item := item.(type) {
		case typeset.Text:
			texts = append(texts, item)
		case typeset.Box:
			if item.X < -0.01 || item.X+item.W > p.Sheet.W || item.Y < 0 || item.Y+item.H > p.Sheet.H {
				t.Errorf("page %d: box leaves the page: %+v", number, item)
			}
		}
	}
	for n, x := range texts {
		checkText(t, s, number, p.Sheet, x)
		for _, y := range texts[n+1:] {
			if overlap(x, y) {
				t.Errorf("page %d: %q at %.1f,%.1f and %q at %.1f,%.1f overlap", number, x.Text, x.X, x.Y, y.Text, y.X, y.Y)
			}
		}
	}
	checkFoot(t, number, p, headings)
}

// checkText fails when a text leaves its box, the margins or the page.
func checkText(t *testing.T, stock *typeset.Stock, number int, s typeset.Sheet, x typeset.Text) {
	t.Helper()
	spaceAtEnd := 0.0
	if strings.HasSuffix(x.Text, " ") {
		spaceAtEnd = stock.Width(x.Face, " ", x.Size)
	}
	switch {
	case x.Up && (x.X-x.Size < s.Left-0.5 || x.X > s.W-s.Right+0.5 || x.Y-x.W < s.Top-0.5 || x.Y > s.H-s.Bottom+0.5):
		t.Errorf("page %d: %q, turned, leaves the margins at %.1f, %.1f", number, x.Text, x.X, x.Y)
	case x.Up:
	case x.X < s.Left-0.5 || x.X+x.W > s.W-s.Right+0.5:
		t.Errorf("page %d: %q leaves the margins: %.1f to %.1f", number, x.Text, x.X, x.X+x.W)
	case x.X+x.W > x.Right+0.5+spaceAtEnd:
		t.Errorf("page %d: %q leaves its box: ends at %.1f, box at %.1f", number, x.Text, x.X+x.W, x.Right)
	case x.Y-x.Size < 0 || x.Y > s.H-20:
		t.Errorf("page %d: %q leaves the page: %.1f", number, x.Text, x.Y)
	}
}

func overlap(a, b typeset.Text) bool {
	if a.Up || b.Up {
		return false // figures keep their own texts apart
	}
	return strings.TrimSpace(a.Text) != "" && strings.TrimSpace(b.Text) != "" &&
		a.X+0.3 < b.X+b.W && b.X+0.3 < a.X+a.W && a.Y-a.Size*0.7 < b.Y && b.Y-b.Size*0.7 < a.Y
}

// HeadingSizes are those of the headings of documents, by their levels from 1.
var HeadingSizes = []float64{14, 11.5, 10}

// checkFoot fails when the last text of a page's body is a heading or a table's head.
func checkFoot(t *testing.T, number int, p *typeset.Canvas, headings bool) {
	t.Helper()
	var last typeset.Text
	for _, item := range p.Items {
		x, ok := item.(typeset.Text)
		if ok && x.Y > last.Y && x.Y < p.Sheet.H-p.Sheet.Bottom {
			last = x
		}
		if ok && x.Y > p.Sheet.H-p.Sheet.Bottom && x.Y < p.Sheet.H-p.Sheet.Bottom+20 {
			t.Errorf("page %d: %q is between body and footer", number, x.Text)
		}
	}
	if strings.Contains(last.Text, "higher than a page") {
		return
	}
	for _, size := range HeadingSizes {
		if !headings && last.Face == typeset.Bold && last.Size == size {
			t.Errorf("page %d ends with the heading %q", number, last.Text)
		}
	}
}

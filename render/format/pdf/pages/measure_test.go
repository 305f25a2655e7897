package pages

import (
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
)

func TestTextsStayInTheirPlaces(t *testing.T) {
	word := strings.Repeat("W", 2000) // as long as a text of a site may be
	for name, docs := range map[string][]*document.Document{
		"sample":     pdftest.Samples(),
		"long table": {pdftest.Worksheet("central", 300)},
		"long texts": {pdftest.LongTexts()},
		"one word":   {{ID: "x", Title: "x", Blocks: []document.Block{document.Signatures{ID: "g", Signers: []document.Signer{{Name: word, Role: word, Record: word}, {Name: "Ola Berg"}}}}}},
	} {
		t.Run(name, func(t *testing.T) { checkPages(t, composed(t, docs...)) })
	}
}

// TestEveryShift moves the same blocks down a page in small steps, so that each of them meets a page's end.
func TestEveryShift(t *testing.T) {
	for lines := range 52 {
		doc := pdftest.Runbook()
		doc.Blocks = append([]document.Block{document.Text{Text: strings.Repeat("line\n", lines)}}, doc.Blocks...)
		doc.Blocks = append(doc.Blocks, document.Heading{Level: 1, Text: "Last"}, document.Heading{Level: 2, Text: "Table"}, pdftest.NarrowTable(6),
			document.Heading{Level: 1, Text: "Picture"}, document.Figure{Caption: "A picture", Picture: &diagram.Scene{W: 300, H: 200}})
		doc.Blocks = append(doc.Blocks, pdftest.Overview().Blocks...)
		checkPages(t, composed(t, doc))
		if t.Failed() {
			t.Fatalf("with %d lines", lines)
		}
	}
}

// TestNoLineStandsAlone: neither the first nor the last line of a paragraph is alone on a page.
func TestNoLineStandsAlone(t *testing.T) {
	for lines := range 52 {
		c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{
			document.Text{Text: strings.Repeat("line\n", lines)}, document.Text{Text: strings.Repeat("para\n", 9) + "para"},
		}})
		for i, p := range c.pages {
			n := 0
			for _, item := range p.Items {
				if x, ok := item.(typeset.Text); ok && x.Text == "para" {
					n++
				}
			}
			if n == 1 || n == 9 {
				t.Errorf("after %d lines, page %d holds %d of 10 lines", lines, i+1, n)
			}
		}
	}
}

// TestCutFramesLeaveRoom: where a page's end cuts a callout, its ground reaches beyond the text on both pages.
func TestCutFramesLeaveRoom(t *testing.T) {
	c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{
		document.Callout{Mark: document.Note, Markdown: strings.Repeat("word ", 2000)},
	}})
	parts := 0
	for _, p := range c.pages {
		for _, e := range p.under {
			parts++
			top, foot := p.Sheet.H, 0.0
			for _, item := range p.Items {
				if x, ok := item.(typeset.Text); ok && x.Y > e.y0 && x.Y < e.y1 {
					top, foot = min(top, x.Y-x.Size), max(foot, x.Y)
				}
			}
			if top-e.y0 < 2 || e.y1-foot < 5 {
				t.Errorf("text from %.1f to %.1f in a frame from %.1f to %.1f", top, foot, e.y0, e.y1)
			}
		}
	}
	if parts < 2 {
		t.Errorf("the callout has %d parts", parts)
	}
}

// TestTextStaysWithItsTable moves a heading, its text and a table down a page: the text is never parted from the table's first row.
func TestTextStaysWithItsTable(t *testing.T) {
	for lines := range 52 {
		c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{document.Text{Text: strings.Repeat("line\n", lines)},
			document.Heading{Level: 1, Text: "Ports"}, document.Text{Text: "What the table says."}, pdftest.NarrowTable(4)}})
		for _, p := range c.pages {
			intro, row := false, false
			for _, item := range p.Items {
				if x, ok := item.(typeset.Text); ok {
					intro, row = intro || x.Text == "What the table says.", row || x.Text == "4000"
				}
			}
			if intro != row {
				t.Fatalf("after %d lines the text stands without the table", lines)
			}
		}
	}
}

package pdf

import (
	"fmt"
	"strings"
	"testing"

	"portolan/render/diagram"
	"portolan/render/document"
)

// checkPages measures everything that stands on the pages.
func checkPages(t *testing.T, c *laid) {
	t.Helper()
	for i, p := range c.pages {
		var texts []text
		for _, item := range p.items {
			switch item := item.(type) {
			case text:
				texts = append(texts, item)
			case box:
				if item.x < -0.01 || item.x+item.w > p.sheet.w || item.y < 0 || item.y+item.h > p.sheet.h {
					t.Errorf("page %d: box leaves the page: %+v", i+1, item)
				}
			}
		}
		for n, x := range texts {
			s := p.sheet
			switch {
			case x.up && (x.x-x.size < s.left-0.5 || x.x > s.w-s.right+0.5 || x.y-x.w < s.top-0.5 || x.y > s.h-s.bottom+0.5):
				t.Errorf("page %d: %q, turned, leaves the margins at %.1f, %.1f", i+1, x.text, x.x, x.y)
			case x.up:
			case x.x < s.left-0.5 || x.x+x.w > s.w-s.right+0.5:
				t.Errorf("page %d: %q leaves the margins: %.1f to %.1f", i+1, x.text, x.x, x.x+x.w)
			case x.x+x.w > x.right+0.5+spaceAtEnd(c, x):
				t.Errorf("page %d: %q leaves its box: ends at %.1f, box at %.1f", i+1, x.text, x.x+x.w, x.right)
			case x.y-x.size < 0 || x.y > s.h-20:
				t.Errorf("page %d: %q leaves the page: %.1f", i+1, x.text, x.y)
			}
			for _, y := range texts[n+1:] {
				if overlap(x, y) {
					t.Errorf("page %d: %q at %.1f,%.1f and %q at %.1f,%.1f overlap", i+1, x.text, x.x, x.y, y.text, y.x, y.y)
				}
			}
		}
		checkFoot(t, i+1, p)
	}
}

func spaceAtEnd(c *laid, t text) float64 {
	if strings.HasSuffix(t.text, " ") {
		return c.faces.width(t.face, " ", t.size)
	}
	return 0
}

func overlap(a, b text) bool {
	if a.up || b.up {
		return false // figures keep their own texts apart
	}
	return strings.TrimSpace(a.text) != "" && strings.TrimSpace(b.text) != "" &&
		a.x+0.3 < b.x+b.w && b.x+0.3 < a.x+a.w && a.y-a.size*0.7 < b.y && b.y-b.size*0.7 < a.y
}

// checkFoot fails when the last text of a page's body is a heading or a table's head.
func checkFoot(t *testing.T, number int, p *page) {
	t.Helper()
	var last text
	for _, item := range p.items {
		x, ok := item.(text)
		if ok && x.y > last.y && x.y < p.sheet.h-p.sheet.bottom {
			last = x
		}
		if ok && x.y > p.sheet.h-p.sheet.bottom && x.y < p.sheet.h-p.sheet.bottom+20 {
			t.Errorf("page %d: %q stands between body and footer", number, x.text)
		}
	}
	if strings.Contains(last.text, "higher than a page") {
		return
	}
	for _, size := range headingSizes {
		if p.title != testOptions().Words.Contents && last.face == bold && last.size == size {
			t.Errorf("page %d ends with the heading %q", number, last.text)
		}
	}
}

func TestTextsStayInTheirPlaces(t *testing.T) {
	for name, docs := range map[string][]*document.Document{
		"sample":     sampleDocuments(),
		"long table": {worksheetOf("central", 300)},
		"long texts": {longTexts()},
	} {
		t.Run(name, func(t *testing.T) { checkPages(t, composed(t, docs...)) })
	}
}

// TestEveryShift moves the same blocks down a page in small steps, so that each of them meets a page's end.
func TestEveryShift(t *testing.T) {
	for lines := range 52 {
		doc := runbook()
		doc.Blocks = append([]document.Block{document.Text{Text: strings.Repeat("line\n", lines)}}, doc.Blocks...)
		doc.Blocks = append(doc.Blocks, document.Heading{Level: 1, Text: "Last"}, document.Heading{Level: 2, Text: "Table"}, narrowTable(6),
			document.Heading{Level: 1, Text: "Picture"}, document.Figure{Caption: "A picture", Picture: &diagram.Scene{W: 300, H: 200}})
		doc.Blocks = append(doc.Blocks, overview().Blocks...)
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
			for _, item := range p.items {
				if x, ok := item.(text); ok && x.text == "para" {
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
	for _, p := range c.pages[2:] {
		for _, e := range p.under {
			parts++
			top, foot := p.sheet.h, 0.0
			for _, item := range p.items {
				if x, ok := item.(text); ok && x.y > e.y0 && x.y < e.y1 {
					top, foot = min(top, x.y-x.size), max(foot, x.y)
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

func narrowTable(rows int) document.Table {
	table := document.Table{ID: "narrow", Caption: "Ports", Columns: []document.Column{{Title: "Port", Kind: document.Numeric}, {Title: "Use", Weight: 3}}}
	for i := range rows {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{document.C(fmt.Sprint(4000 + i)), document.C(strings.Repeat("some use ", i+1))}})
	}
	return table
}

func longTexts() *document.Document {
	host := strings.Repeat("analytics-", 7) + "x.y.exampl"
	table := document.Table{ID: "long", Caption: strings.Repeat("A caption that goes on ", 12), Columns: worksheetColumns}
	for i := range 4 {
		row := document.Row{ID: fmt.Sprintf("L%d", i), Mark: document.Danger}
		for range worksheetColumns {
			row.Cells = append(row.Cells, document.C(host[:80]))
		}
		row.Cells[9] = document.C(strings.Repeat("Purpose of the rule ", 20))
		table.Rows = append(table.Rows, row)
	}
	table.Rows[2].Cells[9] = document.C(strings.Repeat("higher than a page ", 900))
	return &document.Document{
		ID: "long", Title: strings.Repeat("A long title ", 30) + strings.Repeat("W", 200), Subtitle: host, Fields: fieldsOf(strings.Repeat("name", 30), host+host),
		Blocks: []document.Block{
			document.Heading{Level: 1, Text: strings.Repeat("Heading ", 60)}, document.Text{Text: strings.Repeat("x", 5000)}, table,
			document.Heading{Level: 2, Text: host + host}, narrowTable(2),
			document.Heading{Level: 3, Text: strings.Repeat("Heading higher than a page ", 300)},
			document.Callout{Mark: document.Warning, Title: host + host, Markdown: strings.Repeat("word ", 2500)},
			document.Prose{Markdown: strings.Repeat("> ", 20) + "deep\n\n" + deepList(20) + "\n```\n" + strings.Repeat("command ", 300) + "\n" + strings.Repeat("line\n", 120) + "```\n"},
			document.Step{
				ID: "s", Title: strings.Repeat("Title ", 50), Where: []document.Cell{document.C(host), document.C(host), document.C(host)}, Who: host + host,
				Body: strings.Repeat("body ", 1500), Commands: []document.Command{{Shell: host, Where: host, Text: strings.Repeat("z", 900)}},
				Labels: document.StepLabels{Step: strings.Repeat("Step ", 5), Where: strings.Repeat("Where ", 9), Run: strings.Repeat("r", 90), Done: strings.Repeat("Done ", 3), Who: "Who"},
				Fields: fieldsOf(strings.Repeat("Name ", 20), "value"),
			},
			document.Checklist{Items: []string{host + host, ""}}, document.List{Items: []document.Cell{document.C(host+host, host)}},
		},
	}
}

func deepList(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat("  ", i) + "- item\n")
	}
	return b.String()
}

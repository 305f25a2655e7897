package pdftest

import (
	"fmt"
	"strings"

	"portolan/render/document"
)

// NarrowTable has two columns and so many rows.
func NarrowTable(rows int) document.Table {
	table := document.Table{ID: "narrow", Caption: "Ports", Columns: []document.Column{{Title: "Port", Kind: document.Numeric}, {Title: "Use", Weight: 3}}}
	for i := range rows {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{document.C(fmt.Sprint(4000 + i)), document.C(strings.Repeat("some use ", i+1))}})
	}
	return table
}

// LongTexts has texts that are too long for every place.
func LongTexts() *document.Document {
	host := strings.Repeat("analytics-", 7) + "x.y.exampl"
	table := document.Table{ID: "long", Caption: strings.Repeat("A caption that goes on ", 12), Columns: WorksheetColumns}
	for i := range 4 {
		row := document.Row{ID: fmt.Sprintf("L%d", i), Mark: document.Danger}
		for range WorksheetColumns {
			row.Cells = append(row.Cells, document.C(host[:80]))
		}
		row.Cells[9] = document.C(strings.Repeat("Purpose of the rule ", 20))
		table.Rows = append(table.Rows, row)
	}
	table.Rows[2].Cells[9] = document.C(strings.Repeat("higher than a page ", 900))
	return &document.Document{
		ID: "long", Title: strings.Repeat("A long title ", 30) + strings.Repeat("W", 200), Subtitle: host, Fields: Fields(strings.Repeat("name", 30), host+host),
		Blocks: []document.Block{
			document.Heading{Level: 1, Text: strings.Repeat("Heading ", 60)}, document.Text{Text: strings.Repeat("x", 5000)}, table,
			document.Heading{Level: 2, Text: host + host}, NarrowTable(2),
			document.Heading{Level: 3, Text: strings.Repeat("Heading higher than a page ", 300)},
			document.Callout{Mark: document.Warning, Title: host + host, Markdown: strings.Repeat("word ", 2500)},
			document.Prose{Markdown: strings.Repeat("> ", 20) + "deep\n\n" + deepList(20) + "\n```\n" + strings.Repeat("command ", 300) + "\n" + strings.Repeat("line\n", 120) + "```\n"},
			document.Step{
				ID: "s", Title: strings.Repeat("Title ", 50), Where: []document.Cell{document.C(host), document.C(host), document.C(host)}, Who: host + host,
				Body: strings.Repeat("body ", 1500), Commands: []document.Command{{Shell: host, Where: host, Text: strings.Repeat("z", 900)}},
				Labels: document.StepLabels{Step: strings.Repeat("Step ", 5), Where: strings.Repeat("Where ", 9), Run: strings.Repeat("r", 90), Done: strings.Repeat("Done ", 3), Who: "Who"},
				Fields: Fields(strings.Repeat("Name ", 20), "value"),
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

// ManySteps is a runbook as long as any in practice.
func ManySteps(n int) *document.Document {
	doc := &document.Document{ID: "many", Title: "Runbook: many steps", Blocks: []document.Block{document.Heading{Level: 1, ID: "steps", Text: "Steps"}}}
	host := strings.Repeat("analytics-", 7) + "x.y.exampl"
	for i := range n {
		doc.Blocks = append(doc.Blocks, document.Step{ID: fmt.Sprintf("s%d", i), Title: fmt.Sprintf("Step %d of many: %s", i, strings.Repeat("do something ", i%9)), Where: []document.Cell{document.C(host)},
			Who: "Platform operator", Minutes: i, Body: strings.Repeat("Text of the step. ", i), Commands: []document.Command{{Shell: "bash", Where: host, Text: "run --host " + host + " --step " + fmt.Sprint(i)}},
			Expect: "It is **done**.", IfFails: "Call somebody.", Labels: StepLabels})
	}
	return doc
}

// Control is a document as it stands before the contents: who signs, and where things are.
func Control() *document.Document {
	return &document.Document{ID: "control", Title: "Document control", Blocks: []document.Block{
		document.Heading{Level: 1, ID: "sign", Text: "Approvals"},
		document.Signatures{ID: "signers", Caption: "Signers", Labels: document.SignatureLabels{Name: "Name", Role: "Role", Date: "Date", Signature: "Signature"}, Signers: []document.Signer{
			{Name: "Kari Nordmann", Role: "Head of platform", Date: "2026-05-02", Record: "on record"}, {Name: "Ola Nordmann", Role: "Network security"},
		}},
		document.Signatures{ID: "nobody", Caption: "Others", Empty: "Nobody else signs.", Labels: document.SignatureLabels{Name: "Name"}},
		document.Heading{Level: 1, ID: "evidence", Text: "Evidence"},
		document.Index{Entries: []document.Cell{document.L("Stop the engine", document.Ref{Document: "restart", Anchor: "stop"}), document.L("Rules of central", document.Ref{Document: "central", Anchor: "QX7K41"}),
			document.L("Nowhere in this book", document.Ref{Document: "nowhere"}), {Lines: []string{"With a word below", "small print"}, Link: document.Ref{Document: "overview", Anchor: "open"}}}},
	}}
}

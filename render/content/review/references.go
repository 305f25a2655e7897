package review

import (
	"cmp"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// References lists the documents that the plan rests on, each once, with their addresses on the web where they are known.
func References(resolved *plan.Plan, w *wordlist.List) *document.Document {
	type source = plan.Source
	t := document.Fill(document.Table{Unordered: true, ID: "table-references", Caption: w.Text("references.caption"), Empty: w.Text("references.none")}, []document.ColumnOf[source]{
		{Key: "document", Title: w.Text("references.document"), Weight: 3, Text: func(s source) string { return citation.Document(s, w) }},
		{Key: "address", Title: w.Text("references.address"), Weight: 3, Cell: func(s source) document.Cell {
			return document.W(cmp.Or(s.URL, w.Text("references.no-address")), s.URL)
		}},
		{Key: "read", Title: w.Text("references.read"), Weight: 0.9, Text: func(s source) string { return s.Read }}}, resolved.Sources, nil)
	return &document.Document{ID: docs.References, Title: w.Text("references.title"), Subtitle: resolved.Document.Title, Blocks: []document.Block{document.Text{Text: w.Text("references.text")}, t}}
}

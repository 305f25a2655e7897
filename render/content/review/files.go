package review

import (
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// files leads to the same rules as files for spreadsheet programs and other programs.
func files(w *wordlist.List) []document.Block {
	list := document.List{}
	for _, f := range []struct{ path, word string }{{"rules.xlsx", "workbook"}, {ref.Data + "rules.csv", "long"}, {ref.Data + "grouped.csv", "grouped"}, {ref.Data + "groups.csv", "groups"},
		{ref.Data + "service-groups.csv", "services"}, {ref.Data + "rules.json", "json"}} {
		list.Items = append(list.Items, document.L(f.path+": "+w.Text("files."+f.word), ref.File(f.path)))
	}
	return []document.Block{document.Heading{Level: 1, ID: "files", Text: w.Text("files.title")}, document.Text{Text: w.Text("files.text")}, list}
}

package runbook

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"portolan/model/plan"
	"portolan/render/document"
)

// values shows what was filled in, in words that an operator knows, so that it can be checked against the site before the first command runs.
// Of names that come to the same words and the same value, one is told.
func (b builder) values() []document.Block {
	t := document.Table{ID: "table-values", Caption: b.w.Text("runbook.values-caption"), Columns: []document.Column{
		{Key: "meaning", Title: b.w.Text("book.what"), Weight: 1.4}, {Key: "value", Title: b.w.Text("column.value"), Weight: 2.6, Kind: document.Code}}}
	for _, v := range b.book.Values {
		what := b.meaning(v)
		said := func(r document.Row) bool { return r.Cells[0].Lines[0] == what && r.Cells[1].Lines[0] == v.Text }
		if !slices.ContainsFunc(t.Rows, said) {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(what), document.C(v.Text)}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	slices.SortStableFunc(t.Rows, func(x, y document.Row) int { return strings.Compare(x.Cells[0].Lines[0], y.Cells[0].Lines[0]) })
	return []document.Block{b.heading("values"), t}
}

// meaning says what a value is. Whose it is comes from whoever defined the value, what it is from the word list, by the value's whole name, by its
// first and last part, or by one of them: "Repository database: port". Where only one of them knows it, that is all.
func (b builder) meaning(v plan.Value) string {
	head, _, _ := strings.Cut(v.Name, ".")
	last := v.Name[strings.LastIndex(v.Name, ".")+1:]
	whose := strings.TrimSuffix(v.Meaning, ".")
	what := cmp.Or(b.w.Or("value."+v.Name, ""), b.w.Or("value."+head+"."+last, ""), b.w.Or("value."+last, ""), b.w.Or("value."+head, ""))
	switch {
	case head == "port" && whose != "": // whose words are a sentence on what the port is for
		return b.w.Fill("book.port-for", "what", whose)
	case whose == "" || what == "":
		return Capital(cmp.Or(whose, what, v.Name))
	}
	return Capital(whose) + ": " + what
}

// Capital is a text as the beginning of a line.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

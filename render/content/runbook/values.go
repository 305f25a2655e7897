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
	type filled struct{ what, text string }
	var all []filled
	for _, v := range b.book.Values {
		if f := (filled{b.meaning(v), v.Text}); !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(x, y filled) int { return strings.Compare(x.what, y.what) })
	return []document.Block{b.heading("values"), document.Fill(document.Table{ID: "table-values", Caption: b.w.Text("runbook.values-caption")}, []document.ColumnOf[filled]{
		{Key: "meaning", Title: b.w.Text("book.what"), Weight: 1.4, Text: func(f filled) string { return f.what }},
		{Key: "value", Title: b.w.Text("column.value"), Weight: 2.6, Kind: document.Code, Text: func(f filled) string { return f.text }}}, all, nil)}
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

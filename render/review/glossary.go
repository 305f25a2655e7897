package review

import (
	"slices"
	"strings"
	"unicode"

	"portolan/model"
	"portolan/render/cite"
	"portolan/render/document"
	"portolan/render/runbook"
	"portolan/render/words"
)

// GlossaryID is the id of the glossary.
const GlossaryID = "glossary"

// Glossary explains the words of the pack and of its products, and the abbreviations that stand in the given documents.
func Glossary(plan *model.Plan, docs []*document.Document, w *words.List) *document.Document {
	return &document.Document{ID: GlossaryID, Title: w.Text("terms.title"), Subtitle: plan.Document.Title, Blocks: []document.Block{
		document.Heading{Level: 1, ID: "terms", Text: w.Text("terms.terms")}, terms(plan, w),
		document.Heading{Level: 1, ID: "abbreviations", Text: w.Text("terms.abbreviations")}, abbreviations(plan, docs, w)}}
}

// terms are the words of every pack and those of the site's products, in one alphabet.
func terms(plan *model.Plan, w *words.List) document.Table {
	t := document.Table{ID: "table-terms", Caption: w.Text("terms.terms-caption"), Columns: []document.Column{{Key: "term", Title: w.Text("terms.term"), Weight: 1.2},
		{Key: "meaning", Title: w.Text("column.meaning"), Weight: 5}}}
	for _, term := range w.Keys("glossary") {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(term), document.C(w.Text("glossary." + term))}})
	}
	for _, term := range plan.Terms {
		if !term.Short {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(term.Term), document.C(term.Meaning, cite.All(term.Sources, w))}})
		}
	}
	slices.SortStableFunc(t.Rows, byFirst)
	return t
}

// abbreviations are those that some document holds as a word of its own.
func abbreviations(plan *model.Plan, docs []*document.Document, w *words.List) document.Table {
	t := document.Table{ID: "table-abbreviations", Caption: w.Text("terms.abbreviations-caption"), Empty: w.Text("terms.none"), Columns: []document.Column{
		{Key: "short", Title: w.Text("terms.short"), Weight: 1}, {Key: "meaning", Title: w.Text("column.meaning"), Weight: 5}}}
	said := wordsOf(docs)
	known := map[string]bool{}
	add := func(short, long string) {
		known[short] = true
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(short), document.C(long)}})
	}
	for _, short := range w.Keys("abbreviation") {
		if said[short] {
			add(short, w.Text("abbreviation."+short))
		}
	}
	for _, term := range plan.Terms {
		if meaning := explained(term); term.Short && said[term.Term] && !known[term.Term] && meaning != "" {
			add(term.Term, meaning)
		}
	}
	slices.SortStableFunc(t.Rows, byFirst)
	return t
}

// explained is what a short name stands for, without the name itself: "Sage, the search service" is the search service. It is empty where the long
// name says no more than the short one.
func explained(term model.Term) string {
	rest, begins := strings.CutPrefix(term.Meaning, term.Term)
	after, named := strings.CutPrefix(rest, ", ")
	switch {
	case begins && named:
		return runbook.Capital(after)
	case begins && (rest == "" || strings.HasPrefix(rest, " (")):
		return ""
	}
	return term.Meaning
}

func byFirst(a, b document.Row) int {
	return strings.Compare(strings.ToLower(a.Cells[0].Lines[0]), strings.ToLower(b.Cells[0].Lines[0]))
}

// wordsOf are the words that documents hold.
func wordsOf(docs []*document.Document) map[string]bool {
	said := map[string]bool{}
	for _, d := range docs {
		for _, text := range document.Texts(d) {
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
				said[word] = true
			}
		}
	}
	return said
}

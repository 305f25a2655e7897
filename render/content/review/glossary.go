package review

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"portolan/model/plan"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// GlossaryID is the id of the glossary.
const GlossaryID = "glossary"

// Glossary explains the words of the pack and of its products, and the abbreviations that stand in the given documents.
func Glossary(plan *plan.Plan, docs []*document.Document, w *wordlist.List) *document.Document {
	return &document.Document{ID: GlossaryID, Title: w.Text("terms.title"), Subtitle: plan.Document.Title, Blocks: []document.Block{
		document.Heading{Level: 1, ID: "terms", Text: w.Text("terms.terms")}, terms(plan, w),
		document.Heading{Level: 1, ID: "abbreviations", Text: w.Text("terms.abbreviations")}, abbreviations(plan, docs, w)}}
}

// A meaning is what a term or an abbreviation stands for, and where that is from.
type meaning struct {
	term    string
	means   string
	sources []plan.Citation
}

// meanings are a table of them, in one alphabet.
func meanings(t document.Table, first document.ColumnOf[meaning], all []meaning, w *wordlist.List) document.Table {
	first.Text = func(m meaning) string { return m.term }
	columns := []document.ColumnOf[meaning]{first, {Key: "meaning", Title: w.Text("column.meaning"), Weight: 5, Text: func(m meaning) string { return m.means }}}
	if slices.ContainsFunc(all, func(m meaning) bool { return len(m.sources) > 0 }) {
		columns = append(columns, document.ColumnOf[meaning]{Key: "sources", Title: w.Text("column.sources"), Weight: 3, Cell: func(m meaning) document.Cell { return worksheet.CitedCell(m.sources, w) }})
	}
	slices.SortStableFunc(all, func(a, b meaning) int { return strings.Compare(strings.ToLower(a.term), strings.ToLower(b.term)) })
	return document.Fill(t, columns, all, nil)
}

// terms are the words of every pack and those of the site's products.
func terms(resolved *plan.Plan, w *wordlist.List) document.Table {
	var all []meaning
	for _, term := range w.Keys("glossary") {
		all = append(all, meaning{w.Text("glossary." + term), w.Text("glossary-meaning." + term), nil})
	}
	for _, term := range resolved.Terms {
		if !term.Short {
			all = append(all, meaning{term.Term, term.Meaning, term.Sources})
		}
	}
	return meanings(document.Table{Unordered: true, ID: "table-terms", Caption: w.Text("terms.terms-caption")}, document.ColumnOf[meaning]{Key: "term", Title: w.Text("terms.term"), Weight: 1.2}, all, w)
}

// abbreviations are those that some document holds as a word of its own.
func abbreviations(resolved *plan.Plan, docs []*document.Document, w *wordlist.List) document.Table {
	said := saidOf(docs, shorts(resolved, w))
	known := map[string]bool{}
	var all []meaning
	add := func(short, long string) {
		known[short] = true
		all = append(all, meaning{short, long, nil})
	}
	for _, short := range w.Keys("abbreviation") {
		if said[short] {
			add(short, w.Text("abbreviation."+short))
		}
	}
	for _, term := range resolved.Terms {
		if meaning := explained(term); term.Short && said[term.Term] && !known[term.Term] && meaning != "" {
			add(term.Term, meaning)
		}
	}
	return meanings(document.Table{Unordered: true, ID: "table-abbreviations", Caption: w.Text("terms.abbreviations-caption"), Empty: w.Text("terms.none")},
		document.ColumnOf[meaning]{Key: "short", Title: w.Text("terms.short"), Weight: 1}, all, w)
}

// explained is what a short name stands for, without the name itself: "Sage, the search service" is the search service. It is empty where the long
// name says no more than the short one.
func explained(term plan.Term) string {
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

// shorts are the abbreviations that there is a meaning for.
func shorts(plan *plan.Plan, w *wordlist.List) []string {
	all := w.Keys("abbreviation")
	for _, term := range plan.Terms {
		if term.Short {
			all = append(all, term.Term)
		}
	}
	return all
}

// saidOf are those of some words that documents hold. Many texts stand in several documents; each is read once.
func saidOf(docs []*document.Document, wanted []string) map[string]bool {
	open, said, read := map[string]bool{}, map[string]bool{}, map[string]bool{}
	longest := 0
	for _, word := range wanted {
		open[word], longest = true, max(longest, len(word))
	}
	for _, d := range docs {
		for text := range document.Said(d) {
			if read[text] {
				continue
			}
			read[text] = true
			for word := range wordsOf(text) {
				if len(word) <= longest && open[word] {
					said[word] = true
				}
			}
		}
	}
	return said
}

// wordsOf are the words of a text: what stands between characters that are no part of a word.
func wordsOf(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1 // of the word that is being read
		for i, r := range text {
			switch in := inWord(r); {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(text[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:])
		}
	}
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf { // as nearly all, and the only ones for which this is worth the time
		return 'a' <= r|' ' && r|' ' <= 'z' || '0' <= r && r <= '9' || r == '-'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

package typeset

import (
	"fmt"
	"strings"
)

// Words are what PDFs say of their own accord, from the word list of the document's language.
type Words struct {
	PageOf    string // "Page {page} of {pages}"
	AtPage    string // behind a reference: "(page {page})"
	Contents  string // title of the table of contents
	Part      string // above the title of a part: "Part {n}"
	Reduced   string // below a figure that no sheet holds with text large enough to read
	Continued string // beside the caption of a table that goes on: "continued"
	Tip       string // titles of callouts and marks of rows
	Note      string
	Important string
	Warning   string
	Danger    string
	Muted     string // mark of muted rows; empty prints none, since such rows lose nothing when read as plain ones
}

// check finds words that are missing: a blank on paper would be noticed too late.
func (w Words) check() error {
	for _, word := range []struct{ name, value string }{
		{"PageOf", w.PageOf}, {"AtPage", w.AtPage}, {"Contents", w.Contents}, {"Part", w.Part}, {"Reduced", w.Reduced}, {"Continued", w.Continued}, {"Tip", w.Tip}, {"Note", w.Note},
		{"Important", w.Important}, {"Warning", w.Warning}, {"Danger", w.Danger},
	} {
		if word.value == "" {
			return fmt.Errorf("word %s is missing", word.name)
		}
	}
	if !strings.Contains(w.PageOf, "{page}") || !strings.Contains(w.PageOf, "{pages}") {
		return fmt.Errorf("word PageOf %q lacks {page} or {pages}", w.PageOf)
	}
	if !strings.Contains(w.AtPage, "{page}") {
		return fmt.Errorf("word AtPage %q lacks {page}", w.AtPage)
	}
	return nil
}

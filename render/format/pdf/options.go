package pdf

import (
	"fmt"
	"regexp"

	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
)

var languageOK = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// stock checks the options, and makes what the documents are set with.
func (o Options) stock(docs []*document.Document) (*typeset.Stock, error) {
	if o.Created.IsZero() {
		return nil, fmt.Errorf("no date of creation: the library would take the clock's")
	}
	if !languageOK.MatchString(o.Language) {
		return nil, fmt.Errorf("language %q is not a language tag", o.Language)
	}
	return typeset.NewStock(docs, typeset.Options{Theme: o.Theme, Paper: o.Paper, Words: o.Words, Draw: o.Draw, DocumentOf: o.DocumentOf, Prose: o.Prose})
}

package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"portolan/model/drift"
	"portolan/model/plan"
	driftpage "portolan/render/content/drift"
	"portolan/render/format/spreadsheet"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// Drift renders a comparison of a plan with evidence: page, PDF, workbook and JSON, and a manifest. It is pure, as Pack is.
func Drift(r *drift.Report, resolved *plan.Plan, theme *themes.Theme, opts Options) ([]File, error) {
	list, err := wordlist.Load("en")
	if err != nil {
		return nil, err
	}
	p := &packer{model: resolved, theme: theme, opts: opts, words: list}
	printed, err := p.single(driftpage.Document(resolved, r, list), driftpage.Name)
	if err != nil {
		return nil, err
	}
	book, err := spreadsheet.Workbook(driftpage.Book(resolved, r, list), theme)
	if err != nil {
		return nil, err
	}
	data, err := DriftJSON(r)
	if err != nil {
		return nil, err
	}
	if missing := list.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("the word list %s lacks %s", list.Language(), strings.Join(missing, ", "))
	}
	return sealed(resolved.Site, resolved.Document.Date, opts, append(printed, File{driftpage.Name + ".xlsx", book}, File{driftpage.Name + ".json", data}))
}

// DriftJSON is a comparison for programs.
func DriftJSON(r *drift.Report) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("drift: %w", err)
	}
	return out.Bytes(), nil
}

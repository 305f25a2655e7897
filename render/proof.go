package render

import (
	"fmt"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/proof"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// Proof renders what came of sending packets past rule files: page, PDF and JSON with its schema, and a manifest. It is pure, as Pack is.
func Proof(r *proof.Report, resolved *plan.Plan, theme *themes.Theme, opts Options) ([]File, error) {
	list, err := wordlist.Load("en")
	if err != nil {
		return nil, err
	}
	p := &packer{model: resolved, theme: theme, opts: opts, words: list}
	printed, err := p.single(proof.Document(r, resolved.Document.Title, resolved.Document.Customer, list), proof.Name)
	if err != nil {
		return nil, err
	}
	data, err := proof.JSON(r)
	if err != nil {
		return nil, err
	}
	if missing := list.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("the word list %s lacks %s", list.Language(), strings.Join(missing, ", "))
	}
	return sealed(resolved.Site, resolved.Document.Date, opts, append(printed, File{proof.Name + ".json", data}, File{proof.Name + ".schema.json", proof.Schema}))
}

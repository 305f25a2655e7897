package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"portolan/model/edition"
	"portolan/model/plan"
	"portolan/render/content/upgrade"
	"portolan/render/document"
	"portolan/render/format/html"
	"portolan/render/format/pdf"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// Upgrade renders a comparison of two editions at a site: the same document as page and as PDF, the comparison for programs, and a
// manifest, without an archive: there is little to carry. It is pure, as Pack is.
func Upgrade(u *edition.Upgrade, theme *themes.Theme, opts Options) ([]File, error) {
	if opts.Language == "" {
		opts.Language = "en"
	}
	list, err := wordlist.Load(opts.Language)
	if err != nil {
		return nil, err
	}
	p := &packer{model: &plan.Plan{Site: u.Site, Products: []plan.ProductInfo{u.To}, Document: u.Document}, theme: theme, opts: opts, words: list}
	doc := upgrade.Document(u, list)
	printed, err := p.single(doc, upgrade.Name)
	if err != nil {
		return nil, err
	}
	data, err := UpgradeJSON(u)
	if err != nil {
		return nil, err
	}
	if missing := list.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("the word list %s lacks %s", list.Language(), strings.Join(missing, ", "))
	}
	return sealed(p.model.Site, p.model.Document.Date, p.opts, append(printed, File{upgrade.Name + ".json", data}))
}

// UpgradeJSON is a comparison for programs.
func UpgradeJSON(u *edition.Upgrade) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(u); err != nil {
		return nil, fmt.Errorf("comparison: %w", err)
	}
	return out.Bytes(), nil
}

// single prints a document that belongs to no pack, with what its page loads.
func (p *packer) single(doc *document.Document, name string) ([]File, error) {
	p.nav = html.Site{ID: p.model.Site + "-" + name, Title: p.model.Document.Title, Home: doc.ID,
		Sections: []html.Section{{Items: []html.Item{{Title: doc.Title, ID: doc.ID}}}}}
	page, err := html.Page(doc, html.Options{Site: p.nav, Language: p.words.Language(), Footer: p.footer(), Words: p.words.Text, Picture: p.inline, Legend: p.legendOf})
	if err != nil {
		return nil, err
	}
	paper, err := pdf.RenderBook(p.alone(doc, name), p.pdfOptions())
	if err != nil {
		return nil, err
	}
	files := []File{{html.Path(doc.ID), page}, {pdf.Path(name), paper}}
	assets, err := html.Assets(p.theme, html.Shared{Words: p.words.Text})
	for _, asset := range assets {
		files = append(files, File(asset))
	}
	return files, err
}

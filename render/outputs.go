package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"portolan/model"
	"portolan/render/diagram"
	"portolan/render/document"
	"portolan/render/html"
	"portolan/render/pdf"
	"portolan/render/review"
	"portolan/render/svg"
)

// pages are the documents as HTML, with what all pages share.
func (p *packer) pages() ([]File, error) {
	var files []File
	var indexed []html.Indexed
	for _, d := range p.docs {
		path := d.ID + ".html"
		prev, next := p.nav.Neighbours(path)
		page, err := html.Page(d, html.Options{Site: p.nav, Path: path, Language: p.words.Language(), Crumbs: p.crumbs(path), Prev: prev, Next: next,
			Footer: p.footer(), Search: true, Words: p.words.Text,
			Picture: func(s diagram.Picture, prefix string) ([]byte, error) { return svg.Inline(p.draw(s), prefix), nil }})
		if err != nil {
			return nil, err
		}
		files = append(files, File{path, page})
		indexed = append(indexed, html.Indexed{Path: path, Doc: d})
	}
	index, err := html.SearchIndex(indexed)
	if err != nil {
		return nil, err
	}
	for _, asset := range html.Assets(p.theme) {
		files = append(files, File(asset))
	}
	return append(files, File{html.SearchPath, index}), nil
}

func (p *packer) crumbs(path string) []html.Item {
	if path == p.nav.Home {
		return nil
	}
	return []html.Item{{Title: p.words.Text("pack.start"), Path: p.nav.Home}}
}

func (p *packer) footer() []document.Field {
	c := p.model.Document
	return []document.Field{{Name: p.words.Text("field.site"), Value: c.Customer + ", " + c.Title}, {Name: p.words.Text("field.revision"), Value: c.Revision},
		{Name: p.words.Text("field.date"), Value: c.Date.String()}, {Name: p.words.Text("field.classification"), Value: c.Classification},
		{Name: p.words.Text("field.product"), Value: review.Products(p.model)}}
}

// pdfs are the books, and each worksheet and runbook alone. They are printed side by side, for they are most of a pack's work; each has
// its place in the list, whichever is ready first.
func (p *packer) pdfs() ([]File, error) {
	options := p.pdfOptions()
	var jobs []job
	for _, b := range books {
		if b.onlyFor != nil && !b.onlyFor(p) {
			continue
		}
		var attached []pdf.Attachment
		if b.attach {
			attached = p.attachments()
		}
		jobs = append(jobs, p.book(b.name, b.parts(p), attached, options))
	}
	return sideBySide(append(jobs, p.singles(options)))
}

// singles are the documents in a file of their own each.
func (p *packer) singles(options pdf.Options) job {
	docs := slices.DeleteFunc(slices.Clone(p.docs), func(d *document.Document) bool { return slices.Contains(apart, d.ID) })
	options.DocumentID, options.Series = p.model.Document.ID, p.model.Document.Title
	return func() ([]File, error) {
		data, err := pdf.RenderAll(docs, options)
		var files []File
		for i := range data {
			files = append(files, File{docs[i].ID + ".pdf", data[i]})
		}
		return files, err
	}
}

func (p *packer) pdfOptions() pdf.Options {
	t := func(key string) string { return p.words.Text("pdf." + key) }
	c := p.model.Document
	mark, content := "", ""
	if review.Draft(p.model) {
		mark = t("draft")
	}
	if p.hash != "" { // a comparison of two plans has no content of its own
		content = p.words.Fill("pdf.fingerprint", "hash", p.hash[:fingerprint])
	}
	return pdf.Options{Theme: p.theme, Paper: "A4", Language: p.words.Language(), Date: c.Date.String(), Created: c.Date.Time(), Classification: c.Classification,
		Author: strings.Join(c.Authors, ", "), Mark: mark, Fingerprint: content,
		Words: pdf.Words{PageOf: t("page-of"), Contents: t("contents"), Part: t("part"), Continued: t("continued"), Tip: t("tip"), Note: t("note"),
			Important: t("important"), Warning: t("warning"), Danger: t("danger"), Muted: t("muted")},
		Draw: p.draw, Resolve: resolve}
}

// fingerprint is the number of digits of the plan's hash that stand on every page.
const fingerprint = 12

// plan is the plan itself, for programs.
func (p *packer) plan() ([]File, error) { return []File{{"plan.json", p.json}}, nil }

// planJSON writes a plan. Its hash stands for the content of a pack.
func planJSON(plan *model.Plan) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(plan); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	return out.Bytes(), nil
}

// generated are the files that operators need on hosts. A script in which a person's words are more than ASCII begins with a byte order mark,
// without which Windows PowerShell takes it for another encoding.
func (p *packer) generated() ([]File, error) {
	var files []File
	for _, f := range p.model.Files {
		text := f.Text
		if f.Language == "powershell" && strings.ContainsFunc(text, func(r rune) bool { return r > 127 }) {
			text = "\ufeff" + text
		}
		files = append(files, File{f.Path, []byte(text)})
	}
	return files, nil
}

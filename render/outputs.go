package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"portolan/render/atlas"
	"portolan/render/diagram"
	"portolan/render/document"
	"portolan/render/html"
	"portolan/render/pdf"
	"portolan/render/review"
	"portolan/render/spreadsheet"
	"portolan/render/svg"
	"portolan/render/worksheet"
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

// spreadsheets are the worksheets as CSV.
func (p *packer) spreadsheets() ([]File, error) {
	var files []File
	sheets := p.sheets
	if elsewhere := worksheet.Elsewhere(p.model, p.words); len(elsewhere.Outbound) > 0 {
		sheets = append(slices.Clone(sheets), elsewhere)
	}
	for _, sheet := range sheets {
		titles, rows := worksheet.Spreadsheet(sheet, p.words)
		data, err := spreadsheet.CSV(spreadsheet.Sheet{Columns: titles, Rows: rows})
		if err != nil {
			return nil, fmt.Errorf("worksheet: %w", err)
		}
		path := "outside.csv"
		if sheet.Party != nil {
			path = "nodes/" + sheet.Party.ID + ".csv"
		}
		files = append(files, File{path, data})
	}
	return files, nil
}

// pdfs are each worksheet and runbook alone, and all documents as one book.
func (p *packer) pdfs() ([]File, error) {
	var files []File
	for _, d := range p.docs {
		if d.ID == "index" || d.ID == "questions" {
			continue // part of the book only: as pages they are the way to everything else
		}
		data, err := pdf.Render(d, p.pdfOptions())
		if err != nil {
			return nil, err
		}
		files = append(files, File{d.ID + ".pdf", data})
	}
	options := p.pdfOptions()
	options.DocumentID = p.model.Document.ID
	cover := pdf.Cover{Title: p.model.Document.Title, Subtitle: p.words.Text("pack.handover"), Customer: p.model.Document.Customer,
		Fields: review.Control(p.model, p.words), Note: p.words.Text("pack.handover-note")}
	book, err := pdf.RenderBook(p.book(), cover, options)
	if err != nil {
		return nil, err
	}
	return append(files, File{"handover.pdf", book}), nil
}

// book is what the handover PDF holds: all documents but the worksheets of hosts whose rules are all those of a group that is in the book.
// They are in the pack, and would only repeat it, once for every member.
func (p *packer) book() []*document.Document {
	repeats := map[string]bool{}
	for _, sheet := range p.sheets {
		if worksheet.RepeatsGroup(p.model, sheet) {
			repeats["nodes/"+sheet.Party.ID] = true
		}
	}
	var docs []*document.Document
	for _, d := range p.docs {
		switch {
		case repeats[d.ID]:
		case d.ID == atlas.ID: // most pictures stand in the other documents; what these lead to comes last
		default:
			docs = append(docs, d)
		}
	}
	return append(docs, p.further())
}

func (p *packer) pdfOptions() pdf.Options {
	t := func(key string) string { return p.words.Text("pdf." + key) }
	c := p.model.Document
	return pdf.Options{Theme: p.theme, Paper: "A4", Language: p.words.Language(), Date: c.Date.String(), Created: c.Date.Time(), Classification: c.Classification,
		Words: pdf.Words{PageOf: t("page-of"), Contents: t("contents"), Continued: t("continued"), Tip: t("tip"), Note: t("note"),
			Important: t("important"), Warning: t("warning"), Danger: t("danger"), Muted: t("muted")},
		Draw: p.draw, Resolve: resolve}
}

// plan is the plan itself, for programs.
func (p *packer) plan() ([]File, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(p.model); err != nil {
		return nil, err
	}
	return []File{{"plan.json", out.Bytes()}}, nil
}

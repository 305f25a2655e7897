package render

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/portal"
	"portolan/render/content/review"
	"portolan/render/document"
	"portolan/render/format/html"
	"portolan/render/format/icalendar"
	"portolan/render/format/pdf"
	"portolan/render/format/svg"
	"portolan/render/layout/diagram"
	"portolan/render/parallel"
	"portolan/render/ref"
	"portolan/render/text/jsontext"
)

// A bound is a PDF of the pack.
type bound struct {
	path string
	pdf.Printed
}

// pdfs are the books, and each worksheet and runbook alone. They are printed as one set, for they hold the same documents.
func (p *packer) pdfs() ([]bound, error) {
	var files []bound
	var all []pdf.Book
	for _, b := range p.books() {
		var attached []pdf.Attachment
		if b.attach {
			attached = p.attachments()
		}
		files = append(files, bound{path: pdf.Path(b.name)})
		all = append(all, p.book(b.name, b.parts(p), attached))
	}
	for _, d := range p.docs {
		if p.isAlone(d.ID) {
			files = append(files, bound{path: sheetPath(d.ID)})
			all = append(all, p.alone(d, d.ID))
		}
	}
	printed, err := pdf.RenderSet(all, p.pdfOptions())
	for i := range printed {
		files[i].Printed = printed[i]
	}
	return files, err
}

// isAlone tells whether a document is a PDF by itself.
func (p *packer) isAlone(id string) bool {
	return !slices.Contains(apart, id) && (p.opts.Full || strings.HasPrefix(id, docs.Hosts))
}

// boundFiles are the PDFs as files of the pack.
func (p *packer) boundFiles() ([]File, error) {
	all, err := p.bound()
	var files []File
	for _, b := range all {
		files = append(files, File{b.path, b.Data})
	}
	return files, err
}

// pages are the documents as HTML, with what all pages share, and the index. They are printed side by side.
func (p *packer) pages() ([]File, error) {
	footer, ids, texts := p.footer(), p.ids(), foreign(p.model, p.words)
	files := make([]File, 1+len(p.docs))
	err := parallel.Each(len(files), func(i int) (err error) {
		if i == 0 { // the index takes longer than any page
			files[0].Path = html.SearchPath
			files[0].Data, err = html.SearchIndex(p.docs, p.search())
			return err
		}
		d := p.docs[i-1]
		prev, next := p.nav.Neighbours(d.ID)
		files[i].Path = html.Path(d.ID)
		files[i].Data, err = html.Page(d, html.Options{Site: p.nav, Language: p.words.Language(), Foreign: texts, Crumbs: p.crumbs(d.ID), Prev: prev, Next: next,
			Footer: footer, Logo: p.theme.Logo, Files: p.filesOf(d.ID), Search: true, Pieces: docs.Reasons, Words: p.words.Text, IDs: ids, About: p.about, Prose: p.prose,
			Picture: p.inline, Legend: p.legendOf})
		return err
	})
	if err != nil {
		return nil, err
	}
	assets, err := html.Assets(p.theme, html.Shared{Digest: p.hash[:fingerprint], Pieces: docs.Reasons, Words: p.words.Text})
	if err != nil {
		return nil, err
	}
	for _, asset := range assets {
		files = append(files, File(asset))
	}
	pieces, err := html.PiecesScript(p.document(docs.Reasons))
	return append(files, File{html.PiecesPath, pieces}), err
}

// inline is a picture as it stands in a page.
func (p *packer) inline(s diagram.Picture, link func(document.Ref) string) ([]byte, error) {
	return svg.Inline(p.draw(s), link), nil
}

func (p *packer) legendOf(s diagram.Picture) []byte { return svg.Legend(p.draw(s)) }

func (p *packer) footer() []document.Field {
	c := p.model.Document
	fields := []document.Field{{Name: p.words.Text("field.site"), Value: c.Customer + ", " + c.Title}, {Name: p.words.Text("field.revision"), Value: c.Revision},
		{Name: p.words.Text("field.date"), Value: c.Date.String()}, {Name: p.words.Text("field.classification"), Value: c.Classification},
		{Name: p.words.Text("field.product"), Value: review.Products(p.model)}}
	if other := review.OtherLanguages(p.model, p.words); other != "" {
		fields = append(fields, document.Field{Name: p.words.Text("field.product-texts"), Value: other})
	}
	return fields
}

// sheetPath is the file of a document alone.
func sheetPath(id string) string { return ref.Data + pdf.Path(id) }

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
	return pdf.Options{Theme: p.theme, Paper: "A4", Language: p.words.Language(), Date: c.Date.String(), Created: c.Date.Time(), Classification: c.Classification, Header: p.opts.Header, Footer: p.opts.Footer,
		Author: strings.Join(c.Authors, ", "), Mark: mark, Fingerprint: content,
		Words: pdf.Words{PageOf: t("page-of"), AtPage: t("at-page"), Contents: t("contents"), Part: t("part"), Reduced: t("reduced"), Continued: t("continued"), Tip: t("tip"), Note: t("note"),
			Important: t("important"), Warning: t("warning"), Danger: t("danger"), Muted: t("muted")},
		Draw: p.draw, DocumentOf: html.Document, Prose: p.prose}
}

// fingerprint is the number of digits of the plan's hash that stand on every page.
const fingerprint = 12

// plan is the plan itself, for programs, and where in the site's files the keys stand that it follows from.
func (p *packer) plan() ([]File, error) {
	places, err := jsontext.JSON(map[string]any{"places": plan.KeyPlaces(p.model)})
	return []File{{PlanPath, p.json}, {PlacesPath, places}}, err
}

// summary is what lists of many packs show of this one.
func (p *packer) summary() ([]File, error) {
	data, err := jsontext.JSON(portal.SummaryOf(p.model, p.words))
	return []File{{portal.SummaryPath, data}}, err
}

// planJSON writes a plan. Its hash stands for the content of a pack.
// The files of a pack that say all that it says, for programs.
const (
	PlanPath  = ref.Data + "plan.json"
	RulesPath = ref.Data + "rules.json"

	// PlacesPath says on which lines keys stand that the others name. No other file does: it alone changes where lines of the site move.
	PlacesPath = ref.Data + "places.json"
)

// PlanJSON is a plan as every pack holds it.
func PlanJSON(p *plan.Plan) ([]byte, error) {
	data, err := jsontext.JSON(plan.Write(p))
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	return data, nil
}

// calendar are the days of the site, for the calendars of those who look after it.
func (p *packer) calendar() ([]File, error) {
	dates := review.Dates(p.model, p.words)
	if len(dates) == 0 {
		return nil, nil
	}
	c := icalendar.Calendar{Name: p.model.Document.Title, Product: "portolan", Stamp: p.model.Document.Date.String()}
	for _, d := range dates {
		e := icalendar.Event{Key: p.model.Site + " " + d.Key, Day: d.Day.String(), Summary: p.model.Document.Title + ": " + d.What}
		if d.Who != "" {
			e.Text = p.words.Text("filed.owner") + ": " + d.Who
		}
		c.Events = append(c.Events, e)
	}
	return []File{{review.CalendarPath, icalendar.Write(c)}}, nil
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

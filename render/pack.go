// Package render makes the pack of a plan: the table of its outputs. It is pure: equal plans, themes and options give equal bytes, on any
// machine, and it touches neither disk nor clock nor environment nor network.
package render

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"

	"portolan/model"
	"portolan/model/policy"
	"portolan/render/atlas"
	"portolan/render/diagram"
	"portolan/render/document"
	"portolan/render/filing"
	"portolan/render/form"
	"portolan/render/html"
	"portolan/render/loss"
	"portolan/render/pdf"
	"portolan/render/review"
	"portolan/render/runbook"
	"portolan/render/security"
	"portolan/render/words"
	"portolan/render/worksheet"
	"portolan/themes"
)

// A File is a file of the pack, or an input it was made from. Path is relative, with slashes.
type File struct {
	Path string
	Data []byte
}

// MissingGlyphError says that a text of the input cannot be printed: it names the character, the text and the place in the document.
type MissingGlyphError = pdf.MissingGlyphError

// Options are what a pack needs besides its plan and theme.
type Options struct {
	Inputs   []File     // named in the manifest with their hashes
	Version  string     // of the program, for the manifest
	Language string     // of the documents; "" is English
	Columns  *form.Form // the customer's own columns of rule sheets, or nil
	Attach   bool       // puts the pack's data into the handover PDF
}

// Pack renders every output of a plan. The last two files are the manifest and the zip of all others.
func Pack(plan *model.Plan, theme *themes.Theme, opts Options) ([]File, error) {
	p, err := newPacker(plan, theme, opts)
	if err != nil {
		return nil, err
	}
	return p.pack()
}

func (p *packer) pack() ([]File, error) {
	var files []File
	for _, o := range outputs {
		p.made = files
		made, err := o.make(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.name, err)
		}
		files = append(files, made...)
	}
	if missing := p.words.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("the word list %s lacks %s", p.words.Language(), strings.Join(missing, ", "))
	}
	return p.seal(files)
}

// outputs is the table of a pack's outputs.
var outputs = []struct {
	name string
	make func(*packer) ([]File, error)
}{
	{"diagrams", (*packer).diagrams},
	{"pages", (*packer).pages},
	{"spreadsheets", (*packer).spreadsheets},
	{"workbook", (*packer).workbook},
	{"rules", (*packer).rules},
	{"plan", (*packer).plan},
	{"files", (*packer).generated},
	{"PDF", (*packer).pdfs}, // after all data that can be inside
}

// packer holds what the outputs of one pack share.
type packer struct {
	model    *model.Plan
	policy   *policy.Policy
	theme    *themes.Theme
	opts     Options
	words    *words.List
	measure  *diagram.Measure
	gallery  *gallery
	drawings map[diagram.Picture]*diagram.Drawing
	drawing  sync.Mutex // PDFs are printed side by side
	sheets   []*worksheet.Sheet
	docs     []*document.Document // in reading order
	nav      html.Site
	json     []byte // the plan
	hash     string // its SHA-256
	made     []File // by the outputs before the present one
	folded   *folds // what books leave out, once it is known
}

func newPacker(plan *model.Plan, theme *themes.Theme, opts Options) (*packer, error) {
	if opts.Language == "" {
		opts.Language = "en"
	}
	list, err := words.Load(opts.Language)
	if err != nil {
		return nil, err
	}
	measure, err := diagram.NewMeasure(theme.Fonts.Sans, theme.Fonts.SansBold)
	if err != nil {
		return nil, err
	}
	p := &packer{model: plan, policy: policy.Of(plan), theme: theme, opts: opts, words: list, measure: measure, drawings: map[diagram.Picture]*diagram.Drawing{}}
	if p.json, err = planJSON(plan); err != nil {
		return nil, err
	}
	p.hash = fmt.Sprintf("%x", sha256.Sum256(p.json))
	if err := p.lay(); err != nil {
		return nil, err
	}
	p.write()
	return p, nil
}

// write makes the documents, in reading order.
func (p *packer) write() {
	w := p.words
	p.nav = html.Site{ID: p.model.Site, Title: p.model.Document.Title, Home: "index.html"}
	add := func(section string, d *document.Document, title string) {
		p.docs = append(p.docs, d)
		item := html.Item{Title: title, Path: d.ID + ".html"}
		last := len(p.nav.Sections) - 1
		if last < 0 || p.nav.Sections[last].Title != section {
			p.nav.Sections = append(p.nav.Sections, html.Section{Title: section})
			last++
		}
		p.nav.Sections[last].Items = append(p.nav.Sections[last].Items, item)
	}
	add(w.Text("pack.site"), review.Overview(p.model, p.gallery.overview(), w), w.Text("pack.start"))
	add(w.Text("pack.site"), review.Questions(p.model, w), w.Text("questions.title"))
	add(w.Text("pack.site"), atlas.Document(p.gallery.Pictures, w), w.Text("atlas.title"))
	add(w.Text("pack.review"), security.Document(p.model, p.gallery.figure(p.gallery.Site), w), w.Text("security.title"))
	for _, b := range p.model.Runbooks {
		add(w.Text("pack.runbooks"), runbook.Document(p.model, b, w), b.Title)
	}
	for _, e := range filing.Documents(p.model, p.policy, w) {
		add(w.Text("filing.section"), e.Document, e.Title)
	}
	for _, party := range p.model.Parties {
		if worksheet.HasSheet(party) {
			sheet := worksheet.Of(p.model, party, w)
			p.sheets = append(p.sheets, sheet)
			add(w.Text("pack.hosts"), p.atHost(party.ID, worksheet.Document(p.model, sheet, w)), party.Name)
		}
	}
	for _, party := range p.model.Parties {
		if loss.HasPage(party) {
			add(w.Text("loss.nav"), loss.Document(p.model, party, w), party.Name)
		}
	}
	add(w.Text("pack.reference"), review.ControlPage(p.model, p.hash, w), w.Text("control.title"))
	add(w.Text("pack.reference"), review.Glossary(p.model, p.docs, w), w.Text("terms.title"))
}

// draw turns a picture into shapes, once.
func (p *packer) draw(s diagram.Picture) *diagram.Drawing {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	d, ok := p.drawings[s]
	if !ok {
		d = s.Draw(p.measure)
		p.drawings[s] = d
	}
	return d
}

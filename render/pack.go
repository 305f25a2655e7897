// Package render makes the pack of a plan: the table of its outputs. It is pure: equal plans, themes and options give equal bytes, on any
// machine, and it touches neither disk nor clock nor environment nor network.
package render

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/chapter"
	"portolan/render/content/docs"
	"portolan/render/content/gallery"
	"portolan/render/content/outage"
	"portolan/render/content/review"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/ruleviews"
	"portolan/render/content/runbook"
	"portolan/render/content/security"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/format/html"
	"portolan/render/format/pdf"
	"portolan/render/layout/diagram"
	"portolan/render/parallel"
	"portolan/render/text/prose"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// A File is a file of the pack, or an input it was made from. Path is relative, with slashes.
type File struct {
	Path string
	Data []byte
}

// MissingGlyphError says that a text of the input cannot be printed: it names the character, the text and the place in the document.
type MissingGlyphError = pdf.MissingGlyphError

// Unprintable finds the characters of texts that no font of a theme can set. The fonts are read when the first text comes that is more than ASCII.
func Unprintable(theme *themes.Theme) func(text string) ([]rune, error) {
	var printable *pdf.Printable
	return func(text string) (missing []rune, err error) {
		if strings.IndexFunc(text, func(r rune) bool { return r > '~' }) < 0 {
			return nil, nil
		}
		if printable == nil {
			if printable, err = pdf.NewPrintable(theme); err != nil {
				return nil, err
			}
		}
		return printable.Missing(text), nil
	}
}

// Options are what a pack needs besides its plan and theme.
type Options struct {
	Inputs   []File             // named in the manifest with their hashes
	Version  string             // of the program, for the manifest
	Language string             // of the documents; "" is English
	Columns  *rulecolumns.Form  // the customer's own columns of rule sheets, or nil
	Attach   bool               // puts the pack's data into the first of its books
	Full     bool               // prints all pages: each by itself and in books
	Header   string             // of every page of paper; may be empty
	Footer   string             // likewise
	Chapters []string           // of the bundle, in order; nil are the usual ones
	Own      []*chapter.Chapter // those of them that are the customer's own
	Dialects []string           // of firewalls, for which the pack holds rule files; RefusedRules finds nothing for them
}

// Pack renders every output of a plan. The last two files are the manifest and the zip of all others.
func Pack(plan *plan.Plan, theme *themes.Theme, opts Options) ([]File, error) {
	p, err := newPacker(plan, theme, opts)
	if err != nil {
		return nil, err
	}
	return p.pack()
}

func (p *packer) pack() ([]File, error) {
	rounds := [][]output{outputs}
	if p.opts.Attach {
		rounds = [][]output{outputs[1:], outputs[:1]} // PDFs hold what the others make
	}
	var files []File
	for _, round := range rounds {
		p.made = files
		made := make([][]File, len(round))
		err := parallel.Each(len(round), func(i int) (err error) {
			if made[i], err = round[i].make(p); err != nil {
				return fmt.Errorf("%s: %w", round[i].name, err)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		files = append(files, slices.Concat(made...)...)
	}
	if missing := p.words.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("the word list %s lacks %s", p.words.Language(), strings.Join(missing, ", "))
	}
	return Seal(p.model.Site, p.model.Document.Date, p.opts, files)
}

// An output makes files of a pack. It shares nothing with other outputs but what nobody changes or what may be used side by side.
type output struct {
	name string
	make func(*packer) ([]File, error)
}

// outputs is the table of a pack's outputs, which are made side by side: first the one that takes longest.
var outputs = []output{
	{"PDF", (*packer).pdfs},
	{"pages", (*packer).pages},
	{"workbook", (*packer).workbook},
	{"diagrams", (*packer).diagrams},
	{"spreadsheets", (*packer).spreadsheets},
	{"rules", (*packer).rules},
	{"plan", (*packer).plan},
	{"files", (*packer).generated},
	{"rule files", (*packer).ruleFiles},
}

// packer holds what the outputs of one pack share.
type packer struct {
	model    *plan.Plan
	policy   *policy.Policy
	theme    *themes.Theme
	opts     Options
	words    *wordlist.List
	measure  *diagram.Measure
	prose    *prose.Reader
	gallery  *laidOut
	drawings map[diagram.Picture]*diagram.Drawing
	drawing  sync.Mutex // outputs are made side by side
	sheets   []*worksheet.Sheet
	losses   *outage.Pages
	docs     []*document.Document // in reading order
	nav      html.Site
	json     []byte // the plan
	hash     string // its SHA-256
	made     []File // by the outputs of earlier rounds
	folded   *folds // what books leave out, once it is known
	papers   sync.Once
	printed  *paper // the documents as books have them, once they are written
}

func newPacker(plan *plan.Plan, theme *themes.Theme, opts Options) (*packer, error) {
	if opts.Language == "" {
		opts.Language = "en"
	}
	list, err := wordlist.Load(opts.Language)
	if err != nil {
		return nil, err
	}
	return newPackerIn(list, plan, theme, opts)
}

// newPackerIn is a packer that prints the words of a list.
func newPackerIn(list *wordlist.List, plan *plan.Plan, theme *themes.Theme, opts Options) (*packer, error) {
	measure, err := diagram.NewMeasure(theme.Fonts.Sans, theme.Fonts.SansBold)
	if err != nil {
		return nil, err
	}
	p := &packer{model: plan, theme: theme, opts: opts, words: list, measure: measure, prose: prose.NewReader(), losses: outage.NewPages(plan, list), drawings: map[diagram.Picture]*diagram.Drawing{}}
	if err := p.prepare(); err != nil {
		return nil, err
	}
	p.write()
	return p, nil
}

// prepare makes what documents are written from. Its parts do not need each other.
func (p *packer) prepare() error {
	parts := []func() error{
		p.lay,
		func() (err error) {
			p.json, err = planJSON(p.model)
			p.hash = fmt.Sprintf("%x", sha256.Sum256(p.json))
			return err
		},
		func() error {
			p.policy = policy.Of(p.model)
			return nil
		},
	}
	return parallel.Each(len(parts), func(i int) error { return parts[i]() })
}

// A page is a document with its place in the menu.
type page struct {
	*document.Document
	section, title string
}

// write makes the documents, in reading order. They are written side by side, but for the glossary, which looks at all others.
func (p *packer) write() {
	p.nav = html.Site{ID: p.model.Site, Title: p.model.Document.Title, Home: docs.Overview}
	writers := p.writers()
	written := make([][]page, len(writers))
	if err := parallel.Each(len(writers), func(i int) error {
		written[i] = writers[i]()
		return nil
	}); err != nil {
		panic(err) // none fails: it is a fault of the program
	}
	for _, pages := range written {
		for _, each := range pages {
			p.add(each)
		}
	}
	w := p.words
	p.add(page{review.Glossary(p.model, p.docs, w), w.Text("pack.reference"), w.Text("terms.title")})
}

func (p *packer) add(each page) {
	p.docs = append(p.docs, each.Document)
	last := len(p.nav.Sections) - 1
	if last < 0 || p.nav.Sections[last].Title != each.section {
		p.nav.Sections = append(p.nav.Sections, html.Section{Title: each.section})
		last++
	}
	p.nav.Sections[last].Items = append(p.nav.Sections[last].Items, html.Item{Title: each.title, ID: each.ID})
}

// writers are functions that write pages, in reading order.
func (p *packer) writers() []func() []page {
	w := p.words
	var out []func() []page
	one := func(section, title string, write func() *document.Document) {
		out = append(out, func() []page { return []page{{write(), section, title}} })
	}
	one(w.Text("pack.site"), w.Text("pack.start"), func() *document.Document { return review.Overview(p.model, p.gallery.overview(), w) })
	for _, c := range p.opts.Own {
		one(w.Text("pack.site"), c.Title, c.Document)
	}
	one(w.Text("pack.site"), w.Text("questions.title"), func() *document.Document { return review.Questions(p.model, w) })
	if p.model.Environment != nil {
		one(w.Text("pack.site"), w.Text("environment.title"), func() *document.Document { return review.Environment(p.model, w) })
	}
	one(w.Text("pack.site"), w.Text("atlas.title"), func() *document.Document { return gallery.Document(p.gallery.Pictures, w) })
	one(w.Text("pack.review"), w.Text("security.title"), func() *document.Document {
		return security.Document(p.model, p.gallery.figure(p.gallery.Site), w)
	})
	for _, b := range p.model.Runbooks {
		one(w.Text("pack.runbooks"), b.Title, func() *document.Document { return runbook.Document(p.model, b, w) })
	}
	for _, s := range p.model.States {
		if s.Location != "" {
			title := w.Fill("relocation.title", "lost", p.model.Location(s.Lost).Name, "location", p.model.Location(s.Location).Name)
			one(w.Text("pack.runbooks"), title, func() *document.Document { return p.losses.Relocation(s) })
		}
	}
	out = append(out, func() (pages []page) {
		for _, e := range ruleviews.Documents(p.model, p.policy, w) {
			pages = append(pages, page{e.Document, w.Text("filing.section"), e.Title})
		}
		return pages
	})
	p.sheets = nil
	for _, party := range p.model.Parties {
		if worksheet.HasSheet(party) {
			p.sheets = append(p.sheets, nil)
			at := len(p.sheets) - 1
			one(w.Text("pack.hosts"), party.Name, func() *document.Document {
				p.sheets[at] = worksheet.Of(p.model, party, w)
				return p.atHost(party.ID, worksheet.Document(p.model, p.sheets[at], w))
			})
		}
	}
	for _, party := range p.model.Parties {
		if outage.HasPage(party) {
			one(w.Text("loss.nav"), party.Name, func() *document.Document { return p.losses.Document(party) })
		}
	}
	one(w.Text("pack.reference"), w.Text("control.title"), func() *document.Document { return review.ControlPage(p.model, p.hash, w) })
	one(w.Text("pack.reference"), w.Text("references.title"), func() *document.Document { return review.References(p.model, w) })
	return out
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

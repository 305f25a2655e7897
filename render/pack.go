// Package render makes the pack of a plan: the table of its outputs. It is pure: equal plans, themes and options give equal bytes, on any
// machine, and it touches neither disk nor clock nor environment nor network.
package render

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"portolan/model/acceptance"
	"portolan/model/drift"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/revision"
	acceptancepage "portolan/render/content/acceptance"
	"portolan/render/content/changes"
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
	Built    *Built             // likewise, the options of a build
	Language string             // of the documents; "" is English
	Columns  *rulecolumns.Form  // the customer's own columns of rule sheets, or nil
	Attach   bool               // puts the pack's data into the first of its books
	Full     bool               // prints all pages: each by itself and in books
	Zip      bool               // adds a zip of everything
	Screen   bool               // leaves out what takes longest and no page shows: the PDFs and the workbook; pages do not say how long they are
	Header   string             // of every page of paper; may be empty
	Footer   string             // likewise
	Chapters []string           // of the bundle, in order; without any there is none
	Own      []*chapter.Chapter // those of them that are the customer's own
	Results  []*acceptance.Run  // of acceptance tests; nil where there were none
	Evidence *drift.Report      // what evidence shows of the rules at firewalls; nil where there is none
	Previous *revision.Revision // that the pack says the changes since; nil for none
	Dialects []string           // of firewalls, for which the pack holds rule files, and RefusedRules finds nothing; none for the usual one of each system
}

// Pack renders every output of a plan. Behind them stand the manifest, and the zip of all others where it is asked for.
func Pack(plan *plan.Plan, theme *themes.Theme, opts Options) ([]File, error) {
	p, err := newPacker(plan, theme, opts)
	if err != nil {
		return nil, err
	}
	return p.pack()
}

func (p *packer) pack() ([]File, error) {
	rounds := [][]output{outputs}
	switch {
	case p.opts.Screen:
		rounds = [][]output{slices.DeleteFunc(slices.Clone(outputs), func(o output) bool { return o.apart })}
	case p.opts.Attach:
		rounds = [][]output{outputs[2:], outputs[:2]} // PDFs hold what the others make, and pages say how long PDFs are
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
	name  string
	make  func(*packer) ([]File, error)
	apart bool // no page shows it
}

// outputs is the table of a pack's outputs, which are made side by side: first the one that takes longest.
var outputs = []output{
	{name: "PDF", make: (*packer).boundFiles, apart: true},
	{name: "pages", make: (*packer).pages},
	{name: "workbook", make: (*packer).workbookFile, apart: true},
	{name: "diagrams", make: (*packer).diagrams},
	{name: "spreadsheets", make: (*packer).spreadsheets},
	{name: "rules", make: (*packer).rules},
	{name: "plan", make: (*packer).plan},
	{name: "summary", make: (*packer).summary},
	{name: "files", make: (*packer).generated},
	{name: "rule files", make: (*packer).ruleFiles},
	{name: "test scripts", make: (*packer).testScripts},
	{name: "calendar", make: (*packer).calendar},
	{name: "changes", make: (*packer).changesData},
	{name: "licences", make: (*packer).licences},
}

// packer holds what the outputs of one pack share.
type packer struct {
	model     *plan.Plan
	policy    *policy.Policy
	theme     *themes.Theme
	opts      Options
	words     *wordlist.List
	measure   *diagram.Measure
	prose     *prose.Reader
	gallery   *laidOut
	drawings  map[diagram.Picture]*diagram.Drawing
	drawing   sync.Mutex // outputs are made side by side
	sheets    []*worksheet.Sheet
	losses    *outage.Pages
	docs      []*document.Document // in reading order
	nav       html.Site
	json      []byte // the plan
	hash      string // its SHA-256
	made      []File // by the outputs of earlier rounds
	folded    *folds // what books leave out, once it is known
	papers    sync.Once
	written   []page                  // in reading order
	bound     func() ([]bound, error) // the PDFs, once they are printed
	ruled     func() []RuleFiles      // of the pack's dialects
	scripts   func() [][]File         // that try connections, by host
	rulesBook func() ([]File, error)  // the workbook, likewise
	printed   *paper                  // the documents as books have them, once they are written
	changed   *changes.Change         // since the previous revision, nil where there is none
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
	p.bound, p.rulesBook = sync.OnceValues(p.pdfs), sync.OnceValues(p.workbook)
	p.scripts = sync.OnceValue(func() [][]File { return scriptsOf(p) })
	p.ruled = sync.OnceValue(func() []RuleFiles { return ruleFilesOf(p.model, p.policy, p.words, p.opts.Dialects) })
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
			p.json, err = PlanJSON(p.model)
			p.hash = fmt.Sprintf("%x", sha256.Sum256(p.json))
			return err
		},
		func() error {
			p.policy = policy.Of(p.model)
			if p.opts.Evidence != nil {
				p.policy = p.policy.Seeing(p.opts.Evidence.Sightings())
			}
			return nil
		},
	}
	if err := parallel.Each(len(parts), func(i int) error { return parts[i]() }); err != nil {
		return err
	}
	return p.compare()
}

// write makes the documents, in reading order. They are written side by side, but for the glossary, which looks at all others.
func (p *packer) write() {
	p.nav = html.Site{ID: p.model.Site, Title: p.model.Document.Title, Home: docs.Front}
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
	p.add(page{Document: review.Glossary(p.model, p.docs, w), door: "sign-off", group: w.Text("pack.reference"), title: w.Text("terms.title")})
	p.nav.Sections = p.menu()
}

func (p *packer) add(each page) {
	p.docs = append(p.docs, each.Document)
	p.written = append(p.written, each)
}

// writers are functions that write pages, in reading order.
func (p *packer) writers() []func() []page {
	w := p.words
	var out []func() []page
	one := func(place page, write func() *document.Document) {
		out = append(out, func() []page {
			place.Document = write()
			return []page{place}
		})
	}
	one(page{}, p.entrance)
	one(page{door: "architecture", title: w.Text("overview.title")}, func() *document.Document { return review.Overview(p.model, p.gallery.overview(), w) })
	for _, c := range p.opts.Own {
		one(page{door: "sign-off", title: c.Title}, c.Document)
	}
	if p.model.Environment != nil {
		one(page{door: "architecture", title: w.Text("environment.title")}, func() *document.Document { return review.Environment(p.model, w) })
	}
	one(page{door: "architecture", title: w.Text("atlas.title")}, func() *document.Document { return gallery.Document(p.gallery.Pictures, w) })
	one(page{door: "review", title: w.Text("security.title")}, func() *document.Document {
		site := p.gallery.figure(p.gallery.Site)
		site.Apart = true // as the page of the site has it inside
		return security.Document(p.model, site, w)
	})
	one(page{door: "review", title: w.Text("questions.title")}, func() *document.Document { return review.Questions(p.model, w) })
	if review.HasCalendar(p.model, w) {
		one(page{door: "operate", title: w.Text("deadline.title")}, func() *document.Document { return review.Calendar(p.model, w) })
	}
	out = append(out, p.procedurePages()...)
	out = append(out, p.sheetPages()...)
	out = append(out, p.lossPages()...)
	one(page{door: "sign-off", title: w.Text("paper.open")}, func() *document.Document { return review.OpenItems(p.model, p.policy, w) })
	if p.opts.Results != nil {
		one(page{door: "sign-off", title: w.Text("acceptance.title")}, func() *document.Document {
			return acceptancepage.Document(p.model, acceptance.Judge(p.model, p.opts.Results), w)
		})
	}
	if p.changed != nil {
		one(page{door: "sign-off", title: p.changesTitle()}, func() *document.Document { return p.changed.Document(docs.Changes) })
	}
	one(page{door: "sign-off", title: w.Text("control.title")}, func() *document.Document { return review.ControlPage(p.model, p.hash, w) })
	one(page{door: "sign-off", group: w.Text("pack.reference"), title: w.Text("references.title")}, func() *document.Document { return review.References(p.model, w) })
	return out
}

// procedurePages write the runbooks: those of the catalogues and the site, and those for locations that are lost.
func (p *packer) procedurePages() []func() []page {
	w := p.words
	var out []func() []page
	if review.HasOperations(p.model) {
		out = append(out, func() []page {
			return []page{{Document: review.Operations(p.model, w), door: "operate", title: w.Text("operations.title")}}
		})
	}
	for _, b := range p.model.Runbooks {
		out = append(out, func() []page {
			place := p.groupOfBook(b)
			place.Document = runbook.Document(p.model, b, w)
			return []page{place}
		})
	}
	for _, s := range p.model.States {
		if s.Floating != "" {
			out = append(out, func() []page {
				return []page{{Document: p.losses.Move(s), door: "operate", group: review.GroupTitle("failure", w), title: outage.MoveTitle(p.model, s, w)}}
			})
		}
		if s.Location != "" {
			title := w.Fill("relocation.title", "lost", p.model.Location(s.Lost).Name, "location", p.model.Location(s.Location).Name)
			out = append(out, func() []page {
				return []page{{Document: p.losses.Relocation(s), door: "operate", group: review.GroupTitle("failure", w), title: title}}
			})
		}
	}
	return out
}

// sheetPages write the worksheets: by zones, firewalls and groups, and of each host.
func (p *packer) sheetPages() []func() []page {
	w := p.words
	out := []func() []page{func() (pages []page) {
		for _, e := range ruleviews.Documents(p.model, p.policy, w) {
			pages = append(pages, page{Document: p.withSteps(e.Document), door: "firewall", group: p.groupOfSheet(e.ID), title: e.Title})
		}
		return append(pages, page{Document: worksheet.Reasons(p.model, w), door: "firewall", group: w.Text("filing.section"), title: w.Text("brief.reasons")})
	}}
	p.sheets = nil
	for _, party := range p.model.Parties {
		if worksheet.HasSheet(party) {
			p.sheets = append(p.sheets, nil)
			at := len(p.sheets) - 1
			out = append(out, func() []page {
				p.sheets[at] = worksheet.Of(p.model, party, w)
				d := p.withSteps(p.atHost(party.ID, worksheet.Document(p.model, p.sheets[at], w)))
				return []page{{Document: d, door: "firewall", group: w.Text("pack.hosts"), title: party.Name}}
			})
		}
	}
	return out
}

// lossPages write what it means that a host is lost.
func (p *packer) lossPages() []func() []page {
	w := p.words
	out := []func() []page{func() []page {
		return []page{{Document: review.Down(p.model, p.losses.EachHost(), w), door: "down", title: w.Text("paper.failures")}}
	}}
	for _, party := range p.model.Parties {
		if outage.HasPage(party) {
			out = append(out, func() []page {
				return []page{{Document: p.losses.Document(party), door: "down", group: w.Text("overview.hosts"), title: party.Name}}
			})
		}
	}
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

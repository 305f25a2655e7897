package main

import (
	"context"
	"slices"
	"strconv"
	"time"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/decision"
	"portolan/model/drift"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/revision"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/chapter"
	"portolan/render/content/rulecolumns"
	"portolan/themes"
)

// A compiled site has gone through all phases that find faults. Its plan is nil where there are errors.
type compiled struct {
	plan     *plan.Plan
	columns  *rulecolumns.Form    // the customer's own columns, or nil
	pack     site.Pack            // what the site wants of the paper
	logo     *themes.Logo         // of the site's own, or nil
	chapters []*chapter.Chapter   // of the customer's own
	results  []resultFile         // of acceptance tests
	previous *revision.Revision   // that the pack says the changes since, or nil
	evidence []drift.Evidence     // of what is there, where the site names some
	inputs   func() []render.File // what the plan was made from; nil without a plan
	found    source.Diagnostics
}

// An opened site is read, with its products; nothing is worked out yet.
type opened struct {
	from  siteFolder
	site  *site.Site // nil where it cannot be read
	cats  []*catalog.Catalogue
	shelf *shelf // with the site's own folders
	books []*site.Book

	booksFaulty bool           // one of them could not be read
	doubts      *source.Doubts // what is faulty of the site

	approvals *approval.File
	decisions *decision.File
	records   *approval.Records
}

// openSite reads a site with what was approved and decided for it, and takes its products from the shelf. Behind a fault it goes on with what can be
// read.
func openSite(s siteFolder, on *shelf) (opened, source.Diagnostics) {
	o, found := openDescription(s, on)
	if o.site == nil {
		return o, found
	}
	var more source.Diagnostics
	o.approvals, _, more = s.approvals()
	found = append(found, more...)
	o.decisions, _, more = s.decisions()
	found = append(found, more...)
	o.records, _, more = s.records()
	return o, slices.Concat(found, more, s.imported())
}

// openDescription reads a site without its approvals and decisions.
func openDescription(s siteFolder, on *shelf) (opened, source.Diagnostics) {
	if s.found.HasErrors() {
		return opened{}, s.found
	}
	text, found := s.read(s.file)
	if found.HasErrors() {
		return opened{}, found
	}
	site, found := site.Read(s.file, text, s.read)
	if site == nil {
		return opened{}, found
	}
	site.ID = s.id
	o := opened{from: s, site: site, shelf: on, doubts: site.File.Doubts()}
	o.doubts.Note(found)
	var folders source.Diagnostics
	if !o.doubts.Of("catalogs") {
		o.shelf, folders = on.forSite(site)
	}
	loaded := map[string]*catalog.Catalogue{}
	for _, product := range site.Catalogues() {
		if cat := loaded[product.V]; cat != nil { // of another installation
			o.cats = append(o.cats, cat)
			continue
		}
		cat, more := o.shelf.open(product)
		loaded[product.V] = cat
		if cat == nil {
			cat = &catalog.Catalogue{Dir: product.V}
		}
		if _, there := o.shelf.holds[product.V]; !there && (folders.HasErrors() || o.doubts.Of("catalogs")) {
			more = nil // it may be in a folder that could not be read
		}
		o.cats, found = append(o.cats, cat), append(found, more...)
	}
	books, faults := s.books(site)
	o.books, o.booksFaulty = books, faults.HasErrors()
	return o, slices.Concat(found, folders, faults, s.beside(site))
}

// compile reads a site, takes its products from the shelf and works out its plan, as it is to be printed with a theme.
func compile(s siteFolder, on *shelf, theme *themes.Theme, options resolve.Options) compiled {
	o, found := openSite(s, on)
	return o.compile(found, theme, options)
}

// compile works out the plan of an opened site. found is what was said when it was opened. Without a theme the plan is not printed.
func (o opened) compile(found source.Diagnostics, theme *themes.Theme, options resolve.Options) compiled {
	if o.site == nil {
		return compiled{found: found.Sorted()}
	}
	d := o.dress()
	faults := slices.Concat(d.found, unknownDialects(o), secrets(o, found))
	if theme != nil {
		options.Base = o.basePlan()
		faults = append(faults, unprintable(o, d.form, theme)...)
		faults = append(faults, unprintableChapters(d.chapters, theme)...)
	}
	options.Books, options.BooksInDoubt, options.Approvals, options.Decisions, options.Records, options.Found = o.books, o.booksFaulty, o.approvals, o.decisions, o.records, append(found, faults...)
	plan, found := resolve.All(o.site, o.cats, options)
	if plan == nil {
		return compiled{found: found}
	}
	if theme != nil && len(d.chapters) > 0 {
		found = append(found, resolve.Weigh(o.site, render.LostLinks(plan, theme.Whole(), d.chapters))...).Sorted()
	}
	var evidence []drift.Evidence
	if d.collection != nil {
		var unfit source.Diagnostics
		if evidence, unfit = d.collection.evidence(plan); unfit.HasErrors() {
			return compiled{found: append(found, unfit...).Sorted()}
		}
	}
	return compiled{plan: plan, evidence: evidence, columns: d.columns, pack: o.site.Pack, logo: d.logo, chapters: d.chapters, results: d.results, previous: d.previous, inputs: func() []render.File { return d.inputs(o) }, found: found}
}

// A dress is what the pack of a site is made from besides the site and its products, each thing with the files that it was read from.
type dress struct {
	columns  *rulecolumns.Form
	form     []render.File // of the columns
	chapters []*chapter.Chapter
	texts    []render.File
	logo     *themes.Logo
	picture  []render.File
	results  []resultFile

	collection *collection
	collected  []render.File // what is in it

	previous *revision.Revision
	handed   []render.File // what it was read from

	found source.Diagnostics
}

func (o opened) dress() dress {
	var d dress
	var of [6]source.Diagnostics
	d.columns, d.form, of[0] = readColumns(o)
	d.chapters, d.texts, of[1] = readChapters(o)
	d.logo, d.picture, of[2] = readLogo(o)
	d.results, of[3] = o.from.results()
	d.collection, d.collected, of[4] = readEvidence(o)
	d.previous, d.handed, of[5] = readPrevious(o)
	d.found = slices.Concat(of[:]...)
	return d
}

// inputs are all files that the pack of an opened site is made from, but those of a theme.
func (d dress) inputs(o opened) []render.File {
	return slices.Concat(inputs(o), d.form, d.texts, d.picture, resultInputs(d.results), d.collected, d.handed)
}

// basePlan is what the base of an environment means by itself. It is nil where the base is no whole site, which nobody is told: it may hold just
// what environments have in common.
func (o opened) basePlan() *plan.Plan {
	if o.site.On == nil {
		return nil
	}
	base, found := site.ReadBase(o.site)
	if found.HasErrors() {
		return nil
	}
	on, _ := o.shelf.forSite(base)
	var cats []*catalog.Catalogue
	for _, product := range base.Catalogues() {
		cat, _ := on.open(product)
		if cat == nil {
			return nil
		}
		cats = append(cats, cat)
	}
	resolved, _ := resolve.All(base, cats, resolve.Options{})
	return resolved
}

// unlessInterrupted does work that writes nothing and need not be waited for once ctx is done.
func unlessInterrupted[T any](ctx context.Context, work func() T) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() { done <- r }()
		defer caught(&r.err, "")
		r.value = work()
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// inputs names files without the folders in which they were found: a pack does not depend on where it was built.
func inputs(o opened) []render.File {
	var files []render.File
	for _, part := range o.site.Files {
		files = append(files, render.File{Path: o.from.relative(part.Name), Data: part.Data()})
	}
	if o.approvals != nil {
		files = append(files, render.File{Path: approvalsFile, Data: o.approvals.Source.Data()})
	}
	if o.decisions != nil {
		files = append(files, render.File{Path: decisionsFile, Data: o.decisions.Source.Data()})
	}
	if o.records != nil {
		files = append(files, render.File{Path: recordsFile, Data: o.records.Source.Data()})
	}
	for _, book := range o.books {
		files = append(files, render.File{Path: o.from.relative(book.File.Name), Data: book.File.Data()})
	}
	for _, cat := range o.cats {
		for _, f := range cat.Files {
			files = append(files, render.File{Path: f.Name, Data: f.Data()})
		}
	}
	return files
}

// asOf is the day that findings are judged by: that of the flag, else of SOURCE_DATE_EPOCH, else the fallback.
func asOf(flag, epoch string, fallback source.Date) (source.Date, error) {
	if flag != "" {
		day, err := source.ParseDate(flag)
		if err != nil {
			return source.Date{}, usageError("--as-of: %v", err)
		}
		return day, nil
	}
	if epoch == "" {
		return fallback, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 0 {
		return source.Date{}, usageError("SOURCE_DATE_EPOCH is %q, not a number of seconds since 1970", epoch)
	}
	return source.DateOf(time.Unix(seconds, 0).UTC()), nil
}

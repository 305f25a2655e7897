package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A SiteBook is a file of a site's folder "runbooks": a runbook of the site's own, or changes to one of a product's.
type SiteBook struct {
	File    *source.File
	Own     *catalog.Runbook
	Changes *BookChanges
}

// BookChanges are what a site changes of a product's runbook, each with its reason: what readers see marked in every output.
type BookChanges struct {
	At      source.Position
	Changes str             `toml:"changes,required"` // the runbook's id
	Replace []ReplacedStep  `toml:"replace"`
	Remove  []RemovedStep   `toml:"remove"`
	Insert  []InsertedSteps `toml:"insert"`
}

// ReplacedStep puts a step in the place of another. It keeps the old one's id.
type ReplacedStep struct {
	At     source.Position
	Step   str          `toml:"step,required"`
	Reason str          `toml:"reason,required"`
	With   catalog.Step `toml:"with,required"`
}

// RemovedStep takes a step out.
type RemovedStep struct {
	At     source.Position
	Step   str `toml:"step,required"`
	Reason str `toml:"reason,required"`
}

// InsertedSteps adds a step before or behind another.
type InsertedSteps struct {
	At     source.Position
	Before str          `toml:"before"`
	After  str          `toml:"after"`
	Reason str          `toml:"reason,required"`
	Step   catalog.Step `toml:"step,required"`
}

// LoadBook reads a file of a site's folder of runbooks. The book is nil where there are errors.
func LoadBook(name string, data []byte) (*SiteBook, source.Diagnostics) {
	file, found := source.Parse(name, data)
	if file == nil {
		return nil, found
	}
	book := &SiteBook{File: file}
	if file.Has("changes") {
		changes, more := source.Bind[BookChanges](file)
		book.Changes, found = &changes, append(found, more...)
	} else {
		own, more := source.Bind[catalog.Runbook](file)
		book.Own, found = &own, append(found, more...)
	}
	if found.HasErrors() {
		return nil, found
	}
	return book, found
}

// siteBook is a runbook as this site has it, before anything is filled in.
type siteBook struct {
	*catalog.Runbook
	Steps, Undo []bookStep
	own         bool
	changes     []BookChange
}

// bookStep is a step, and what the site changed about it.
type bookStep struct {
	catalog.Step
	change *BookChange
}

func newSiteBook(b *catalog.Runbook, own bool) *siteBook {
	out := &siteBook{Runbook: b, own: own}
	for _, s := range b.Steps {
		out.Steps = append(out.Steps, bookStep{Step: s})
	}
	for _, s := range b.Undo {
		out.Undo = append(out.Undo, bookStep{Step: s})
	}
	return out
}

// booksOfSite are the product's runbooks with the site's changes, and the site's own ones, by id.
func (r *resolver) booksOfSite() []*siteBook {
	var books []*siteBook
	for _, b := range r.cat.Runbooks {
		books = append(books, newSiteBook(b, false))
	}
	for _, own := range r.opts.Books {
		if own.Own == nil || !r.ownsBook(own.Own) {
			continue
		}
		faults := r.cat.CheckRunbook(own.Own)
		if slices.ContainsFunc(books, func(b *siteBook) bool { return b.ID.V == own.Own.ID.V }) {
			faults = append(faults, source.Diagnostic{Code: "S69", At: own.Own.ID.At, What: fmt.Sprintf("there is a runbook %s already", own.Own.ID.V),
				Help: `give it another id; to change steps of a product's runbook, write changes = "` + own.Own.ID.V + `"`})
		}
		if r.found = append(r.found, faults...); !faults.HasErrors() {
			books = append(books, newSiteBook(own.Own, true))
		}
	}
	for _, change := range r.opts.Books {
		if change.Changes != nil {
			r.changeBook(books, change.Changes)
		}
	}
	slices.SortStableFunc(books, func(a, b *siteBook) int { return cmp.Compare(a.ID.V, b.ID.V) })
	return books
}

// ownsBook tells whether a runbook of the site's own is for this product: the first, unless it names another.
func (r *resolver) ownsBook(b *catalog.Runbook) bool {
	if b.Product.Set() {
		return b.Product.V == r.cat.Dir
	}
	return r == r.products[0]
}

// changeBook applies the site's changes to a runbook of this product.
func (r *resolver) changeBook(books []*siteBook, ch *BookChanges) {
	i := slices.IndexFunc(books, func(b *siteBook) bool { return b.ID.V == ch.Changes.V && !b.own })
	if i < 0 {
		return // of another product; checkSiteBooks reports those of none
	}
	b := &bookChanger{r, books[i], books[i].Steps}
	for _, x := range ch.Replace {
		step := x.With
		step.ID = x.Step
		b.change(x.Step, x.Reason, "replaced", func(at int, c *BookChange) { b.book.Steps[at] = bookStep{step, c} })
	}
	for _, x := range ch.Insert {
		anchor, behind := x.Before, 0
		if x.After.Set() {
			anchor, behind = x.After, 1
		}
		if x.Before.Set() == x.After.Set() {
			r.fault("S70", x.At, "add either before or after, with the id of a step", "the inserted step needs one place")
			continue
		}
		b.change(anchor, x.Reason, "inserted", func(at int, c *BookChange) {
			c.Step, c.Title = x.Step.ID.V, x.Step.Title.V
			b.book.Steps = slices.Insert(b.book.Steps, at+behind, bookStep{x.Step, c})
		})
	}
	for _, x := range ch.Remove {
		b.change(x.Step, x.Reason, "removed", func(at int, _ *BookChange) { b.book.Steps = slices.Delete(b.book.Steps, at, at+1) })
	}
	b.check()
}

// bookChanger changes one runbook.
type bookChanger struct {
	r      *resolver
	book   *siteBook
	before []bookStep
}

// change finds a step and does something to it or beside it.
func (b *bookChanger) change(step, reason str, kind string, do func(at int, c *BookChange)) {
	at := slices.IndexFunc(b.book.Steps, func(s bookStep) bool { return s.ID.V == step.V })
	if at < 0 {
		var ids []string
		for _, s := range b.before {
			ids = append(ids, s.ID.V)
		}
		b.r.fault("S132", step.At, source.DidYouMean(step.V, ids), "the runbook %s has no step %q", b.book.ID.V, step.V)
		return
	}
	c := &BookChange{Kind: kind, Step: step.V, Title: b.book.Steps[at].Title.V, Reason: reason.V}
	do(at, c)
	b.book.changes = append(b.book.changes, *c)
}

// check looks at the changed runbook as at any other.
func (b *bookChanger) check() {
	whole := *b.book.Runbook
	whole.Steps = nil
	for _, s := range b.book.Steps {
		whole.Steps = append(whole.Steps, s.Step)
	}
	b.r.found = append(b.r.found, b.r.cat.CheckRunbook(&whole)...)
}

// checkSiteBooks reports what the site says about runbooks that there are not.
func (s *shared) checkSiteBooks() {
	var ids []string
	for _, r := range s.products {
		for _, b := range r.cat.Runbooks {
			ids = append(ids, b.ID.V)
		}
	}
	for _, b := range s.opts.Books {
		if b.Changes != nil && !slices.Contains(ids, b.Changes.Changes.V) {
			s.fault("S68", b.Changes.Changes.At, source.DidYouMean(b.Changes.Changes.V, ids), "there is no runbook %q to change", b.Changes.Changes.V)
		}
		if b.Own != nil && b.Own.Product.Set() && !slices.ContainsFunc(s.products, func(r *resolver) bool { return r.cat.Dir == b.Own.Product.V }) {
			s.fault("S43", b.Own.Product.At, "name one of the site's products", "the site has no product %q", b.Own.Product.V)
		}
	}
	for _, b := range s.opts.Books {
		if b.Own != nil {
			ids = append(ids, b.Own.ID.V)
		}
	}
	for _, id := range sortedKeys(s.site.Runbooks) {
		if !slices.Contains(ids, id) {
			s.fault("S68", s.site.Runbooks[id].At, source.DidYouMean(id, ids), "there is no runbook %q", id)
		}
		for _, v := range (strs{s.site.Runbooks[id].By, s.site.Runbooks[id].Result, s.site.Runbooks[id].Evidence, s.site.Runbooks[id].LeftOut}) {
			if v.Set() && strings.ContainsAny(v.V, "\n\r") {
				s.fault("S04", v.At, "write it on one line", "this text is printed on one line")
			}
		}
	}
}

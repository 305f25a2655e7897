package procedure

import (
	"cmp"
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// siteBook is a runbook as this site has it, before anything is filled in.
type siteBook struct {
	*catalog.Runbook
	Steps, Undo []bookStep // with those of procedures
	own         bool
	changes     []plan.BookChange
}

// bookStep is a step, and what the site changed about it.
type bookStep struct {
	*catalog.Step
	change *plan.BookChange
}

// newSiteBook takes a runbook in which no include is at fault.
func newSiteBook(c *catalog.Catalogue, b *catalog.Runbook, own bool) *siteBook {
	steps, _ := c.IncludedSteps(b.Steps...)
	undo, _ := c.IncludedSteps(b.Undo...)
	return &siteBook{Runbook: b, Steps: bookSteps(steps, nil), Undo: bookSteps(undo, nil), own: own}
}

func bookSteps(steps []*catalog.Step, change *plan.BookChange) []bookStep {
	out := make([]bookStep, len(steps))
	for i, s := range steps {
		out[i] = bookStep{s, change}
	}
	return out
}

// booksOfSite are the product's runbooks with the site's changes, and the site's own ones, by id.
func booksOfSite(r *product.Product) []*siteBook {
	var books []*siteBook
	for _, b := range r.Catalogue.Runbooks {
		books = append(books, newSiteBook(r.Catalogue, b, false))
	}
	for _, own := range r.Books {
		if own.Own == nil || !r.Owns(own.Own) {
			continue
		}
		book, faults := r.Catalogue.Included(own.Own)
		faults = append(faults, r.Catalogue.CheckRunbook(book)...)
		if slices.ContainsFunc(books, func(b *siteBook) bool { return b.ID.V == own.Own.ID.V }) {
			faults = append(faults, source.Diagnostic{Code: "S69", At: own.Own.ID.At, What: fmt.Sprintf("there is a runbook %s already", own.Own.ID.V),
				Help: `give it another id; to change steps of a product's runbook, write changes = "` + own.Own.ID.V + `"`})
		}
		if r.Found = append(r.Found, faults...); !faults.HasErrors() {
			books = append(books, newSiteBook(r.Catalogue, book, true))
		}
	}
	for _, change := range r.Books {
		if change.Changes != nil {
			changeBook(r, books, change.Changes)
		}
	}
	slices.SortStableFunc(books, func(a, b *siteBook) int { return cmp.Compare(a.ID.V, b.ID.V) })
	return books
}

// changeBook applies the site's changes to a runbook of this product.
func changeBook(r *product.Product, books []*siteBook, ch *site.BookChanges) {
	name := ch.Changes.V
	if installation, rest, ok := r.Site.CutInstallation(name); ok && installation == r.ID {
		name = rest
	}
	i := slices.IndexFunc(books, func(b *siteBook) bool { return b.ID.V == name && !b.own })
	if i < 0 {
		return // of another product; checkSiteBooks reports those of none
	}
	b := &bookChanger{r, books[i], books[i].Steps}
	for _, x := range ch.Replace {
		step := x.With
		step.ID = x.Step
		b.change(x.Step, x.Reason, "replaced", func(at int, c *plan.BookChange) {
			b.book.Steps = slices.Replace(b.book.Steps, at, at+1, b.steps(step, c)...)
		})
	}
	for _, x := range ch.Insert {
		anchor, behind := x.Before, 0
		if x.After.Set() {
			anchor, behind = x.After, 1
		}
		if x.Before.Set() == x.After.Set() {
			r.Fault("S70", x.At, "add either before or after, with the id of a step", "the inserted step needs one place")
			continue
		}
		b.change(anchor, x.Reason, "inserted", func(at int, c *plan.BookChange) {
			steps := b.steps(x.Step, c)
			for _, s := range steps[:min(1, len(steps))] {
				c.Step, c.Title = s.ID.V, s.Title.V
			}
			b.book.Steps = slices.Insert(b.book.Steps, at+behind, steps...)
		})
	}
	for _, x := range ch.Remove {
		b.change(x.Step, x.Reason, "removed", func(at int, _ *plan.BookChange) { b.book.Steps = slices.Delete(b.book.Steps, at, at+1) })
	}
	b.check()
}

// bookChanger changes one runbook.
type bookChanger struct {
	r      *product.Product
	book   *siteBook
	before []bookStep
}

// change finds a step and does something to it or beside it.
func (b *bookChanger) change(step, reason source.Text, kind string, do func(at int, c *plan.BookChange)) {
	at := slices.IndexFunc(b.book.Steps, func(s bookStep) bool { return s.ID.V == step.V })
	if at < 0 {
		var ids []string
		for _, s := range b.before {
			ids = append(ids, s.ID.V)
		}
		b.r.Fault("S132", step.At, source.DidYouMean(step.V, ids), "the runbook %s has no step %q", b.book.ID.V, step.V)
		return
	}
	c := &plan.BookChange{Kind: kind, Step: step.V, Title: b.book.Steps[at].Title.V, Reason: reason.V}
	do(at, c)
	b.book.changes = append(b.book.changes, *c)
}

// steps are what a step of the site stands for: itself, or the procedure that it includes.
func (b *bookChanger) steps(s catalog.Step, c *plan.BookChange) []bookStep {
	steps, faults := b.r.Catalogue.IncludedSteps(s)
	b.r.Found = append(b.r.Found, faults...)
	return bookSteps(steps, c)
}

// check looks at the changed runbook as at any other.
func (b *bookChanger) check() {
	whole := *b.book.Runbook
	whole.Steps = nil
	for _, s := range b.book.Steps {
		whole.Steps = append(whole.Steps, *s.Step)
	}
	b.r.Found = append(b.r.Found, b.r.Catalogue.CheckRunbook(&whole)...)
}

// CheckSiteBooks reports what the site says about runbooks that there are not.
func CheckSiteBooks(s *product.Network) {
	var ids []string
	for _, r := range s.Products {
		for _, b := range r.Catalogue.Runbooks {
			ids = append(ids, r.Names(b.ID.V)...)
		}
	}
	for _, b := range s.Books {
		if b.Changes != nil && !slices.Contains(ids, b.Changes.Changes.V) && !s.Lacking() {
			s.Fault("S68", b.Changes.Changes.At, source.DidYouMean(b.Changes.Changes.V, ids), "there is no runbook %q to change", b.Changes.Changes.V)
		}
		if b.Own != nil && b.Own.Product.Set() && !slices.ContainsFunc(s.Products, func(r *product.Product) bool { return r.Owns(b.Own) }) {
			s.Fault("S43", b.Own.Product.At, "name one of the site's products", "the site has no product %q", b.Own.Product.V)
		}
	}
	for _, b := range s.Books {
		if b.Own != nil {
			ids = append(ids, b.Own.ID.V)
			for _, r := range s.Products {
				if r.Owns(b.Own) {
					ids = append(ids, r.Names(b.Own.ID.V)...)
				}
			}
		}
	}
	for _, id := range source.SortedKeys(s.Site.Runbooks) {
		if !slices.Contains(ids, id) && !s.Lacking() && !s.BooksInDoubt {
			s.Fault("S68", s.Site.Runbooks[id].At, source.DidYouMean(id, ids), "there is no runbook %q", id)
		}
	}
}

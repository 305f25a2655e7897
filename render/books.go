package render

import (
	"path"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/render/content/docs"
	"portolan/render/content/review"
	"portolan/render/content/security"
	"portolan/render/document"
	"portolan/render/format/pdf"
	"portolan/render/ref"
)

// A book is one of the PDFs at the top of a pack.
type book struct {
	name   string // of its file, and the key of its title among the words of packs
	parts  func(*packer) []pdf.Part
	attach bool // holds the pack's data, where that is asked for
}

// fullBooks are the books of a pack that leaves nothing to pages, the one with the most pages first, because it takes the longest.
var fullBooks = []book{
	{"bundle", (*packer).sections, false},
	{"handover", (*packer).handover, true},
	{"security-review", only(security.ID, review.GlossaryID), false},
	{"runbooks", only(docs.Runbooks, review.GlossaryID, docs.References), false},
}

// paperBooks are the books of all other packs, in the order in which they are read.
func paperBooks() []book {
	return []book{
		{"summary", func(p *packer) []pdf.Part { return whole(p.onPaper().summaries...) }, true},
		{"firewall-change-request", func(p *packer) []pdf.Part { return whole(p.onPaper().walls...) }, false},
		{"security-review", func(p *packer) []pdf.Part { return whole(p.onPaper().review) }, false},
		{"runbooks", (*packer).procedures, false},
		{"appendix", func(p *packer) []pdf.Part { return whole(p.onPaper().appendix) }, false},
	}
}

// books are those of the pack. One without runbooks has no book of them where everything is printed. The bundle of all repeats the others, so a site asks for it.
func (p *packer) books() []book {
	if p.opts.Full {
		return slices.DeleteFunc(slices.Clone(fullBooks), func(b book) bool { return b.name == "runbooks" && len(p.model.Runbooks) == 0 })
	}
	all := paperBooks()
	if len(p.opts.Chapters) > 0 {
		all = append(all, book{"bundle", (*packer).everything, false})
	}
	return all
}

// whole is a book without parts.
func whole(docs ...*document.Document) []pdf.Part { return []pdf.Part{{Documents: docs}} }

// procedures are the book of runbooks: what fails with which host and the failure cards, then the runbooks by what they are for.
func (p *packer) procedures() []pdf.Part {
	paper := p.onPaper()
	first := pdf.Part{Title: p.words.Text("paper.part-failures"), Plain: true, Documents: []*document.Document{paper.failures}}
	if len(paper.cards) > 0 {
		first.Runs = append(first.Runs, paper.cards)
	}
	parts := []pdf.Part{first}
	for i, docs := range paper.procedures {
		if len(docs) > 0 {
			parts = append(parts, pdf.Part{Title: p.words.Text("operations.title-" + catalog.RunbookGroups[i]), Plain: true, Runs: [][]*document.Document{docs}})
		}
	}
	return parts
}

// everything is what the site chooses of all other books, and adds to them, in one, a part for each.
func (p *packer) everything() []pdf.Part {
	var parts []pdf.Part
	books := map[string]book{}
	for _, b := range paperBooks() {
		books[b.name] = b
	}
	for _, name := range p.opts.Chapters {
		b, ok := books[name]
		if !ok {
			parts = append(parts, p.ownPart(name))
			continue
		}
		if name == "runbooks" { // has parts of its own
			parts = append(parts, b.parts(p)...)
			continue
		}
		part := pdf.Part{Title: p.words.Text("pack." + b.name), Plain: true}
		for _, each := range b.parts(p) {
			part.Documents, part.Runs = append(part.Documents, each.Documents...), append(part.Runs, each.Runs...)
		}
		parts = append(parts, part)
	}
	return parts
}

// ownPart is a chapter of the customer's own.
func (p *packer) ownPart(name string) pdf.Part {
	for _, c := range p.opts.Own {
		if c.Name == name {
			return pdf.Part{Title: c.Title, Plain: true, Documents: []*document.Document{p.document(c.Document().ID)}}
		}
	}
	panic("no chapter " + name) // the site was checked
}

// instead are the documents that stand in books for others.
func (p *packer) instead() map[string]string {
	if p.opts.Full {
		return p.fold().instead
	}
	return p.onPaper().instead
}

// apart are documents that never are a PDF by themselves: as pages they are the way to everything else, in books they stand beside others.
var apart = []string{docs.Front, docs.Down, docs.Operations, docs.Overview, docs.Questions, docs.Reasons, docs.Calendar, docs.Open, security.ID, review.ControlID, review.GlossaryID, docs.References}

// book puts a book together. What it attaches is made before it.
func (p *packer) book(name string, parts []pdf.Part, attached []pdf.Attachment) pdf.Book {
	c := p.model.Document
	front := slices.DeleteFunc(slices.Clone(p.docs), func(d *document.Document) bool { return d.ID != review.ControlID })
	return pdf.Book{ID: p.documentID(name), Front: front, Parts: parts, Instead: p.instead(), Attachments: attached, Cover: &pdf.Cover{Title: c.Title, Subtitle: p.words.Text("pack." + name), Customer: c.Customer,
		Fields: review.Control(p.model, p.words), Note: p.words.Text("pack.handover-note")}}
}

// alone is a document as a file of its own.
func (p *packer) alone(d *document.Document, name string) pdf.Book {
	book := pdf.Alone(d)
	book.ID, book.Series = p.documentID(name), p.model.Document.Title
	return book
}

// documentID names a file in its footer: the customer's own id of the document, and which of its files it is.
func (p *packer) documentID(name string) string {
	return strings.TrimSpace(p.model.Document.ID + " " + name)
}

// sections are all documents but the front page, a part for each door of the front page. What stands before the contents is in none.
func (p *packer) sections() []pdf.Part {
	var parts []pdf.Part
	folds := p.fold()
	at := map[string]int{} // of the part of a door
	for _, each := range p.written {
		d := folds.printed(each.Document)
		if d == nil || d.ID == docs.Front || d.ID == review.ControlID || d.ID == docs.Gallery || d.ID == docs.Reasons {
			continue
		}
		if _, ok := at[each.door]; !ok {
			at[each.door] = len(parts)
			parts = append(parts, pdf.Part{Title: p.words.Text("door." + each.door)})
		}
		part := &parts[at[each.door]]
		part.Documents = append(part.Documents, d)
	}
	last := &parts[len(parts)-1]
	last.Documents = append(last.Documents, p.further()...)
	return parts
}

// handover is all documents but the security review and the runbooks, which are books of their own. Most pictures of the gallery stand in the other documents;
// those that they lead to come last.
func (p *packer) handover() []pdf.Part {
	var all []*document.Document
	folds := p.fold()
	for _, d := range p.docs {
		elsewhere := d.ID == review.ControlID || d.ID == security.ID || d.ID == docs.Gallery || d.ID == docs.Reasons || d.ID == docs.Front || strings.HasPrefix(d.ID, docs.Runbooks)
		if d = folds.printed(d); d != nil && !elsewhere {
			all = append(all, d)
		}
	}
	return []pdf.Part{{Documents: append(all, p.further()...)}}
}

// only makes a book of the documents whose id begins so, with some others.
func only(prefix string, also ...string) func(*packer) []pdf.Part {
	return func(p *packer) []pdf.Part {
		chosen := slices.DeleteFunc(slices.Clone(p.docs), func(d *document.Document) bool {
			return !slices.Contains(also, d.ID) && !strings.HasPrefix(d.ID, prefix)
		})
		return []pdf.Part{{Documents: chosen}}
	}
}

func (p *packer) document(id string) *document.Document {
	return p.docs[slices.IndexFunc(p.docs, func(d *document.Document) bool { return d.ID == id })]
}

// attachable are the kinds of files that a book can hold: data that a reader may want to open in a program.
var attachable = []string{".csv", ".xlsx", ".json"}

// attachments are the data of the pack, for the inside of a PDF, where that is asked for. They are named by their paths below the folder of
// data, without slashes; where lines of the site stand is not among them, for a book does not change with these. A reader's program puts them all into one folder.
func (p *packer) attachments() []pdf.Attachment {
	if !p.opts.Attach {
		return nil
	}
	var out []pdf.Attachment
	for _, f := range p.made {
		if slices.Contains(attachable, path.Ext(f.Path)) && f.Path != PlacesPath {
			out = append(out, pdf.Attachment{Name: strings.ReplaceAll(strings.TrimPrefix(f.Path, ref.Data), "/", "-"), Data: f.Data})
		}
	}
	slices.SortFunc(out, func(a, b pdf.Attachment) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Package changes words how two revisions of a site differ: what to open before a change, what to close after it, how to go back, and all else that differs.
package changes

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/revision"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Name is what files of a change pack are called but for the page.
const Name = "changes"

// A Change is a difference with the work that it makes.
type Change struct {
	*revision.Difference
	Open, Close []*revision.Traffic
	Devices     []Device         // with rule files; for a change pack
	Figure      *document.Figure // of the graph; nil for none
	words       *wordlist.List
	before      *revision.Revision
	after       *revision.Revision
	all         []entry
}

// Of makes a change of two revisions.
func Of(before, after *revision.Revision, w *wordlist.List) *Change {
	c := &Change{Difference: revision.Compare(before, after), words: w, before: before, after: after}
	c.Open, c.Close = revision.Work(before, after)
	c.all = c.entries()
	return c
}

// Document is the page "Changes since revision X" of a pack.
func (c *Change) Document(id string) *document.Document {
	d := c.head(id, c.words.Fill("changes.title", "revision", c.Old.Revision), c.New.Title)
	d.Blocks = append(d.Blocks, c.picture()...)
	d.Blocks = append(d.Blocks, c.work()...)
	d.Blocks = append(d.Blocks, c.rest()...)
	return d
}

// Request is what a firewall change request says of the change; all else is on the page.
func (c *Change) Request(id string) *document.Document {
	d := c.head(id, c.words.Fill("changes.title", "revision", c.Old.Revision), "")
	d.Blocks = append(append(d.Blocks, c.work()...), c.lost()...)
	return d
}

// Pack is the document of a change pack: the work in its order, the way back, everything that differs, and who signs.
func (c *Change) Pack(id string) *document.Document {
	w := c.words
	d := c.head(id, w.Fill("changes.pack-title", "site", c.New.Title, "old", c.Old.Revision, "new", c.New.Revision), "")
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "order", Text: w.Text("changes.order")}, document.Checklist{Items: c.order()})
	d.Blocks = append(d.Blocks, c.picture()...)
	d.Blocks = append(d.Blocks, c.work()...)
	d.Blocks = append(d.Blocks, c.files()...)
	d.Blocks = append(d.Blocks, c.rollback()...)
	d.Blocks = append(d.Blocks, c.rest()...)
	d.Blocks = append(d.Blocks, c.signOff()...)
	return d
}

// order is what is done first, and what then.
func (c *Change) order() (steps []string) {
	w := c.words
	if n := len(c.Open); n > 0 {
		steps = append(steps, w.Fill("changes.order-open", "n", n))
	}
	steps = append(steps, w.Text("changes.order-make"), w.Text("changes.order-verify"))
	if n := len(c.Close); n > 0 {
		steps = append(steps, w.Fill("changes.order-close", "n", n))
	}
	return append(steps, w.Text("changes.order-record"))
}

func (c *Change) picture() []document.Block {
	if c.Figure == nil {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "picture", Text: c.words.Text("changes.picture")}, *c.Figure}
}

func (c *Change) head(id, title, subtitle string) *document.Document {
	w := c.words
	revision := func(h revision.Head) string {
		return strings.TrimSpace(h.Document + " " + w.Fill("changes.revision", "revision", h.Revision, "date", h.Date))
	}
	d := &document.Document{ID: id, Title: title, Subtitle: subtitle, Dense: true,
		Fields: []document.Field{{Name: w.Text("changes.old"), Value: revision(c.Old)}, {Name: w.Text("changes.new"), Value: revision(c.New)}}}
	if c.Empty() {
		d.Blocks = []document.Block{document.Text{Text: w.Text("changes.none")}}
		return d
	}
	d.Blocks = []document.Block{document.Text{Text: w.Fill("changes.counts", "open", len(c.Open), "close", len(c.Close), "lost", len(c.Lost))}, c.counts()}
	return d
}

// counts are the numbers of items of each kind that differ.
func (c *Change) counts() document.Table {
	type row struct {
		kind revision.Kind
		n    [4]int
	}
	var rows []row
	for _, kind := range revision.Kinds {
		r := row{kind: kind}
		for _, x := range c.all {
			if x.kind == kind {
				r.n[slices.Index(actions, x.action)]++
			}
		}
		if r.n != [4]int{} {
			rows = append(rows, r)
		}
	}
	columns := []document.ColumnOf[row]{{Key: "kind", Title: c.words.Text("changes.kind"), Weight: 3, Text: func(r row) string { return c.kind(r.kind) }}}
	for i, a := range actions {
		columns = append(columns, document.ColumnOf[row]{Key: a, Title: c.words.Text("changes." + a), Weight: 1, Kind: document.Numeric, Text: func(r row) string { return strconv.Itoa(r.n[i]) }})
	}
	return document.Fill(document.Table{ID: "table-counts", Caption: c.words.Text("changes.counts-caption")}, columns, rows, nil)
}

func (c *Change) kind(k revision.Kind) string { return c.words.Text("changes.kind-" + key(string(k))) }

// key is a name of the model as a part of a word's key.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ':
			return '-'
		case '\'':
			return -1
		}
		return r
	}, name)
}

// rollback says how to go back, and why that is safe.
func (c *Change) rollback() []document.Block {
	w := c.words
	return []document.Block{document.Heading{Level: 1, ID: "rollback", Text: w.Text("changes.rollback")},
		document.Checklist{Items: []string{w.Fill("changes.back-open", "n", len(c.Close)), w.Text("changes.back-make"), w.Fill("changes.back-close", "n", len(c.Open))}}}
}

// signOff is room for those who carry the change out and accept it.
func (c *Change) signOff() []document.Block {
	w := c.words
	out := document.Signatures{ID: "table-execution", Caption: w.Text("request.execution-caption"),
		Labels: document.SignatureLabels{Name: w.Text("column.name"), Role: w.Text("column.role"), Date: w.Text("request.when"), Signature: w.Text("request.who")}}
	for _, s := range []string{"window", "opened", "tested", "closed", "accepted"} {
		out.Signers = append(out.Signers, document.Signer{Name: w.Text("changes.sign-" + s), Role: w.Text("changes.sign-" + s + "-text")})
	}
	return []document.Block{document.Heading{Level: 1, ID: "execution", Text: w.Text("request.execution")}, out}
}

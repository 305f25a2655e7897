// Package security writes the security review: what is allowed, why, who agreed, what is open, and where the evidence for each of it
// stands. It derives everything from the plan, measures nothing on a network, and never says that a standard is met.
package security

import (
	"slices"
	"strconv"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/review"
	"portolan/render/document"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// ID is the review's document id.
const ID = docs.Review

// Document is the security review of a site, in the order in which a reviewer reads: what it is, the page for the hurried, pictures,
// exposure, services, what is insecure, trust, what is open, and the index of evidence. The open questions, which are long, come last; on the page, it is
// the page of questions that says all of them.
func Document(plan *plan.Plan, site document.Figure, w *wordlist.List) *document.Document {
	b := newBuilder(plan, plan.Questions, w)
	d := b.write(site, b.services)
	d.OnPages = slices.Concat(d.Blocks, b.conflicts(), b.documents())
	return b.end(d)
}

// Paper is the same with those questions only that rules are disputed for, and rules on equal terms in one row; the page has them all. Document control, which
// stands before it, has its fields; a section begins where the one before ends.
func Paper(resolved *plan.Plan, site document.Figure, w *wordlist.List) *document.Document {
	b := newBuilder(resolved, Disputed(resolved), w)
	d := b.end(b.write(site, b.servicesOnPaper))
	d.Dense, d.Fields = true, nil
	d.Blocks = slices.DeleteFunc(d.Blocks, func(block document.Block) bool {
		page, ok := block.(document.PageBreak)
		return ok && !page.Landscape
	})
	return d
}

// Disputed are the questions for which rules of the plan are disputed.
func Disputed(resolved *plan.Plan) []plan.Question {
	return slices.DeleteFunc(slices.Clone(resolved.Questions), func(q plan.Question) bool {
		return !slices.ContainsFunc(resolved.Flows, func(f *plan.Flow) bool { return f.Disputed == q.ID })
	})
}

func newBuilder(plan *plan.Plan, asked []plan.Question, w *wordlist.List) *builder {
	b := &builder{plan: plan, w: w, asked: asked, zones: zonesOf(plan, w), network: plan.Network()}
	b.sort()
	return b
}

// write puts the sections in order, up to the last two; the services are those of a page, or of paper.
func (b *builder) write(site document.Figure, services func() []document.Block) *document.Document {
	d := &document.Document{ID: ID, Title: b.w.Text("security.title"), Subtitle: b.plan.Document.Customer + ", " + b.plan.Document.Title, Fields: review.Control(b.plan, b.w)}
	for _, section := range [][]document.Block{b.purpose(), b.summary(), b.pictures(site), b.exposure(), services(), b.insecure(), b.unstated(), b.trust(),
		b.policies(), b.findings(), review.Decisions(b.plan, b.w), b.notCovered(), b.dates(), b.evidence()} {
		d.Blocks = append(d.Blocks, section...)
	}
	return d
}

// end adds the open questions with all that documents say, and then all documents that are cited.
func (b *builder) end(d *document.Document) *document.Document {
	d.Blocks = append(d.Blocks, b.questions()...)
	d.Blocks = append(d.Blocks, b.documents()...)
	return d
}

// builder holds what the sections share.
type builder struct {
	plan    *plan.Plan
	w       *wordlist.List
	zones   []zone
	asked   []plan.Question // the open questions that it lists
	network []*plan.Flow    // the rules between hosts
	areas   map[string]zone // by party
	pairs   map[[2]zone][]*plan.Flow
	cited   []plan.Source // documents, by their number from 1
}

func (b *builder) t(key string) string { return b.w.Text("security." + key) }

func (b *builder) fill(key string, pairs ...any) string { return b.w.Fill("security."+key, pairs...) }

func (b *builder) heading(id string) document.Heading {
	return document.Heading{Level: 1, ID: id, Text: b.t(id)}
}

// purpose says what the review is for, what it covers, and what it does not claim.
func (b *builder) purpose() []document.Block {
	return []document.Block{b.heading("purpose"), document.Text{Text: b.t("purpose-text")},
		document.Text{Text: b.fill("scope", "zones", len(b.plan.Zones), "hosts", b.hosts(), "products", review.Products(b.plan), "states", len(b.plan.States))},
		document.Text{Text: b.t("basis")}, document.Callout{Mark: document.Note, Title: b.t("claim-title"), Markdown: b.t("claim")}}
}

// hosts counts the hosts that the site describes; groups only gather them.
func (b *builder) hosts() int {
	n := 0
	for _, p := range b.plan.Parties {
		if p.IsHost() {
			n++
		}
	}
	return n
}

// cite prints places in documents, each document by its number in the list at the end.
func (b *builder) cite(places []plan.Citation) string {
	return citation.Numbered(places, func(named plan.Source) int {
		i := slices.Index(b.cited, named)
		if i < 0 {
			i = len(b.cited)
			b.cited = append(b.cited, named)
		}
		return i + 1
	}, b.w)
}

// documents lists the documents that the review cites.
func (b *builder) documents() []document.Block {
	type cited struct {
		number int
		named  plan.Source
	}
	var all []cited
	for i, named := range b.cited {
		all = append(all, cited{i + 1, named})
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-documents", Caption: b.t("documents-caption"), Empty: b.t("none")}, []document.ColumnOf[cited]{
		{Key: "number", Title: b.t("number"), Weight: 0.4, Kind: document.Numeric, Text: func(c cited) string { return strconv.Itoa(c.number) }},
		{Key: "document", Title: b.w.Text("field.document"), Weight: 6, Cell: func(c cited) document.Cell { return document.W(citation.Document(c.named, b.w), c.named.URL) }}}, all, nil)
	return []document.Block{b.heading("documents"), document.Text{Text: b.t("documents-text")}, t}
}

package security

import (
	"strings"

	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/review"
	"portolan/render/document"
)

// findings are the vendor's rules that the site does not follow, with what was accepted until when.
func (b *builder) findings() []document.Block { return review.Findings(b.plan, b.w) }

// notCovered is the traffic that no document describes.
func (b *builder) notCovered() []document.Block {
	if blocks := review.NotCovered(b.plan, b.w); len(blocks) > 0 {
		return blocks
	}
	return []document.Block{document.Heading{Level: 1, ID: "not-covered", Text: b.w.Text("questions.not-covered")}, document.Text{Text: b.t("not-covered-empty")}}
}

// questions are the places where the documents disagree, with every side, as a table: a reviewer compares them.
func (b *builder) questions() []document.Block {
	t := document.Fill(document.Table{Unordered: true, ID: "table-questions", Caption: b.fill("questions-caption", "n", len(b.asked)), Empty: b.t("questions-empty")}, []document.ColumnOf[plan.Question]{
		{Key: "question", Title: b.w.Text("column.question"), Weight: 5, Cell: func(q plan.Question) document.Cell { return document.C(q.ID, q.Title) }},
		{Key: "sides", Title: b.t("documents-say"), Weight: 4, Cell: b.sides},
		{Key: "decision", Title: b.t("decision"), Weight: 2.2, Cell: b.decision}},
		b.asked, func(q plan.Question) document.Row { return document.Row{ID: strings.ToLower(q.ID)} })
	if all := len(b.plan.Questions); len(b.asked) < all {
		return []document.Block{b.heading("questions"), document.Text{Text: b.fill("questions-disputed", "n", len(b.asked), "all", all)}, t}
	}
	return []document.Block{document.PageBreak{Landscape: true}, b.heading("questions"), document.Text{Text: b.t("questions-text")}, t}
}

// conflicts are the same in short: each leads to what the documents say.
func (b *builder) conflicts() []document.Block {
	t := document.Fill(document.Table{Unordered: true, ID: "table-questions", Caption: b.fill("conflicts-caption", "n", len(b.asked)), Empty: b.t("questions-empty")}, []document.ColumnOf[plan.Question]{
		{Key: "question", Title: b.w.Text("column.question"), Cell: func(q plan.Question) document.Cell { return document.L(q.ID+" "+q.Title, docs.Question(q.ID)) }},
		{Key: "decision", Title: b.t("decision"), Cell: func(q plan.Question) document.Cell { return document.C(b.decided(q)...) }},
		{Key: "rules", Title: b.t("conflict-rules"), Text: b.touched}},
		b.asked, func(q plan.Question) document.Row { return document.Row{ID: strings.ToLower(q.ID)} })
	return []document.Block{b.heading("questions"), document.Text{Text: b.t("conflicts-text")}, t}
}

func (b *builder) sides(q plan.Question) document.Cell {
	var sides []string
	for i, side := range q.Sides {
		sides = append(sides, b.w.Fill("questions.side-cited", "n", string(rune('A'+i)), "says", side.Says, "sources", b.cite(side.Sources)))
	}
	return document.Cell{Lines: sides}
}

// decision is how a question was decided, and what it touches.
func (b *builder) decision(q plan.Question) document.Cell {
	lines := b.decided(q)
	if touches := b.touched(q); touches != "" {
		lines = append(lines, b.w.Fill("questions.touches", "what", touches))
	}
	return document.Cell{Lines: lines}
}

// decided is what the site does, and who decided it.
func (b *builder) decided(q plan.Question) []string {
	lines := []string{q.Decision}
	if by := review.DecidedBy(b.plan, decision.Conflict, q.ID, b.w); by != "" {
		lines = append(lines, by)
	}
	return lines
}

// touched are the rules that are disputed for a conflict; of a conflict for which none is, all that it bears on.
func (b *builder) touched(q plan.Question) string {
	disputed := b.which(func(f *plan.Flow) bool { return f.Disputed == q.ID })
	if len(disputed) == 0 || len(disputed) > fewIDs {
		return review.Touched(b.plan, q)
	}
	return idList(disputed)
}

// dates are when the rules were reviewed and when they are to be.
func (b *builder) dates() []document.Block {
	blocks := []document.Block{b.heading("reviews")}
	r := b.plan.Review
	if r == nil {
		return append(blocks, document.Callout{Mark: document.Warning, Title: b.t("gap"), Markdown: b.t("gap-no-interval")})
	}
	fields := []document.Field{{Name: b.t("interval"), Value: b.w.Count("security.months", r.EveryMonths)}}
	if !r.Last.IsZero() {
		fields = append(fields, document.Field{Name: b.t("last-review"), Value: strings.TrimSuffix(r.Last.String()+", "+r.By, ", ")}, document.Field{Name: b.t("next-review"), Value: r.Next.String()})
	}
	blocks = append(blocks, document.Text{Text: b.t("reviews-text")}, document.Fields{Fields: fields})
	for _, gap := range b.reviewGaps() {
		blocks = append(blocks, document.Callout{Mark: document.Warning, Title: b.t("gap"), Markdown: gap})
	}
	return blocks
}

// longestInterval is that of PCI DSS 4.0.1, requirement 1.2.7, in months.
const longestInterval = 6

func (b *builder) reviewGaps() []string {
	r := b.plan.Review
	var gaps []string
	if r == nil {
		return []string{b.t("gap-no-interval")}
	}
	if r.EveryMonths > longestInterval {
		gaps = append(gaps, b.fill("gap-interval", "n", r.EveryMonths, "most", longestInterval))
	}
	if r.Last.IsZero() {
		gaps = append(gaps, b.t("gap-never-reviewed"))
	}
	if d := b.plan.Document; !r.Last.IsZero() && r.Last.Before(d.Date) {
		gaps = append(gaps, b.fill("gap-revision", "revision", d.Revision, "date", d.Date, "last", r.Last))
	}
	return gaps
}

// undeclared counts the kinds of traffic that no document describes, and that the site neither declares nor has decided on.
func (b *builder) undeclared() int {
	n := 0
	for _, c := range b.plan.NotCovered {
		if len(c.Declared) == 0 && plan.IsOpen(b.plan, decision.Topic, c.ID) {
			n++
		}
	}
	return n
}

// accepted counts the findings that the site accepts with a reason.
func (b *builder) accepted() int {
	n := 0
	for _, f := range b.plan.Findings {
		if f.Accepted != nil {
			n++
		}
	}
	return n
}

// unapproved are the rules that nobody has agreed to.
func (b *builder) unapproved() []*plan.Flow { return b.plan.Unapproved() }

// ownerless are the rules of which nobody is named as the owner.
func (b *builder) ownerless() []*plan.Flow {
	return b.which(func(f *plan.Flow) bool { return f.Owner == "" })
}

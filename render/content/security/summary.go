package security

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/render/content/review"
	"portolan/render/document"
	"portolan/render/ref"
)

// summary is the page for the hurried: each line says how much there is of something, and where more of it stands.
func (b *builder) summary() []document.Block {
	t := document.Fill(document.Table{ID: "table-summary", Caption: b.t("summary-caption")}, []document.ColumnOf[point]{
		{Key: "what", Title: b.t("summary-what"), Weight: 3, Text: func(p point) string { return b.t("summary-" + p.key) }},
		{Key: "count", Title: b.t("summary-count"), Weight: 0.6, Kind: document.Numeric, Text: func(p point) string { return strconv.Itoa(p.count) }},
		{Key: "more", Title: b.t("summary-more"), Weight: 4, Text: func(p point) string { return p.more }},
		{Key: "where", Title: b.t("summary-where"), Weight: 3, Cell: func(p point) document.Cell { return document.L(b.t(p.section), ref.Here(p.section)) }}},
		b.points(), func(p point) document.Row {
			if p.gap {
				return document.Row{Mark: document.Warning}
			}
			return document.Row{}
		})
	blocks := []document.Block{document.PageBreak{}, b.heading("summary"), document.Text{Text: b.t("summary-text")}, t, document.Fields{Fields: b.signed()}}
	return append(append(blocks, b.toDecide()...), document.PageBreak{})
}

// A point is how much there is of something, whether that is a gap, and the section where more of it stands.
type point struct {
	key, section string
	gap          bool
	count        int
	more         string
}

func (b *builder) points() []point {
	var all []point
	add := func(key, section string, gap bool, count int, more string) {
		all = append(all, point{key, section, gap, count, more})
	}
	crossing := len(b.which(b.crosses))
	add("rules", "services", false, len(b.network), b.fill("summary-rules-more", "crossing", crossing, "inside", len(b.network)-crossing))
	if n := len(b.decisions()); n > 0 {
		add("points", "points", true, n, b.t("summary-points-more"))
	}
	in, out := b.which(b.enters), b.which(b.leaves)
	add("in", "exposure", false, len(in), b.fill("summary-from-outside", "zones", b.outsideZones(in), "what", b.reach(in)))
	add("out", "exposure", false, len(out), b.reach(out))
	add("plain", "insecure", len(b.reached()) > 0, b.plainRules(), b.fill("summary-plain-more", "services", len(b.reached()), "without", b.unmitigated()))
	unstated := len(b.which(notStated))
	add("unstated", "unstated", unstated > 0, unstated, b.t("summary-unstated-more"))
	unapproved, ownerless := len(b.unapproved()), len(b.ownerless())
	add("unapproved", "services", unapproved > 0, unapproved, b.fill("summary-of", "all", len(b.network)))
	add("ownerless", "services", ownerless > 0, ownerless, b.fill("summary-of", "all", len(b.network)))
	if n := len(b.plan.Policies); n > 0 {
		add("policies", "policies", b.violations() > 0, b.violations(), b.fill("summary-policies-more", "all", n))
	}
	add("findings", "findings", b.accepted() < len(b.plan.Findings), len(b.plan.Findings), b.fill("summary-findings-more", "accepted", b.accepted()))
	disputed := len(b.which(func(f *plan.Flow) bool { return f.Disputed != "" && b.undecided(f.Disputed) }))
	add("disputed", "services", disputed > 0, disputed, b.t("summary-disputed-more"))
	behind, conflicts := 0, len(b.plan.Questions)
	for _, q := range Disputed(b.plan) {
		if b.undecided(q.ID) {
			behind++
		}
	}
	add("questions", "questions", behind > 0, behind, b.fill("summary-questions-more", "all", conflicts, "rest", conflicts-behind))
	add("not-covered", "not-covered", b.undeclared() > 0, b.undeclared(), b.fill("summary-not-covered-more", "all", len(b.plan.NotCovered)))
	return all
}

// undecided reports whether no decision of the site answers a conflict.
func (b *builder) undecided(conflict string) bool {
	return plan.IsOpen(b.plan, decision.Conflict, conflict)
}

// reach names what rules end at, few enough for one page.
func (b *builder) reach(flows []*plan.Flow) string {
	const few = 7
	names := b.listening(flows).Lines
	if len(names) > few+1 { // "and 1 more" is longer than its name
		return b.fill("and-more", "list", strings.Join(names[:few], "; "), "n", len(names)-few)
	}
	return orNone(names, b.t("none"))
}

func orNone(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, "; ")
}

// signed says who has approved the document and when the rules were reviewed.
func (b *builder) signed() []document.Field {
	var done, open []string
	for _, a := range b.plan.Document.Approvals {
		if a.Date.IsZero() {
			open = append(open, a.Name)
		} else {
			done = append(done, fmt.Sprintf("%s (%s)", a.Name, a.Date))
		}
	}
	status := "status.approved"
	if review.Draft(b.plan) {
		status = "status.draft"
	}
	next := b.t("next-unknown")
	if r := b.plan.Review; r != nil && !r.Next.IsZero() {
		next = r.Next.String()
	}
	return []document.Field{{Name: b.w.Text("field.status"), Value: b.w.Text(status)}, {Name: b.t("approved-by"), Value: orNone(done, b.t("none"))},
		{Name: b.t("approval-open"), Value: orNone(open, b.t("none"))}, {Name: b.t("next-review"), Value: next}}
}

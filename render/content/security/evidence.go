package security

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/ref"
)

// requirement is one of a standard's requirements on rules between networks: where the evidence for it stands, which rules it is about,
// and what is missing.
type requirement struct {
	id       string
	sections []string // headings of the review
	rules    []*plan.Flow
	gaps     []string
}

// evidence is the index of evidence, by the requirements of PCI DSS 4.0.1, 1.2.3 to 1.2.7, and the list of those for which a plan can
// hold none.
func (b *builder) evidence() []document.Block {
	blocks := []document.Block{b.heading("evidence"), document.Text{Text: b.t("evidence-text")}}
	for _, r := range b.requirements() {
		blocks = append(blocks, document.Heading{Level: 2, ID: "requirement-" + strings.ReplaceAll(r.id, ".", "-"), Text: r.id + " " + b.t("r"+r.id+"-title")},
			document.Text{Text: b.t("r" + r.id)}, b.places(r.sections), document.Fields{Fields: b.facts(r)})
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-own", Caption: b.t("own-caption")}, []document.ColumnOf[string]{
		{Key: "requirement", Title: b.t("requirement"), Weight: 0.8, Text: func(id string) string { return id }},
		{Key: "asks", Title: b.t("asks"), Weight: 3, Text: func(id string) string { return b.t("r" + id) }},
		{Key: "evidence", Title: b.t("evidence-column"), Weight: 2, Text: func(string) string { return b.t("own") }}},
		[]string{"1.2.1", "1.2.2", "1.2.8"}, nil)
	return append(blocks, document.Heading{Level: 2, ID: "own", Text: b.t("own-title")}, t)
}

func (b *builder) requirements() []requirement {
	plain := b.which((*plan.Flow).PlainText)
	return []requirement{
		{"1.2.3", []string{"pictures", "matrix", "exposure"}, b.network, b.zoneGaps()},
		{"1.2.4", []string{"pictures", "exposure", "services"}, b.network, []string{b.t("gap-data")}},
		{"1.2.5", []string{"services"}, b.network, b.serviceGaps()},
		{"1.2.6", []string{"insecure", "unstated", "trust"}, plain, b.plainGaps()},
		{"1.2.7", []string{"reviews"}, nil, b.reviewGaps()},
	}
}

// places are sections of the review; formats with pages say on which page each begins.
func (b *builder) places(sections []string) document.Index {
	var out document.Index
	for _, id := range sections {
		out.Entries = append(out.Entries, document.L(b.t(id), ref.Here(id)))
	}
	return out
}

// fewIDs is the number of rules up to which a line names them.
const fewIDs = 12

// ids names rules: all of them in one word, a few by their ids, others by the section that lists them.
func (b *builder) ids(flows []*plan.Flow, section string) string {
	n := len(flows)
	switch {
	case n == 0:
		return b.t("none")
	case n == len(b.network):
		return b.fill("all-rules", "n", n)
	case n > fewIDs:
		return b.fill("many-rules", "n", n, "all", len(b.network), "section", b.t(section))
	}
	return b.fill("some-rules", "n", n, "ids", idList(flows))
}

func idList(flows []*plan.Flow) string {
	var ids []string
	for _, f := range flows {
		ids = append(ids, f.ID)
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// facts are the rules that a requirement is about, and each gap.
func (b *builder) facts(r requirement) []document.Field {
	var fields []document.Field
	if r.rules != nil {
		fields = append(fields, document.Field{Name: b.t("rules"), Value: b.ids(r.rules, r.sections[0])})
	}
	for _, gap := range r.gaps {
		fields = append(fields, document.Field{Name: b.t("gap"), Value: gap})
	}
	if len(r.gaps) == 0 {
		fields = append(fields, document.Field{Name: b.t("gaps"), Value: b.t("no-gap")})
	}
	return fields
}

// zoneGaps are zones of which the pictures cannot show the networks, and what no site description holds.
func (b *builder) zoneGaps() []string {
	gaps := []string{b.t("gap-elsewhere")}
	var bare []string
	for _, z := range b.plan.Zones {
		if len(z.Networks) == 0 {
			bare = append(bare, z.Name)
		}
	}
	if len(bare) > 0 {
		gaps = append(gaps, b.fill("gap-networks", "zones", strings.Join(bare, ", ")))
	}
	return gaps
}

func (b *builder) serviceGaps() []string {
	var gaps []string
	for _, lack := range []struct {
		key   string
		flows []*plan.Flow
	}{{"gap-approval", b.unapproved()}, {"gap-owner", b.ownerless()}} {
		if len(lack.flows) > 0 {
			gaps = append(gaps, b.fill(lack.key, "rules", b.ids(lack.flows, "services")))
		}
	}
	if n := b.undeclared(); n > 0 {
		gaps = append(gaps, b.fill("gap-not-covered", "n", n))
	}
	return gaps
}

func (b *builder) plainGaps() []string {
	var gaps []string
	if n := b.unmitigated(); n > 0 {
		gaps = append(gaps, b.fill("gap-mitigation", "n", n))
	}
	if unstated := b.which(notStated); len(unstated) > 0 {
		gaps = append(gaps, b.fill("gap-unstated", "rules", b.ids(unstated, "unstated")))
	}
	return gaps
}

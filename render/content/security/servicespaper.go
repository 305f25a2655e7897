package security

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/document"
)

// servicesOnPaper is the same for upright pages: what holds for several pairs of zones is said once, and each pair stands in a line with its own rules, so that none
// can be read as another's.
func (b *builder) servicesOnPaper() []document.Block {
	list := b.allowed()
	var uses []use
	for _, s := range list {
		uses = append(uses, b.uses(s, func(t terms) terms {
			t.zones = ""
			return t
		})...)
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-services", Caption: b.fill("services-caption", "services", len(list), "rules", len(b.network))}, []document.ColumnOf[use]{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 5, Cell: func(u use) document.Cell {
			return document.C(append(b.title(u), u.service.socket)...)
		}},
		{Key: "justification", Title: b.t("justification"), Weight: 6, Text: func(u use) string { return u.justification }},
		{Key: "encrypted", Title: b.w.Text("column.encrypted"), Weight: 1, Text: func(u use) string { return u.encrypted }},
		{Key: "owner", Title: b.w.Text("column.owner-approval"), Weight: 12, Cell: func(u use) document.Cell { return document.C(u.owner, u.approval) }},
		{Key: "rules", Title: b.t("zones-rules"), Weight: 10, Cell: func(u use) document.Cell { return document.C(b.byZones(u.flows)...) }}},
		uses, b.marked)
	return []document.Block{b.heading("services"), document.Text{Text: b.t("services-text")}, t}
}

// byZones are rules with the zones that they lead from and to, a line for each pair.
func (b *builder) byZones(flows []*plan.Flow) []string {
	of := map[string][]*plan.Flow{}
	var pairs []string
	for _, f := range flows {
		zones := b.terms(f).zones
		if of[zones] == nil {
			pairs = append(pairs, zones)
		}
		of[zones] = append(of[zones], f)
	}
	slices.Sort(pairs)
	for i, zones := range pairs {
		pairs[i] = zones + ": " + idList(of[zones])
	}
	return pairs
}

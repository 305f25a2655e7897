package security

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
)

// insecure lists the services whose traffic is not encrypted, each with what makes up for it, or with the word that nothing does.
func (b *builder) insecure() []document.Block {
	t := document.Table{ID: "table-insecure", Caption: b.fill("insecure-caption", "services", len(b.reached()), "rules", b.plainRules()), Empty: b.t("insecure-empty"),
		Columns: []document.Column{{Key: "service", Title: b.w.Text("column.service"), Weight: 4}, {Key: "port", Title: b.w.Text("column.port"), Weight: 0.8, Kind: document.Code},
			{Key: "encrypted", Title: b.w.Text("column.encrypted"), Weight: 0.8}, {Key: "why", Title: b.w.Text("column.why"), Weight: 2}, {Key: "mitigation", Title: b.t("mitigation"), Weight: 2.6},
			{Key: "sources", Title: b.w.Text("column.sources"), Weight: 2}, {Key: "rules", Title: b.t("rules"), Weight: 1.4, Kind: document.Code}}}
	for _, s := range b.plan.Insecure {
		row := document.Row{Mark: document.Warning}
		why := cmp.Or(s.Why, b.t("why-unstated"))
		if s.Declared {
			why = b.t("why-declared")
		}
		mitigation := s.Mitigation
		if mitigation == "" {
			mitigation = b.t("no-mitigation")
			row.Mark = document.Danger
		}
		rules := strings.Join(s.Flows, " ")
		if len(s.Flows) == 0 {
			row.Mark, rules = document.Note, "–"
		}
		row.Cells = []document.Cell{document.C(s.Service), document.C(strings.TrimSuffix(s.Protocol+"/"+s.Port, "/")), document.C(b.w.Text("encrypted." + strings.ReplaceAll(s.Encrypted, " ", "-"))),
			document.C(why), document.C(mitigation), document.C(b.cite(s.Sources)), document.C(rules)}
		t.Rows = append(t.Rows, row)
	}
	return []document.Block{b.heading("insecure"), document.Text{Text: b.t("insecure-text")}, t}
}

func (b *builder) plainRules() int { return len(b.which((*plan.Flow).PlainText)) }

// reached are the insecure services to which rules between hosts lead.
func (b *builder) reached() []plan.InsecureService {
	return slices.DeleteFunc(slices.Clone(b.plan.Insecure), func(s plan.InsecureService) bool { return len(s.Flows) == 0 })
}

// unmitigated counts the insecure services that are reached and for which no document names a mitigation.
func (b *builder) unmitigated() int {
	n := 0
	for _, s := range b.reached() {
		if s.Mitigation == "" {
			n++
		}
	}
	return n
}

func notStated(f *plan.Flow) bool { return f.Encrypted == "not stated" }

// unstated lists, on upright pages, for its rows are narrow, the services of which neither the documents nor the site say whether their traffic is encrypted: they may be as
// insecure as those above.
func (b *builder) unstated() []document.Block {
	t := document.Table{ID: "table-unstated", Caption: b.fill("unstated-caption", "rules", len(b.which(notStated))), Empty: b.t("unstated-empty"), Columns: []document.Column{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 2}, {Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code},
		{Key: "rules", Title: b.t("rules"), Weight: 3, Kind: document.Code}}}
	for _, s := range b.allowed() {
		var ids []string
		for _, f := range s.flows {
			if notStated(f) {
				ids = append(ids, f.ID)
			}
		}
		if len(ids) > 0 {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(s.name), document.C(s.socket), document.C(strings.Join(ids, " "))}})
		}
	}
	return []document.Block{document.PageBreak{}, document.Heading{Level: 2, ID: "unstated", Text: b.t("unstated")}, document.Text{Text: b.t("unstated-text")}, t}
}

// trust is what the documents say on certificates and zones of trust.
func (b *builder) trust() []document.Block {
	t := document.Table{ID: "table-trust", Caption: b.t("trust-caption"), Empty: b.t("trust-empty"), Columns: []document.Column{
		{Key: "topic", Title: b.t("topic"), Weight: 1.2}, {Key: "text", Title: b.t("documents-say"), Weight: 4}, {Key: "sources", Title: b.w.Text("column.sources"), Weight: 2}}}
	for _, f := range b.plan.Trust {
		t.Rows = append(t.Rows, document.Row{ID: fmt.Sprintf("trust-%s", f.ID), Cells: []document.Cell{document.C(f.Topic), document.C(f.Text), document.C(b.cite(f.Sources))}})
	}
	return []document.Block{b.heading("trust"), document.Text{Text: b.t("trust-text")}, t}
}

package security

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// insecure lists the services whose traffic is not encrypted, each with what makes up for it, or with the word that nothing does.
func (b *builder) insecure() []document.Block {
	type open = plan.InsecureService
	t := document.Fill(document.Table{Unordered: true, ID: "table-insecure", Caption: b.fill("insecure-caption", "services", len(b.reached()), "rules", b.plainRules()), Empty: b.t("insecure-empty")},
		[]document.ColumnOf[open]{
			{Key: "service", Title: b.w.Text("column.service"), Weight: 4, Text: func(s open) string { return worksheet.ServiceName(s.Service, b.w) }},
			{Key: "port", Title: b.w.Text("column.port"), Weight: 0.8, Kind: document.Code, Text: func(s open) string { return s.Socket() }},
			{Key: "encrypted", Title: b.w.Text("column.encrypted"), Weight: 0.8, Text: func(s open) string { return b.w.Text("encrypted." + strings.ReplaceAll(s.Encrypted, " ", "-")) }},
			{Key: "why", Title: b.w.Text("column.why"), Weight: 2, Text: b.whyInsecure},
			{Key: "mitigation", Title: b.t("mitigation"), Weight: 2.6, Cell: func(s open) document.Cell { return document.C(b.mitigation(s)...) }},
			{Key: "sources", Title: b.w.Text("column.sources"), Weight: 2, Text: func(s open) string { return b.cite(s.Sources) }},
			{Key: "rules", Title: b.t("rules"), Weight: 1.4, Kind: document.Code, Text: func(s open) string { return cmp.Or(b.named(s.Flows), "–") }}},
		b.plan.Insecure, func(s open) document.Row {
			switch {
			case len(s.Flows) == 0 || s.LowRisk:
				return document.Row{Mark: document.Note}
			case s.Mitigation == "":
				return document.Row{Mark: document.Danger}
			}
			return document.Row{Mark: document.Warning}
		})
	return []document.Block{b.heading("insecure"), document.Text{Text: b.t("insecure-text")}, t}
}

// whyInsecure is why a service is used in clear text.
func (b *builder) whyInsecure(s plan.InsecureService) string {
	if s.Declared {
		return b.t("why-declared")
	}
	return cmp.Or(s.Why, b.t("why-unstated"))
}

// mitigation is what makes up for clear text, and who accepted it until when, where somebody did.
func (b *builder) mitigation(s plan.InsecureService) []string {
	none := "no-mitigation"
	if s.LowRisk {
		none = "low-risk"
	}
	lines := []string{cmp.Or(s.Mitigation, b.t(none))}
	for _, f := range b.plan.Findings {
		if s.Finding != "" && f.ID == s.Finding && f.Accepted != nil {
			lines = append(lines, b.fill("accepted", "finding", f.ID, "until", f.Accepted.Until, "by", f.Accepted.By))
		}
	}
	return lines
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

func notStated(f *plan.Flow) bool { return f.Encrypted == catalog.NotStated }

// unstated lists, on upright pages, for its rows are narrow, the services of which neither the documents nor the site say whether their traffic is encrypted: they may be as
// insecure as those above.
func (b *builder) unstated() []document.Block {
	var unstated []service
	for _, s := range b.allowed() {
		if s.flows = slices.DeleteFunc(s.flows, func(f *plan.Flow) bool { return !notStated(f) }); len(s.flows) > 0 {
			unstated = append(unstated, s)
		}
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-unstated", Caption: b.fill("unstated-caption", "rules", len(b.which(notStated))), Empty: b.t("unstated-empty")}, []document.ColumnOf[service]{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 2, Text: func(s service) string { return s.name }},
		{Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(s service) string { return s.socket }},
		{Key: "rules", Title: b.t("rules"), Weight: 3, Kind: document.Code, Text: func(s service) string { return b.named(sortedIDs(s.flows)) }}}, unstated, nil)
	return []document.Block{document.PageBreak{}, document.Heading{Level: 2, ID: "unstated", Text: b.t("unstated")}, document.Text{Text: b.t("unstated-text")}, t}
}

// trust is what the documents say on certificates and zones of trust.
func (b *builder) trust() []document.Block {
	t := document.Fill(document.Table{Unordered: true, ID: "table-trust", Caption: b.t("trust-caption"), Empty: b.t("trust-empty")}, []document.ColumnOf[plan.TrustFact]{
		{Key: "topic", Title: b.t("topic"), Weight: 1.2, Text: func(f plan.TrustFact) string { return f.Topic }},
		{Key: "text", Title: b.t("documents-say"), Weight: 4, Text: func(f plan.TrustFact) string { return f.Text }},
		{Key: "sources", Title: b.w.Text("column.sources"), Weight: 2, Text: func(f plan.TrustFact) string { return b.cite(f.Sources) }}},
		b.plan.Trust, func(f plan.TrustFact) document.Row { return document.Row{ID: "trust-" + f.ID} })
	return []document.Block{b.heading("trust"), document.Text{Text: b.t("trust-text")}, t}
}

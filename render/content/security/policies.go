package security

import (
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
)

// policies are what the site demands of its rules, and how they meet it. A site that demands nothing has no such section.
func (b *builder) policies() []document.Block {
	if len(b.plan.Policies) == 0 {
		return nil
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-policies", Caption: b.t("policies-caption")}, []document.ColumnOf[plan.RulePolicy]{
		{Key: "policy", Title: b.t("policy"), Weight: 3, Cell: func(p plan.RulePolicy) document.Cell { return document.C(lines(p.Reason, p.Reference)...) }},
		{Key: "about", Title: b.t("policy-about"), Weight: 2, Cell: func(p plan.RulePolicy) document.Cell { return document.C(b.about(p)...) }},
		{Key: "demand", Title: b.t("policy-demand"), Weight: 2, Text: b.demand},
		{Key: "rules", Title: b.t("policy-rules"), Weight: 0.8, Kind: document.Numeric, Text: func(p plan.RulePolicy) string { return strconv.Itoa(len(p.Rules)) }},
		{Key: "broken", Title: b.t("policy-broken"), Weight: 2, Text: b.broken},
		{Key: "exceptions", Title: b.t("policy-exceptions"), Weight: 3, Cell: func(p plan.RulePolicy) document.Cell { return document.C(b.exceptions(p)...) }}},
		b.plan.Policies, func(p plan.RulePolicy) document.Row {
			row := document.Row{ID: "policy-" + p.ID}
			if len(p.Broken) > 0 {
				row.Mark = document.Warning
			}
			return row
		})
	return []document.Block{b.heading("policies"), document.Text{Text: b.t("policies-text")}, t}
}

// lines are texts that say something.
func lines(texts ...string) []string {
	var out []string
	for _, text := range texts {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// about says which rules a policy is about.
func (b *builder) about(p plan.RulePolicy) []string {
	var out []string
	for _, end := range []struct {
		key           string
		zones, scopes []string
	}{{"policy-from", p.From, p.FromScope}, {"policy-to", p.To, p.ToScope}} {
		var names []string
		for _, id := range end.zones {
			names = append(names, b.zoneNamed(id))
		}
		for _, scope := range end.scopes {
			names = append(names, b.fill("policy-scope", "scope", scope))
		}
		if len(names) > 0 {
			out = append(out, b.fill(end.key, "zones", strings.Join(names, ", ")))
		}
	}
	if p.Border {
		out = append(out, b.t("policy-border"))
	}
	if len(out) == 0 {
		out = []string{b.t("policy-all")}
	}
	return out
}

// zoneNamed is a zone of a policy as people know it.
func (b *builder) zoneNamed(id string) string {
	for _, z := range b.plan.Zones {
		if z.ID == id {
			return z.Name
		}
	}
	return b.t("no-zone")
}

func (b *builder) demand(p plan.RulePolicy) string {
	return b.fill("demand-"+string(p.Demand), "values", strings.Join(p.Values, ", "))
}

// broken names the rules that do not meet a policy.
func (b *builder) broken(p plan.RulePolicy) string {
	switch n := len(p.Broken); {
	case n == 0:
		return b.t("none")
	case n > fewIDs:
		return b.fill("policy-many", "n", n, "ids", strings.Join(p.Broken[:fewIDs], " "))
	default:
		return strings.Join(p.Broken, " ")
	}
}

func (b *builder) exceptions(p plan.RulePolicy) []string {
	var out []string
	for _, e := range p.Excepted {
		out = append(out, b.w.Count("security.policy-exception", len(e.Rules), "covers", e.Covers, "reason", e.Reason, "until", e.Until.String()))
		if e.By != "" {
			out = append(out, b.fill("policy-by", "by", e.By))
		}
	}
	return out
}

// violations counts the policies that rules break.
func (b *builder) violations() int {
	n := 0
	for _, p := range b.plan.Policies {
		if len(p.Broken) > 0 {
			n++
		}
	}
	return n
}

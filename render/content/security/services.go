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

// service is everything that is allowed to reach what answers by one name on one port.
type service struct {
	name, socket string
	flows        []*plan.Flow
}

// services lists every service, protocol and port that is allowed: a row for each justification, from one zone to another, on equal terms, with
// its rules. Nothing in a row is a list but the rules, so that none of it can be read as belonging to another's.
func (b *builder) services() []document.Block {
	list := b.allowed()
	var uses []use
	for _, s := range list {
		uses = append(uses, b.uses(s, func(t terms) terms { return t })...)
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-services", Caption: b.fill("services-caption", "services", len(list), "rules", len(b.network))}, []document.ColumnOf[use]{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 16, Cell: func(u use) document.Cell { return document.C(b.title(u)...) }},
		{Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(u use) string { return u.service.socket }},
		{Key: "justification", Title: b.t("justification"), Weight: 6, Text: func(u use) string { return u.justification }},
		{Key: "zones", Title: b.t("zones"), Weight: 10, Text: func(u use) string { return u.zones }},
		{Key: "encrypted", Title: b.w.Text("column.encrypted"), Weight: 1, Text: func(u use) string { return u.encrypted }},
		{Key: "owner", Title: b.t("owner"), Weight: 4, Text: func(u use) string { return u.owner }},
		{Key: "approval", Title: b.w.Text("column.approval"), Weight: 4, Text: func(u use) string { return u.approval }},
		{Key: "rules", Title: b.t("rules"), Weight: 10, Kind: document.Code, Text: func(u use) string { return b.named(sortedIDs(u.flows)) }}},
		uses, b.marked)
	return []document.Block{document.PageBreak{Landscape: true}, b.heading("services"), document.Text{Text: b.t("services-text")}, t}
}

// allowed gathers the rules between hosts by what they reach, in the order of service and port.
func (b *builder) allowed() []service {
	at := map[[2]string]int{}
	var list []service
	for _, f := range b.network {
		key := [2]string{worksheet.ServiceName(f.Service, b.w), f.Socket()}
		i, ok := at[key]
		if !ok {
			i = len(list)
			at[key] = i
			list = append(list, service{name: key[0], socket: key[1]})
		}
		list[i].flows = append(list[i].flows, f)
	}
	slices.SortStableFunc(list, func(a, b service) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.socket, b.socket))
	})
	return list
}

// terms are what a row says of all of its rules.
type terms struct{ application, justification, disputed, zones, encrypted, owner, approval string }

func (b *builder) terms(f *plan.Flow) terms {
	return terms{b.application(f), b.justification(f), f.Disputed, b.fill("from-to", "from", b.zone(f.From).name, "to", b.zone(f.To).name),
		b.w.Text("encrypted." + strings.ReplaceAll(f.Encrypted, " ", "-")), cmp.Or(f.Owner, b.t("no-owner")), b.approval(f)}
}

// justification is what a rule is for, with the business need where the site states it.
func (b *builder) justification(f *plan.Flow) string {
	if f.Justification == "" {
		return f.Purpose
	}
	return b.fill("need", "purpose", f.Purpose, "need", f.Justification)
}

// A use is some of the rules of a service, on equal terms.
type use struct {
	service service
	terms
	flows []*plan.Flow
}

// application is what is spoken. Encrypted traffic to a forward proxy is so inside the tunnel that the proxy opens for it.
func (b *builder) application(f *plan.Flow) string {
	if b.plan.Party(f.To).Kind == plan.ProxyParty && f.Encrypted == catalog.Encrypted {
		return b.fill("tunnel", "application", f.Application)
	}
	return f.Application
}

// title is the name of a service, the application behind it, and the conflict for which its rules are disputed.
func (b *builder) title(u use) []string {
	lines := []string{u.service.name}
	if u.application != "" {
		lines = append(lines, u.application)
	}
	if u.disputed != "" {
		lines = append(lines, b.w.Fill("brief.disputed", "question", u.disputed))
	}
	return lines
}

// marked marks what is disputed, and what is not encrypted.
func (b *builder) marked(u use) document.Row {
	switch {
	case u.disputed != "":
		return document.Row{Mark: document.Warning, Badge: b.w.Text("badge.disputed")}
	case slices.ContainsFunc(u.flows, (*plan.Flow).PlainText):
		return document.Row{Mark: document.Warning, Badge: b.w.Text("badge.plain-text")}
	}
	return document.Row{}
}

// uses are the rules of a service, gathered where they are on equal terms: those by which key tells them apart.
func (b *builder) uses(s service, key func(terms) terms) []use {
	var out []use
	at := map[terms]int{}
	for _, f := range s.flows {
		equal := key(b.terms(f))
		i, known := at[equal]
		if !known {
			i = len(out)
			at[equal] = i
			out = append(out, use{service: s, terms: equal})
		}
		out[i].flows = append(out[i].flows, f)
	}
	slices.SortStableFunc(out, func(a, b use) int {
		return cmp.Or(strings.Compare(a.justification, b.justification), strings.Compare(a.zones, b.zones))
	})
	return out
}

// approval says who agreed to a rule, and since and until when it holds, where the site says so.
func (b *builder) approval(f *plan.Flow) string {
	text := worksheet.ApprovalText(f.Approval, f.Standing, b.w)
	if !f.Since.IsZero() {
		text = b.fill("since", "approval", text, "since", f.Since)
	}
	if !f.Until.IsZero() {
		text = b.fill("until", "approval", text, "until", f.Until)
	}
	if !f.Review.IsZero() {
		text = b.fill("review-by", "approval", text, "review", f.Review)
	}
	return text
}

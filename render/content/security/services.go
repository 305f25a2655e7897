package security

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// service is everything that is allowed to reach one listener on one port.
type service struct {
	name, socket, application string
	flows                     []*plan.Flow
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
		{Key: "service", Title: b.w.Text("column.service"), Weight: 16, Cell: func(u use) document.Cell { return u.service.title() }},
		{Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(u use) string { return u.service.socket }},
		{Key: "justification", Title: b.t("justification"), Weight: 6, Text: func(u use) string { return u.justification }},
		{Key: "zones", Title: b.t("zones"), Weight: 10, Text: func(u use) string { return u.zones }},
		{Key: "encrypted", Title: b.w.Text("column.encrypted"), Weight: 1, Text: func(u use) string { return u.encrypted }},
		{Key: "owner", Title: b.t("owner"), Weight: 4, Text: func(u use) string { return u.owner }},
		{Key: "approval", Title: b.w.Text("column.approval"), Weight: 4, Text: func(u use) string { return u.approval }},
		{Key: "rules", Title: b.t("rules"), Weight: 10, Kind: document.Code, Text: func(u use) string { return idList(u.flows) }}},
		uses, func(u use) document.Row {
			if slices.ContainsFunc(u.flows, (*plan.Flow).PlainText) {
				return document.Row{Mark: document.Warning, Badge: b.w.Text("badge.plain-text")}
			}
			return document.Row{}
		})
	return []document.Block{document.PageBreak{Landscape: true}, b.heading("services"), document.Text{Text: b.t("services-text")}, t}
}

// allowed gathers the rules between hosts by what they reach, in the order of service and port.
func (b *builder) allowed() []service {
	at := map[[3]string]int{}
	var list []service
	for _, f := range b.network {
		key := [3]string{f.Service, f.Listener, f.Socket()}
		i, ok := at[key]
		if !ok {
			i = len(list)
			at[key] = i
			list = append(list, service{name: worksheet.ServiceName(f.Service, b.w), socket: f.Socket(), application: f.Application})
		}
		list[i].flows = append(list[i].flows, f)
	}
	slices.SortStableFunc(list, func(a, b service) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.socket, b.socket))
	})
	return list
}

// terms are what a row says of all of its rules.
type terms struct{ justification, zones, encrypted, owner, approval string }

func (b *builder) terms(f *plan.Flow) terms {
	return terms{f.Purpose, b.fill("from-to", "from", b.zone(f.From).name, "to", b.zone(f.To).name),
		b.w.Text("encrypted." + strings.ReplaceAll(f.Encrypted, " ", "-")), cmp.Or(f.Owner, b.t("no-owner")), b.approval(f)}
}

// A use is some of the rules of a service, on equal terms.
type use struct {
	service service
	terms
	flows []*plan.Flow
}

// title is the name of a service, and of the application behind it.
func (s service) title() document.Cell {
	if s.application == "" {
		return document.C(s.name)
	}
	return document.C(s.name, s.application)
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
	return text
}

package security

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/worksheet"
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
	t := document.Table{ID: "table-services", Caption: b.fill("services-caption", "services", len(list), "rules", len(b.network)), Columns: []document.Column{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 16}, {Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code},
		{Key: "justification", Title: b.t("justification"), Weight: 6}, {Key: "zones", Title: b.t("zones"), Weight: 10},
		{Key: "encrypted", Title: b.w.Text("column.encrypted"), Weight: 1}, {Key: "owner", Title: b.t("owner"), Weight: 4},
		{Key: "approval", Title: b.w.Text("column.approval"), Weight: 4}, {Key: "rules", Title: b.t("rules"), Weight: 10, Kind: document.Code}}}
	for _, s := range list {
		t.Rows = append(t.Rows, b.serviceRows(s)...)
	}
	return []document.Block{document.PageBreak{Landscape: true}, b.heading("services"), document.Text{Text: b.t("services-text")}, t}
}

// allowed gathers the rules between hosts by what they reach, in the order of service and port.
func (b *builder) allowed() []service {
	at := map[[3]string]int{}
	var list []service
	for _, f := range b.network {
		key := [3]string{f.Service, f.Listener, socket(f)}
		i, ok := at[key]
		if !ok {
			i = len(list)
			at[key] = i
			list = append(list, service{name: f.Service, socket: socket(f), application: f.Application})
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

// serviceRows are the rows of a service: its rules, gathered where they are on equal terms.
func (b *builder) serviceRows(s service) []document.Row {
	var order []terms
	of := map[terms][]*plan.Flow{}
	for _, f := range s.flows {
		key := b.terms(f)
		if of[key] == nil {
			order = append(order, key)
		}
		of[key] = append(of[key], f)
	}
	slices.SortStableFunc(order, func(a, b terms) int {
		return cmp.Or(strings.Compare(a.justification, b.justification), strings.Compare(a.zones, b.zones))
	})
	name := []string{s.name}
	if s.application != "" {
		name = append(name, s.application)
	}
	var rows []document.Row
	for _, key := range order {
		mark := document.Plain
		if slices.ContainsFunc(of[key], (*plan.Flow).PlainText) {
			mark = document.Warning
		}
		rows = append(rows, document.Row{Mark: mark, Cells: []document.Cell{{Lines: name}, document.C(s.socket), document.C(key.justification), document.C(key.zones),
			document.C(key.encrypted), document.C(key.owner), document.C(key.approval), document.C(idList(of[key]))}})
	}
	return rows
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

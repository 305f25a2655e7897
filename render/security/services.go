package security

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model"
	"portolan/render/document"
)

// service is everything that is allowed to reach one listener on one port.
type service struct {
	name, socket, application string
	flows                     []*model.Flow
}

// services lists every service, protocol and port that is allowed, with its justification, owner and approval, and with every rule.
func (b *builder) services() []document.Block {
	list := b.allowed()
	t := document.Table{ID: "table-services", Caption: b.fill("services-caption", "services", len(list), "rules", len(b.network)), Columns: []document.Column{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 4}, {Key: "port", Title: b.w.Text("column.port"), Weight: 0.8, Kind: document.Code},
		{Key: "justification", Title: b.t("justification"), Weight: 2.6}, {Key: "zones", Title: b.t("zones"), Weight: 8},
		{Key: "encrypted", Title: b.w.Text("column.encrypted"), Weight: 0.8}, {Key: "owner", Title: b.t("owner"), Weight: 1},
		{Key: "approval", Title: b.w.Text("column.approval"), Weight: 1.3}, {Key: "rules", Title: b.t("rules"), Weight: 1.6, Kind: document.Code}}}
	for _, s := range list {
		t.Rows = append(t.Rows, b.serviceRow(s))
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

func (b *builder) serviceRow(s service) document.Row {
	var purposes, zones, encrypted, owners, approvals, ids []string
	mark := document.Plain
	for _, f := range s.flows {
		purposes = append(purposes, f.Purpose)
		zones = append(zones, b.fill("from-to", "from", b.zone(f.From).name, "to", b.zone(f.To).name))
		encrypted = append(encrypted, b.w.Text("encrypted."+strings.ReplaceAll(f.Encrypted, " ", "-")))
		owners = append(owners, cmp.Or(f.Owner, b.t("no-owner")))
		approvals = append(approvals, b.approval(f))
		ids = append(ids, f.ID)
		if f.PlainText() {
			mark = document.Warning
		}
	}
	slices.Sort(ids)
	name := []string{s.name}
	if s.application != "" {
		name = append(name, s.application)
	}
	return document.Row{Mark: mark, Cells: []document.Cell{{Lines: name}, document.C(s.socket), {Lines: once(purposes)}, {Lines: once(zones)}, {Lines: b.counted(encrypted)},
		{Lines: b.counted(owners)}, {Lines: b.counted(approvals)}, {Lines: []string{strings.Join(ids, " ")}}}}
}

// approval says who agreed to a rule, and since and until when it holds, where the site says so.
func (b *builder) approval(f *model.Flow) string {
	text := b.w.Text("worksheet.open")
	if a := f.Approval; a != nil {
		text = strings.Join(slices.DeleteFunc([]string{a.By, a.Date.String(), a.Ticket}, func(s string) bool { return s == "" }), ", ")
	}
	if !f.Since.IsZero() {
		text = b.fill("since", "approval", text, "since", f.Since)
	}
	if !f.Until.IsZero() {
		text = b.fill("until", "approval", text, "until", f.Until)
	}
	return text
}

// counted are texts, one for each rule, each once; where they differ, with the number of rules that each is about.
func (b *builder) counted(list []string) []string {
	distinct := once(list)
	if len(distinct) < 2 {
		return distinct
	}
	for i, text := range distinct {
		n := 0
		for _, other := range list {
			if other == text {
				n++
			}
		}
		distinct[i] = b.w.Count("security.counted", n, "text", text)
	}
	return distinct
}

package worksheet

import (
	"maps"
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// A MetadataColumn is a column of what is filed beside rules.
type MetadataColumn = document.ColumnOf[plan.RuleMetadata]

// Asked tells who asked for the rules of each owner. It is nil where one owner's rules were asked for by several, or rules have no owner: then
// each row says who asked for it.
type Asked map[string]string

// AskedBy finds it.
func AskedBy(rows []plan.RuleMetadata) Asked {
	asked := Asked{}
	for _, f := range rows {
		known, seen := asked[f.Owner]
		if f.Requester != "" && f.Owner == "" || seen && known != f.Requester {
			return nil
		}
		if f.Owner != "" {
			asked[f.Owner] = f.Requester
		}
	}
	return asked
}

// Askers says who asked for the rules of a sheet, once, where rows need not repeat it.
func Askers(asked Asked, w *wordlist.List) []document.Block {
	var list []string
	for _, owner := range slices.Sorted(maps.Keys(asked)) {
		if asked[owner] != "" {
			list = append(list, w.Fill("pairs.requester", "owner", owner, "name", asked[owner]))
		}
	}
	if len(list) == 0 {
		return nil
	}
	return []document.Block{document.Text{Text: w.Fill("pairs.requesters", "list", strings.Join(list, "; "))}}
}

// MetadataColumns are the columns in which at least one of some rows has something to say. A table without them says what holds for all rows
// in words: every port of the source, and allow.
func MetadataColumns(rows []plan.RuleMetadata, asked Asked, w *wordlist.List) []MetadataColumn {
	all := []struct {
		column MetadataColumn
		says   func(plan.RuleMetadata) bool
	}{
		{MetadataColumn{Key: "source-port", Title: w.Text("filed.source-port"), Weight: 0.7, Kind: document.Numeric,
			Cell: func(f plan.RuleMetadata) document.Cell {
				return document.C(w.Or("filed.port-"+f.SourcePort, f.SourcePort))
			}}, func(f plan.RuleMetadata) bool { return f.SourcePort != plan.AnyPort }},
		{MetadataColumn{Key: "action", Title: w.Text("filed.action"), Weight: 0.8,
			Cell: func(f plan.RuleMetadata) document.Cell { return document.C(actionLines(f, w)...) }}, func(f plan.RuleMetadata) bool { return f.Log+f.Status != "" }},
		{MetadataColumn{Key: "owner", Title: w.Text("filed.owner"), Weight: 2,
			Cell: func(f plan.RuleMetadata) document.Cell { return document.C(ownerLines(f, asked, w)...) }}, func(f plan.RuleMetadata) bool { return f.Owner+f.Requester != "" }},
		{MetadataColumn{Key: "ticket", Title: w.Text("filed.ticket"), Weight: 2,
			Cell: func(f plan.RuleMetadata) document.Cell { return document.C(ticketLines(f, w)...) }}, func(f plan.RuleMetadata) bool { return len(ticketLines(f, w)) > 0 }},
	}
	var out []MetadataColumn
	for _, c := range all {
		if slices.ContainsFunc(rows, c.says) {
			out = append(out, c.column)
		}
	}
	return out
}

// Filing is who a rule belongs to, under which ticket it was asked for, and who agreed to it, for a table that has one column for all of it.
func Filing(f plan.RuleMetadata, s approval.Standing, asked Asked, w *wordlist.List) []string {
	lines := ownerLines(f, asked, w)
	if f.Ticket != "" {
		lines = append(lines, w.Fill("filed.request", "ticket", f.Ticket))
	}
	f.Ticket = ""
	lines = append(lines, ticketLines(f, w)...)
	if s.State == approval.Approved {
		return append(lines, w.Fill("filed.approved", "approval", ApprovalText(f.Approval, s, w)))
	}
	return append(lines, ApprovalText(f.Approval, s, w))
}

// StatusOf is how far a rule has come: what the site says, else whether it was approved or is only asked for.
func StatusOf(f plan.RuleMetadata, s approval.Standing) string {
	switch {
	case f.Status != "":
		return f.Status
	case s.State == approval.Approved:
		return string(approval.Approved)
	}
	return plan.Statuses[0]
}

func actionLines(f plan.RuleMetadata, w *wordlist.List) []string {
	lines := []string{w.Text("filed.action-" + f.Action)}
	if f.Log != "" {
		lines = append(lines, w.Text("filed.log-"+f.Log))
	}
	if f.Status != "" {
		lines = append(lines, w.Text("filed.status-"+f.Status))
	}
	return lines
}

func ownerLines(f plan.RuleMetadata, asked Asked, w *wordlist.List) []string {
	var lines []string
	if f.Owner != "" {
		lines = append(lines, f.Owner)
	}
	if f.Requester != "" && asked == nil {
		lines = append(lines, w.Fill("filed.requester", "name", f.Requester))
	}
	return lines
}

func ticketLines(f plan.RuleMetadata, w *wordlist.List) []string {
	var lines []string
	if f.Ticket != "" {
		lines = append(lines, f.Ticket)
	}
	if !f.Since.IsZero() {
		lines = append(lines, w.Fill("filed.since", "date", f.Since))
	}
	if !f.Until.IsZero() {
		lines = append(lines, w.Fill("filed.until", "date", f.Until))
	}
	if !f.Review.IsZero() {
		lines = append(lines, w.Fill("filed.review", "date", f.Review))
	}
	if f.Justification != "" {
		lines = append(lines, w.Fill("filed.justification", "text", f.Justification))
	}
	if f.Implementer != "" {
		lines = append(lines, w.Fill("filed.implementer", "name", f.Implementer))
	}
	return lines
}

// translate prints the address by which the other side knows an end, where a firewall on the way translates it: what a rule on this host
// has to say. A host sees itself by its own.
func (b *builder) translate(r *Row, f *plan.Flow, d Direction) {
	done := map[*End]bool{}
	for _, id := range f.Translated {
		t := b.plan.Translation(id)
		var here []string
		for _, a := range t.Addresses {
			here = append(here, a.String())
		}
		end, party, key := &r.Source, f.From, "worksheet.translated-source"
		if t.Kind == plan.DestinationTranslation {
			end, party, key = &r.Destination, f.To, "worksheet.translated-destination"
		}
		known := map[plan.TranslationKind]Direction{plan.SourceTranslation: Inbound, plan.DestinationTranslation: Outbound}[t.Kind]
		if d == known && !done[end] && b.plan.Party(party).Kind != plan.GroupParty {
			done[end], end.Translated = true, true
			end.Addresses = append(here, b.words.Fill(key, "firewall", b.plan.Firewall(t.Firewall).Name, "addresses", strings.Join(end.Addresses, ", ")))
		}
	}
}

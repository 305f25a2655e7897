package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/ruleviews"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// openOf is a kind of what is open, with nothing in it where nothing of it is open.
func openOf(resolved *plan.Plan, key string) Open {
	for _, o := range Opened(resolved) {
		if o.Key == key {
			return o
		}
	}
	return Open{Key: key}
}

// accepted counts the deviations that somebody has accepted.
func accepted(resolved *plan.Plan) int {
	return len(kept(resolved.Findings, func(f plan.Finding) bool { return f.Accepted != nil }))
}

// OpenItems is the page of what somebody still has to decide or to do: each item with its owner, and a link to where it stands.
func OpenItems(resolved *plan.Plan, pol *policy.Policy, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Open, Title: w.Text("paper.open"), Subtitle: resolved.Document.Title,
		Blocks: openItems(resolved, func(o Open) document.Ref { return ref.Here(o.Key) }, w)[1:]}
	for _, o := range Opened(resolved) {
		d.Blocks = append(append(d.Blocks, document.Heading{Level: 1, ID: o.Key, Text: o.Title(w)}), listed(resolved, pol, o, w)...)
	}
	d.Blocks = append(d.Blocks, Decisions(resolved, w)...)
	return d
}

// listed are the items of a kind.
func listed(resolved *plan.Plan, pol *policy.Policy, o Open, w *wordlist.List) []document.Block {
	switch {
	case len(o.Topics) > 0:
		return NotCovered(resolved, w)[1:]
	case len(o.Findings) > 0:
		return []document.Block{openFindings(o, w)}
	case len(o.Waivers) > 0:
		return []document.Block{openWaivers(resolved, o, w)}
	case len(o.LeftOut) > 0:
		return []document.Block{openMissing(o, w)}
	case o.Key == "blocked":
		return []document.Block{openBlocked(o, w)}
	case len(o.Runbooks) > 0:
		return []document.Block{openBooks(o, w)}
	}
	return []document.Block{openRules(resolved, pol, o, w)}
}

// An OpenRow are rules with one port and purpose that stand in one grouped rule and have the same approval and owner: as their approval is asked for.
type OpenRow struct {
	Grouped *policy.Rule
	Flows   []*plan.Flow
}

// Like is one of the rules, which has what all of them say.
func (r *OpenRow) Like() *plan.Flow { return r.Flows[0] }

// Approval is how their approval stands.
func (r *OpenRow) Approval(w *wordlist.List) string {
	return worksheet.ApprovalText(r.Like().Approval, r.Like().Standing, w)
}

// Sources are the names of the first hosts from which the rules lead, and how many there are besides.
func (r *OpenRow) Sources(resolved *plan.Plan, w *wordlist.List) []string {
	return r.hosts(func(f *plan.Flow) string { return resolved.Party(f.From).Short() }, w)
}

// Destinations are the same of where they lead.
func (r *OpenRow) Destinations(resolved *plan.Plan, w *wordlist.List) []string {
	return r.hosts(func(f *plan.Flow) string { return resolved.Party(f.To).Short() }, w)
}

func (r *OpenRow) hosts(name func(*plan.Flow) string, w *wordlist.List) []string {
	var names []string
	for _, f := range r.Flows {
		names = append(names, name(f))
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) > namedHosts {
		names = append(names[:namedHosts-1:namedHosts-1], w.Fill("open.more-hosts", "n", len(names)-namedHosts+1))
	}
	return names
}

// namedHosts is how many hosts a row names.
const namedHosts = 3

// OpenRows puts rules together, in their order.
func OpenRows(pol *policy.Policy, flows []*plan.Flow, w *wordlist.List) []*OpenRow {
	var all []*OpenRow
	at := map[[5]string]*OpenRow{}
	for _, f := range flows {
		r := &OpenRow{pol.Of(f.ID), []*plan.Flow{f}}
		key := [5]string{r.Grouped.ID, f.Socket(), f.Purpose, r.Approval(w), f.Owner}
		if known := at[key]; known != nil {
			known.Flows = append(known.Flows, f)
			continue
		}
		at[key], all = r, append(all, r)
	}
	return all
}

// openRules are rules by such rows; the page of the grouped rule lists them one by one.
func openRules(resolved *plan.Plan, pol *policy.Policy, o Open, w *wordlist.List) document.Table {
	return document.Fill(document.Table{Unordered: true, ID: "table-" + o.Key, Caption: w.Count("open.caption", len(o.Flows))}, []document.ColumnOf[*OpenRow]{
		{Key: "source", Title: w.Text("column.source"), Weight: 2, Kind: document.Code, Cell: func(r *OpenRow) document.Cell { return document.C(r.Sources(resolved, w)...) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 2, Kind: document.Code, Cell: func(r *OpenRow) document.Cell { return document.C(r.Destinations(resolved, w)...) }},
		{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(r *OpenRow) string { return r.Like().Socket() }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 3, Text: func(r *OpenRow) string { return r.Like().Purpose }},
		{Key: "approval", Title: w.Text("column.approval"), Weight: 2, Text: func(r *OpenRow) string { return r.Approval(w) }},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 2, Text: func(r *OpenRow) string { return r.Like().Owner }},
		{Key: "rules", Title: w.Text("open.rules"), Weight: 1, Kind: document.Numeric, Text: func(r *OpenRow) string { return strconv.Itoa(len(r.Flows)) }},
		{Key: "id", Title: w.Text("open.grouped"), Weight: 1, Kind: document.Code, Cell: func(r *OpenRow) document.Cell { return document.L(r.Grouped.ID, ruleviews.Place(r.Grouped)) }}}, OpenRows(pol, o.Flows, w), nil)
}

// openFindings are the deviations that nobody has accepted, each with a link to all that is said of it.
func openFindings(o Open, w *wordlist.List) document.Table {
	type finding = plan.Finding
	return document.Fill(document.Table{Unordered: true, ID: "table-findings", Caption: o.Title(w)}, []document.ColumnOf[finding]{
		{Key: "id", Title: w.Text("column.id"), Weight: 0.8, Kind: document.Code, Cell: func(f finding) document.Cell { return document.L(f.ID, FindingPlace(f)) }},
		{Key: "what", Title: w.Text("column.what"), Weight: 4, Text: func(f finding) string { return f.What }}}, o.Findings, nil)
}

// openWaivers are what the site lets its rule files do without, with the reasons that it gives.
func openWaivers(resolved *plan.Plan, o Open, w *wordlist.List) document.Table {
	type waiver = plan.Waiver
	hosts := func(v waiver) string { return cmp.Or(strings.Join(v.Hosts, ", "), w.Text("open.all-hosts")) }
	return document.Fill(document.Table{Unordered: true, ID: "table-waived", Caption: o.Title(w)}, []document.ColumnOf[waiver]{
		{Key: "what", Title: w.Text("open.waived"), Weight: 2, Text: func(v waiver) string { return strings.Join(slices.Concat(v.Topics, v.Rules), ", ") }},
		{Key: "hosts", Title: w.Text("open.hosts"), Weight: 2, Text: hosts},
		{Key: "reason", Title: w.Text("open.reason"), Weight: 4, Text: func(v waiver) string { return v.Reason }},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 2, Text: func(v waiver) string { return v.By }},
		{Key: "until", Title: w.Text("open.until"), Weight: 1, Text: func(v waiver) string { return v.Until.String() }}}, o.Waivers, func(v waiver) document.Row {
		if !v.Until.IsZero() && v.Until.Before(resolved.Document.Date) {
			return document.Row{Mark: document.Warning}
		}
		return document.Row{}
	})
}

// openBooks are the runbooks that were never tested, or not in time, or that take longer than the site promised.
func openBooks(o Open, w *wordlist.List) document.Table {
	type book = *plan.Runbook
	return document.Fill(document.Table{Unordered: true, ID: "table-" + o.Key, Caption: o.Title(w)}, []document.ColumnOf[book]{
		{Key: "runbook", Title: w.Text("loss.runbook"), Weight: 4, Cell: func(b book) document.Cell { return document.L(b.Title, docs.Runbook(b.ID)) }},
		{Key: "time", Title: w.Text("field.duration"), Weight: 1, Text: func(b book) string { return runbook.About(b.Minutes, w) }},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 2, Text: func(b book) string { return b.Owner }},
		{Key: "last", Title: w.Text("paper.last"), Weight: 1, Text: func(b book) string { return lastTest(b, w) }},
		{Key: "due", Title: w.Text("paper.due"), Weight: 1, Text: func(b book) string { return b.Test.Due.String() }}}, o.Runbooks, nil)
}

// openMissing are the runbooks that the pack lacks because the site does not say something, with its keys.
func openMissing(o Open, w *wordlist.List) document.Table {
	type book = plan.LeftOut
	return document.Fill(document.Table{Unordered: true, ID: "table-missing", Caption: o.Title(w)}, []document.ColumnOf[book]{
		{Key: "runbook", Title: w.Text("loss.runbook"), Weight: 2, Text: func(b book) string { return b.Title }},
		{Key: "keys", Title: w.Text("open.keys"), Weight: 4, Kind: document.Code, Text: func(b book) string { return strings.Join(b.Missing, ", ") }}}, o.LeftOut, nil)
}

// openBlocked are the steps that cannot be done at the site.
func openBlocked(o Open, w *wordlist.List) document.Table {
	type fault struct {
		book *plan.Runbook
		plan.BookFault
	}
	var all []fault
	for _, b := range o.Runbooks {
		for _, f := range b.Blocked() {
			all = append(all, fault{b, f})
		}
	}
	return document.Fill(document.Table{Unordered: true, ID: "table-blocked", Caption: o.Title(w)}, []document.ColumnOf[fault]{
		{Key: "runbook", Title: w.Text("loss.runbook"), Weight: 2, Cell: func(f fault) document.Cell { return document.L(f.book.Title, docs.Runbook(f.book.ID).At(f.Step)) }},
		{Key: "what", Title: w.Text("column.what"), Weight: 4, Text: func(f fault) string { return f.What }}}, all, nil)
}

package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/policy"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// put writes the blocks of a worksheet twice: for paper with all columns, and for pages with rows that open.
func (f *filer) put(d *document.Document, blocks func(*filer) []document.Block) *document.Document {
	d.Blocks = blocks(f)
	onPages := *f
	onPages.pieces = worksheet.NewPieces(f.plan, f.words)
	d.OnPages = append(blocks(&onPages), onPages.pieces.Blocks()...)
	return d
}

// brief is a table of grouped rules as pages have it.
func (f *filer) brief(g grid) document.Table {
	w := f.words
	t := document.Table{ID: g.id, Caption: g.caption, Empty: w.Text("filing.no-rules"), Unordered: true}
	return document.Once(document.Fill(t, []document.ColumnOf[*policy.Rule]{
		{Key: "source", Title: w.Text("column.source"), Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.source(g, r) }},
		{Key: "destination", Title: w.Text("column.destination"), Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.destination(g, r) }},
		{Key: "service", Title: w.Text("brief.service"), Kind: document.Numeric, Cell: f.service},
		{Key: "purpose", Title: w.Text("column.purpose"), Cell: f.fewPurposes},
		{Key: "status", Title: w.Text("brief.status"), Cell: func(r *policy.Rule) document.Cell {
			return document.C(append(worksheet.Status(r.RuleMetadata, r.Standing, r.Disputed, r.Phase, w), f.evidenceLines(g, r)...)...)
		}},
		{Key: "owner", Title: w.Text("filed.owner"), Cell: func(r *policy.Rule) document.Cell {
			return document.C(worksheet.Owners(r.RuleMetadata, g.asked, w)...)
		}},
		{Key: "id", Title: w.Text("brief.id"), Kind: document.Code, Names: true, Text: func(r *policy.Rule) string { return r.ID }}},
		g.rules, func(r *policy.Rule) document.Row {
			row := f.row(r.ID, r.Disputed)
			row.More = f.more(g, r)
			return row
		}))
}

// service are the ports of a rule, and what answers there where it is one.
func (f *filer) service(r *policy.Rule) document.Cell {
	cell := f.ports(r.Services)
	if len(r.Answers) == 1 {
		cell.Lines = append(cell.Lines, worksheet.ServiceName(r.Answers[0], f.words))
	}
	return cell
}

// mostInRow is the number of purposes up to which a row shows all, and shownInRow how many it shows of more.
const (
	mostInRow  = 3
	shownInRow = 2
)

func (f *filer) fewPurposes(r *policy.Rule) document.Cell {
	lines := f.allPurposes(r)
	if len(lines) <= mostInRow {
		return document.C(lines...)
	}
	return document.C(append(slices.Clone(lines[:shownInRow]), f.words.Fill("brief.more-purposes", "n", len(lines)-shownInRow))...)
}

func (f *filer) allPurposes(r *policy.Rule) []string {
	return worksheet.AtPorts(f.policy.Uses(r), func(u policy.Use) []string { return u.Purposes }, f.words)
}

// more is what a row says when it opens.
func (f *filer) more(g grid, r *policy.Rule) []document.Field {
	w := f.words
	out := append(f.endMore("source", r.From), f.endMore("destination", r.To)...)
	add := func(key string, lines ...string) {
		if text := strings.Join(lines, "; "); text != "" {
			out = append(out, document.Field{Name: w.Text(key), Value: text})
		}
	}
	if len(r.Answers) > 1 {
		add("column.service", worksheet.AtPorts(f.policy.Uses(r), func(u policy.Use) []string { return worksheet.ServiceNames(u.Answers, w) }, w)...)
	}
	if all := f.allPurposes(r); len(all) > mostInRow {
		add("column.purpose", all...)
	}
	add("column.requirement", f.need(r))
	if f.seenAt(g.firewall()) {
		add("evidence.seen-in", worksheet.SeenIn(f.policy.Sighting(g.firewall(), r.ID), w)...)
	}
	add("column.states", worksheet.StatesText(f.plan, r.States, w))
	out = append(out, worksheet.Filed(f.metadata(g, r), w)...)
	if r.Standing.State != approval.Open { // of which the status says all
		add("column.approval", worksheet.ApprovalText(r.Approval, r.Standing, w))
	}
	out = append(out, worksheet.Way(f.plan, document.L(f.pair(r.FromZone, r.ToZone), pairLink(policy.ZonePair{From: r.FromZone, To: r.ToZone})), r.Firewalls, w))
	out = append(out, worksheet.Conflict(f.plan, r.Disputed, w)...)
	rules := document.Field{Name: w.Text("brief.rules")}
	flows := f.inOrder(r)
	for _, flow := range flows {
		rules.Cells = append(rules.Cells, document.L(flow.ID, worksheet.Place(f.plan, flow)))
	}
	return append(append(out, rules), f.pieces.Chain(flows)...)
}

// endMore are the members of a group, or the addresses of a host that a row does not show.
func (f *filer) endMore(key, id string) []document.Field {
	w, g := f.words, f.policy.HostGroup(id)
	if hosts := g.Hosts(f.plan); len(hosts) > 1 {
		return []document.Field{{Name: w.Text("column." + key), Cells: []document.Cell{f.pieces.Members(g.ID, f.inText(g), hosts)}}}
	}
	party := f.plan.Party(g.Members[0])
	if _, whole := worksheet.Brief(party, w); !whole {
		return []document.Field{{Name: w.Text("rule-column." + key + "-address"), Value: strings.Join(worksheet.Where(party, w), ", ")}}
	}
	return nil
}

// briefLines are what a row of a page says of a group: its name, and the addresses of IPv4, or how many there are.
func (f *filer) briefLines(g *policy.HostGroup) []string {
	var addresses []string
	for _, id := range g.Members {
		shown, _ := worksheet.Brief(f.plan.Party(id), f.words)
		addresses = append(addresses, shown...)
	}
	if len(addresses) > worksheet.FewAddresses {
		addresses = []string{f.words.Fill("folds.count", "n", len(f.where(g)))}
	}
	return append(slices.Clone(f.called(g)), addresses...)
}

// Package review holds the pages about the site as a whole: what it is, where it stands, what is open. It decides what they say and knows
// no format.
package review

import (
	"cmp"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/docs"
	"portolan/render/document"
	"portolan/render/runbook"
	"portolan/render/topology"
	"portolan/render/words"
	"portolan/render/worksheet"
)

// Pictures are those of the site that the overview shows.
type Pictures struct {
	Site   document.Figure
	Matrix []document.Block // one figure, or none
	States []document.Block // what a failover changes, and the states
}

// Overview is the pack's first page: the picture of the site, its hosts and zones, findings, and the way to everything else.
func Overview(plan *plan.Plan, pictures Pictures, w *words.List) *document.Document {
	d := &document.Document{ID: docs.Overview, Title: plan.Document.Title, Subtitle: plan.Document.Customer, Fields: append(Control(plan, w), promise(plan, w)...)}
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("overview.counts", "nodes", len(plan.Nodes), "flows", len(plan.Network()),
		"internal", len(plan.Flows)-len(plan.Network()), "questions", len(plan.Questions))})
	d.Blocks = append(d.Blocks, Findings(plan, w)...)
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "picture", Text: w.Text("overview.picture")}, pictures.Site)
	if len(pictures.Matrix) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "from-zone-to-zone", Text: w.Text("overview.matrix")})
		d.Blocks = append(d.Blocks, pictures.Matrix...)
	}
	if about := states(plan, w); len(about) > 0 {
		d.Blocks = append(append(d.Blocks, about...), pictures.States...)
	}
	d.Blocks = append(d.Blocks, hosts(plan, w)...)
	d.Blocks = append(d.Blocks, parties(plan, w)...)
	d.Blocks = append(d.Blocks, worksheet.Outside(worksheet.Elsewhere(plan, w), w)...)
	d.Blocks = append(d.Blocks, zones(plan, w)...)
	d.Blocks = append(d.Blocks, runbooks(plan, w)...)
	d.Blocks = append(d.Blocks, losses(plan, w)...)
	d.Blocks = append(d.Blocks, files(w)...)
	if len(plan.Contacts) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "contacts", Text: w.Text("overview.contacts")}, runbook.Contacts(plan, w))
	}
	return d
}

// promise is what was promised for a loss, and how often it is backed up.
func promise(plan *plan.Plan, w *words.List) []document.Field {
	var fields []document.Field
	if r := plan.Recovery; r != nil {
		fields = append(fields, document.Field{Name: w.Text("field.recovery"), Value: w.Fill("overview.recovery", "rto", runbook.Duration(r.RTO, w), "rpo", runbook.Duration(r.RPO, w))})
	}
	if b := plan.Backup; b != nil {
		fields = append(fields, document.Field{Name: w.Text("field.backup"), Value: w.Count("overview.backup", b.EveryHours, "folder", b.Folder)})
	}
	return fields
}

// Products are the names of the site's products.
func Products(plan *plan.Plan) string {
	var names []string
	for _, p := range plan.Products {
		names = append(names, p.Name)
	}
	return strings.Join(names, "; ")
}

func hosts(plan *plan.Plan, w *words.List) []document.Block {
	t := document.Table{ID: "table-hosts", Caption: w.Text("overview.hosts-caption"), Columns: []document.Column{
		{Key: "host", Title: w.Text("column.host"), Weight: 2.4, Kind: document.Code}, {Key: "address", Title: w.Text("column.address"), Weight: 1.8, Kind: document.Code},
		{Key: "zone", Title: w.Text("column.zone"), Weight: 1.6}, {Key: "does", Title: w.Text("column.does"), Weight: 2},
		{Key: "inbound", Title: w.Text("column.inbound"), Weight: 0.8, Kind: document.Numeric}, {Key: "outbound", Title: w.Text("column.outbound"), Weight: 0.8, Kind: document.Numeric},
		{Key: "internal", Title: w.Text("column.internal"), Weight: 0.8, Kind: document.Numeric}}}
	for _, p := range plan.Parties {
		if !worksheet.HasSheet(p) {
			continue
		}
		does := cmp.Or(topology.Does(plan, p.ID, w), p.Note, w.Text("kind."+strings.ReplaceAll(string(p.Kind), " ", "-")))
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.L(p.Name, worksheet.Link(p)), {Lines: where(p, w)}, document.C(zoneName(plan, p.Zone)),
			document.C(does), count(len(plan.Inbound(p.ID))), count(len(plan.Outbound(p.ID))), count(len(plan.Internal(p.ID)))}})
	}
	return []document.Block{document.Heading{Level: 1, ID: "hosts", Text: w.Text("overview.hosts")}, t}
}

// where are a host's addresses; those of a group, and where they are many, stand in its own sheet.
func where(p *plan.Party, w *words.List) []string {
	if p.Kind == plan.GroupParty {
		return []string{w.Count("worksheet.hosts", len(p.Members))}
	}
	if addresses := p.Where(); len(addresses) > worksheet.FewAddresses {
		return []string{w.Fill("folds.count", "n", len(addresses))}
	}
	return p.Where()
}

func count(n int) document.Cell { return document.C(strconv.Itoa(n)) }

func zoneName(plan *plan.Plan, id string) string {
	for _, z := range plan.Zones {
		if z.ID == id {
			return z.Name
		}
	}
	return ""
}

// parties lists who is at the other end without being a host of the site.
func parties(plan *plan.Plan, w *words.List) []document.Block {
	t := document.Table{ID: "table-parties", Caption: w.Text("overview.parties-caption"), Columns: []document.Column{
		{Key: "name", Title: w.Text("column.name"), Weight: 2}, {Key: "kind", Title: w.Text("column.kind"), Weight: 1},
		{Key: "address", Title: w.Text("column.address"), Weight: 2, Kind: document.Code}, {Key: "zone", Title: w.Text("column.zone"), Weight: 60}, {Key: "note", Title: w.Text("column.note"), Weight: 2}}}
	for _, p := range plan.Parties {
		if worksheet.HasSheet(p) {
			continue
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(p.Name), document.C(w.Text("kind." + strings.ReplaceAll(string(p.Kind), " ", "-"))),
			{Lines: p.Where()}, document.C(zoneName(plan, p.Zone)), document.C(p.Note)}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "parties", Text: w.Text("overview.parties")}, t}
}

func zones(plan *plan.Plan, w *words.List) []document.Block {
	t := document.Table{ID: "table-zones", Caption: w.Text("overview.zones-caption"), Columns: []document.Column{
		{Key: "zone", Title: w.Text("column.zone"), Weight: 2}, {Key: "networks", Title: w.Text("column.networks"), Weight: 2, Kind: document.Code},
		{Key: "control", Title: w.Text("column.control"), Weight: 2}}}
	for _, z := range plan.Zones {
		control := w.Text("overview.inside")
		if z.Outside {
			control = w.Text("overview.outside")
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(z.Name), {Lines: z.Networks}, document.C(control)}})
	}
	return []document.Block{document.Heading{Level: 1, ID: "zones", Text: w.Text("overview.zones")}, t}
}

func states(plan *plan.Plan, w *words.List) []document.Block {
	if len(plan.States) < 2 {
		return nil
	}
	t := document.Table{ID: "table-states", Caption: w.Text("overview.states-caption"), Columns: []document.Column{
		{Key: "state", Title: w.Text("column.state"), Weight: 3}, {Key: "flows", Title: w.Text("column.flows"), Weight: 1, Kind: document.Numeric},
		{Key: "only", Title: w.Text("column.only"), Weight: 1, Kind: document.Numeric}}}
	for _, s := range plan.States {
		needed, only := 0, 0
		for _, f := range plan.Network() {
			for _, id := range f.States {
				if id == s.ID {
					needed++
					if len(f.States) == 1 {
						only++
					}
				}
			}
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(worksheet.StateName(plan, s.ID, w)), count(needed), count(only)}})
	}
	return []document.Block{document.Heading{Level: 1, ID: "states", Text: w.Text("overview.states")}, document.Text{Text: w.Text("overview.states-text")}, t}
}

// Findings are the vendor's rules that the site does not follow, with what was accepted.
func Findings(plan *plan.Plan, w *words.List) []document.Block {
	t := document.Table{ID: "table-findings", Caption: w.Text("overview.findings-caption"), Empty: w.Text("overview.findings-empty"), Columns: []document.Column{
		{Key: "id", Title: w.Text("column.id"), Weight: 0.8, Kind: document.Code}, {Key: "level", Title: w.Text("column.level"), Weight: 0.8},
		{Key: "what", Title: w.Text("column.what"), Weight: 4}, {Key: "accepted", Title: w.Text("column.accepted"), Weight: 3}}}
	for _, f := range plan.Findings {
		accepted, mark := w.Text("overview.not-accepted"), document.Warning
		if f.Accepted != nil {
			accepted, mark = w.Fill("overview.accepted", "reason", f.Accepted.Reason, "by", cmp.Or(f.Accepted.By, w.Text("overview.nobody")), "until", f.Accepted.Until), document.Plain
		}
		t.Rows = append(t.Rows, document.Row{ID: "finding-" + strings.ToLower(f.ID) + "-" + cmp.Or(f.Node, "site"), Mark: mark,
			Cells: []document.Cell{document.C(f.ID), document.C(w.Text("level." + f.Level)), document.C(runbook.Capital(f.What)), document.C(accepted)}})
	}
	return []document.Block{document.Heading{Level: 1, ID: "findings", Text: w.Text("overview.findings")}, t}
}

func runbooks(plan *plan.Plan, w *words.List) []document.Block {
	blocks := []document.Block{document.Heading{Level: 1, ID: "runbooks", Text: w.Text("overview.runbooks")}}
	var items []document.Cell
	for _, b := range plan.Runbooks {
		items = append(items, document.L(b.Title, docs.Runbook(b.ID)))
	}
	if len(items) > 0 {
		blocks = append(blocks, document.Text{Text: w.Text("overview.runbooks-text")}, document.List{Items: items})
	}
	if len(plan.LeftOut) > 0 {
		blocks = append(blocks, leftOut(plan, w))
	}
	if len(blocks) == 1 {
		return nil
	}
	return blocks
}

// losses leads to the pages for the case that a host is lost.
func losses(plan *plan.Plan, w *words.List) []document.Block {
	var items []document.Cell
	for _, p := range plan.Parties {
		if p.IsHost() {
			items = append(items, document.L(p.Name, docs.Lost(p.ID)))
		}
	}
	return []document.Block{document.Heading{Level: 1, ID: "losses", Text: w.Text("loss.nav")}, document.Text{Text: w.Text("loss.text")}, document.List{Items: items}}
}

// leftOut says of each runbook that is not in the pack why. Only what the site could mend is marked.
func leftOut(plan *plan.Plan, w *words.List) document.Table {
	t := document.Table{ID: "table-left-out", Caption: w.Text("overview.left-out-caption"), Columns: []document.Column{
		{Key: "runbook", Title: w.Text("loss.runbook"), Weight: 2}, {Key: "why", Title: w.Text("column.why"), Weight: 3}}}
	for _, b := range plan.LeftOut {
		row := document.Row{Mark: document.Muted, Cells: []document.Cell{document.C(b.Title), document.C(w.Fill("overview.left-out-unmet", "keys", strings.Join(b.Unmet, ", ")))}}
		switch {
		case b.OnlyFor != "":
			row.Cells[1] = document.C(w.Fill("overview.left-out-only", "sites", b.OnlyFor))
		case b.Reason != "":
			row.Cells[1] = document.C(w.Fill("overview.left-out-reason", "reason", b.Reason))
		case len(b.Missing) > 0:
			row.Mark, row.Cells[1] = document.Warning, document.C(w.Fill("overview.left-out", "keys", strings.Join(b.Missing, ", ")))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Package review holds the pages about the site as a whole: what it is, where it stands, what is open. It decides what they say and knows
// no format.
package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/topology"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Pictures are those of the site that the overview shows.
type Pictures struct {
	Zones  []document.Block // an overview, of a large site
	Site   document.Figure
	Matrix []document.Block // one figure, or none
	States []document.Block // what a failover changes, and the states
}

// Overview is the architecture of the site: its picture, states, hosts, zones, and findings.
func Overview(plan *plan.Plan, pictures Pictures, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Overview, Title: w.Text("overview.title"), Subtitle: plan.Document.Customer + ", " + plan.Document.Title, Fields: append(Control(plan, w), promise(plan, w)...)}
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("overview.counts", "nodes", len(plan.OfProducts()), "flows", len(plan.Network()),
		"internal", len(plan.Flows)-len(plan.Network()), "questions", len(plan.Questions))})
	d.Blocks = append(d.Blocks, Findings(plan, w)...)
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "picture", Text: w.Text("overview.picture")})
	d.Blocks = append(append(d.Blocks, pictures.Zones...), pictures.Site)
	if len(pictures.Matrix) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "from-zone-to-zone", Text: w.Text("overview.matrix")})
		d.Blocks = append(d.Blocks, pictures.Matrix...)
	}
	if about := states(plan, w); len(about) > 0 {
		d.Blocks = append(append(append(d.Blocks, about...), standIns(plan, w)...), pictures.States...)
	}
	d.Blocks = append(d.Blocks, hosts(plan, w)...)
	d.Blocks = append(d.Blocks, parties(plan, w)...)
	front, back := d.Blocks, append(locations(plan, w), zones(plan, w)...)
	outside, pieces := worksheet.Elsewhere(plan, w), worksheet.NewPieces(plan, w)
	d.Blocks = slices.Concat(front, worksheet.Outside(outside, w), back)
	if onPage := worksheet.OutsideOnPage(plan, outside, pieces, w); len(onPage) > 0 {
		d.OnPages = slices.Concat(front, onPage, back, pieces.Blocks())
	}
	return d
}

// promise is what was promised for a loss, and how often it is backed up.
func promise(plan *plan.Plan, w *wordlist.List) []document.Field {
	var fields []document.Field
	if r := plan.Recovery; r != nil {
		fields = append(fields, document.Field{Name: w.Text("field.recovery"), Value: w.Fill("overview.recovery", "rto", runbook.Duration(r.RTO, w), "rpo", runbook.Duration(r.RPO, w))})
	}
	if b := plan.Backup; b != nil {
		fields = append(fields, document.Field{Name: w.Text("field.backup"), Value: w.Count("overview.backup", b.EveryHours, "folder", b.Folder)})
		for _, k := range plan.Runbooks {
			if k.Kind == "backup" && k.Down > 0 && slices.Contains(k.Serves, "rpo") {
				fields = append(fields, document.Field{Name: w.Text("field.backup-window"), Value: w.Fill("overview.backup-window", "runbook", k.Title, "time", runbook.About(k.Down, w))})
			}
		}
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

func hosts(resolved *plan.Plan, w *wordlist.List) []document.Block {
	type party = *plan.Party
	kept := partiesOf(resolved, worksheet.HasSheet)
	return []document.Block{document.Heading{Level: 1, ID: "hosts", Text: w.Text("overview.hosts")},
		document.Fill(document.Table{Unordered: true, ID: "table-hosts", Caption: w.Text("overview.hosts-caption")}, []document.ColumnOf[party]{
			{Key: "host", Title: w.Text("column.host"), Weight: 2.4, Kind: document.Code, Cell: func(p party) document.Cell { return document.L(p.Name, worksheet.Link(p)) }},
			{Key: "address", Title: w.Text("column.address"), Weight: 1.8, Kind: document.Code, Cell: func(p party) document.Cell {
				return document.Cell{Lines: slices.Concat(where(p, w), worksheet.Networks(resolved, p, w))}
			}},
			{Key: "zone", Title: w.Text("column.zone"), Weight: 1.6, Text: func(p party) string { return zoneName(resolved, p.Zone) }},
			{Key: "does", Title: w.Text("column.does"), Weight: 2, Text: func(p party) string { return does(resolved, p, w) }},
			{Key: "inbound", Title: w.Text("column.inbound"), Weight: 0.8, Kind: document.Numeric, Text: func(p party) string { return strconv.Itoa(len(resolved.Inbound(p.ID))) }},
			{Key: "outbound", Title: w.Text("column.outbound"), Weight: 0.8, Kind: document.Numeric, Text: func(p party) string { return strconv.Itoa(len(resolved.Outbound(p.ID))) }},
			{Key: "internal", Title: w.Text("column.internal"), Weight: 0.8, Kind: document.Numeric, Text: func(p party) string { return strconv.Itoa(len(resolved.Internal(p.ID))) }}},
			kept, nil)}
}

// does is what a host is there for.
func does(resolved *plan.Plan, p *plan.Party, w *wordlist.List) string {
	return cmp.Or(topology.Does(resolved, p.ID, w), p.Note, kindName(p, w))
}

func partiesOf(resolved *plan.Plan, keep func(*plan.Party) bool) []*plan.Party {
	return slices.DeleteFunc(slices.Clone(resolved.Parties), func(p *plan.Party) bool { return !keep(p) })
}

// kindName is the printed kind of a party.
func kindName(p *plan.Party, w *wordlist.List) string {
	return w.Text("kind." + strings.ReplaceAll(string(p.Kind), " ", "-"))
}

// where are a host's addresses; those of a group, and where they are many, stand in its own sheet.
func where(p *plan.Party, w *wordlist.List) []string {
	if p.Kind == plan.GroupParty {
		return []string{w.Count("worksheet.hosts", len(p.Members))}
	}
	addresses := worksheet.Where(p, w)
	if len(addresses) > worksheet.FewAddresses {
		return []string{w.Fill("folds.count", "n", len(addresses))}
	}
	return addresses
}

func zoneName(plan *plan.Plan, id string) string {
	for _, z := range plan.Zones {
		if z.ID == id {
			return z.Name
		}
	}
	return ""
}

// parties lists who is at the other end without being a host of the site.
func parties(resolved *plan.Plan, w *wordlist.List) []document.Block {
	type party = *plan.Party
	others := partiesOf(resolved, func(p party) bool { return worksheet.Link(p).IsZero() || p.Kind == plan.FloatingParty })
	if len(others) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "parties", Text: w.Text("overview.parties")},
		document.Fill(document.Table{Unordered: true, ID: "table-parties", Caption: w.Text("overview.parties-caption")}, []document.ColumnOf[party]{
			{Key: "name", Title: w.Text("column.name"), Weight: 2, Text: func(p party) string { return p.Name }},
			{Key: "kind", Title: w.Text("column.kind"), Weight: 1, Text: func(p party) string { return kindName(p, w) }},
			{Key: "address", Title: w.Text("column.address"), Weight: 2, Kind: document.Code, Cell: func(p party) document.Cell { return document.Cell{Lines: p.Where()} }},
			{Key: "zone", Title: w.Text("column.zone"), Weight: 60, Text: func(p party) string { return zoneName(resolved, p.Zone) }},
			{Key: "note", Title: w.Text("column.note"), Weight: 2, Text: func(p party) string { return p.Note }}}, others, nil)}
}

func zones(resolved *plan.Plan, w *wordlist.List) []document.Block {
	control := func(z plan.Zone) string {
		text := w.Text(map[bool]string{true: "overview.outside", false: "overview.inside"}[z.Outside])
		if z.Inside != "" {
			text = w.Fill("overview.part", "control", text, "zone", zoneName(resolved, z.Inside))
		}
		return text
	}
	return []document.Block{document.Heading{Level: 1, ID: "zones", Text: w.Text("overview.zones")},
		document.Fill(document.Table{Unordered: true, ID: "table-zones", Caption: w.Text("overview.zones-caption")}, slices.Concat([]document.ColumnOf[plan.Zone]{
			{Key: "zone", Title: w.Text("column.zone"), Weight: 2, Text: func(z plan.Zone) string { return z.Name }},
			{Key: "networks", Title: w.Text("column.networks"), Weight: 2, Kind: document.Code, Cell: func(z plan.Zone) document.Cell { return document.Cell{Lines: z.Networks} }}},
			placed(resolved, w), scoped(resolved, w), []document.ColumnOf[plan.Zone]{{Key: "control", Title: w.Text("column.control"), Weight: 2, Text: control}}), resolved.Zones, nil)}
}

// scoped is the column of what zones count as, where the site says that of one.
func scoped(resolved *plan.Plan, w *wordlist.List) []document.ColumnOf[plan.Zone] {
	if !slices.ContainsFunc(resolved.Zones, func(z plan.Zone) bool { return z.Scope != "" }) {
		return nil
	}
	return []document.ColumnOf[plan.Zone]{{Key: "scope", Title: w.Text("column.scope"), Weight: 2, Text: func(z plan.Zone) string { return z.Scope }}}
}

func states(resolved *plan.Plan, w *wordlist.List) []document.Block {
	if len(resolved.States) < 2 {
		return nil
	}
	// needed counts the rules of a state, and among them those that most others do not need.
	needed := func(s plan.State, most int) string {
		n := 0
		for _, f := range resolved.Network() {
			if slices.Contains(f.States, s.ID) && len(f.States) <= most {
				n++
			}
		}
		return strconv.Itoa(n)
	}
	return []document.Block{document.Heading{Level: 1, ID: "states", Text: w.Text("overview.states")}, document.Text{Text: w.Text("overview.states-text")},
		document.Fill(document.Table{ID: "table-states", Caption: w.Text("overview.states-caption")}, []document.ColumnOf[plan.State]{
			{Key: "state", Title: w.Text("column.state"), Weight: 3, Text: func(s plan.State) string { return worksheet.StateName(resolved, s.ID, w) }},
			{Key: "flows", Title: w.Text("column.flows"), Weight: 1, Kind: document.Numeric, Text: func(s plan.State) string { return needed(s, len(resolved.States)) }},
			{Key: "only", Title: w.Text("column.only"), Weight: 1, Kind: document.Numeric, Text: func(s plan.State) string { return needed(s, 1) }}}, resolved.States, nil)}
}

// Findings are the vendor's rules that the site does not follow, with what was accepted.
func Findings(resolved *plan.Plan, w *wordlist.List) []document.Block {
	accepted := func(f plan.Finding) string {
		if f.Accepted == nil {
			return w.Text("overview.not-accepted")
		}
		return w.Fill("overview.accepted", "reason", f.Accepted.Reason, "by", cmp.Or(f.Accepted.By, w.Text("overview.nobody")), "until", f.Accepted.Until)
	}
	blocks := []document.Block{document.Heading{Level: 1, ID: "findings", Text: w.Text("overview.findings")},
		document.Fill(document.Table{Unordered: true, ID: "table-findings", Caption: w.Text("overview.findings-caption"), Empty: w.Text("overview.findings-empty")}, []document.ColumnOf[plan.Finding]{
			{Key: "id", Title: w.Text("overview.check"), Weight: 0.8, Kind: document.Code, Text: func(f plan.Finding) string { return f.ID }},
			{Key: "level", Title: w.Text("column.level"), Weight: 0.8, Text: func(f plan.Finding) string { return w.Text("level." + f.Level) }},
			{Key: "what", Title: w.Text("column.what"), Weight: 4, Text: func(f plan.Finding) string { return runbook.Capital(f.What) }},
			{Key: "accepted", Title: w.Text("column.accepted"), Weight: 3, Text: accepted}}, resolved.Findings, func(f plan.Finding) document.Row {
			row := document.Row{ID: FindingPlace(f).Anchor, Mark: document.Warning}
			if f.Accepted != nil {
				row.Mark = document.Plain
			}
			return row
		})}
	return append(blocks, omitted(resolved, w)...)
}

// FindingPlace is where a finding is listed.
func FindingPlace(f plan.Finding) document.Ref {
	return document.Ref{Document: docs.Overview}.At("finding-" + strings.ToLower(f.ID) + "-" + cmp.Or(f.Node, f.About, "site"))
}

// omitted are the flow rules that the site does without, each with its reason.
func omitted(resolved *plan.Plan, w *wordlist.List) []document.Block {
	if len(resolved.Omitted) == 0 {
		return nil
	}
	type rule = plan.OmittedRule
	return []document.Block{document.Fill(document.Table{Unordered: true, ID: "table-omitted", Caption: w.Text("overview.omitted-caption")}, []document.ColumnOf[rule]{
		{Key: "rule", Title: w.Text("column.id"), Weight: 0.8, Kind: document.Code, Text: func(o rule) string { return o.Rule }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 3, Text: func(o rule) string { return o.Purpose }},
		{Key: "need", Title: w.Text("column.requirement"), Weight: 1, Text: func(o rule) string { return w.Text("requirement." + o.Requirement) }},
		{Key: "reason", Title: w.Text("column.reason"), Weight: 3, Text: func(o rule) string { return o.Reason }},
		{Key: "sources", Title: w.Text("column.sources"), Weight: 2, Cell: func(o rule) document.Cell { return worksheet.CitedCell(o.Sources, w) }}},
		resolved.Omitted, func(o rule) document.Row { return document.Row{ID: "omitted-" + strings.ToLower(o.Product+"-"+o.Rule)} })}
}

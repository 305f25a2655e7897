package worksheet

import (
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Brief are the addresses of a party as pages show them: of one that has both families, those of IPv4; of many, their number. whole reports that they are
// all that there are.
func Brief(p *plan.Party, w *wordlist.List) (shown []string, whole bool) {
	all := others(Where(p, w), p.Name)
	var four []string
	for _, a := range p.Addresses {
		if plan.FamilyOf(a) == plan.IPv4 {
			four = append(four, a.String())
		}
	}
	for _, n := range p.Networks {
		if plan.FamilyOf(n.Addr()) == plan.IPv4 {
			four = append(four, n.String())
		}
	}
	if len(four) == 0 || len(four) == len(p.Addresses)+len(p.Networks) {
		four = all
	}
	if len(four) > FewAddresses {
		return []string{w.Fill("folds.count", "n", len(all))}, false
	}
	return four, len(four) == len(all)
}

// Status is how far a rule has come, in the words of a narrow column. What it says of conflicts and of the phase is what a firewall team must not miss.
func Status(m plan.RuleMetadata, s approval.Standing, disputed string, phase plan.Phase, w *wordlist.List) []string {
	state := map[approval.State]string{approval.Approved: "approval.agreed", approval.Changed: "approval.short-changed", approval.Over: "approval.short-expired", approval.Unneeded: "approval.not-needed"}[s.State]
	if state == "" {
		state = "approval.open"
	}
	lines := []string{w.Text(state)}
	if m.Status != "" && m.Status != string(approval.Approved) {
		lines = append(lines, w.Text("filed.status-"+m.Status))
	}
	if disputed != "" {
		lines = append(lines, w.Fill("brief.disputed", "question", disputed))
	}
	if phase == plan.SetUpPhase {
		lines = append(lines, w.Text("brief.set-up"))
	}
	return lines
}

// Owners are who a rule belongs to, as rows print it.
func Owners(m plan.RuleMetadata, asked Asked, w *wordlist.List) []string {
	return ownerLines(m, asked, w)
}

// Filed is what is filed beside a rule and has no column on pages.
func Filed(m plan.RuleMetadata, w *wordlist.List) []document.Field {
	var out []document.Field
	add := func(key string, lines ...string) {
		if text := strings.Join(lines, ", "); text != "" {
			out = append(out, document.Field{Name: w.Text(key), Value: text})
		}
	}
	add("filed.action", actionLines(m, w)...)
	add("filed.source-port", w.Or("filed.port-"+m.SourcePort, m.SourcePort))
	add("filed.ticket", ticketLines(m, w)...)
	add("rule-column.requester", m.Requester)
	return out
}

// Conflict leads to the conflict behind a disputed rule.
func Conflict(resolved *plan.Plan, id string, w *wordlist.List) []document.Field {
	for _, q := range resolved.Questions {
		if q.ID == id {
			return []document.Field{{Name: w.Text("column.question"), Cells: []document.Cell{document.L(q.ID+" "+q.Title, docs.Question(q.ID))}}}
		}
	}
	return nil
}

// Way is how a rule gets from zone to zone: the zones, then the firewalls in their order.
func Way(resolved *plan.Plan, zones document.Cell, firewalls []string, w *wordlist.List) document.Field {
	cells := []document.Cell{zones}
	for _, id := range firewalls {
		cells = append(cells, document.L(resolved.Firewall(id).Name, docs.Firewall(id)))
	}
	return document.Field{Name: w.Text("filing.column-zones"), Cells: cells}
}

// page is a sheet on its way to a page.
type page struct {
	plan   *plan.Plan
	words  *wordlist.List
	sheet  *Sheet
	asked  Asked
	pieces *Pieces
}

// section is the table of one direction, as a page has it.
func (p *page) section(d Direction, rows []Row, targets map[string]bool) []document.Block {
	w, name := p.words, string(d)
	columns := p.columns()
	if d == Internal {
		columns = p.internalColumns()
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-" + name, Caption: w.Fill("worksheet."+name+"-caption", "n", len(rows)), Empty: w.Text("worksheet." + name + "-empty")}, columns, rows,
		func(r Row) document.Row {
			row := document.Row{ID: r.ID, More: p.more(r)}
			row.Mark, row.Badge = markOf(r, w)
			if targets[r.ID] {
				row.ID = ""
			}
			targets[r.ID] = true
			return row
		})
	return []document.Block{document.Heading{Level: 1, ID: name, Text: w.Text("worksheet." + name)}, document.Text{Text: w.Text("worksheet." + name + "-text")}, document.Once(t)}
}

func (p *page) columns() []document.ColumnOf[Row] {
	w := p.words
	return []document.ColumnOf[Row]{
		{Key: "source", Title: w.Text("column.source"), Kind: document.Code, Cell: func(r Row) document.Cell { return p.end(r.Source, p.plan.Flow(r.ID).From) }},
		{Key: "destination", Title: w.Text("column.destination"), Kind: document.Code, Cell: func(r Row) document.Cell { return p.end(r.Destination, p.plan.Flow(r.ID).To) }},
		{Key: "service", Title: w.Text("brief.service"), Kind: document.Numeric, Cell: p.service},
		{Key: "purpose", Title: w.Text("column.purpose"), Text: func(r Row) string { return r.Purpose }},
		{Key: "status", Title: w.Text("brief.status"), Cell: func(r Row) document.Cell {
			f := p.plan.Flow(r.ID)
			return document.C(Status(r.Metadata, f.Standing, f.Disputed, f.Phase, w)...)
		}},
		{Key: "owner", Title: w.Text("filed.owner"), Cell: func(r Row) document.Cell { return document.C(Owners(r.Metadata, p.asked, w)...) }},
		{Key: "id", Title: w.Text("column.id"), Kind: document.Code, Names: true, Text: func(r Row) string { return r.ID }}}
}

func (p *page) internalColumns() []document.ColumnOf[Row] {
	w := p.words
	return []document.ColumnOf[Row]{
		{Key: "caller", Title: w.Text("column.caller"), Text: func(r Row) string { return r.Caller }},
		{Key: "service", Title: w.Text("brief.service"), Kind: document.Numeric, Cell: p.service},
		{Key: "purpose", Title: w.Text("column.purpose"), Text: func(r Row) string { return r.Purpose }},
		{Key: "encrypted", Title: w.Text("column.encrypted"), Text: func(r Row) string { return r.Encrypted }},
		{Key: "id", Title: w.Text("column.id"), Kind: document.Code, Names: true, Text: func(r Row) string { return r.ID }}}
}

// service is the port with what answers there.
func (p *page) service(r Row) document.Cell {
	port := r.Port.String()
	if r.Inferred {
		port = p.words.Fill("pairs.inferred", "protocol", port)
	}
	return document.C(port, r.Service)
}

// end is a source or destination: where an address is translated, as the paper says it.
func (p *page) end(e End, id string) document.Cell {
	lines := e.Addresses
	if party := p.plan.Party(id); !e.Translated && party.Kind != plan.GroupParty {
		lines = p.pieces.brief(party).shown
	}
	return document.Cell{Lines: append([]string{e.Name}, lines...), Link: e.Link}
}

// more is what a row says when it opens.
func (p *page) more(r Row) []document.Field {
	w, f := p.words, p.plan.Flow(r.ID)
	var out []document.Field
	add := func(key, value string) {
		if value != "" {
			out = append(out, document.Field{Name: w.Text(key), Value: value})
		}
	}
	if r.Direction != Internal {
		out = append(append(out, p.endMore("source", f.From)...), p.endMore("destination", f.To)...)
		add("column.requirement", r.Requirement)
		add("column.states", r.States)
		add("column.encrypted", r.Encrypted)
		add("column.caller", r.Caller)
		out = append(out, Filed(r.Metadata, w)...)
		if f.Standing.State != approval.Open { // of which the status says all
			add("column.approval", r.Approval)
		}
		out = append(out, Way(p.plan, document.C(w.Fill("filing.pair", "from", ZoneName(p.plan, p.plan.FromZone(f), w), "to", ZoneName(p.plan, p.plan.ToZone(f), w))), f.Firewalls, w))
		out = append(out, Conflict(p.plan, f.Disputed, w)...)
	}
	if r.Inferred {
		add("rule-column.protocol-basis", r.Basis)
	}
	add("column.note", strings.Join(f.Notes, " "))
	return append(out, p.pieces.Chain([]*plan.Flow{f})...)
}

// endMore is what a row does not show of an end: members, and addresses that are more than it shows.
func (p *page) endMore(key, id string) []document.Field {
	party := p.plan.Party(id)
	switch {
	case p.sheet.Party != nil && id == p.sheet.Party.ID: // whose addresses stand at the top
		return nil
	case party.Kind == plan.GroupParty:
		var hosts []*plan.Party
		for _, m := range party.Members {
			hosts = append(hosts, p.plan.Party(m))
		}
		return []document.Field{{Name: p.words.Text("column." + key), Cells: []document.Cell{p.pieces.Members(id, party.Name, hosts)}}}
	}
	if !p.pieces.brief(party).whole {
		return []document.Field{{Name: p.words.Text("rule-column." + key + "-address"), Value: strings.Join(Where(party, p.words), ", ")}}
	}
	return nil
}

// ZoneName is the printed name of a zone, or of what lies in none or in several.
func ZoneName(resolved *plan.Plan, id string, w *wordlist.List) string {
	if at := slices.IndexFunc(resolved.Zones, func(z plan.Zone) bool { return z.ID == id }); at >= 0 {
		return resolved.Zones[at].Name
	}
	return w.Text("filing." + map[string]string{plan.OutsideZone: "outside", plan.SeveralZone: "several"}[id])
}

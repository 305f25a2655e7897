package upgrade

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/edition"
	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/citation"
)

// host is the part of one host: what its firewall has to learn, may forget, and should not hold.
func (b *builder) host(h edition.HostChange) []document.Block {
	blocks := []document.Block{document.Heading{Level: 1, ID: "host-" + h.ID, Text: h.Name}}
	for _, group := range b.u.GroupsOf(h.ID) {
		blocks = append(blocks, document.List{Items: []document.Cell{document.L(b.words.Fill("upgrade.member", "group", group.Name), ref.Here("host-"+group.ID))}})
	}
	blocks = append(blocks, b.list("open", h.ID, edition.At(b.u.Open, h.ID))...)
	blocks = append(blocks, b.list("close", h.ID, edition.At(b.u.Close, h.ID))...)
	blocks = append(blocks, b.changed(h.ID, grave(edition.At(b.u.Changed, h.ID)))...)
	return append(blocks, b.stale(h.ID)...)
}

// elsewhere are connections between clients and external services: no host's firewall, but perhaps one on the way.
func (b *builder) elsewhere() []document.Block {
	blocks := slices.Concat(b.list("open", "", b.u.Elsewhere(b.u.Open)), b.list("close", "", b.u.Elsewhere(b.u.Close)),
		b.changed("", grave(b.u.Elsewhere(b.u.Changed))))
	if len(blocks) == 0 {
		return nil
	}
	head := []document.Block{document.Heading{Level: 1, ID: "elsewhere", Text: b.words.Text("upgrade.elsewhere")}, document.Text{Text: b.words.Text("upgrade.elsewhere-text")}}
	return append(head, blocks...)
}

// list is a table of connections to open or to close.
func (b *builder) list(which, host string, changes []edition.Change) []document.Block {
	if len(changes) == 0 {
		return nil
	}
	w := b.words
	said := func(of func(*plan.Flow) string) func(edition.Change) document.Cell {
		return func(c edition.Change) document.Cell { return lines(slices.Concat(c.Old, c.New), of) }
	}
	t := document.Fill(document.Table{Unordered: true, ID: tableID(which, host), Caption: w.Fill("upgrade."+which+"-caption", "n", len(changes))}, append(b.ends(host), []document.ColumnOf[edition.Change]{
		{Key: "service", Title: w.Text("column.service"), Weight: 1.6, Cell: said(func(f *plan.Flow) string { return worksheet.ServiceName(f.Service, w) })},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 2.6, Cell: said(b.purpose)},
		{Key: "why", Title: w.Text("column.why"), Weight: 1.3, Cell: said(b.why)}}...), changes, nil)
	return []document.Block{document.Heading{Level: 2, ID: which + "-" + cmp.Or(host, "elsewhere"), Text: w.Text("upgrade." + which)}, t}
}

// A differing is one of the things in which a connection differs.
type differing struct {
	change     edition.Change
	difference edition.Difference
}

// changed is the table of connections that stay and mean something else: one row for each thing that differs.
func (b *builder) changed(host string, changes []edition.Change) []document.Block {
	if len(changes) == 0 {
		return nil
	}
	w := b.words
	var all []differing
	for _, c := range changes {
		for _, d := range c.Differs {
			if !d.Slight() {
				all = append(all, differing{c, d})
			}
		}
	}
	columns := append(document.Through(b.ends(host), func(x differing) edition.Change { return x.change }), []document.ColumnOf[differing]{
		{Key: "what", Title: w.Text("upgrade.differs"), Weight: 1.1, Text: func(x differing) string { return w.Text("column." + x.difference.What) }},
		{Key: "old", Title: w.Text("upgrade.old"), Weight: 2.2, Cell: func(x differing) document.Cell { return b.value(x.difference.What, x.difference.Old) }},
		{Key: "new", Title: w.Text("upgrade.new"), Weight: 2.2, Cell: func(x differing) document.Cell { return b.value(x.difference.What, x.difference.New) }},
		{Key: "why", Title: w.Text("column.why"), Weight: 1.3, Cell: func(x differing) document.Cell { return lines(slices.Concat(x.change.Old, x.change.New), b.why) }}}...)
	t := document.Fill(document.Table{Unordered: true, ID: tableID("changed", host), Caption: w.Fill("upgrade.changed-caption", "n", len(changes))}, columns, all,
		func(differing) document.Row { return document.Row{Mark: document.Warning} })
	return []document.Block{document.Heading{Level: 2, ID: "changed-" + cmp.Or(host, "elsewhere"), Text: w.Text("upgrade.changed")}, t}
}

// stale is the table of ports that should be open to nobody.
func (b *builder) stale(host string) []document.Block {
	w := b.words
	ports := b.u.StaleAt(host)
	if len(ports) == 0 {
		return nil
	}
	type port = edition.StalePort
	t := document.Fill(document.Table{Unordered: true, ID: tableID("stale", host), Caption: w.Fill("upgrade.stale-caption", "n", len(ports))}, []document.ColumnOf[port]{
		{Key: "protocol", Title: w.Text("column.protocol"), Weight: 0.6, Text: func(s port) string { return s.Port.Name() }},
		{Key: "port", Title: w.Text("column.port"), Weight: 0.8, Kind: document.Numeric, Text: func(s port) string { return cmp.Or(s.Part(), "-") }},
		{Key: "service", Title: w.Text("column.service"), Weight: 2.4, Cell: func(s port) document.Cell { return document.Cell{Lines: s.Services} }},
		{Key: "editions", Title: w.Text("upgrade.editions"), Weight: 2.4, Kind: document.Code, Cell: func(s port) document.Cell { return document.Cell{Lines: s.Editions} }},
		{Key: "now", Title: w.Text("upgrade.now"), Weight: 3, Text: b.now}}, ports, nil)
	return []document.Block{document.Heading{Level: 2, ID: "stale-" + host, Text: w.Text("upgrade.stale")}, document.Text{Text: w.Text("upgrade.stale-text")}, t}
}

// now is what is the case with a stale port.
func (b *builder) now(s edition.StalePort) string {
	state := b.words.Text("upgrade.gone")
	if s.Listens {
		state = b.words.Text("upgrade.inside")
	}
	if s.Closing {
		state += " " + b.words.Text("upgrade.closing")
	}
	return state
}

func tableID(which, host string) string { return "table-" + which + "-" + cmp.Or(host, "elsewhere") }

// ends are the columns that say which connection it is: at a host, the other end and who opens the connection.
func (b *builder) ends(host string) []document.ColumnOf[edition.Change] {
	type column = document.ColumnOf[edition.Change]
	w := b.words
	end := func(e edition.Endpoint) document.Cell {
		return document.Cell{Lines: append([]string{e.Name}, b.where(e)...)}
	}
	first := column{Key: "source", Title: w.Text("column.source"), Weight: 2, Kind: document.Code, Cell: func(c edition.Change) document.Cell { return end(c.From) }}
	second := column{Key: "destination", Title: w.Text("column.destination"), Weight: 2, Kind: document.Code, Cell: func(c edition.Change) document.Cell { return end(c.To) }}
	if host != "" {
		first = column{Key: "direction", Title: w.Text("rule-column.direction"), Weight: 1, Text: func(c edition.Change) string {
			if c.From.ID == host {
				return w.Text("upgrade.outbound")
			}
			return w.Text("upgrade.inbound")
		}}
		second = column{Key: "end", Title: w.Text("upgrade.end"), Weight: 3.2, Kind: document.Code, Cell: func(c edition.Change) document.Cell {
			if c.From.ID == host {
				return end(c.To)
			}
			return end(c.From)
		}}
	}
	return []column{first, second, {Key: "protocol", Title: w.Text("column.protocol"), Weight: 0.6, Text: func(c edition.Change) string { return c.Port.Name() }},
		{Key: "port", Title: w.Text("column.port"), Weight: 0.7, Kind: document.Numeric, Text: func(c edition.Change) string { return cmp.Or(c.Part(), "-") }}}
}

// lines is what several rules say of one connection, each thing once.
func lines(flows []*plan.Flow, of func(*plan.Flow) string) document.Cell {
	var out []string
	for _, f := range flows {
		if text := of(f); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return document.Cell{Lines: out}
}

// purpose is what a rule is for, and on what it depends where it is not required.
func (b *builder) purpose(f *plan.Flow) string {
	need := b.words.Text("requirement." + f.Requirement)
	switch {
	case f.Condition != "":
		need = b.words.Fill("worksheet.if", "requirement", need, "condition", f.Condition)
	case f.Requirement == "required":
		return f.Purpose
	}
	return b.words.Fill("upgrade.need", "purpose", f.Purpose, "need", need)
}

// value is one side of a difference in printed words; several rules may say several things.
func (b *builder) value(what string, said edition.Said) document.Cell {
	var out []string
	for _, part := range said {
		if what == "encrypted" {
			part = b.words.Text("encrypted." + key(part))
		}
		out = append(out, part)
	}
	return document.Cell{Lines: out}
}

// why names a rule by its id and as the catalogue does, and its places in documents by their number in the list of sources.
func (b *builder) why(f *plan.Flow) string {
	parts := []string{f.ID, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)}
	for _, link := range f.Chain {
		if link.Kind == plan.DocumentLink {
			if number := "[" + strconv.Itoa(b.source(citation.One(*link.Citation, b.words))) + "]"; !slices.Contains(parts, number) {
				parts = append(parts, number)
			}
		}
	}
	return strings.Join(parts, " ")
}

func (b *builder) source(place citation.Place) int {
	if n, ok := b.numbers[place]; ok {
		return n
	}
	b.cited = append(b.cited, place)
	b.numbers[place] = len(b.cited)
	return len(b.cited)
}

func (b *builder) sources() []document.Block {
	if len(b.cited) == 0 {
		return nil
	}
	var items []document.Cell
	for i, place := range b.cited {
		items = append(items, document.W("["+strconv.Itoa(i+1)+"] "+place.Text, place.URL))
	}
	return []document.Block{document.Heading{Level: 1, ID: "sources", Text: b.words.Text("worksheet.sources")}, document.Text{Text: b.words.Text("worksheet.sources-text")}, document.List{Items: items}}
}

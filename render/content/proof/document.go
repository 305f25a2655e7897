package proof

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Name is what the files of the document are called but for the page.
const Name = "packet-test"

// Schema is the published form of the JSON.
//
//go:embed packet-test.schema.json
var Schema []byte

// Document is the report as a reader opens it: whether the rule files hold, what is wrong, and what was tried at which host.
func Document(r *Report, title, customer string, w *wordlist.List) *document.Document {
	b := &builder{r, w}
	d := &document.Document{ID: docs.Front, Title: w.Fill("proof.title", "site", title), Subtitle: customer, Fields: []document.Field{
		{Name: w.Text("field.revision"), Value: r.Revision}, {Name: w.Text("field.date"), Value: r.Date},
		{Name: w.Text("proof.proved"), Value: r.Proved}, {Name: w.Text("proof.dialect"), Value: r.Dialect}}}
	verdict := document.Text{Text: w.Fill("proof.holds", "packets", r.Packets, "devices", len(r.Devices))}
	if !r.Holds {
		verdict.Text = w.Fill("proof.fails", "packets", r.Packets, "devices", len(r.Devices), "n", len(r.Findings))
	}
	d.Blocks = []document.Block{verdict, document.Text{Text: w.Text("proof.how")}}
	return b.rest(d)
}

type builder struct {
	r     *Report
	words *wordlist.List
}

func (b *builder) rest(d *document.Document) *document.Document {
	d.Blocks = slices.Concat(d.Blocks, b.findings(), b.devices(), b.states(), b.notTried(), b.standIns())
	return d
}

func (b *builder) heading(id string) document.Heading {
	return document.Heading{Level: 1, ID: id, Text: b.words.Text("proof." + id)}
}

func (b *builder) findings() []document.Block {
	w := b.words
	t := document.Fill(document.Table{ID: "table-findings", Caption: w.Text("proof.findings-caption"), Empty: w.Text("proof.findings-empty")}, []document.ColumnOf[Finding]{
		{Key: "kind", Title: w.Text("proof.kind"), Weight: 1, Text: func(f Finding) string { return w.Text("proof.kind-" + string(f.Kind)) }},
		{Key: "device", Title: w.Text("proof.device"), Weight: 1.4, Kind: document.Code, Text: func(f Finding) string { return f.Device }},
		{Key: "hook", Title: w.Text("proof.hook"), Weight: 1, Text: func(f Finding) string { return b.hook(string(f.Hook)) }},
		{Key: "from", Title: w.Text("column.source"), Weight: 1.4, Kind: document.Code, Text: func(f Finding) string { return b.party(f, f.From) }},
		{Key: "to", Title: w.Text("column.destination"), Weight: 1.4, Kind: document.Code, Text: func(f Finding) string { return b.party(f, f.To) }},
		{Key: "ports", Title: w.Text("column.port"), Weight: 1.4, Kind: document.Code, Text: b.ports},
		{Key: "packets", Title: w.Text("proof.packets"), Weight: 0.8, Kind: document.Numeric, Text: func(f Finding) string { return number(f.Packets) }},
		{Key: "detail", Title: w.Text("proof.detail"), Weight: 3, Cell: b.detail},
	}, b.r.Findings, func(f Finding) document.Row {
		return document.Row{Mark: document.Danger, Badge: w.Text("proof.kind-" + string(f.Kind))}
	})
	return []document.Block{b.heading("findings"), t}
}

func number(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}

func (b *builder) hook(hook string) string {
	if hook == "" {
		return "-"
	}
	return b.words.Text("proof.hook-" + hook)
}

// party is the id of a host; of an address that is nobody's it says so.
func (b *builder) party(f Finding, id string) string {
	switch {
	case id != "":
		return id
	case f.Packets > 0:
		return b.words.Text("proof.nobody")
	}
	return "-"
}

func (b *builder) ports(f Finding) string {
	text := strings.Join(f.Ports, ", ")
	if f.More > 0 {
		text += b.words.Fill("proof.more", "n", f.More)
	}
	return text
}

func (b *builder) detail(f Finding) document.Cell {
	var lines []string
	if f.Detail != "" {
		lines = append(lines, f.Detail)
	}
	if f.Example != "" {
		lines = append(lines, b.words.Fill("proof.example", "packet", f.Example))
	}
	if len(f.Rules) > 0 {
		lines = append(lines, b.words.Fill("proof.rules", "rules", strings.Join(f.Rules, ", ")))
	}
	if len(f.States) > 0 {
		lines = append(lines, b.words.Fill("proof.needed", "states", strings.Join(f.States, ", ")))
	}
	return document.Cell{Lines: lines}
}

// A trialAt is a filter of a device with its counts.
type trialAt struct {
	*Device
	Trial
}

func (b *builder) devices() []document.Block {
	w := b.words
	var rows []trialAt
	for i := range b.r.Devices {
		for _, h := range b.r.Devices[i].Hooks {
			rows = append(rows, trialAt{&b.r.Devices[i], h})
		}
	}
	count := func(key string, of func(Trial) int) document.ColumnOf[trialAt] {
		return document.ColumnOf[trialAt]{Key: key, Title: w.Text("proof." + key), Weight: 1, Kind: document.Numeric, Text: func(t trialAt) string { return strconv.Itoa(of(t.Trial)) }}
	}
	t := document.Fill(document.Table{ID: "table-devices", Caption: w.Text("proof.devices-caption"), Unordered: true, Empty: w.Text("proof.devices-empty")}, []document.ColumnOf[trialAt]{
		{Key: "device", Title: w.Text("proof.device"), Weight: 2, Kind: document.Code, Text: func(t trialAt) string { return t.ID }},
		{Key: "file", Title: w.Text("proof.file"), Weight: 2, Text: func(t trialAt) string {
			switch {
			case len(t.Unsafe) > 0:
				return w.Text("proof.unsafe")
			case t.Serves:
				return w.Text("proof.own")
			}
			return w.Fill("proof.other", "dialect", b.r.Dialect, "system", t.System)
		}},
		{Key: "hook", Title: w.Text("proof.hook"), Weight: 1, Text: func(t trialAt) string { return b.hook(string(t.Hook)) }},
		count("packets", func(t Trial) int { return t.Packets }), count("allowed", func(t Trial) int { return t.Allowed }),
		count("passed", func(t Trial) int { return t.Passed }), count("missing", func(t Trial) int { return t.Missing }), count("excess", func(t Trial) int { return t.Excess }),
	}, rows, func(t trialAt) document.Row {
		if t.Missing+t.Excess > 0 {
			return document.Row{Mark: document.Danger}
		}
		return document.Row{}
	})
	return []document.Block{b.heading("devices"), t}
}

func (b *builder) states() []document.Block {
	w := b.words
	t := document.Fill(document.Table{ID: "table-states", Caption: w.Text("proof.states-caption")}, []document.ColumnOf[State]{
		{Key: "state", Title: w.Text("proof.state"), Weight: 3, Kind: document.Code, Text: func(s State) string { return s.ID }},
		{Key: "proved", Title: w.Text("proof.state-proved"), Weight: 1, Kind: document.Numeric, Text: func(s State) string { return strconv.Itoa(s.Proved) }},
		{Key: "failed", Title: w.Text("proof.state-failed"), Weight: 1, Kind: document.Numeric, Text: func(s State) string { return strconv.Itoa(s.Failed) }},
		{Key: "not-tried", Title: w.Text("proof.state-not-tried"), Weight: 1, Kind: document.Numeric, Text: func(s State) string { return strconv.Itoa(s.NotTried) }},
	}, b.r.States, func(s State) document.Row {
		if s.Failed > 0 {
			return document.Row{Mark: document.Danger}
		}
		return document.Row{}
	})
	return []document.Block{b.heading("states"), t}
}

func (b *builder) notTried() []document.Block {
	if len(b.r.NotTried) == 0 {
		return nil
	}
	w := b.words
	t := document.Fill(document.Table{ID: "table-not-tried", Caption: w.Text("proof.not-tried-caption")}, []document.ColumnOf[NotTried]{
		{Key: "what", Title: w.Text("proof.why"), Weight: 3, Text: func(n NotTried) string { return w.Text("proof.why-" + n.Why) }},
		{Key: "rules", Title: w.Text("proof.of-rules"), Weight: 3, Kind: document.Code, Text: func(n NotTried) string { return strings.Join(n.Rules, ", ") }},
	}, b.r.NotTried, func(NotTried) document.Row {
		return document.Row{Mark: document.Warning, Badge: w.Text("proof.not-tried")}
	})
	return []document.Block{b.heading("not-tried"), t}
}

// A standIn is a row of the table of addresses that exist in the trial alone.
type standIn struct{ party, host, addresses string }

func (b *builder) standIns() []document.Block {
	if len(b.r.StandIns) == 0 {
		return nil
	}
	w := b.words
	var rows []standIn
	for _, s := range b.r.StandIns {
		var list []string
		for _, a := range s.Addresses {
			list = append(list, a.String())
		}
		rows = append(rows, standIn{s.Party, s.Host, strings.Join(list, ", ")})
	}
	t := document.Fill(document.Table{ID: "table-stand-ins", Caption: w.Text("proof.stand-ins-caption")}, []document.ColumnOf[standIn]{
		{Key: "id", Title: w.Text("column.id"), Weight: 1, Kind: document.Code, Text: func(s standIn) string { return s.party }},
		{Key: "host", Title: w.Text("column.host"), Weight: 2, Kind: document.Code, Text: func(s standIn) string { return s.host }},
		{Key: "address", Title: w.Text("column.address"), Weight: 2, Kind: document.Code, Text: func(s standIn) string { return s.addresses }},
	}, rows, func(standIn) document.Row { return document.Row{Mark: document.Warning} })
	return []document.Block{b.heading("stand-ins"), document.Text{Text: w.Text("proof.stand-ins-text")}, t}
}

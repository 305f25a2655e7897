package changes

import (
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/revision"
	"portolan/render/document"
)

// mostAddresses is the number of addresses that a row of paper and pages holds; the workbook and the JSON hold all.
const mostAddresses = 12

// work is what to open and what to close.
func (c *Change) work() []document.Block {
	if c.Empty() {
		return nil
	}
	w := c.words
	return []document.Block{
		document.Heading{Level: 1, ID: "open", Text: w.Text("changes.open")}, document.Text{Text: w.Text("changes.open-text")}, c.traffic("open", c.Open),
		document.Heading{Level: 1, ID: "close", Text: w.Text("changes.close")}, document.Text{Text: w.Text("changes.close-text")}, c.traffic("close", c.Close)}
}

// traffic is a table of what is opened or closed.
func (c *Change) traffic(id string, rows []*revision.Traffic) document.Table {
	type column = document.ColumnOf[*revision.Traffic]
	w := c.words
	return document.Fill(document.Table{ID: "table-" + id, Caption: w.Fill("changes."+id+"-caption", "n", len(rows)), Empty: w.Text("changes." + id + "-none"), Unordered: true}, []column{
		{Key: "rule", Title: w.Text("column.id"), Weight: 1, Kind: document.Code, Cell: func(t *revision.Traffic) document.Cell { return document.C(c.ids(t)...) }},
		{Key: "firewall", Title: w.Text("filing.column-firewall"), Weight: 1.1, Cell: func(t *revision.Traffic) document.Cell { return document.C(c.firewalls(t)...) }},
		{Key: "source", Title: w.Text("column.source"), Weight: 2.4, Kind: document.Code, Cell: func(t *revision.Traffic) document.Cell { return c.end(t.Source, t.From) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 2.4, Kind: document.Code, Cell: func(t *revision.Traffic) document.Cell { return c.end(t.Destination, t.To) }},
		{Key: "ports", Title: w.Text("filing.column-ports"), Weight: 1.3, Kind: document.Code, Cell: func(t *revision.Traffic) document.Cell { return document.C(c.ports(t)...) }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 2.6, Cell: func(t *revision.Traffic) document.Cell { return document.C(each(t, "purpose")...) }},
		{Key: "approval", Title: w.Text("column.approval"), Weight: 1.8, Cell: func(t *revision.Traffic) document.Cell { return document.C(c.agreed(t)...) }}}, rows,
		func(t *revision.Traffic) document.Row {
			row := document.Row{Mark: document.Note, Badge: w.Text("changes.badge-" + id)}
			if id == "open" && t.Rules[0].Value(revision.ApprovalState) != string(approval.Approved) {
				row = document.Row{Mark: document.Danger, Badge: w.Text("badge.not-approved")}
			}
			return row
		})
}

func (c *Change) ids(t *revision.Traffic) []string {
	var out []string
	for _, r := range t.Rules {
		out = append(out, r.ID)
	}
	if t.Part {
		out = append(out, c.words.Text("changes.part"))
	}
	return out
}

// firewalls are those that have to be changed; the firewalls of the hosts where no other is.
func (c *Change) firewalls(t *revision.Traffic) []string {
	out := slices.Clone(t.Firewalls)
	if t.Hosts {
		out = append(out, c.words.Text("changes.hosts"))
	}
	return out
}

func (c *Change) end(name string, addresses []string) document.Cell {
	lines := []string{name}
	for i, a := range addresses {
		if i == mostAddresses {
			lines = append(lines, c.words.Fill("changes.more", "n", len(addresses)-i))
			break
		}
		if a != name {
			lines = append(lines, a)
		}
	}
	return document.C(lines...)
}

func (c *Change) ports(t *revision.Traffic) []string {
	out := slices.Clone(t.Ports)
	if from := t.Rules[0].Value("source port"); from != "" && from != "any" {
		out = append(out, c.words.Fill("request.source-port", "ports", from))
	}
	return out
}

// each are the values of a fact of all rules, each once.
func each(t *revision.Traffic, what string) []string {
	var out []string
	for _, r := range t.Rules {
		if v := r.Value(what); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// agreed are the approval of rules, with who answers for them.
func (c *Change) agreed(t *revision.Traffic) []string {
	var lines []string
	for _, state := range each(t, revision.ApprovalState) {
		lines = append(lines, c.approval(state))
	}
	for _, what := range []string{"approval ticket", "owner", "ticket", "status"} {
		if v := each(t, what); len(v) > 0 {
			lines = append(lines, c.words.Fill("changes.fact", "what", c.fact(what), "value", strings.Join(v, ", ")))
		}
	}
	return lines
}

// approvals are the words for states of approvals.
var approvals = map[approval.State]string{approval.Open: "open", approval.Approved: "agreed", approval.Changed: "short-changed", approval.Over: "short-expired", approval.Unneeded: "not-needed"}

// approval is the word for a state of an approval; of one that this program does not know, the state as the revision has it.
func (c *Change) approval(state string) string {
	if key, ok := approvals[approval.State(state)]; ok {
		return c.words.Text("approval." + key)
	}
	return state
}

func (c *Change) fact(what string) string { return c.words.Text("changes.fact-" + key(what)) }

package changes

import (
	"strings"

	"portolan/model/revision"
	"portolan/render/document"
)

// actions are what can become of an item.
var actions = []string{"added", "removed", "renamed", "changed"}

// marks are for what is gone alone: the first column says of each row what became of it.
var marks = map[string]document.Mark{"removed": document.Muted}

// An entry is an item that differs.
type entry struct {
	kind     revision.Kind
	action   string
	id, name string
	details  []string
	in       string // of a step: its runbook
}

// entries are all that differ, by kinds, and by what became of them.
func (c *Change) entries() []entry {
	var out []entry
	for _, kind := range revision.Kinds {
		for _, x := range c.Added {
			if x.Kind == kind {
				out = append(out, entry{kind, "added", x.ID, what(&x), c.whole(&x), x.In})
			}
		}
		for _, x := range c.Removed {
			if x.Kind == kind {
				out = append(out, entry{kind, "removed", x.ID, what(&x), c.whole(&x), x.In})
			}
		}
		for _, x := range c.Renamed {
			if x.Kind == kind {
				out = append(out, entry{kind, "renamed", x.New, x.Name, []string{c.words.Fill("changes.was", "id", x.Old)}, ""})
			}
		}
		for _, x := range c.Changed {
			if x.Item.Kind == kind {
				out = append(out, entry{kind, "changed", x.Item.ID, what(x.Item), c.changes(&x), x.Item.In})
			}
		}
	}
	return out
}

// what an item is, without its id.
func what(i *revision.Item) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(i.Name(), i.ID), ":"))
}

// telling are the facts that say what an item is that came or went.
var telling = map[revision.Kind][]string{
	revision.Rule: {"purpose"}, revision.Grouped: {"rule", "approval"}, revision.Host: {"kind", "zone", "address", "product", "role"},
	revision.Zone: {"network", "scope"}, revision.Firewall: {"zone", "owner"}, revision.Translation: {"kind", "party", "address", "firewall"}, revision.Finding: {"level", "accepted"},
	revision.Conflict: {"rule", "decision"}, revision.Uncovered: {"text"}, revision.Decision: {"answer", "decided by", "date", "until"}, revision.Contact: {"role", "phone", "mail"}, revision.Runbook: {"steps"}, revision.Resource: {"on", "fact"},
	revision.Product: {"catalogue"}, revision.State: {"taken over by", "from"}}

// long is the number of characters from which a value is not repeated: the documents of both revisions have it.
const long = 160

func (c *Change) whole(i *revision.Item) []string {
	var out []string
	for _, fact := range telling[i.Kind] {
		if v := i.Value(fact); v != "" && len(v) <= long {
			out = append(out, c.words.Fill("changes.fact", "what", c.fact(fact), "value", v))
		}
	}
	return out
}

// changes are the facts in which an item differs. Who approved a rule goes with its approval.
func (c *Change) changes(x *revision.Changed) []string {
	var out []string
	for _, change := range x.Changes {
		if change.Of == "" || !x.Has(change.Of) {
			out = append(out, c.change(change))
		}
	}
	return out
}

func (c *Change) change(x revision.Change) string {
	w, fact := c.words, c.fact(x.What)
	old, new := strings.Join(x.Old, ", "), strings.Join(x.New, ", ")
	switch {
	case strings.ContainsRune(old+new, '\n') || len(old) > long || len(new) > long:
		return w.Fill("changes.other-text", "what", fact)
	case x.Set && new == "":
		return w.Fill("changes.fact-removed", "what", fact, "old", old)
	case x.Set && old == "":
		return w.Fill("changes.fact-added", "what", fact, "new", new)
	case x.Set:
		return w.Fill("changes.fact-both", "what", fact, "old", old, "new", new)
	case old == "":
		return w.Fill("changes.fact-set", "what", fact, "new", new)
	case new == "":
		return w.Fill("changes.fact-unset", "what", fact, "old", old)
	}
	return w.Fill("changes.fact-changed", "what", fact, "old", old, "new", new)
}

// lost are the rules whose approval ended.
func (c *Change) lost() []document.Block {
	if len(c.Lost) == 0 {
		return nil
	}
	w := c.words
	return []document.Block{document.Heading{Level: 1, ID: "approvals", Text: w.Text("changes.lost")}, document.Text{Text: w.Text("changes.lost-text")},
		document.Fill(document.Table{ID: "table-lost", Caption: w.Fill("changes.caption", "n", len(c.Lost)), Unordered: true}, []document.ColumnOf[revision.Item]{
			{Key: "id", Title: w.Text("column.id"), Weight: 1, Kind: document.Code, Text: func(i revision.Item) string { return i.ID }},
			{Key: "what", Title: w.Text("changes.item"), Weight: 4, Text: func(i revision.Item) string { return what(&i) }},
			{Key: "state", Title: w.Text("column.approval"), Weight: 2, Text: func(i revision.Item) string { return c.approval(i.Value(revision.ApprovalState)) }}}, c.Lost,
			func(revision.Item) document.Row {
				return document.Row{Mark: document.Danger, Badge: w.Text("badge.not-approved")}
			})}
}

// rest are approvals that ended, and a table of each kind that differs.
func (c *Change) rest() []document.Block {
	out := c.lost()
	for _, kind := range revision.Kinds {
		var some []entry
		for _, e := range c.all {
			if e.kind == kind {
				some = append(some, e)
			}
		}
		if len(some) > 0 {
			out = append(out, document.Heading{Level: 1, ID: key(string(kind)), Text: c.kind(kind)}, c.table(kind, some))
		}
	}
	return out
}

// alike are entries that differ in the same; of steps, those of one runbook.
type alike struct {
	entry
	ids, names []string
}

func together(all []entry) []*alike {
	var out []*alike
	known := map[string]*alike{}
	for _, e := range all {
		key := strings.Join(append([]string{e.action, e.in}, e.details...), "\n")
		if known[key] == nil {
			known[key] = &alike{entry: e}
			out = append(out, known[key])
		}
		known[key].ids, known[key].names = append(known[key].ids, e.id), append(known[key].names, e.name)
	}
	return out
}

func (c *Change) table(kind revision.Kind, rows []entry) document.Table {
	w := c.words
	return document.Fill(document.Table{ID: "table-" + key(string(kind)), Caption: w.Fill("changes.caption", "n", len(rows)), Unordered: true}, []document.ColumnOf[*alike]{
		{Key: "change", Title: w.Text("column.change"), Weight: 0.9, Text: func(e *alike) string { return w.Text("changes." + e.action) }},
		{Key: "id", Title: w.Text("changes.id"), Weight: 1.8, Kind: document.Code, Names: true, Cell: func(e *alike) document.Cell { return document.C(e.ids...) }},
		{Key: "what", Title: w.Text("changes.item"), Weight: 3.4, Cell: func(e *alike) document.Cell { return document.C(e.names...) }},
		{Key: "details", Title: w.Text("changes.details"), Weight: 3.6, Cell: func(e *alike) document.Cell { return document.C(e.details...) }}}, together(rows),
		func(e *alike) document.Row { return document.Row{Mark: marks[e.action]} })
}

package ruleviews

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// A sheet is what one firewall is asked for; without firewalls, all that passes from zone to zone.
type sheet struct {
	firewall    string // its id; "" without firewalls
	name, owner string
	part        policy.Part
}

func (f *filer) sheets() []sheet {
	var out []sheet
	for i := range f.policy.Firewalls {
		part := &f.policy.Firewalls[i]
		firewall := f.plan.Firewall(part.Firewall)
		out = append(out, sheet{firewall.ID, firewall.Name, firewall.Owner, part.Part})
	}
	if len(out) == 0 {
		out = append(out, sheet{name: f.words.Text("filing.perimeter-title"), part: f.crossing()})
	}
	return out
}

// crossing is all that passes from zone to zone.
func (f *filer) crossing() policy.Part {
	var part policy.Part
	for _, z := range f.policy.Zones {
		if !z.Inside() {
			part.Flows, part.Rules = append(part.Flows, z.Flows...), append(part.Rules, z.Rules...)
		}
	}
	return part
}

// toDo is the first part of a change request: what each firewall's team has to do, which rules it must not implement, and room for what only those know
// who carry the change out.
func (f *filer) toDo() *document.Document {
	w := f.words
	d := &document.Document{ID: docs.Request, Title: w.Text("request.title"), Subtitle: f.plan.Document.Title, Dense: true}
	d.Blocks = append(append(d.Blocks, f.known()...), f.tasks())
	d.Blocks = append(append(d.Blocks, f.refused()...), f.endings()...)
	d.Blocks = append(d.Blocks, heading(1, "execution", w.Text("request.execution")), document.Text{Text: w.Text("request.execution-text")}, f.execution())
	return d
}

// A task is what one firewall's team has to do about some rules.
type task struct {
	sheet sheet
	what  policy.Task
	rules []*policy.Rule
}

// tasks has a row for each firewall and task, those of which there are none too: that there is nothing to remove is an answer.
func (f *filer) tasks() document.Table {
	w := f.words
	var all []task
	for _, s := range f.sheets() {
		by := f.policy.ByTask(s.firewall, s.part)
		for _, what := range policy.Tasks {
			if what == policy.There && f.policy.Sightings() == nil {
				continue
			}
			all = append(all, task{s, what, by[what]})
		}
	}
	return document.Fill(document.Table{ID: "table-tasks", Caption: w.Text("request.caption")}, []document.ColumnOf[task]{
		{Key: "firewall", Title: w.Text("filing.column-firewall"), Weight: 1.4, Text: func(t task) string { return t.sheet.name }},
		{Key: "task", Title: w.Text("request.task"), Weight: 3, Cell: func(t task) document.Cell {
			return document.C(w.Text("request.do-"+string(t.what)), f.meaning(t))
		}},
		{Key: "number", Title: w.Text("paper.number"), Weight: 0.6, Kind: document.Numeric, Text: func(t task) string { return strconv.Itoa(len(t.rules)) }},
		{Key: "rules", Title: w.Text("filing.rows"), Weight: 4, Kind: document.Code, Text: func(t task) string { return idsOf(t.rules) }}}, all, func(t task) document.Row {
		if len(t.rules) > 0 && (t.what == policy.Refuse || t.what == policy.Decide) {
			return document.Row{Mark: document.Danger, Badge: f.words.Text("badge.not-approved")}
		}
		return document.Row{}
	})
}

// meaning is what a task means: of what is to be implemented, whether anybody has looked.
func (f *filer) meaning(t task) string {
	if t.what == policy.Implement && f.seenAt(t.sheet.firewall) {
		return f.words.Text("request.do-implement-seen")
	}
	return f.words.Text("request.do-" + string(t.what) + "-text")
}

func idsOf(rules []*policy.Rule) string {
	var ids []string
	for _, r := range rules {
		ids = append(ids, r.ID)
	}
	if len(ids) == 0 {
		return "–"
	}
	return strings.Join(ids, " ")
}

// refused are the rules that nobody has agreed to, with those who can get an agreement.
func (f *filer) refused() []document.Block {
	w := f.words
	var all []*policy.Rule
	seen := map[string]bool{}
	for _, s := range f.sheets() {
		by := f.policy.ByTask(s.firewall, s.part)
		for _, what := range []policy.Task{policy.Refuse, policy.Decide} {
			for _, r := range by[what] {
				if !seen[r.ID] {
					seen[r.ID] = true
					all = append(all, r)
				}
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	end := func(id string) document.Cell {
		return document.C(worksheet.GroupName(f.plan, f.policy, f.policy.HostGroup(id), w))
	}
	return []document.Block{heading(1, "refused", w.Text("request.refused")), document.Text{Text: w.Text("request.refused-text")},
		document.Fill(document.Table{ID: "table-refused", Caption: w.Fill("request.refused-caption", "n", len(all))}, []document.ColumnOf[*policy.Rule]{
			{Key: "id", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code, Text: func(r *policy.Rule) string { return r.ID }},
			{Key: "source", Title: w.Text("column.source"), Weight: 2, Cell: func(r *policy.Rule) document.Cell { return end(r.From) }},
			{Key: "destination", Title: w.Text("column.destination"), Weight: 2, Cell: func(r *policy.Rule) document.Cell { return end(r.To) }},
			{Key: "ports", Title: w.Text("filing.column-ports"), Weight: 1, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.ports(r.Services) }},
			{Key: "owner", Title: w.Text("filed.owner"), Weight: 1.6, Text: func(r *policy.Rule) string { return r.Owner }},
			{Key: "why", Title: w.Text("column.approval"), Weight: 2.4, Text: func(r *policy.Rule) string { return worksheet.ApprovalText(r.Approval, r.Standing, w) }}}, all, nil)}
}

// An ending is a rule of one firewall that is to be removed one day.
type ending struct {
	sheet sheet
	rule  *policy.Rule
}

// endings are the rules that are or will be in place and have a last day: few devices take them away by themselves.
func (f *filer) endings() []document.Block {
	w := f.words
	var all []ending
	for _, s := range f.sheets() {
		for _, r := range f.rules(s.part.Rules) {
			if task := f.policy.TaskAt(s.firewall, r); !r.Until.IsZero() && task != policy.Remove && task != policy.Refuse {
				all = append(all, ending{s, r})
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b ending) int { return strings.Compare(a.rule.Until.String(), b.rule.Until.String()) })
	return []document.Block{heading(1, "endings", w.Text("request.ends")), document.Text{Text: w.Text("request.ends-text")},
		document.Fill(document.Table{ID: "table-endings", Caption: w.Fill("request.ends-caption", "n", len(all))}, []document.ColumnOf[ending]{
			{Key: "until", Title: w.Text("request.ends-last"), Weight: 1, Text: func(e ending) string { return e.rule.Until.String() }},
			{Key: "firewall", Title: w.Text("filing.column-firewall"), Weight: 1.4, Text: func(e ending) string { return e.sheet.name }},
			{Key: "id", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code, Text: func(e ending) string { return e.rule.ID }},
			{Key: "purpose", Title: w.Text("column.purpose"), Weight: 2.6, Cell: func(e ending) document.Cell { return f.purposes(e.rule) }},
			{Key: "owner", Title: w.Text("filed.owner"), Weight: 1.6, Text: func(e ending) string { return e.rule.Owner }},
			{Key: "done", Title: w.Text("request.ends-done"), Weight: 1.6, Text: func(ending) string { return "" }}}, all, nil)}
}

// execution is room for the window of the change, and for those who make, test and accept it: a plan knows none of it.
func (f *filer) execution() document.Signatures {
	w := f.words
	out := document.Signatures{ID: "table-execution", Caption: w.Text("request.execution-caption"),
		Labels: document.SignatureLabels{Name: w.Text("column.name"), Role: w.Text("column.role"), Date: w.Text("request.when"), Signature: w.Text("request.who")}}
	add := func(key, role string) {
		out.Signers = append(out.Signers, document.Signer{Name: w.Text("request." + key), Role: role})
	}
	add("window", w.Text("request.window-text"))
	for _, s := range f.sheets() {
		out.Signers = append(out.Signers, document.Signer{Name: w.Fill("request.made", "firewall", s.name), Role: s.owner})
	}
	add("tested", w.Text("request.tested-text"))
	add("accepted", strings.Join(f.requesters(), ", "))
	return out
}

// requesters are those who ask for the rules of the sheets, each once.
func (f *filer) requesters() []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, s := range f.sheets() {
		for _, r := range f.rules(s.part.Rules) {
			if !seen[r.Requester] {
				seen[r.Requester] = true
				out = append(out, r.Requester)
			}
		}
	}
	return out
}

package outage

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/document"
)

// pattern is a way in which the location can take over, with the runbooks for it.
type pattern struct {
	id    string
	books []*plan.Runbook
	why   []string // where there are none, for want of what
}

// patterns are the ways in which the location can take over, with the time and the loss of data of each.
func (r relocation) patterns() []document.Block {
	var all []pattern
	for _, id := range catalog.Patterns {
		p := pattern{id: id}
		for _, b := range r.plan.Runbooks {
			if slices.Contains(b.Patterns, id) && r.allows(id) {
				p.books = append(p.books, b)
			}
		}
		p.why = r.lacks(p)
		all = append(all, p)
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-patterns", Caption: r.w.Text("recovery.caption")}, []document.ColumnOf[pattern]{
		{Key: "pattern", Title: r.w.Text("recovery.pattern"), Weight: 2, Text: func(p pattern) string { return r.w.Text("recovery." + p.id) }},
		{Key: "runbook", Title: r.w.Text("loss.runbook"), Weight: 3, Cell: r.booksOf},
		{Key: "rto", Title: r.w.Text("recovery.rto"), Weight: 2, Text: r.times},
		{Key: "rpo", Title: r.w.Text("recovery.rpo"), Weight: 2, Text: r.loses}}, all, func(p pattern) document.Row {
		if len(p.books) == 0 {
			return document.Row{Mark: document.Muted, Badge: r.w.Text("recovery.not-here")}
		}
		return document.Row{}
	})
	return []document.Block{document.Heading{Level: 1, ID: "patterns", Text: r.w.Text("recovery.title")}, document.Text{Text: r.w.Text("recovery.text")}, t}
}

// allows reports whether the facts of the site allow a pattern: backups that outlive the location, and standby hosts.
func (r relocation) allows(id string) bool {
	if id != "cold" && len(r.state.StandIns) == 0 {
		return false
	}
	return id == "hot" || r.plan.Backup != nil && !r.backupFails()
}

// backupFails reports whether the backups are in the location that fails.
func (r relocation) backupFails() bool {
	host := r.plan.Party(r.plan.Backup.Host)
	if host == nil {
		return false
	}
	at := plan.LocationOf(r.plan, host.Zone)
	return at != nil && at.ID == r.state.Lost
}

// lacks are the reasons why there is no runbook for a pattern.
func (r relocation) lacks(p pattern) []string {
	if len(p.books) > 0 {
		return nil
	}
	var why []string
	switch {
	case p.id != "hot" && r.plan.Backup == nil:
		why = append(why, r.w.Text("recovery.no-backup"))
	case p.id != "hot" && r.backupFails():
		why = append(why, r.w.Text("recovery.backup-fails"))
	}
	if p.id != "cold" && len(r.state.StandIns) == 0 {
		why = append(why, r.w.Text("recovery.no-standby"))
	}
	for _, out := range r.plan.LeftOut {
		if slices.Contains(out.Patterns, p.id) {
			why = append(why, out.Title+": "+out.Why())
		}
	}
	if len(why) == 0 {
		why = append(why, r.w.Text("recovery.no-runbook"))
	}
	return why
}

func (r relocation) booksOf(p pattern) document.Cell {
	if len(p.books) == 0 {
		return document.Cell{Lines: p.why}
	}
	var lines []string
	for _, b := range p.books {
		lines = append(lines, b.Title)
	}
	return document.Cell{Lines: lines, Link: docs.Runbook(p.books[0].ID)}
}

// times are what the runbooks of a pattern take: in their latest timed test, or else as planned.
func (r relocation) times(p pattern) string {
	var out []string
	for _, b := range p.books {
		minutes, key := b.Minutes, "recovery.estimated"
		if took := b.Test.Took(); took > 0 {
			minutes, key = took, "recovery.tested"
		}
		if minutes == 0 {
			out = append(out, r.w.Text("recovery.not-stated"))
			continue
		}
		text := r.w.Fill(key, "time", runbook.About(minutes, r.w))
		if r.plan.Recovery != nil && minutes > r.plan.Recovery.RTO {
			text += r.w.Fill("recovery.misses", "time", runbook.Duration(r.plan.Recovery.RTO, r.w))
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

// loses is the data that a pattern loses at most.
func (r relocation) loses(p pattern) string {
	switch {
	case len(p.books) == 0:
		return ""
	case p.id == "hot":
		return r.w.Text("recovery.replicated")
	}
	const hour = 60
	text := r.w.Fill("recovery.since-backup", "time", runbook.Duration(r.plan.Backup.EveryHours*hour, r.w))
	if objective := r.plan.Recovery; objective != nil && r.plan.Backup.EveryHours*hour > objective.RPO {
		text += r.w.Fill("recovery.misses-rpo", "time", runbook.Duration(objective.RPO, r.w))
	}
	return text
}

// drill is how the failover and the way back are tried.
func (r relocation) drill() []document.Block {
	lost, here := r.plan.Location(r.state.Lost).Name, r.plan.Location(r.state.Location).Name
	var items []string
	add := func(key string, args ...any) { items = append(items, r.w.Fill("drill."+key, args...)) }
	add("announce", "who", strings.Join(r.declarers(), ", "))
	add("isolate", "location", here)
	var books []string
	for _, b := range r.plan.Runbooks {
		if len(b.Patterns) > 0 {
			books = append(books, "["+runbook.PlainMarkdown(b.Title)+"]("+docs.Runbook(b.ID).String()+")")
		}
	}
	if len(books) > 0 {
		add("run", "runbooks", strings.Join(books, ", "))
	} else {
		add("run-steps")
	}
	add("verify")
	add("back", "lost", lost)
	for _, b := range r.plan.Runbooks {
		if b.Kind == catalog.FailbackKind {
			add("back-runbook", "runbook", "["+runbook.PlainMarkdown(b.Title)+"]("+docs.Runbook(b.ID).String()+")")
		}
	}
	add("clean")
	add("record")
	return []document.Block{document.Heading{Level: 1, ID: "drill", Text: r.w.Text("drill.title")}, document.Prose{Markdown: inOrder(items)}}
}

// declarers are who may declare a disaster.
func (r relocation) declarers() []string {
	var names []string
	for _, c := range r.byID(r.plan.Incident.Declare) {
		names = append(names, c.Name)
	}
	if len(names) == 0 {
		names = append(names, r.w.Text("drill.unnamed"))
	}
	return names
}

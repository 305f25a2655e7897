package render

import (
	"path"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/review"
	"portolan/render/document"
	"portolan/render/format/html"
	"portolan/render/format/pdf"
	"portolan/render/ref"
)

// doorOrder is the order of the doors in the menu, which are those of the front page. They are the keys of their titles.
var doorOrder = []string{"down", "firewall", "review", "operate", "architecture", "sign-off"}

// landings are the documents to which the doors themselves lead.
var landings = map[string]string{"down": docs.Down, "firewall": docs.Zones, "review": docs.Review, "operate": docs.Operations, "architecture": docs.Overview, "sign-off": docs.Open}

// A page is a document with its place in the menu: behind a door, and there in a group or in none.
type page struct {
	*document.Document
	door, group, title string
}

// menu is the navigation: the front page, then the doors with their pages.
func (p *packer) menu() []html.Section {
	sections := []html.Section{{Items: []html.Item{{Title: p.words.Text("pack.start"), ID: docs.Front}}}}
	for _, door := range doorOrder {
		s := html.Section{Title: p.words.Text("door." + door), Door: true}
		for _, first := range []bool{true, false} { // the page to which the door leads is the first behind it
			for _, each := range p.written {
				if each.door == door && first == (each.ID == landings[door]) {
					s.Add(each.group, html.Item{Title: each.title, ID: each.ID})
				}
			}
		}
		if door == "down" && len(p.model.Contacts) > 0 {
			s.Add("", html.Item{Title: p.words.Text("door.phones"), ID: docs.Down, Place: "contacts"})
		}
		for i, g := range s.Groups {
			if len(g.Items) <= html.LongSection {
				continue
			}
			if folder, _ := path.Split(g.Items[0].ID); folder == docs.Hosts || folder == docs.Losses {
				s.Groups[i].List = html.Item{Title: p.words.Fill("door.menu-hosts", "n", len(g.Items)), ID: docs.Overview, Place: "table-hosts"}
			}
		}
		if len(s.Items)+len(s.Groups) > 0 {
			sections = append(sections, s)
		}
	}
	return sections
}

// crumbs are the way to a page: the front page, and the page to which its door leads.
func (p *packer) crumbs(id string) []html.Item {
	if id == docs.Front {
		return nil
	}
	way := []html.Item{{Title: p.words.Text("pack.start"), ID: docs.Front}}
	has := func(id string) int {
		return slices.IndexFunc(p.written, func(each page) bool { return each.ID == id })
	}
	if door := p.written[has(id)].door; landings[door] != id && has(landings[door]) >= 0 {
		way = append(way, html.Item{Title: p.words.Text("door." + door), ID: landings[door]})
	}
	return way
}

// entrance is the front page.
func (p *packer) entrance() *document.Document {
	return review.Entrance(p.model, review.Ways{Map: p.gallery.zoneMap(), Walls: p.walls(), Losses: p.losses.Gravest(), Papers: p.files(), Sheet: p.sheetFiles, Signed: p.signed()}, p.words)
}

// signed are pages for those who sign that not every pack has: changes since the revision before, results of tests, the customer's own chapters.
func (p *packer) signed() []document.Cell {
	var items []document.Cell
	if p.changed != nil {
		items = append(items, document.L(p.changesTitle(), ref.Document(docs.Changes)))
	}
	if p.opts.Results != nil {
		items = append(items, document.L(p.words.Text("acceptance.title"), ref.Document(docs.Acceptance)))
	}
	for _, c := range p.opts.Own {
		items = append(items, document.L(c.Title, ref.Document(c.Document().ID)))
	}
	return items
}

func (p *packer) changesTitle() string {
	return p.words.Fill("changes.title", "revision", p.changed.Old.Revision)
}

// walls are the firewalls, each with the number of its rules, and the sheet of all rules between zones.
func (p *packer) walls() []document.Cell {
	var items []document.Cell
	for _, part := range p.policy.Firewalls {
		items = append(items, document.L(p.words.Fill("door.counted-rules", "what", p.model.Firewall(part.Firewall).Name, "n", len(part.Flows)), docs.Firewall(part.Firewall)))
	}
	return append(items, document.L(p.words.Fill("door.counted-rules", "what", p.words.Text("door.between"), "n", p.policy.Counts.Between), ref.Document(docs.Perimeter)))
}

// sheetFiles are the worksheet of a host or a group as files: on paper and as a table.
func (p *packer) sheetFiles(host *plan.Party) (paper, table document.Ref) {
	id := docs.Host(host.ID).Document
	return ref.File(sheetPath(id)), ref.File(ref.Data + id + ".csv")
}

// paperOf are the documents at the top of the pack that hold what pages hold, by what the ids of the pages begin with.
var paperOf = []struct {
	prefix string
	words  []string
}{{docs.Runbooks, []string{"runbooks"}}, {docs.Losses, []string{"runbooks"}}, {docs.Down, []string{"runbooks"}}, {docs.Operations, []string{"runbooks"}}, {docs.Review, []string{"security-review"}},
	{docs.Firewalls, []string{"firewall-change-request", "workbook"}}, {docs.Zones, []string{"firewall-change-request", "workbook"}}, {docs.Perimeter, []string{"firewall-change-request", "workbook"}},
	{docs.SameZone, []string{"workbook"}}, {docs.Groups, []string{"workbook"}}, {docs.Calendar, []string{"summary"}}, {docs.Overview, []string{"summary", "handover"}}, {docs.Open, []string{"summary", "handover"}}, {review.ControlID, []string{"summary", "handover"}}}

// filesOf are the files of the pack that hold what a page holds.
func (p *packer) filesOf(id string) []document.Cell {
	var cells []document.Cell
	if p.isAlone(id) {
		word := "door.this-page"
		if strings.HasPrefix(id, docs.Hosts) {
			word = "door.worksheet"
		}
		cells = append(cells, document.L(p.words.Text(word), ref.File(sheetPath(id))))
	}
	if strings.HasPrefix(id, docs.Hosts) {
		cells = append(cells, document.L(p.words.Text("door.table"), ref.File(ref.Data+id+".csv")))
	}
	cells = append(cells, p.ruleFilesOf(id)...)
	cells = append(cells, p.testScriptsOf(id)...)
	for _, each := range paperOf {
		if !strings.HasPrefix(id, each.prefix) {
			continue
		}
		for _, paper := range p.files() {
			if slices.Contains(each.words, paper.Word) {
				cells = append(cells, document.L(p.words.Text("pack."+paper.Word), ref.File(paper.Path)))
			}
		}
		break
	}
	return cells
}

// about says of a file of the pack what it is: its kind, and of documents their pages and size, which are known once all are printed.
func (p *packer) about(file string) string {
	kind := strings.ToUpper(strings.TrimPrefix(path.Ext(file), "."))
	switch {
	case p.opts.Screen: // none of these is made
	case path.Ext(file) == pdf.Path(""):
		all, _ := p.bound() // the output of the PDFs tells what went wrong
		for _, b := range all {
			if b.path == file {
				return p.words.Count("door.file-pages", b.Pages, "kind", kind, "size", p.size(len(b.Data)))
			}
		}
	case file == workbookPath:
		if files, err := p.rulesBook(); err == nil {
			return p.words.Fill("door.file", "kind", kind, "size", p.size(len(files[0].Data)))
		}
	}
	return ""
}

// size is a number of bytes as people say it.
func (p *packer) size(bytes int) string {
	const kilo, mega = 1000, 1000 * 1000
	if bytes < mega {
		return p.words.Fill("door.kilobytes", "n", max(1, (bytes+kilo/2)/kilo))
	}
	tenths := (bytes + mega/20) / (mega / 10)
	return p.words.Fill("door.megabytes", "n", tenths/10, "tenth", tenths%10)
}

// groupOfSheet is the group of the menu in which a worksheet of several hosts stands: firewalls stand in none.
func (p *packer) groupOfSheet(id string) string {
	if strings.HasPrefix(id, docs.Firewalls) || id == docs.Zones || id == docs.Perimeter {
		return ""
	}
	return p.words.Text("filing.section")
}

// groupOfBook is the group of the menu in which a runbook stands: that of its occasion.
func (p *packer) groupOfBook(b *plan.Runbook) page {
	if b.Kind == catalog.SymptomsKind {
		return page{door: "down", title: b.Title}
	}
	return page{door: "operate", group: review.GroupTitle(b.Group, p.words), title: b.Title}
}

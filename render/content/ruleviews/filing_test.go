package ruleviews

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// TestSitesReconcile counts what the worksheets of every site print: each view must hold the plan's rules, and its numbers must say so.
func TestSitesReconcile(t *testing.T) {
	files, err := filepath.Glob("../../../sites/*/site.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no sites", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			reconcile(t, data, modeltest.Approvals(filepath.Dir(file)))
		})
	}
}

func TestRandomSitesReconcile(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	sites := testenv.Rounds(t, 200)
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			text := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 23))).Write(nil, false)
			reconcile(t, text, nil)
			if t.Failed() {
				t.Logf("%s", text)
			}
		})
	}
}

// printed is the worksheets of a site, by id.
type printed struct {
	*testing.T
	plan   *plan.Plan
	policy *policy.Policy
	docs   map[string]*document.Document
	words  *wordlist.List
}

func reconcile(t *testing.T, data []byte, approved *approval.File) {
	site, found := site.Load("site.toml", data)
	if site == nil {
		t.Fatal(found)
	}
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(found)
	}
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: approved})
	if plan == nil {
		t.Fatal(found)
	}
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	p := printed{t, plan, policy.Of(plan), map[string]*document.Document{}, w}
	for _, e := range Documents(plan, p.policy, w) {
		if p.docs[e.ID] != nil || e.Title == "" {
			t.Errorf("two worksheets have the id %s, or one has no title", e.ID)
		}
		p.docs[e.ID] = e.Document
		p.wellFormed(e.Document)
	}
	if missing := w.Missing(); len(missing) > 0 {
		t.Errorf("missing words: %v", missing)
	}
	p.longForms()
	p.perimeter()
	p.zonePages()
	p.firewallPages()
	p.links()
	p.pairs()
	p.files()
	p.groups()
	p.request()
}

// request: a change request gives each rule of each firewall one task, says of every firewall that all else is denied, and names no rule or object that is
// not its own.
func (p printed) request() {
	asked, counted := map[string]int{}, 0
	for _, z := range p.policy.Zones {
		if len(p.policy.Firewalls) == 0 && !z.Inside() {
			for _, id := range z.Rules {
				asked[id]++
			}
		}
	}
	for _, part := range p.policy.Firewalls {
		for _, id := range part.Rules {
			asked[id]++
		}
	}
	groups := map[string]bool{}
	for id := range asked {
		r := p.policy.Rule(id)
		groups[r.From], groups[r.To], groups[r.Services] = true, true, true
	}
	for _, d := range Request(p.plan, p.policy, p.words) {
		denied := false
		for _, b := range d.Blocks {
			text, _ := b.(document.Text)
			denied = denied || text.Text == p.words.Text("filing.plain-terms") || text.Text == p.words.Text("filing.some-terms")
			t, _ := b.(document.Table)
			for _, row := range t.Rows {
				switch t.ID {
				case "table-tasks":
					n, _ := strconv.Atoi(row.Cells[2].Lines[0])
					for _, id := range strings.Fields(row.Cells[3].Lines[0]) {
						if asked[id]--; id != "–" {
							counted++
						}
					}
					if counted -= n; counted != 0 {
						p.Errorf("a task counts %d rules and names %d", n, n+counted)
					}
				case "table-hosts", "table-single", "table-services":
					if _, id, ok := strings.Cut(row.ID, "-"); ok && !groups[id] {
						p.Errorf("the request explains %s, which none of its rules names", id)
					}
				}
			}
		}
		if (strings.HasPrefix(d.ID, "firewalls/") || d.ID == "perimeter") && !denied {
			p.Errorf("%s does not say that all else is denied", d.ID)
		}
	}
	delete(asked, "–")
	for id, left := range asked {
		if left != 0 {
			p.Errorf("the rule %s has a task too few or too many (%d)", id, left)
		}
	}
}

// pairs: wherever a row says a purpose of a port, some rule that it stands for is at that port for that purpose; and each of these rules is said.
func (p printed) pairs() {
	for id, d := range p.docs {
		for _, b := range d.Blocks {
			t, ok := b.(document.Table)
			if !ok || !isRows(t) {
				continue
			}
			at := slices.IndexFunc(t.Columns, func(c document.Column) bool { return c.Key == "purpose" })
			for _, row := range t.Rows {
				if facts := p.facts(row.ID); len(worksheet.AtPorts(p.policy.Uses(p.policy.Rule(row.ID)), func(u policy.Use) []string { return u.Purposes }, p.words)) > mostPurposes {
					p.pairedBelow(id, row.ID, row.Cells[at].Lines, facts)
				} else {
					p.paired(id, row.ID, row.Cells[at].Lines, facts)
				}
			}
		}
	}
}

// facts are what the rules of a row say of ports and purposes.
func (p printed) facts(id string) map[string]bool {
	facts := map[string]bool{}
	for _, flow := range p.policy.Rule(id).Flows {
		f := p.plan.Flow(flow)
		facts[f.Port.String()+": "+f.Purpose] = false
	}
	return facts
}

// files: the spreadsheets, which have every row whole, pair like the pages.
func (p printed) files() {
	printer := rulecolumns.NewPrinter(p.plan, p.policy, p.words)
	for i := range p.policy.Rules {
		r := &p.policy.Rules[i]
		p.paired("grouped.csv", r.ID, printer.Grouped(r).Values("purpose"), p.facts(r.ID))
	}
}

// groups: what groups are called tells them apart, and is no paragraph.
func (p printed) groups() {
	named := map[string]string{}
	for i := range p.policy.Hosts {
		g := &p.policy.Hosts[i]
		name := worksheet.GroupName(p.plan, p.policy, g, p.words)
		if other, twice := named[name]; twice && !g.Named && len(g.Members) > 1 {
			p.Errorf("the groups %s and %s are both called %q", other, g.ID, name)
		}
		named[name] = g.ID
	}
	ports := 0
	for _, g := range p.policy.Services {
		ports += len(g.Ports)
		if strings.Count(g.Name, ", ") >= 4 && !g.Named {
			p.Errorf("the name of %s is a list: %q", g.ID, g.Name)
		}
	}
	for _, b := range p.docs["groups"].Blocks {
		if t, ok := b.(document.Table); ok && t.ID == "table-services" && len(t.Rows) != ports {
			p.Errorf("%d rows of %d ports of groups", len(t.Rows), ports)
		}
	}
}

func (p printed) paired(sheet, id string, lines []string, facts map[string]bool) {
	ports := map[string]bool{}
	for fact := range facts {
		port, _, _ := strings.Cut(fact, ": ")
		ports[port] = true
	}
	for _, line := range lines {
		of, purpose := slices.Collect(maps.Keys(ports)), line // without ports a line holds at all of them
		if listed, rest, ok := strings.Cut(line, ": "); ok && ports[strings.Split(listed, ", ")[0]] {
			of, purpose = strings.Split(listed, ", "), rest
		}
		for _, port := range of {
			fact := port + ": " + purpose
			if _, ok := facts[fact]; !ok {
				p.Errorf("%s: the row %s says %q, which none of its rules does", sheet, id, fact)
			}
			facts[fact] = true
		}
	}
	for fact, said := range facts {
		if !said {
			p.Errorf("%s: the row %s does not say %q", sheet, id, fact)
		}
	}
}

// pairedBelow: a row that only counts its purposes says how many, and each stands where it says, beside its port.
func (p printed) pairedBelow(sheet, id string, lines []string, facts map[string]bool) {
	if len(lines) != 1 || !strings.HasPrefix(lines[0], strconv.Itoa(len(facts))+" purposes") {
		p.Errorf("%s: the row %s says %q of %d purposes", sheet, id, lines, len(facts))
	}
	below := map[string]bool{}
	for doc, d := range p.docs {
		for _, b := range d.Blocks {
			if t, ok := b.(document.Table); ok && zoneDoc(doc) && isLong(t) {
				for _, row := range t.Rows {
					below[row.Cells[0].Lines[0]+" "+row.Cells[4].Lines[0]+": "+row.Cells[5].Lines[0]] = true
				}
			}
		}
	}
	for fact := range facts {
		if !below[id+" "+fact] {
			p.Errorf("%q of the row %s stands nowhere", fact, id)
		}
	}
}

func (p printed) wellFormed(d *document.Document) {
	ids := map[string]bool{}
	claim := func(id string) {
		if id != "" && ids[id] {
			p.Errorf("%s: the id %s stands twice", d.ID, id)
		}
		ids[id] = true
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case document.Heading:
			claim(b.ID)
		case document.Table:
			claim(b.ID)
			claim("caption " + b.Caption) // by which a page's reader program names the table
			for _, r := range b.Rows {
				claim(r.ID)
				if len(r.Cells) != len(b.Columns) {
					p.Errorf("%s: %d cells in %d columns of %s", d.ID, len(r.Cells), len(b.Columns), b.ID)
				}
			}
		}
	}
}

// column collects the first lines of a column over all tables of some worksheets.
func (p printed) column(docs func(id string) bool, key string, tables func(document.Table) bool) []string {
	var out []string
	for id, d := range p.docs {
		if !docs(id) {
			continue
		}
		for _, b := range d.Blocks {
			t, ok := b.(document.Table)
			if !ok || !tables(t) {
				continue
			}
			at := slices.IndexFunc(t.Columns, func(c document.Column) bool { return c.Key == key })
			for _, r := range t.Rows {
				out = append(out, r.Cells[at].Lines[0])
			}
		}
	}
	slices.Sort(out)
	return out
}

func isLong(t document.Table) bool { return t.ID == "table-long" }
func isRows(t document.Table) bool { return t.Columns[0].Key == "id" && !isLong(t) }
func zoneDoc(id string) bool       { return strings.HasPrefix(id, "zones/") || id == "same-zone" }

// sum adds numbers up.
func (p printed) sum(numbers []string) int {
	n := 0
	for _, text := range numbers {
		i, err := strconv.Atoi(text)
		if err != nil {
			p.Errorf("%q is no number", text)
		}
		n += i
	}
	return n
}

// longForms: the rule by rule tables of all zones together hold each rule of the plan once.
func (p printed) longForms() {
	var want []string
	for _, f := range p.plan.Network() {
		want = append(want, f.ID)
	}
	slices.Sort(want)
	if got := p.column(zoneDoc, "id", isLong); !slices.Equal(got, want) {
		p.Errorf("%d rules rule by rule, %d in the plan", len(got), len(want))
	}
	if n := p.sum(p.column(zoneDoc, "rules", isRows)); n != len(want) {
		p.Errorf("the rows of zones stand for %d rules of %d", n, len(want))
	}
	if n := len(p.column(zoneDoc, "id", isRows)); n != len(p.policy.Rules) {
		p.Errorf("%d rows on the worksheets of zones, %d grouped rules", n, len(p.policy.Rules))
	}
}

// perimeter: its rows are those of all zones but the ones inside zones, and its first lines say the numbers.
func (p printed) perimeter() {
	only := func(id string) bool { return id == "perimeter" }
	zones := p.column(func(id string) bool { return strings.HasPrefix(id, "zones/") }, "id", isRows)
	if rows := p.column(only, "id", isRows); !slices.Equal(rows, zones) {
		p.Errorf("%d rows of the perimeter, %d of zones", len(rows), len(zones))
	}
	n := p.policy.Counts
	if got := p.sum(p.column(only, "rules", isRows)); got != n.Between {
		p.Errorf("the perimeter stands for %d rules of %d", got, n.Between)
	}
	want := fmt.Sprintf("%d rules between hosts = %d between zones + %d within zones. This sheet lists %d of them.", len(p.plan.Network()), n.Between, n.Inside, n.Between)
	if !slices.ContainsFunc(p.docs["perimeter"].Blocks, func(b document.Block) bool { return b == document.Block(document.Text{Text: want}) }) {
		p.Errorf("the perimeter does not say %q", want)
	}
}

// zonePages: the page of all pairs of zones counts the same, and so do phases and profiles.
func (p printed) zonePages() {
	only := func(id string) bool { return id == "zones" }
	for _, table := range []string{"table-pairs", "table-phases"} {
		if n := p.sum(p.column(only, "flows", func(t document.Table) bool { return t.ID == table })); n != len(p.plan.Network()) {
			p.Errorf("%s counts %d rules of %d", table, n, len(p.plan.Network()))
		}
	}
	if n := p.sum(p.column(only, "flows", func(t document.Table) bool { return t.ID == "table-profiles" })); n != len(p.plan.Network())+len(p.plan.Dropped) {
		p.Errorf("the profiles count %d rules of %d and %d dropped", n, len(p.plan.Network()), len(p.plan.Dropped))
	}
}

// firewallPages: each firewall's rows stand for the rules that pass it.
func (p printed) firewallPages() {
	for _, wall := range p.plan.Firewalls {
		want := 0
		for _, f := range p.plan.Network() {
			if slices.Contains(f.Firewalls, wall.ID) {
				want++
			}
		}
		if n := p.sum(p.column(func(id string) bool { return id == "firewalls/"+wall.ID }, "rules", isRows)); n != want {
			p.Errorf("the rows of %s stand for %d rules of %d", wall.ID, n, want)
		}
	}
}

// links: what leads to another of these worksheets arrives.
func (p printed) links() {
	anchors := map[document.Ref]bool{}
	for id, d := range p.docs {
		anchors[ref.Document(id)] = true
		for _, b := range d.Blocks {
			switch b := b.(type) {
			case document.Heading:
				anchors[ref.Document(id).At(b.ID)] = true
			case document.Table:
				for _, r := range b.Rows {
					anchors[ref.Document(id).At(r.ID)] = true
				}
			}
		}
	}
	for id, d := range p.docs {
		for _, b := range d.Blocks {
			t, _ := b.(document.Table)
			for _, r := range t.Rows {
				for _, c := range r.Cells {
					elsewhere := strings.HasPrefix(c.Link.Document, "nodes/") || c.Link.Document == "overview"
					if !c.Link.IsZero() && !elsewhere && !anchors[c.Link] {
						p.Errorf("%s leads to %s, which is not there", id, c.Link)
					}
				}
			}
		}
	}
}

package render

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"portolan/model/drift"
	"portolan/model/evidence"
	"portolan/model/golden"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/workbook"
	"portolan/render/document"
)

// ruleList is a customer's list of the rules of one firewall.
type ruleList [][]string

// Columns of the list.
const (
	fromColumn = iota
	toColumn
	serviceColumn
	sourcePortColumn
	nameColumn
)

// listOf is a list with the rules of a firewall as a plan has them: before it translates sources, and after it has translated destinations.
func listOf(filed *policy.Policy, firewall string) ruleList {
	rows := ruleList{{"From", "To", "Service", "Source port", "Name"}}
	i := slices.IndexFunc(filed.Firewalls, func(p policy.FirewallPart) bool { return p.Firewall == firewall })
	for _, e := range filed.Firewalls[i].Enforced {
		r := filed.Rule(e.Rule)
		var from, to, ports []string
		for _, end := range e.Source {
			from = append(from, end.Arriving...)
		}
		for _, end := range e.Destination {
			to = append(to, end.Leaving...)
		}
		for _, p := range filed.ServiceGroup(r.Services).Ports {
			ports = append(ports, p.Socket())
		}
		rows = append(rows, []string{strings.Join(from, " "), strings.Join(to, " "), strings.Join(ports, " "), r.SourcePort, r.ID})
	}
	return rows
}

// with is the list with another value in the row of a rule; without the row, where that is empty.
func (l ruleList) with(rule string, column int, value string) (out ruleList) {
	for _, row := range l {
		if row[nameColumn] == rule {
			if value == "" {
				continue
			}
			row = slices.Clone(row)
			row[column] = value
		}
		out = append(out, row)
	}
	return out
}

// report reads the list as what was collected of a firewall on a day.
func (l ruleList) report(t *testing.T, p *plan.Plan, firewall string) *drift.Report {
	t.Helper()
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll(l); err != nil {
		t.Fatal(err)
	}
	rules, err := evidence.Table(firewall+"/rules.csv", text.Bytes(), evidence.Mapping{Source: "From", Destination: "To", Port: "Service", SourcePort: "Source port", ID: "Name"}, evidence.Through)
	if err != nil {
		t.Fatal(err)
	}
	return drift.Compare(p, []drift.Evidence{{Device: firewall, Collected: "2026-11-20", Rules: []*evidence.Rules{rules}}})
}

// TestRequestAsksForWhatIsMissing: of a firewall whose rules were collected, a change request asks for what is missing or cannot be told, and names what is
// there, with where it was seen, and what of it is wider. A firewall of which there is no evidence has nothing that is there.
func TestRequestAsksForWhatIsMissing(t *testing.T) {
	const firewall = "inner"
	p := plantest.Of(t, example)
	filed := policy.Of(p)
	part := filed.Firewalls[slices.IndexFunc(filed.Firewalls, func(f policy.FirewallPart) bool { return f.Firewall == firewall })].Part
	var asked []string // rules that are asked for as long as nobody has looked
	for _, r := range filed.ByTask("", part)[policy.Implement] {
		asked = append(asked, r.ID)
	}
	missing, wide, doubtful := asked[0], asked[1], asked[2]
	list := listOf(filed, firewall).with(missing, nameColumn, "").with(wide, serviceColumn, "tcp/1-65535").with(doubtful, fromColumn, "some-group")
	pack, err := newPacker(p, theme(t), Options{Version: "test", Evidence: list.report(t, p, firewall)})
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	tables := map[string][]string{} // the ids of the rows of each
	wider := map[string]bool{}
	for _, d := range pack.onPaper().walls {
		if !strings.HasPrefix(d.ID, docs.Firewalls) && d.ID != docs.Request {
			continue
		}
		fmt.Fprintf(&said, "# %s\n", d.Title)
		for _, b := range d.Blocks {
			written(&said, b)
			if table, is := b.(document.Table); is {
				for _, row := range table.Rows {
					tables[d.ID+" "+table.ID] = append(tables[d.ID+" "+table.ID], row.ID)
					if row.Badge == pack.words.Text("evidence.badge") {
						wider[row.ID] = true
					}
				}
			}
		}
	}
	here := docs.Firewalls + firewall
	if got := tables[here+" table-rows"]; !slices.Equal(got, []string{missing, doubtful}) {
		t.Errorf("asked for: %v, want %s, %s", got, missing, doubtful)
	}
	var there []string
	for _, id := range part.Rules {
		if task := filed.Rule(id).Task(p); (task == policy.Implement || task == policy.Keep) && id != missing && id != doubtful {
			there = append(there, id)
		}
	}
	slices.Sort(tables[here+" table-there"]) // the ids of a part are
	if got := tables[here+" table-there"]; !slices.Equal(got, there) {
		t.Errorf("there: %v, want %v", got, there)
	}
	if len(wider) != 1 || !wider[wide] {
		t.Errorf("wider: %v, want %s", wider, wide)
	}
	for id := range tables {
		if id != here+" table-there" && strings.HasSuffix(id, "table-there") {
			t.Errorf("%s, and nobody has looked there", id)
		}
	}
	golden.Check(t, "testdata/evidence/request.txt", said.String())
	golden.NoOrphans(t, "testdata/evidence", ".txt", []string{"testdata/evidence/request.txt"})
	pack.evidenceIsInSheets(t, missing, wide)
}

// evidenceIsInSheets: the page of the firewall, the CSV file and the workbook say of a rule what the request says.
func (p *packer) evidenceIsInSheets(t *testing.T, missing, wide string) {
	t.Helper()
	files, err := p.spreadsheets()
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, f := range files {
		if path.Base(f.Path) == "grouped.csv" {
			rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Data, []byte("\xef\xbb\xbf")))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				said["csv "+row[0]] = strings.Join(row, " | ")
			}
		}
	}
	for _, tab := range workbook.Of(p.source()).Tabs {
		for _, table := range tab.Tables {
			for _, row := range table.Rows {
				for _, cell := range row.Cells {
					said["workbook "+row.ID] += cell.Text + " | "
				}
			}
		}
	}
	for _, b := range p.document(docs.Firewalls + "inner").OnPages {
		if table, is := b.(document.Table); is {
			for _, row := range table.Rows {
				for _, cell := range row.Cells {
					said["page "+row.ID] += strings.Join(cell.Lines, " | ")
				}
			}
		}
	}
	for _, where := range []string{"csv ", "workbook ", "page "} {
		if got := said[where+missing]; !strings.Contains(got, "missing, blocked: ") {
			t.Errorf("%s%s: %s", where, missing, got)
		}
		if got := said[where+wide]; !strings.Contains(got, "already there, wider than documented: also ") || where != "page " && !strings.Contains(got, "inner/rules.csv, row ") {
			t.Errorf("%s%s: %s", where, wide, got)
		}
	}
}

// written writes the texts of a block.
func written(out *strings.Builder, b document.Block) {
	switch b := b.(type) {
	case document.Text:
		fmt.Fprintf(out, "%s\n", b.Text)
	case document.Heading:
		fmt.Fprintf(out, "## %s\n", b.Text)
	case document.Table:
		fmt.Fprintf(out, "%s\n", b.Caption)
		for _, row := range b.Rows {
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, strings.Join(c.Lines, " / "))
			}
			fmt.Fprintf(out, "- %s%s\n", strings.Join(cells, " | "), map[bool]string{true: " [" + row.Badge + "]"}[row.Badge != ""])
		}
	}
}

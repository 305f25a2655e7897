package model

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/decision"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/source"
)

// decisionCases are sites of which items were decided, and what became of it.
var decisionCases = []struct {
	name   string
	items  string // keys, separated by commas
	choose string
	until  string
	on     string // 2026-01-15 where empty
	asOf   string // the day of the check; the document's where empty
	text   string // changes of the text of decisions, "old => new", one a line
	site   string // changes of the site after the decision
	again  bool   // it was decided once more, later
}{
	{name: "a conflict, a topic and a service are answered", items: "conflict C06, topic dns, encryption file-share.smb"},
	{name: "the last day of a decision counts", items: "topic dns", until: "2026-11-28"},
	{name: "the day after, its item is open again", items: "topic dns", until: "2026-11-27"},
	{name: "so it is by the day of the check", items: "topic dns", until: "2026-12-31", asOf: "2027-01-01"},
	{name: "a conflict that says something else is open again", items: "conflict C06", text: `the plan: Opened => the plan: Closed`},
	{name: "a service that is reached from another zone is open again", items: "encryption file-share.smb", site: `addresses = ["172.20.10.21"]\nzone = "dmz" => addresses = ["172.20.20.22"]\nzone = "lan"`},
	{name: "a topic that the site declares needs no answer", items: "topic dns", site: `[approvals.one] => [flows.names]\nfrom = "all nodes"\nto = "pg"\nports = ["udp/53"]\npurpose = "Names"\ncovers = ["dns"]\n\n[approvals.one]`},
	{name: "what is misspelled", items: "topic dns", text: `topic dns => topic dsn`},
	{name: "what is no kind of item", items: "topic dns", text: `topic dns => rule QX7K2M`},
	{name: "a decision of tomorrow", items: "topic dns", on: "2026-11-29"},
	{name: "of two decisions the later counts", items: "topic dns", again: true},
	{name: "source A: the rule is open and no longer disputed", items: "conflict C06", choose: "A"},
	{name: "source B: the rule is not open", items: "conflict C06", choose: "B"},
	{name: "source B, in a profile that opens all", items: "conflict C06", choose: "B", site: `profile = "usual" => profile = "full"`},
	{name: "a choice ends with its decision", items: "conflict C06", choose: "B", until: "2026-11-27"},
	{name: "a choice of what says something else by now", items: "conflict C06", choose: "B", text: `the plan: Opened => the plan: Closed`},
	{name: "a source that is not there", items: "conflict C06", choose: "C"},
	{name: "a conflict without a choice", items: "conflict C10", choose: "A"},
	{name: "a choice of what is no conflict", items: "topic dns", choose: "A"},
}

// TestDecisions decides items of a site, changes one thing at a time, and writes what is open, which rules dispute what, and what is found.
func TestDecisions(t *testing.T) {
	before := strings.Replace(approvalFixture(t, "approval-1-before"), "schema = 1\n", "schema = 1\nprofile = \"usual\"\n", 1)
	site, cats := siteOf(t, before)
	p, found := resolve.All(site, cats, resolve.Options{})
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	var b strings.Builder
	for _, c := range decisionCases {
		d := decision.Decision{ID: "D1", Text: "Agreed", Choose: c.choose, By: "S. Tranger", Date: source.Date{Year: 2026, Month: 1, Day: 15}, Until: dayOf(t, c.until)}
		if c.on != "" {
			d.Date = dayOf(t, c.on)
		}
		text := decidedOn(t, nil, p, d, strings.Split(c.items, ", "))
		if c.again {
			d.ID, d.Date = "D2", source.Date{Year: 2026, Month: 2, Day: 1}
			text = decidedOn(t, text, p, d, strings.Split(c.items, ", "))
		}
		file, faults := decision.Load("decisions.toml", []byte(edited(t, string(text), c.text)))
		if file == nil {
			t.Fatal(modeltest.Printed(faults))
		}
		after, cats := siteOf(t, edited(t, before, c.site))
		fmt.Fprintf(&b, "== %s\n%s\n", c.name, openText(resolve.All(after, cats, resolve.Options{AsOf: dayOf(t, c.asOf), Decisions: file})))
	}
	golden.Check(t, "testdata/decisions/cases.txt", b.String())
}

// decidedOn writes a decision on items of a plan into a text.
func decidedOn(t *testing.T, text []byte, p *plan.Plan, d decision.Decision, keys []string) []byte {
	t.Helper()
	e, items := decision.Entry{Decision: d}, plan.OpenItems(p)
	for _, key := range keys {
		i := slices.IndexFunc(items, func(item decision.Item) bool { return item.Key() == key })
		if i < 0 {
			t.Fatalf("%s is not open", key)
		}
		e.Answers = append(e.Answers, decision.Answer{Item: key, About: items[i].About})
	}
	text, err := decision.Write("decisions.toml", text, e)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// openText says how many items are open, what became of those that were decided, and how rules are that documents dispute.
func openText(p *plan.Plan, found source.Diagnostics) string {
	var b strings.Builder
	if p != nil {
		open := slices.DeleteFunc(plan.OpenItems(p), func(i decision.Item) bool { return !plan.IsOpen(p, i.Kind, i.ID) })
		fmt.Fprintf(&b, "%d of %d items are open\n", len(open), len(plan.OpenItems(p)))
		for _, d := range p.Decisions {
			for _, a := range d.Answers {
				fmt.Fprintf(&b, "  %s: %s %s is %s\n", d.ID, a.Kind, a.ID, a.State)
			}
		}
		for _, f := range slices.Concat(p.Flows, p.Dropped) {
			if !f.Internal && (f.Disputed != "" || f.Decision != "") {
				fmt.Fprintf(&b, "  %s %s %s -> %s, disputed: %q, held: %v", f.ID, f.Rule, f.From, f.To, f.Disputed, p.Flow(f.ID) != nil)
				if f.Decision != "" {
					fmt.Fprintf(&b, ", because %s (%s)", f.Chain[0].What, f.Chain[0].AtPresent())
				}
				b.WriteByte('\n')
			}
		}
	}
	b.WriteString(modeltest.Printed(slices.DeleteFunc(found.Sorted(), func(d source.Diagnostic) bool { return d.Code < "S370" || d.Code > "S379" || len(d.Code) != 4 })))
	return b.String()
}

// TestChosenPorts: the chosen source of a conflict over a port moves the listener, as an override of the site does, which counts before it.
func TestChosenPorts(t *testing.T) {
	data, err := os.ReadFile("testdata/infrastructure/syslog/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	relp := func(text string, file *decision.File) (string, source.Diagnostics) {
		site, cats := siteOf(t, text)
		p, found := resolve.All(site, cats, resolve.Options{Decisions: file})
		if p == nil {
			t.Fatal(modeltest.Printed(found))
		}
		for _, f := range p.Network() {
			if f.Rule == "relp" {
				return f.Socket() + " " + f.Chain[len(f.Chain)-1].What, found
			}
		}
		return modeltest.Printed(found), found
	}
	site, cats := siteOf(t, text)
	p, found := resolve.All(site, cats, resolve.Options{})
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	if socket, _ := relp(text, nil); !strings.HasPrefix(socket, "tcp/2514") {
		t.Fatalf("undecided: %q", socket)
	}
	file, _ := decision.Load("decisions.toml", decidedOn(t, nil, p, decision.Decision{ID: "D1", Text: "514", Choose: "A", By: "S. Tranger", Date: source.Date{Year: 2026, Month: 1, Day: 15}}, []string{"conflict relp-port"}))
	if socket, _ := relp(text, file); !strings.HasPrefix(socket, "tcp/514") {
		t.Errorf("source A: %q", socket)
	}
	moved := text + "\n[overrides.\"log-collector.relp\"]\nport = 20514\nreason = \"As it is\"\n"
	if socket, found := relp(moved, file); !strings.HasPrefix(socket, "tcp/20514") || countCode(found, "S376") != 1 {
		t.Errorf("the site's own port: %q\n%s", socket, modeltest.Printed(found))
	}
}

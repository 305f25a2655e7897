package model

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/plantest"
)

// around holds the rows that publishers' documents state on infrastructure (rows.json), what the catalogues call otherwise than these (parties.txt),
// where a catalogue differs from a row, and why (exceptions.txt), and a site for each catalogue in which all of its facts hold.
const around = "testdata/infrastructure"

// TestInfrastructure: the rules of each site are the rows of its catalogue, with the same ends, ports, need and encryption, and cite the documents of
// the row. Each row is covered, or stands in exceptions.txt with a reason; a row that nobody has seen in a document is never shipped.
func TestInfrastructure(t *testing.T) {
	exceptions := aroundExceptions(t)
	called := aroundParties(t)
	var all []struct {
		Catalogue, Component string
		Rows                 []aroundRow
	}
	data, err := os.ReadFile(filepath.Join(around, "rows.json"))
	if err == nil {
		err = json.Unmarshal(data, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	shipped := map[string]bool{}
	for _, dir := range catalog.Infrastructure().Editions() {
		product, _, _ := strings.Cut(dir, "/")
		shipped[product] = true
	}
	for _, c := range all {
		delete(shipped, c.Catalogue)
		t.Run(c.Catalogue, func(t *testing.T) {
			k := &aroundCheck{t: t, catalogue: c.Catalogue, exceptions: exceptions, called: called, rules: aroundRules(t, c.Catalogue, called)}
			for _, row := range c.Rows {
				k.row(row)
			}
			k.rest()
		})
	}
	for product := range shipped {
		t.Errorf("the catalogue %s has no rows", product)
	}
	for key, e := range exceptions {
		if !e.used {
			t.Errorf("the exception %q is not needed", key)
		}
	}
}

// An aroundRow is what a document says of a connection.
type aroundRow struct {
	Row        int      `json:"row"`
	From       string   `json:"from"`
	To         string   `json:"to"`
	Protocol   string   `json:"protocol"`
	Port       string   `json:"port"`
	Need       string   `json:"need"`
	Encrypted  string   `json:"encrypted"`
	Service    string   `json:"service"`
	Documents  []string `json:"documents"`
	SourcePort string   `json:"source_port"`
	Either     bool     `json:"either"` // whichever side opens the connection
	Unverified bool     `json:"unverified"`
}

// ofSite is the port of a rule that the site gives, and what rows say where a document leaves the port to whoever sets the product up.
const ofSite = "the site's port"

var leftToSite = []string{"dynamic", "service port", "check port", "agent-port", "unset"}

// keys are the row's connections, each with one port.
func (r aroundRow) keys(t *testing.T) []string {
	t.Helper()
	var keys []string
	for protocol := range strings.SplitSeq(r.Protocol, "+") {
		for port := range strings.SplitSeq(strings.ReplaceAll(r.Port, " or ", ", "), ", ") {
			if slices.Contains(leftToSite, port) {
				keys = append(keys, r.between(protocol+" "+ofSite)...)
				continue
			}
			if port == "n/a" {
				port = protocol
			}
			p, err := catalog.PortOf(protocol, port)
			if err != nil {
				t.Errorf("row %d: %v", r.Row, err)
				continue
			}
			keys = append(keys, r.between(p.Plain().Key())...)
		}
	}
	return keys
}

// between are the row's connections on one port.
func (r aroundRow) between(port string) []string {
	keys := []string{fmt.Sprintf("%s -> %s %s", r.From, r.To, port)}
	if r.Either && r.From != r.To {
		keys = append(keys, fmt.Sprintf("%s -> %s %s", r.To, r.From, port))
	}
	return keys
}

// An aroundRule is a rule of a catalogue's site, by the parties of the rows.
type aroundRule struct {
	flow      *plan.Flow
	documents []string
	asked     bool
}

// aroundRules are the rules of a catalogue's site by their ends and port.
func aroundRules(t *testing.T, catalogue string, called map[string]string) map[string][]*aroundRule {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(around, catalogue, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	p := plantest.Written(t, catalogue, text)
	editions := catalog.Infrastructure().Editions()
	cat, _ := catalog.Open(editions[slices.IndexFunc(editions, func(dir string) bool { return strings.HasPrefix(dir, catalogue+"/") })])
	rules := map[string][]*aroundRule{}
	name := func(id string) string {
		id = aroundPeer.ReplaceAllString(strings.TrimPrefix(strings.TrimPrefix(id, "clients."), "external."), "")
		if other, ok := called[catalogue+" "+id]; ok {
			return other
		}
		return id
	}
	for _, f := range p.Network() {
		rule := &aroundRule{flow: f}
		for _, source := range cat.FlowRule(f.Rule).Source {
			c, _ := catalog.ParseCitation(source.V)
			rule.documents = append(rule.documents, c.Document)
		}
		ports := []catalog.Port{f.Port}
		if f.Port.Choice == catalog.Alternatives {
			ports = nil
			for _, s := range f.Port.Numbers.Spans() {
				port, _ := catalog.PortOf(f.Protocol, strconv.Itoa(s.Low))
				ports = append(ports, port)
			}
		}
		for _, port := range ports {
			text := port.Plain().Key()
			if l, ok := cat.Listener(f.Listener); ok && !catalog.FormulaOf(l).Fixed() {
				text = f.Protocol + " " + ofSite
			}
			key := fmt.Sprintf("%s -> %s %s", name(f.From), name(f.To), text)
			rules[key] = append(rules[key], rule)
		}
	}
	return rules
}

var aroundPeer = regexp.MustCompile(`-2$`)

type aroundException struct {
	reason string
	used   bool
}

type aroundCheck struct {
	t          *testing.T
	catalogue  string
	exceptions map[string]*aroundException
	called     map[string]string
	rules      map[string][]*aroundRule
}

// excepted reports whether a difference stands in the table of exceptions.
func (k *aroundCheck) excepted(where, what string) bool {
	e := k.exceptions[k.catalogue+"\t"+where+"\t"+what]
	if e != nil {
		e.used = true
	}
	return e != nil
}

// row holds the rules against one row.
func (k *aroundCheck) row(r aroundRow) {
	id := strconv.Itoa(r.Row)
	if r.Unverified || k.excepted(id, "absent") {
		return
	}
	for _, key := range r.keys(k.t) {
		matching := slices.DeleteFunc(slices.Clone(k.rules[key]), func(x *aroundRule) bool { return !k.cites(x, r) })
		if len(matching) == 0 {
			k.t.Errorf("row %d (%s): no rule %s that cites %v", r.Row, r.Service, key, r.Documents)
			continue
		}
		for _, x := range matching {
			x.asked = true
		}
		k.says(r, key, "need", wanted(r.Need), matching, func(f *plan.Flow) string { return f.Requirement })
		k.says(r, key, "encrypted", r.Encrypted, matching, func(f *plan.Flow) string { return f.Encrypted })
		k.says(r, key, "source port", strings.ReplaceAll(r.SourcePort, "*", ""), matching, func(f *plan.Flow) string { return f.FromPort })
	}
}

// wanted is the requirement of a rule for what a row says of its need: what is to be avoided is a choice of the site, of which a lint rule warns.
func wanted(need string) string {
	if need == "avoid" {
		return "optional"
	}
	return need
}

// cites reports whether a rule cites all documents of a row.
func (k *aroundCheck) cites(x *aroundRule, r aroundRow) bool {
	return !slices.ContainsFunc(r.Documents, func(d string) bool { return !slices.Contains(x.documents, d) })
}

func (k *aroundCheck) says(r aroundRow, key, what, want string, rules []*aroundRule, of func(*plan.Flow) string) {
	if slices.ContainsFunc(rules, func(x *aroundRule) bool { return of(x.flow) == want }) || k.excepted(strconv.Itoa(r.Row), what) {
		return
	}
	k.t.Errorf("row %d (%s): %s: %s is %q, not %q", r.Row, r.Service, key, what, of(rules[0].flow), want)
}

// rest finds rules that no row asks for.
func (k *aroundCheck) rest() {
	for key, rules := range k.rules {
		for _, x := range rules {
			if !x.asked && !k.excepted(x.flow.Rule, "more") {
				k.t.Errorf("no row asks for flow rule %s: %s", x.flow.Rule, key)
			}
		}
	}
}

// aroundExceptions reads where catalogues differ from rows: catalogue, row or flow rule, what, reason.
func aroundExceptions(t *testing.T) map[string]*aroundException {
	t.Helper()
	all := map[string]*aroundException{}
	for _, cells := range aroundTable(t, "exceptions.txt", 4) {
		if cells[3] == "" || !slices.Contains([]string{"absent", "need", "encrypted", "source port", "more"}, cells[2]) {
			t.Errorf("exceptions.txt: %q", cells)
		}
		all[strings.Join(cells[:3], "\t")] = &aroundException{reason: cells[3]}
	}
	return all
}

// aroundParties reads what parties of catalogues are called in the rows.
func aroundParties(t *testing.T) map[string]string {
	t.Helper()
	called := map[string]string{}
	for _, cells := range aroundTable(t, "parties.txt", 3) {
		called[cells[0]+" "+cells[1]] = cells[2]
	}
	return called
}

func aroundTable(t *testing.T, name string, columns int) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(around, name))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\n"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := regexp.MustCompile(`\t+`).Split(line, -1)
		if len(cells) != columns {
			t.Fatalf("%s: %q", name, line)
		}
		rows = append(rows, cells)
	}
	return rows
}

package model

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/modeltest"
	"portolan/model/source"
)

// A badBlock is a table of a bad site, or what stands before the first one.
type badBlock struct {
	header string
	lines  []string
}

func (b badBlock) text() string { return strings.Join(b.lines, "\n") }

// A badSite is a fixture in its tables.
type badSite struct {
	name   string
	blocks []badBlock
	found  source.Diagnostics
}

func badSites(t *testing.T) []badSite {
	t.Helper()
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	var out []badSite
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := badSite{name: strings.TrimSuffix(filepath.Base(file), ".toml"), blocks: []badBlock{{}}}
		for _, line := range strings.Split(string(data), "\n") {
			last := &s.blocks[len(s.blocks)-1]
			switch {
			case strings.HasPrefix(line, "["):
				s.blocks = append(s.blocks, badBlock{header: line})
			case line != "" && !strings.HasPrefix(line, "#"):
				last.lines = append(last.lines, line)
			}
		}
		_, s.found = compile(s.name+".toml", data)
		out = append(out, s)
	}
	return out
}

// sound are the tables that most fixtures have, as most of them have it: the site around their faults.
func sound(sites []badSite) (order []string, tables map[string]badBlock) {
	with, alike := map[string]int{}, map[string]int{}
	for _, s := range sites {
		for _, b := range s.blocks {
			with[b.header]++
			alike[b.header+"\n"+b.text()]++
		}
	}
	tables, most := map[string]badBlock{}, map[string]int{}
	for _, s := range sites {
		for _, b := range s.blocks {
			n := alike[b.header+"\n"+b.text()]
			if with[b.header] < len(sites)*3/5 || n <= most[b.header] {
				continue
			}
			if most[b.header] == 0 {
				order = append(order, b.header)
			}
			tables[b.header], most[b.header] = b, n
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return min(len(a), 1) - min(len(b), 1) }) // what stands before all tables comes first
	return order, tables
}

// several are the tables of which a site may have more: a fixture's own gets an id that no other has.
var several = regexp.MustCompile(`^\[(zones|nodes|servers|load_balancers|forward_proxies|externals|clients|flows|groups|service_groups|firewalls|translations|requests|approvals|contacts)\.([a-z0-9-]+)\]$`)

// A merger puts the faults of fixtures into one site.
type merger struct {
	order  []string
	sound  map[string]badBlock
	tables map[string]badBlock // the same with faults
	uses   map[string]int      // how many fixtures have a table
	lines  map[string]string   // header and key of a single table -> the fixture that changed it
	more   []badBlock
	wanted map[string]string // message -> fixture
	taken  int
}

const samePlace = "it has another fault where "

// take adds a fixture, or says why it cannot stand beside the others.
func (m *merger) take(s badSite, number int) string {
	for _, d := range s.found {
		if slices.Contains([]string{"T01", "T02", "T03", "T04", "T08", "S03"}, d.Code) {
			return "a text that cannot be read, or has too much of something, says nothing else"
		}
	}
	if !slices.ContainsFunc(s.found, ofDescription) {
		return "its errors are findings of the vendor's rules, which are about all nodes of a site"
	}
	if why := apart[s.name]; why != "" {
		return why
	}
	rename := renaming{id: fmt.Sprintf("${1}x%d", number), number: number}
	twice := slices.ContainsFunc(s.found, func(d source.Diagnostic) bool { return d.Code == "S11" || d.Code == "S13" })
	have := map[string]bool{}
	for _, b := range s.blocks {
		have[b.header] = true
		table := several.FindStringSubmatch(b.header)
		if table == nil || m.shared(b.header) || m.uses[b.header] == 1 {
			continue
		}
		hosts := table[1] == "nodes" || table[1] == "servers"
		if b.text() == m.sound[b.header].text() && !(twice && hosts) {
			continue
		}
		rename.ids = append(rename.ids, table[2])
		rename.zone = rename.zone || b.header == "[zones.lan]"
		rename.hosts = rename.hosts || hosts
	}
	for header := range m.sound {
		if !have[header] {
			return "it is about what a site lacks: " + header
		}
	}
	changed, own := map[string]string{}, []badBlock{}
	for _, b := range s.blocks {
		shared, ok := m.sound[b.header]
		switch {
		case ok && b.text() == shared.text() && !rename.has(b.header):
		case rename.has(b.header) || m.uses[b.header] == 1 && several.MatchString(b.header) || strings.HasPrefix(b.header, "[["):
			own = append(own, rename.block(b))
		default:
			for _, line := range b.lines {
				key, _, _ := strings.Cut(line, "=")
				key = b.header + " " + strings.TrimSpace(key)
				if slices.Contains(shared.lines, line) {
					continue
				}
				if other := m.lines[key]; other != "" {
					return samePlace + other + " has one: " + key
				}
				changed[key] = rename.text(line)
			}
			for _, line := range shared.lines {
				key, _, _ := strings.Cut(line, "=")
				if !slices.ContainsFunc(b.lines, func(l string) bool { return strings.HasPrefix(l, key) }) {
					return "it is about what a table lacks: " + b.header + " " + key
				}
			}
		}
	}
	m.more = append(m.more, own...)
	for key, line := range changed {
		m.lines[key] = s.name
		m.change(key, line)
	}
	for _, d := range s.found {
		if ofDescription(d) && !slices.ContainsFunc(uncertain, func(text string) bool { return strings.Contains(d.What, text) }) {
			m.wanted[message(d)] = s.name
		}
	}
	return ""
}

// uncertain is what is not said while other nodes of the site are in doubt: which sets have members, and which states there are.
var uncertain = []string{"has no members at this site", "which this site does not have"}

// apart are the fixtures that take away what the fault of another is measured by.
var apart = map[string]string{
	"locations":            "interfaces of firewalls have zones for keys, which are not renamed",
	"translations":         "while a firewall is faulty it is not certain which ones are on the way",
	"shell-hostile-folder": "the runbook that its values go into needs database and share on one host with Windows",
	"wrong-type-date":      "without the date of the document no other date is too late",
}

// shared reports whether a table of the sound site has the id of another one, so that a second one of its kind could not have names of its own.
func (m *merger) shared(header string) bool {
	id := several.FindStringSubmatch(header)[2]
	for other := range m.sound {
		if table := several.FindStringSubmatch(other); table != nil && table[2] == id && other != header {
			return true
		}
	}
	return false
}

// ofDescription reports whether an error is about what the site says, and not a finding of a vendor's rules.
func ofDescription(d source.Diagnostic) bool {
	return d.Severity == source.Error && !strings.HasPrefix(d.Code, "L")
}

// message is what a diagnostic says, without what the fixture's own names and addresses have of their own.
func message(d source.Diagnostic) string {
	text := regexp.MustCompile(`([a-z0-9])x[0-9]+\b`).ReplaceAllString(d.Code+": "+d.What, "$1")
	if d.Code == "S39" { // a port that a listener is moved to is taken on every node
		text, _, _ = strings.Cut(text, " on ")
	}
	return regexp.MustCompile(`\b(0?)10\.[0-9]+\.[0-9]+\.`).ReplaceAllString(text, "${1}10.1.0.")
}

// change puts a line into a table of which a site has one.
func (m *merger) change(key, line string) {
	header, name, _ := strings.Cut(key, "] ")
	if header += "]"; strings.HasPrefix(key, " ") {
		header, name = "", key[1:]
	}
	b, ok := m.tables[header]
	if !ok {
		m.order = append(m.order, header)
	}
	lines := slices.DeleteFunc(slices.Clone(b.lines), func(l string) bool { return strings.HasPrefix(l, name+" ") })
	m.tables[header] = badBlock{header, append(lines, line)}
}

func (m *merger) text() []byte {
	var b strings.Builder
	write := func(block badBlock) { fmt.Fprintf(&b, "%s\n%s\n\n", block.header, block.text()) }
	for _, header := range m.order {
		write(m.tables[header])
	}
	for _, block := range m.more {
		write(block)
	}
	return []byte(b.String())
}

// A renaming gives what a fixture has of its own names and addresses that no other has.
type renaming struct {
	ids    []string
	id     string
	zone   bool // one of its zones is its own
	hosts  bool // one of its hosts is
	number int
}

// has reports whether the table of a header gets a name of the fixture's own.
func (r renaming) has(header string) bool {
	table := several.FindStringSubmatch(header)
	return table != nil && slices.Contains(r.ids, table[2])
}

func (r renaming) block(b badBlock) badBlock {
	out := badBlock{header: r.text(b.header)}
	for _, line := range b.lines {
		if line != "facts = { central = true }" { // there is one central node already
			out.lines = append(out.lines, r.text(line))
		}
	}
	return out
}

func (r renaming) text(s string) string {
	for _, id := range r.ids {
		s = regexp.MustCompile(`(["'.\\]`+regexp.QuoteMeta(id)+`)\b`).ReplaceAllString(s, r.id)
	}
	if r.zone {
		return regexp.MustCompile(`\b10\.1\.`).ReplaceAllString(s, fmt.Sprintf("10.%d.", 100+r.number))
	}
	if r.hosts {
		return strings.ReplaceAll(s, "10.1.0.", fmt.Sprintf("10.1.%d.", r.number))
	}
	return s
}

// TestBadSitesInOne puts all bad sites into one whose faults can stand beside each other, and those that have another fault in the same place into a
// second one, and so on: one run tells every one of them, and nothing that only follows from another. Findings of the vendor's rules are left
// out: they are about all nodes of a site, of which there are others then.
func TestBadSitesInOne(t *testing.T) {
	sites := badSites(t)
	order, tables := sound(sites)
	uses := map[string]int{}
	for _, s := range sites {
		for _, b := range s.blocks {
			uses[b.header]++
		}
	}
	for round, left := 1, sites; len(left) > 0; round++ {
		m := &merger{order: order, sound: tables, tables: maps.Clone(tables), lines: map[string]string{}, uses: uses, wanted: map[string]string{}}
		m.more = append(m.more, badBlock{"[clients.administrators]", []string{`networks = ["10.9.128.0/17"]`}}) // sites of several nodes need them
		var next []badSite
		for i, s := range left {
			switch reason := m.take(s, i+1); {
			case strings.HasPrefix(reason, samePlace):
				next = append(next, s)
			case reason != "":
				t.Logf("alone: %s: %s", s.name, reason)
			default:
				m.taken++
			}
		}
		t.Logf("%d of %d sites in one, %d messages", m.taken, len(sites), len(m.wanted))
		m.check(t, fmt.Sprintf("all%d.toml", round))
		left = next
	}
}

// check compares what is told of the merged site with what is told of each of its fixtures.
func (m *merger) check(t *testing.T, name string) {
	_, found := compile(name, m.text())
	told := map[string]bool{}
	for _, d := range found {
		if ofDescription(d) {
			told[message(d)] = true
		}
	}
	for _, text := range source.SortedKeys(m.wanted) {
		if !told[text] {
			t.Errorf("not told: %s, of %s", text, m.wanted[text])
		}
	}
	for _, d := range found {
		if text := message(d); told[text] && m.wanted[text] == "" {
			t.Errorf("follows from another, or is none:\n%s", modeltest.Printed(source.Diagnostics{d}))
		}
	}
}

package model

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// vendors holds catalogues of other vendors' published port tables, and beside each sites, the rows of the table (expected.csv, by role) and,
// where a site has them, its connections pair by pair (pairs.csv).
const vendors = "testdata/vendors"

// TestVendors: the rules of each site are the rows of its vendor's table, and its pairs. A site whose hosts differ in what the table has one column for
// is in by-pair.
func TestVendors(t *testing.T) {
	sites, err := filepath.Glob(vendors + "/*/*/*/site.toml")
	if err != nil || len(sites) == 0 {
		t.Fatal(sites, err)
	}
	for _, file := range sites {
		folder := filepath.Dir(file)
		t.Run(filepath.Base(folder), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := vendorPlan(t, filepath.Dir(filepath.Dir(folder)), text)
			byRole(t, p, folder)
			byPair(t, p, folder)
		})
	}
}

// vendorPlan resolves a site of a vendor's products.
func vendorPlan(t *testing.T, vendor string, text []byte) *plan.Plan {
	t.Helper()
	p, found := vendorResolved(t, vendor, text)
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return p
}

func vendorResolved(t *testing.T, vendor string, text []byte) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	s, found := site.Load("site.toml", text)
	if s == nil {
		t.Fatal(modeltest.Printed(found))
	}
	var cats []*catalog.Catalogue
	for _, of := range s.Catalogues() {
		cat, faults := catalog.Load(os.DirFS(filepath.Join(vendor, "products")), of.V)
		if cat == nil || faults.HasErrors() {
			t.Fatal(modeltest.Printed(faults))
		}
		cats = append(cats, cat)
	}
	p, more := resolve.All(s, cats, resolve.Options{})
	return p, append(found, more...)
}

// The site of many agents: 180 of them behind 8 proxies, every other one of which calls its proxy.
const agents, proxies = 180, 8

func manyAgents() []byte {
	text := valueOf(vendors+"/zabbix/sites/mixed", "site.toml", "")
	head, _, _ := strings.Cut(text, "[nodes.server-1]")
	var b strings.Builder
	b.WriteString(head)
	node := func(id, role, facts string, n int) {
		fmt.Fprintf(&b, "\n[nodes.%s]\nhost = \"%s.zabbix.example\"\naddresses = [\"10.61.0.%d\"]\nzone = \"core\"\nos = \"rhel-9\"\nrole = %q\nfacts = { %s }\n", id, id, n, role, facts)
	}
	node("server-1", "server", "", 1)
	for i := range proxies {
		node(fmt.Sprint("proxy-", i), "proxy", "", 10+i)
	}
	for i := range agents {
		node(fmt.Sprint("agent-", i), "agent", fmt.Sprintf("active = %v, passive = true, proxy = \"proxy-%d\"", i%2 == 0, i%proxies), 40+i)
	}
	b.WriteString("\n[clients.people]\nnetworks = [\"10.60.1.0/24\"]\nzone = \"outside\"\n")
	return []byte(b.String())
}

// TestPairsOfAgents: each agent has a rule with its own proxy, in each direction that it uses, and none with another.
func TestPairsOfAgents(t *testing.T) {
	p := vendorPlan(t, vendors+"/zabbix", manyAgents())
	got := map[string]bool{}
	for _, f := range p.Network() {
		if strings.HasPrefix(f.From, "agent") || strings.HasPrefix(f.To, "agent") {
			got[f.From+" "+f.To] = true
		}
	}
	want := map[string]bool{}
	for i := range agents {
		want[fmt.Sprintf("proxy-%d agent-%d", i%proxies, i)] = true
		if i%2 == 0 {
			want[fmt.Sprintf("agent-%d proxy-%d", i, i%proxies)] = true
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("%d pairs too many: %v; lacking %v", len(got)-len(want), notIn(got, want), notIn(want, got))
	}
}

// TestPairsThatAreNone: a node that names no other, one that nobody shares a value with, and one without a value are told at their lines.
func TestPairsThatAreNone(t *testing.T) {
	text := valueOf(vendors+"/zabbix/sites/mixed", "site.toml", "")
	for _, c := range []struct{ old, new, code, what string }{
		{`proxy = "proxy-1"`, `proxy = "proxy-7"`, "S203", "names \"proxy-7\", which is no node"},
		{`proxy = "proxy-1"`, `proxy = "gateway-1"`, "S205", "connects node agent-3 with no host"},
		{`active = true, proxy = "proxy-2"`, `active = true, proxy = "server-1"`, "S205", "flow rule Z2 connects node agent-4 with no host"},
	} {
		_, found := vendorResolved(t, vendors+"/zabbix", []byte(strings.Replace(text, c.old, c.new, 1)))
		told := slices.ContainsFunc(found, func(d source.Diagnostic) bool {
			return d.Code == c.code && strings.Contains(d.What, c.what) && d.At.Line() > 0 && strings.Contains(strings.Split(text, "\n")[d.At.Line()-1], "proxy =")
		})
		if !told {
			t.Errorf("%s: %s is not told:\n%s", c.new, c.code, modeltest.Printed(found))
		}
	}
}

// byRole: what the roles of the site open to each other is what the table says for them.
func byRole(t *testing.T, p *plan.Plan, folder string) {
	got, roles := map[string]bool{}, map[string]bool{"self": true}
	for _, party := range p.Parties {
		roles[roleOf(party)] = true
	}
	for _, f := range p.Flows {
		from := roleOf(p.Party(f.From))
		if f.Internal {
			from = "self"
		}
		got[strings.Join([]string{from, roleOf(p.Party(f.To)), f.Port.Plain().Key()}, " ")] = true
	}
	want := map[string]bool{}
	for _, row := range records(t, filepath.Join(folder, "../../expected.csv")) {
		source, destination := row[1], row[2]
		outside := strings.ContainsAny(destination, ". ")
		if !holds(t, folder, row[5]) || !roles[source] || !roles[destination] && !outside {
			continue
		}
		for number := range strings.SplitSeq(valueOf(folder, "nn.txt", "00"), "\n") {
			numbers := strings.ReplaceAll(row[4], "<NN>", number)
			want[strings.Join([]string{source, destination, catalog.Socket(row[3], numbers)}, " ")] = true
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("by roles the site opens %v besides, and lacks %v", notIn(got, want), notIn(want, got))
	}
}

var numbered = regexp.MustCompile(`-\d+$`)

// roleOf is what a table calls a party: its id without its number, or the host name of an outside party.
func roleOf(p *plan.Party) string {
	if p.Kind == plan.ExternalParty && p.Host != "" {
		return p.Host
	}
	if p.Kind == plan.InterfaceParty || p.Kind == plan.FloatingParty { // the table has the roles of the hosts, whichever of their addresses are meant
		return numbered.ReplaceAllString(p.Hosts[0], "")
	}
	return strings.Replace(numbered.ReplaceAllString(p.ID, ""), "multicast-group", "multicast group", 1)
}

// byPair: the connections of a site are those of its pairs.csv.
func byPair(t *testing.T, p *plan.Plan, folder string) {
	file := filepath.Join(folder, "pairs.csv")
	if _, err := os.Stat(file); err != nil {
		return
	}
	got, want := map[string]bool{}, map[string]bool{}
	for _, f := range p.Flows {
		got[fmt.Sprintf("%s %s %s", f.From, f.To, f.Port.Plain().Key())] = true
	}
	for _, row := range records(t, file) {
		want[fmt.Sprintf("%s %s %s", row[0], row[1], catalog.Socket(row[2], row[3]))] = true
	}
	if !maps.Equal(got, want) {
		t.Errorf("pair by pair the site opens %v besides, and lacks %v", notIn(got, want), notIn(want, got))
	}
}

// holds reports whether a row's condition is one that the site meets. Rows of one host with itself are internal.
func holds(t *testing.T, folder, condition string) bool {
	return condition == "" || condition != "same host" && slices.Contains(strings.Split(valueOf(folder, "holds.txt", ""), "\n"), condition)
}

func valueOf(folder, name, otherwise string) string {
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return otherwise
	}
	return strings.TrimRight(string(data), "\n")
}

// records are the rows of a table without its head.
func records(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func notIn(set, other map[string]bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(set)), func(s string) bool { return other[s] })
}

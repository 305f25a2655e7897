package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// gossip is a small product that says what the catalogue's language can: nodes of a data centre talk to each other, active ones write to
// storage on Windows.
const gossip = `
[product]
id = "gossip"
edition = "1"
name = "Gossip"

[documents.guide]
publisher = "Example"
title = "Guide"

[facts.datacentre]
holder = "node"
type = "text"
meaning = "Where the node stands"
source = ["guide:- Places"]

[facts.mode]
holder = "node"
type = "choice"
choices = ["active", "passive"]
default = "passive"
meaning = "What the node does"
source = ["guide:- Modes"]

[facts.weight]
holder = "node"
type = "number"
default = 1
meaning = "How much it counts"
source = ["guide:- Modes"]

[services.member]
name = "Member"
source = ["guide:- Services"]

[services.member.listeners.talk]
port = "7000"
transport = "tcp"
transport_basis = "stated"
purpose = "Members talk"
encrypted = "yes"
source = ["guide:- Ports"]

[services.store]
name = "Store"
source = ["guide:- Services"]

[services.store.listeners.write]
port = "7001"
transport = "tcp"
transport_basis = "stated"
purpose = "Writing"
encrypted = "yes"
source = ["guide:- Ports"]

[roles.member]
name = "Member"
services = ["member"]
source = ["guide:- Services"]

[roles.store]
name = "Store"
services = ["store"]
source = ["guide:- Services"]

[sets.members]
name = "members"
is = [{ runs = ["member"] }]

[sets.writers]
name = "writers"
is = [{ runs = ["member"], with = ["mode = active", "weight >= 2"] }]

[sets.stores]
name = "stores on Windows"
is = [{ runs = ["store"], os = ["windows*"] }]

[[flows]]
id = "G1"
from = { set = "members", service = "member" }
to = { set = "members", listener = "member.talk" }
between = "other nodes, same datacentre"
purpose = "Gossip"
source = ["guide:- Ports"]

[[flows]]
id = "G2"
from = { set = "writers", service = "member" }
to = { set = "stores", listener = "store.write" }
purpose = "Writing"
source = ["guide:- Ports"]

[[lint]]
id = "odd"
level = "warning"
kind = "count"
select = [{ runs = ["member"] }]
allow = ["odd"]
what = "{value} members, which is no odd number"
source = ["guide:- Numbers"]
`

// gossipSite has members a to d, of which a and b share a data centre, and two stores.
const gossipSite = `
schema = 1
product = "gossip/1"

[document]
customer = "Example"
title = "Gossip"
classification = "Internal"
revision = "1"
date = 2026-10-01

[zones.lan]
name = "LAN"
networks = ["10.1.0.0/16"]
`

func gossipNode(id string, number int, os, role, facts string) string {
	return fmt.Sprintf("\n[nodes.%s]\nhost = \"%s.example.com\"\naddresses = [\"10.1.0.%d\"]\nzone = \"lan\"\nos = %q\nrole = %q\nfacts = { %s }\n", id, id, number, os, role, facts)
}

func gossipPlan(t *testing.T, catalogue, text string) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	s, found := site.Load("site.toml", []byte(text))
	if s == nil {
		t.Fatal(modeltest.Printed(found))
	}
	cat, faults := catalog.Load(fstest.MapFS{"gossip/1/product.toml": {Data: []byte(catalogue)}}, "gossip/1")
	if cat == nil {
		return nil, faults
	}
	p, more := resolve.Resolve(s, cat, resolve.Options{})
	return p, slices.Concat(found, faults, more)
}

// TestLanguageOfPairs: rules pair nodes by a value, selectors ask for values and patterns, counts may be odd.
func TestLanguageOfPairs(t *testing.T) {
	text := gossipSite + gossipNode("a", 1, "rhel-9", "member", `datacentre = "north", mode = "active", weight = 2`) +
		gossipNode("b", 2, "rhel-9", "member", `datacentre = "north", mode = "active"`) +
		gossipNode("c", 3, "rhel-9", "member", `datacentre = "south", weight = 3`) +
		gossipNode("d", 4, "rhel-9", "member", "") +
		gossipNode("w", 5, "windows-server-2022", "store", "") + gossipNode("x", 6, "rhel-9", "store", "")
	p, found := gossipPlan(t, gossip, text)
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	var got []string
	for _, f := range p.Flows {
		got = append(got, f.Rule+" "+f.From+" "+f.To)
	}
	slices.Sort(got)
	if want := []string{"G1 a b", "G1 b a", "G2 a w"}; !slices.Equal(got, want) {
		t.Errorf("flows %v, want %v", got, want)
	}
	for code, what := range map[string]string{"S204": "node d has none", "S205": "connects node c with no host", "odd": "4 members"} {
		if !slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.Code == code && strings.Contains(d.What, what) }) {
			t.Errorf("%s is not told:\n%s", code, modeltest.Printed(found))
		}
	}
	for _, f := range p.Flows {
		if f.Rule == "G1" && !slices.ContainsFunc(f.Chain, func(l *plan.Link) bool { return strings.Contains(l.What, `datacentre = north`) }) {
			t.Errorf("the chain of %s does not say by which value it pairs: %v", f.ID, f.Chain)
		}
	}
}

// TestLanguageRefused: what a catalogue cannot mean is an error at its line.
func TestLanguageRefused(t *testing.T) {
	site := gossipSite + gossipNode("a", 1, "rhel-9", "member", "")
	for _, c := range []struct{ old, new, code string }{
		{"other nodes, same datacentre", "same city", "P05"},
		{"other nodes, same datacentre", "neighbours", "P06"},
		{"other nodes, same datacentre\"", "same datacentre\"\ntogether = true", "P86"},
		{"mode = active", "mode = busy", "P06"},
		{"mode = active", "mood", "P05"},
		{`type = "text"`, `type = "node"` + "\ndefault = \"a\"", "P87"},
		{`allow = ["odd"]`, `allow = ["several"]`, "P06"},
	} {
		changed := strings.Replace(gossip, c.old, c.new, 1)
		_, found := gossipPlan(t, changed, site)
		i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == c.code })
		if changed == gossip || i < 0 || found[i].At.Line() == 0 {
			t.Errorf("%s: %s is not told:\n%s", c.new, c.code, modeltest.Printed(found))
		}
	}
}

// TestLanguageOfPorts: a port may have the digits of a fact, and be counted from that of another listener; an override of that one moves it, too.
func TestLanguageOfPorts(t *testing.T) {
	ports := strings.NewReplacer(`port = "7000"`, `port = "store.write + 10000"`, `port = "7001"`, `port = "3{weight}15-3{weight}16"`, "default = 1\n", "default = 1\nmin = 0\nmax = 97\n",
		`services = ["member"]`, `services = ["member", "store"]`, `between = "other nodes, same datacentre"`, `between = "other nodes"`, `, os = ["windows*"]`, "").Replace(gossip)
	two := gossipSite + gossipNode("a", 1, "rhel-9", "member", "weight = 42, mode = \"active\"") + gossipNode("b", 2, "rhel-9", "member", "")
	for _, c := range []struct {
		name, catalogue, site string
		want                  []string
	}{
		{"facts", ports, two, []string{"G1 a b tcp/40115-40116", "G1 b a tcp/44215-44216", "G2 a a tcp/34215-34216", "G2 a b tcp/30115-30116"}},
		{"override", strings.Replace(ports, "3{weight}15-3{weight}16", "3{weight}15", 1), two + "\n[overrides.\"store.write\"]\nport = 100\nreason = \"A test\"\n",
			[]string{"G1 a b tcp/10100", "G1 b a tcp/10100", "G2 a a tcp/100", "G2 a b tcp/100"}},
	} {
		p, found := gossipPlan(t, c.catalogue, c.site)
		if p == nil {
			t.Fatal(modeltest.Printed(found))
		}
		var got []string
		for _, f := range p.Flows {
			got = append(got, f.Rule+" "+f.From+" "+f.To+" "+f.Port.Socket())
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: flows %v, want %v", c.name, got, c.want)
		}
		said := slices.ContainsFunc(p.Flows[len(p.Flows)-1].Chain, func(l *plan.Link) bool { return strings.Contains(l.What, "weight = 42") })
		if c.name == "facts" && !said {
			t.Errorf("the chain does not say from which value the port follows: %v", p.Flows[len(p.Flows)-1].Chain)
		}
	}
	for _, c := range []struct{ old, new, code string }{
		{"max = 97\n", "", "P88"},
		{"3{weight}15-", "9{weight}15-", "P10"},
		{"{weight}15-", "{height}15-", "P05"},
		{"store.write + 10000", "member.talk + 10000", "P11"},
		{"store.write + 10000", "store.read + 10000", "P05"},
		{"store.write + 10000", "store.write + 60000", "P10"},
		{"default = 1\n", "", "S207"},
		{`between = "other nodes"`, "together = true", "S206"},
	} {
		changed := strings.Replace(ports, c.old, c.new, 1)
		_, found := gossipPlan(t, changed, two)
		if i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == c.code }); changed == ports || i < 0 || found[i].At.Line() == 0 {
			t.Errorf("%s: %s is not told:\n%s", c.new, c.code, modeltest.Printed(found))
		}
	}
}

// TestLanguageOfTransports: one listener over TCP and UDP is two rules with ids of their own; what the site says of the listener holds for both.
func TestLanguageOfTransports(t *testing.T) {
	both := strings.NewReplacer("transport = \"tcp\"\ntransport_basis = \"stated\"\npurpose = \"Writing\"", "transport = \"tcp+udp\"\ntransport_basis = \"stated\"\npurpose = \"Writing\"").Replace(gossip)
	text := gossipSite + gossipNode("a", 1, "rhel-9", "member", `datacentre = "north", mode = "active", weight = 2`) +
		gossipNode("w", 5, "windows-server-2022", "store", "") + "\n[overrides.\"store.write\"]\nport = 53\nreason = \"A test\"\n"
	p, found := gossipPlan(t, both, text)
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	one, _ := gossipPlan(t, gossip, text)
	ids, sockets := map[string]bool{}, []string{}
	for _, f := range p.Flows {
		ids[f.ID] = true
		sockets = append(sockets, f.Listener+" "+f.Port.Socket())
	}
	slices.Sort(sockets)
	if want := []string{"store.write tcp/53", "store.write/udp udp/53"}; len(ids) != 2 || !slices.Equal(sockets, want) || !ids[one.Flows[0].ID] {
		t.Errorf("ids %v, of one transport %s; sockets %v, want %v", ids, one.Flows[0].ID, sockets, want)
	}
	if len(p.Unopened) != len(one.Unopened) {
		t.Errorf("listeners without rules: %v, want %v", p.Unopened, one.Unopened)
	}
}

// TestLanguageOfMovedPorts: a site moves or narrows a range, and moves a port on one node only; a port that is counted from it moves, too.
func TestLanguageOfMovedPorts(t *testing.T) {
	ports := strings.NewReplacer(`port = "7000"`, `port = "store.write + 10000"`, `port = "7001"`, `port = "3000-3010 dynamic"`, `services = ["member"]`, `services = ["member", "store"]`,
		`between = "other nodes, same datacentre"`, `between = "other nodes"`, `, os = ["windows*"]`, "").Replace(gossip)
	two := gossipSite + gossipNode("a", 1, "rhel-9", "member", "weight = 2, mode = \"active\"") + gossipNode("b", 2, "rhel-9", "member", "")
	moved := func(text string) string { return two + "\n[overrides.\"store.write\"]\nreason = \"A test\"\n" + text }
	for _, c := range []struct {
		site string
		want []string
	}{
		{two, []string{"G1 a b tcp/13000-13010 dynamic", "G1 b a tcp/13000-13010 dynamic", "G2 a a tcp/3000-3010 dynamic", "G2 a b tcp/3000-3010 dynamic"}},
		{moved("ports = \"4000-4001\"\n"), []string{"G1 a b tcp/14000-14001 dynamic", "G1 b a tcp/14000-14001 dynamic", "G2 a a tcp/4000-4001 dynamic", "G2 a b tcp/4000-4001 dynamic"}},
		{moved("[overrides.\"store.write\".on.b]\nports = \"5000-5005\"\n"), []string{"G1 a b tcp/15000-15005 dynamic", "G1 b a tcp/13000-13010 dynamic", "G2 a a tcp/3000-3010 dynamic", "G2 a b tcp/5000-5005 dynamic"}},
	} {
		p, found := gossipPlan(t, ports, c.site)
		if p == nil {
			t.Fatal(modeltest.Printed(found))
		}
		var got []string
		for _, f := range p.Flows {
			got = append(got, f.Rule+" "+f.From+" "+f.To+" "+f.Port.String())
			if f.Port.Numbers.Low()%10000 == 5000 && !slices.ContainsFunc(f.Chain, func(l *plan.Link) bool { return strings.Contains(l.What, "on b") || f.Rule == "G1" }) {
				t.Errorf("the chain of %s does not name the line that moves its port: %v", f.ID, f.Chain)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("flows %v, want %v", got, c.want)
		}
	}
	for _, c := range []struct{ text, code string }{
		{"ports = \"4000\"\n", "S208"},
		{"ports = \"4000-4001\"\nport = 4000\n", "S208"},
		{"port = 4000\n", "S191"},
		{"[overrides.\"store.write\".on.c]\nports = \"5000-5005\"\n", "S209"},
		{"[overrides.\"store.write\".on.a]\n", "S208"},
	} {
		s, found := site.Load("site.toml", []byte(moved(c.text)))
		if s != nil {
			cat, _ := catalog.Load(fstest.MapFS{"gossip/1/product.toml": {Data: []byte(ports)}}, "gossip/1")
			_, more := resolve.Resolve(s, cat, resolve.Options{})
			found = append(found, more...)
		}
		if i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == c.code }); i < 0 || found[i].At.Line() == 0 {
			t.Errorf("%q: %s is not told:\n%s", c.text, c.code, modeltest.Printed(found))
		}
	}
}

package policy

import (
	"fmt"
	"strings"
	"testing"
)

// chained is a site with three firewalls in a row: users -(outer)- dmz -(middle)- core -(inner)- data, and a twin beside the middle one.
// The middle one knows the node by another address for users, and the node's calls to the data zone leave the inner one with another.
const chained = `
schema = 1
product = "qlik-sense/2023-08"
document = { customer = "Example", title = "Example", classification = "public", revision = "1", date = 2026-10-01 }
zones.users = { name = "Users" }
zones.dmz = { name = "Front" }
zones.core = { name = "Servers" }
zones.data = { name = "Data" }
nodes.qs1 = { host = "qs1.example.com", addresses = ["10.1.0.11"], zone = "core", os = "windows-server-2022", role = "complete", facts = { central = true } }
servers.db1 = { host = "db1.example.com", addresses = ["10.2.0.21"], zone = "data" }
resources.database = { on = "db1", facts = { version = "14.8" } }
clients.users = { networks = ["10.9.0.0/17"], zone = "users" }
firewalls.outer = { name = "Outer", zones = ["users", "dmz"], log = true }
firewalls.middle = { name = "Middle", zones = ["dmz", "core"] }
firewalls.twin = { name = "Twin", zones = ["dmz", "core"] }
firewalls.inner = { name = "Inner", zones = ["core", "data"] }
firewalls.out = { name = "Out", zones = ["data"], outside = true }
translations.known-as = { party = "qs1", addresses = ["192.0.2.1"], kind = "destination", firewall = "middle", zones = ["users"] }
translations.seen-as = { party = "qs1", addresses = ["192.0.2.2"], kind = "source", firewall = "inner", zones = ["data"], outside = true }
`

// TestTranslatedEnds: each firewall sees the address that a packet has there, arriving and leaving.
func TestTranslatedEnds(t *testing.T) {
	want := map[string]string{
		"outer users -> qs1":   "[192.0.2.1] => [192.0.2.1]", // the users' word for it, on both sides
		"middle users -> qs1":  "[192.0.2.1] => [10.1.0.11]", // here it is translated
		"twin users -> qs1":    "[10.1.0.11] => [10.1.0.11]", // beside it nothing is
		"inner qs1 -> db1":     "[10.1.0.11] => [192.0.2.2]",
		"inner qs1 -> license": "[10.1.0.11] => [192.0.2.2]",
		"out qs1 -> license":   "[192.0.2.2] => [192.0.2.2]", // behind the one that translates
	}
	p := Of(planOf(t, []byte(chained)))
	got := map[string]string{}
	for _, f := range p.Firewalls {
		for _, e := range f.Enforced {
			r := p.Rule(e.Rule)
			end := e.Destination[0]
			if r.From == "qs1" {
				end = e.Source[0]
			}
			if end.Party == "qs1" {
				got[f.Firewall+" "+r.From+" -> "+r.To] = fmt.Sprint(end.Arriving, " => ", end.Leaving)
			}
			if log := map[bool]string{true: "yes"}[f.Firewall == "outer"]; e.Log != log {
				t.Errorf("%s at %s is logged %q, not %q", e.Rule, f.Firewall, e.Log, log)
			}
		}
	}
	for way, addresses := range want {
		if strings.Join(strings.Fields(got[way]), " ") != addresses {
			t.Errorf("%s: %s, not %s", way, got[way], addresses)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d ends, not %d: %v", len(got), len(want), got)
	}
}

// TestStableNames: a group of all that have a role in a zone keeps its id when a host joins, and so does the rule that names it.
func TestStableNames(t *testing.T) {
	more := strings.Replace(growing, "nodes.e3 = {", "nodes.e4 = { host = \"e4.example.com\", zone = \"core\", os = \"windows-server-2022\", role = \"engine\" }\nnodes.e3 = {", 1)
	before, after := Of(planOf(t, []byte(growing))), Of(planOf(t, []byte(more)))
	const group = "GRP-CORE-ENGINE"
	if n, m := len(before.HostGroup(group).Members), len(after.HostGroup(group).Members); n != 3 || m != 4 {
		t.Fatalf("%d members before, %d after", n, m)
	}
	kept := 0
	for _, r := range before.Rules {
		if r.From != group && r.To != group {
			continue
		}
		if same := after.Rule(r.ID); same == nil || same.From != r.From || same.To != r.To || same.Services != r.Services {
			t.Errorf("the rule %s from %s to %s is gone", r.ID, r.From, r.To)
		}
		kept++
	}
	if kept < 3 {
		t.Errorf("only %d rules name the group", kept)
	}
}

// growing is a site whose engines make a group.
const growing = `
schema = 1
product = "qlik-sense/2023-08"
document = { customer = "Example", title = "Example", classification = "public", revision = "1", date = 2026-10-01 }
zones.front = { name = "Front" }
zones.core = { name = "Servers" }
nodes.c1 = { host = "c1.example.com", zone = "front", os = "windows-server-2022", role = "complete", facts = { central = true } }
nodes.e1 = { host = "e1.example.com", zone = "core", os = "windows-server-2022", role = "engine" }
nodes.e2 = { host = "e2.example.com", zone = "core", os = "windows-server-2022", role = "engine" }
nodes.e3 = { host = "e3.example.com", zone = "core", os = "windows-server-2022", role = "engine" }
servers.db1 = { host = "db1.example.com", zone = "front" }
resources.database = { on = "db1", facts = { version = "14.8" } }
resources.share = { on = "db1", facts = { path = '\\db1.example.com\share' } }
clients.users = { networks = ["10.9.0.0/17"], outside = true }
clients.administrators = { networks = ["10.9.128.0/17"], outside = true }
`

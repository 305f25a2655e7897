package model

import (
	"fmt"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
)

// TestWay finds the firewalls between zones. The picture:
//
//	outside -(edge)- dmz -(inner)- core -(store)- data
//	                  |  -(twin)-   |
//	                  +---(bypass)--+--- admin        lab
func TestWay(t *testing.T) {
	p := &plan.Plan{Firewalls: []plan.Firewall{
		{ID: "bypass", Zones: []string{"admin", "core", "dmz"}},
		{ID: "edge", Zones: []string{plan.OutsideZone, "dmz"}},
		{ID: "inner", Zones: []string{"core", "dmz"}},
		{ID: "store", Zones: []string{"core", "data"}},
		{ID: "twin", Zones: []string{"core", "dmz"}},
	}}
	for _, c := range []struct{ from, to, want string }{
		{"core", "core", "0 ways:"},
		{"lab", "core", "0 ways:"},
		{"core", "data", "1 ways: store@1"},
		{"data", "core", "1 ways: store@1"},
		{"admin", "core", "1 ways: bypass@1"},
		{"dmz", "core", "3 ways: bypass@1 inner@1 twin@1"},
		{plan.OutsideZone, "core", "3 ways: edge@1 bypass@2 inner@2 twin@2"},
		{"data", plan.OutsideZone, "3 ways: store@1 bypass@2 inner@2 twin@2 edge@3"},
		{plan.OutsideZone, "admin", "1 ways: edge@1 bypass@2"},
	} {
		w := p.FirewallPath(c.from, c.to)
		got := fmt.Sprintf("%d ways:", w.Count)
		for _, f := range w.Firewalls {
			got += fmt.Sprintf(" %s@%d", f.Firewall, f.Step)
		}
		if got != c.want {
			t.Errorf("%s to %s: %s, not %s", c.from, c.to, got, c.want)
		}
	}
}

// filedSite is a site of one node and a database server with some requests.
const filedSite = `
schema = 1
product = "qlik-sense/2023-08"
document = { customer = "Example", title = "Example", classification = "public", revision = "1", date = 2026-10-01 }
zones.lan = { name = "Site network" }
nodes.qs1 = { host = "qs1.example.com", zone = "lan", os = "windows-server-2022", role = "complete", facts = { central = true } }
servers.db1 = { host = "db1.example.com", zone = "lan" }
resources.database = { on = "db1", facts = { version = "14.8" } }
clients.users = { networks = ["10.9.0.0/17"], outside = true }
flows.time = { from = "qs1", to = "db1", ports = ["udp/123"], purpose = "Time", owner = "Time team" }
flows.copy = { from = "qs1", to = "db1", ports = ["tcp/22"], purpose = "Copy", phase = "set-up" }
`

// TestRequests: the most specific request says each attribute by itself: a rule's id, then the flow's own declaration, then the declared
// flow or the flow rule, then all.
func TestRequests(t *testing.T) {
	for _, c := range []struct{ name, requests, rule, want string }{
		{"nothing said", ``, "R12", "source port any"},
		{"all", `requests.a = { covers = ["all"], owner = "All", log = true }`, "R12", "owner All, log yes, source port any"},
		{"a flow rule before all", `requests.a = { covers = ["all"], owner = "All", ticket = "T1" }
requests.b = { covers = ["R12"], owner = "Database" }`, "R12", "owner Database, ticket T1, source port any"},
		{"a rule's id before its flow rule", `requests.a = { covers = ["R12"], owner = "Database", source_port = "1024-65535" }
requests.z = { covers = ["ID"], owner = "One", log = false }`, "R12", "owner One, log no, source port 1024-65535"},
		{"the declaration before a request for it", `requests.a = { covers = ["time"], owner = "Request", ticket = "T2" }`, "site.time", "owner Time team, ticket T2, source port any"},
		{"a rule's id before the declaration", `requests.a = { covers = ["ID"], owner = "One" }`, "site.time", "owner One, source port any"},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := filedFlow(t, "", c.rule).ID
			f := filedFlow(t, strings.ReplaceAll(c.requests, "ID", id), c.rule)
			var said []string
			for _, pair := range [][2]string{{"owner", f.Owner}, {"ticket", f.Ticket}, {"log", f.Log}, {"source port", f.SourcePort}} {
				if pair[1] != "" {
					said = append(said, pair[0]+" "+pair[1])
				}
			}
			if got := strings.Join(said, ", "); got != c.want || f.ID != id {
				t.Errorf("%s, not %s", got, c.want)
			}
		})
	}
	if phase := filedFlow(t, "", "site.copy").Phase; phase != plan.SetUpPhase {
		t.Errorf("a flow that is declared for setting up is of the phase %s", phase)
	}
}

// filedFlow is the first flow of a rule in the site with some requests.
func filedFlow(t *testing.T, requests, rule string) *plan.Flow {
	t.Helper()
	site, found := site.Load("site.toml", []byte(filedSite+requests))
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	cat, _ := catalog.Open(site.Product.V)
	plan, found := resolve.Resolve(site, cat, resolve.Options{})
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	for _, f := range plan.Network() {
		if f.Rule == rule {
			return f
		}
	}
	t.Fatalf("no flow of %s", rule)
	return nil
}

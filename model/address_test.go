package model

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"portolan/model/modeltest"
)

// TestHostsWithoutAddress: a host that rules can only call by its name is a finding, in every table of hosts; one that no rule names is none.
func TestHostsWithoutAddress(t *testing.T) {
	for _, c := range []struct{ name, site, want string }{
		{"a server with the database", `servers.s = { host = "s.example.com", zone = "lan" }`, "S149 s"},
		{"an empty list", `servers.s = { host = "s.example.com", zone = "lan", addresses = [] }`, "S149 s"},
		{"a server that no rule names", `servers.s = { host = "s.example.com", zone = "lan", addresses = ["10.1.0.21"] }
servers.idle = { host = "idle.example.com", zone = "lan" }`, ""},
		{"a node and a load balancer", `servers.s = { host = "s.example.com", addresses = ["10.1.0.21"] }
nodes.qs2 = { host = "qs2.example.com", zone = "lan", os = "windows-server-2022", role = "proxy" }
resources.share = { on = "s", facts = { path = '\\s.example.com\share' } }
clients.administrators = { networks = ["10.9.200.0/24"] }
load_balancers.lb = { host = "lb.example.com", zone = "lan", targets = ["qs2"], source = "translated", serves = ["qps.https"] }`, "S149 lb, S149 qs2"},
		{"accepted", `servers.s = { host = "s.example.com", zone = "lan" }
accept.S149 = { reason = "The firewall takes names", until = 2027-01-01 }`, "accepted s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := strings.Replace(zonedSite, `resources.database = { on = "qs1"`, `resources.database = { on = "s"`, 1)
			plan, found := compile("unaddressed.toml", []byte(site+c.site))
			if plan == nil {
				t.Fatal(found)
			}
			var got []string
			for _, f := range plan.Findings {
				if f.ID == "S149" {
					got = append(got, map[bool]string{true: "S149 ", false: "accepted "}[f.Accepted == nil]+f.Node)
				}
			}
			if text := strings.Join(got, ", "); text != c.want {
				t.Errorf("%q, not %q", text, c.want)
			}
		})
	}
}

// TestGroupsNameMembersWithoutAddress: a group's addresses leave no member out, though one has only a name.
func TestGroupsNameMembersWithoutAddress(t *testing.T) {
	data, err := os.ReadFile("../sites/thoughtspot-three/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	addresses := regexp.MustCompile(`(?s)(\[nodes\.ts2\].*?)addresses = [^\n]*\n`)
	plan, found := compile("site.toml", addresses.ReplaceAll(data, []byte("$1")))
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	groups := 0
	for _, p := range plan.Parties {
		if p.Is("ts2") && p.ID != "ts2" {
			groups++
			if where := strings.Join(p.Where(), " "); !strings.Contains(where, plan.Party("ts2").Host) || !strings.Contains(where, plan.Party("ts1").Where()[0]) {
				t.Errorf("the group %s is %s", p.ID, where)
			}
		}
	}
	if groups == 0 {
		t.Error("no group holds the node")
	}
}

package model

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/source"
)

// familySite has a host of both families, one of each, people of IPv4 who are where the first stands, and a translation of the second on the way from
// outside.
const familySite = gossipSite + `
[zones.far]
name = "Far"
networks = ["10.9.0.0/24", "2001:db8:9::/64"]

[firewalls.edge]
name = "Edge"
zones = ["lan", "far"]

[nodes.both]
host = "both.example.com"
addresses = ["10.1.0.1", "2001:db8:1::1"]
zone = "lan"
os = "rhel-9"
role = "store"

[servers.six]
host = "six.example.com"
addresses = ["2001:db8:1::2"]
zone = "lan"
os = "rhel-9"

[servers.known]
host = "known.example.com"
addresses = ["2001:db8:1::3"]
zone = "lan"
os = "rhel-9"

[clients.people]
networks = ["10.1.0.0/24"]
zone = "lan"

[clients.strangers]
networks = ["10.9.0.0/24"]
zone = "far"

[translations.known-afar]
party = "known"
addresses = ["10.9.0.99"]
kind = "destination"
firewall = "edge"
zones = ["far"]
`

// TestFamilies: a rule runs in the families that both ends have at it. People have those of their networks, whoever is in there; a translation counts
// where the rule has it.
func TestFamilies(t *testing.T) {
	text := strings.Replace(familySite, `networks = ["10.1.0.0/16"]`, `networks = ["10.1.0.0/16", "2001:db8:1::/64"]`, 1)
	for _, c := range []struct {
		from, to, port string
		want           plan.Families
		code           string
	}{
		{"both", "six", "tcp/443", plan.IPv6, ""},
		{"people", "both", "tcp/443", plan.IPv4, ""},
		{"people", "six", "tcp/443", 0, "S155"},
		{"people", "known", "tcp/443", 0, "S155"},
		{"strangers", "known", "tcp/443", plan.IPv4, ""},
		{"strangers", "both", "icmpv6", 0, "S227"},
		{"six", "both", "icmp", plan.IPv6, ""},
	} {
		flow := "\n[flows.asked]\nfrom = \"" + c.from + "\"\nto = \"" + c.to + "\"\nports = [\"" + c.port + "\"]\npurpose = \"A test\"\n"
		p, found := gossipPlan(t, gossip, text+flow)
		if p == nil {
			t.Fatal(modeltest.Printed(found))
		}
		i := slices.IndexFunc(p.Flows, func(f *plan.Flow) bool { return f.Rule == "site.asked" })
		if got := p.Families(p.Flows[i]); got != c.want {
			t.Errorf("%s to %s, %s: %v, want %v", c.from, c.to, c.port, got, c.want)
		}
		told := slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.Code == "S155" || d.Code == "S227" })
		if told != (c.code != "") || told && !slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.Code == c.code }) {
			t.Errorf("%s to %s, %s: want %q\n%s", c.from, c.to, c.port, c.code, modeltest.Printed(found))
		}
	}
}

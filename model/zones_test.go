package model

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
)

// zonedSite is a site in which zones lie in one another, to which cases add what they ask about.
const zonedSite = `
schema = 1
product = "qlik-sense/2023-08"
document = { customer = "Example", title = "Example", classification = "public", revision = "1", date = 2026-10-01 }
zones.lan = { name = "Site network", networks = ["10.1.0.0/16", "fd20:1::/48"] }
zones.data = { name = "Data servers", networks = ["10.1.20.0/24"], inside = "lan" }
zones.vault = { name = "Vault", networks = ["10.1.20.128/25"], inside = "data" }
zones.users = { name = "Users", networks = ["10.9.0.0/16", "10.12.0.0/16"], outside = true }
zones.unknown = { name = "Its networks are not known" }
nodes.qs1 = { host = "qs1.example.com", addresses = ["10.1.0.11"], zone = "lan", os = "windows-server-2022", role = "complete", facts = { central = true } }
resources.database = { on = "qs1", facts = { version = "14.8" } }
clients.users = { networks = ["10.9.0.0/17"], zone = "users" }
firewalls.edge = { name = "Edge", zones = ["lan", "data", "vault", "users"], outside = true }
`

// TestZonesAreNotGuessed asks for the zone of what names none, in every table that has one: it is the smallest zone that holds all addresses
// and networks, or none that was declared, or else an error.
func TestZonesAreNotGuessed(t *testing.T) {
	for _, c := range []struct{ name, site, want string }{
		{"clients in a zone", `clients.administrators = { networks = ["10.9.200.0/24"] }`, "administrators users"},
		{"clients with networks in two networks of a zone", `clients.administrators = { networks = ["10.9.200.0/24", "10.12.0.0/16"] }`, "administrators users"},
		{"clients in the smaller zone", `clients.administrators = { networks = ["10.1.20.0/26"] }`, "administrators data"},
		{"clients in the smallest zone", `clients.administrators = { networks = ["10.1.20.192/26"] }`, "administrators vault"},
		{"clients of all of a zone with parts", `clients.administrators = { networks = ["10.1.0.0/16"] }`, "administrators lan"},
		{"clients declared outside", `clients.administrators = { networks = ["198.51.100.0/24"], outside = true }`, "administrators _outside"},
		{"clients nowhere", `clients.administrators = { networks = ["198.51.100.0/24"] }`, "S146"},
		{"clients wider than a zone", `clients.administrators = { networks = ["10.0.0.0/8"] }`, "S146"},
		{"clients of a zone without networks", `clients.administrators = { networks = ["198.51.100.0/24"], zone = "unknown" }`, "administrators unknown"},
		{"an external party in a zone", `externals.partner = { host = "p.example.com", addresses = ["10.9.1.1"], port = 443 }`, "partner users"},
		{"an external party outside", `externals.partner = { host = "p.example.com", addresses = ["198.51.100.7"], port = 443 }`, "partner _outside"},
		{"an external party without address", `externals.partner = { host = "p.example.com", port = 443 }`, "partner _outside"},
		{"a server", `servers.s = { host = "s.example.com", addresses = ["10.1.20.7"] }`, "s data"},
		{"a server of both families", `servers.s = { host = "s.example.com", addresses = ["10.1.3.7", "fd20:1::7"] }`, "s lan"},
		{"a server with a mapped address", `servers.s = { host = "s.example.com", addresses = ["::ffff:10.1.20.200"] }`, "s vault"},
		{"a server in the larger zone", `servers.s = { host = "s.example.com", addresses = ["10.1.20.200"], zone = "data" }`, "S14"},
		{"a node", `nodes.qs2 = { host = "qs2.example.com", addresses = ["10.1.0.12"], os = "windows-server-2022", role = "engine" }
resources.share = { on = "qs1", facts = { path = '\\qs1.example.com\share' } }
clients.administrators = { networks = ["10.9.200.0/24"] }`, "qs2 lan"},
		{"a load balancer", `load_balancers.lb = { host = "lb.example.com", addresses = ["10.1.20.9"], targets = ["qs1"], source = "translated" }`, "lb data"},
		{"a forward proxy", `forward_proxies.fp = { host = "fp.example.com", addresses = ["10.1.20.130"], port = 3128 }`, "fp vault"},
		{"a load balancer nowhere", `load_balancers.lb = { host = "lb.example.com", addresses = ["172.16.0.9"], targets = ["qs1"], source = "translated" }`, "S144"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, found := compile("zoned.toml", []byte(zonedSite+c.site))
			if plan == nil {
				if codes := errorCodes(found); codes != c.want {
					t.Errorf("%s, not %s", codes, c.want)
				}
				return
			}
			id, _, _ := strings.Cut(c.want, " ")
			if p := plan.Party(id); p == nil || id+" "+plan.ZoneOf(p) != c.want {
				t.Errorf("%+v, not %s", p, c.want)
			}
		})
	}
}

// TestTranslationsBelongToTheZoneOfTheirAddresses: who knows a party by an address of their own zone is not asked for the zone.
func TestTranslationsBelongToTheZoneOfTheirAddresses(t *testing.T) {
	for addresses, want := range map[string]string{`"10.9.0.80"`: "users", `"10.12.0.80", "10.9.0.80"`: "users", `"10.9.0.80", "198.51.100.1"`: "S143", `"198.51.100.1"`: "S131"} {
		plan, found := compile("zoned.toml", []byte(zonedSite+`translations.t = { party = "qs1", kind = "destination", firewall = "edge", addresses = [`+addresses+`] }`))
		got := errorCodes(found)
		if plan != nil {
			got = strings.Join(plan.Translations[0].Zones, " ")
		}
		if got != want {
			t.Errorf("%s: %s, not %s", addresses, got, want)
		}
	}
}

// errorCodes are the codes of the errors, each once.
func errorCodes(found source.Diagnostics) string {
	var codes []string
	for _, d := range found {
		if d.Severity == source.Error && !slices.Contains(codes, d.Code) {
			codes = append(codes, d.Code)
		}
	}
	return strings.Join(codes, " ")
}

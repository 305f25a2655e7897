package model

import (
	"encoding/json"
	"strings"
	"testing"

	"portolan/model/modeltest"
)

// writtenSite is a site in the program's own words.
const writtenSite = `
schema = 1
product = "qlik-sense/2023-08"
document = { customer = "Example", title = "Example", classification = "public", revision = "1", date = 2026-10-01 }
zones.lan = { name = "Site network", networks = ["10.1.0.0/16"] }
nodes.qs1 = { host = "qs1.example.com", addresses = ["10.1.0.11"], os = "windows-server-2022", role = "complete", facts = { central = true } }
servers.db1 = { host = "db1.example.com", addresses = ["10.1.0.12"], os = "rhel-9" }
resources.database = { on = "db1", facts = { version = "14.8" } }
clients.users = { networks = ["10.9.0.0/17"], outside = true }
flows.web = { from = "users", to = "db1", ports = ["tcp/443", "udp/443"], purpose = "Pages" }
service_groups.web = { name = "Pages", ports = ["tcp/443", "icmp"] }
`

// TestWordsAsPeopleWriteThem writes systems and protocols as people do: the plan and what is said of it stay the same.
func TestWordsAsPeopleWriteThem(t *testing.T) {
	of := func(site string) string {
		plan, found := compile("written.toml", []byte(site))
		text, err := json.Marshal(plan)
		if plan == nil || err != nil {
			t.Fatal(modeltest.Printed(found), err)
		}
		codes := ""
		for _, d := range found {
			codes += d.Code + ": " + d.What + "\n"
		}
		return string(text) + codes
	}
	want := of(writtenSite)
	for _, words := range [][2]string{{"windows-server-2022", "Windows Server 2022"}, {"windows-server-2022", "Microsoft Windows Server 2022 Standard"}, {"rhel-9", "RHEL 9"},
		{"rhel-9", "Red Hat Enterprise Linux 9"}, {"tcp/443", "TCP/443"}, {"udp/443", "Udp/443"}, {"icmp", "ICMP"}} {
		if got := of(strings.ReplaceAll(writtenSite, `"`+words[0]+`"`, `"`+words[1]+`"`)); got != want {
			t.Errorf("%q is not %q:\n%s\nwant\n%s", words[1], words[0], got, want)
		}
	}
}

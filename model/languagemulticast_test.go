package model

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/query"
	"portolan/model/source"
)

// announced is gossip whose members announce themselves to a group, of which the documents give the address.
var announced = strings.NewReplacer("[services.store]\n", `[services.member.listeners.hear]
port = "7100"
transport = "udp"
transport_basis = "stated"
purpose = "Members hear of each other"
encrypted = "no"
source = ["guide:- Ports"]

[multicast_groups.announcements]
name = "announcements of members"
addresses = ["239.1.2.3"]
source = ["guide:- Ports"]

[services.store]
`, `[[lint]]
id = "odd"`, `[[flows]]
id = "G3"
from = { set = "members", service = "member" }
to = { multicast = "announcements", listener = "member.hear" }
purpose = "Members announce themselves"
source = ["guide:- Ports"]

[[lint]]
id = "odd"`).Replace(gossip)

// TestLanguageOfMulticast: members send to the group that the site declares and never to a host. Those receive it whom the site names, or else all
// that listen; a group that the site does not declare is told, with its table.
func TestLanguageOfMulticast(t *testing.T) {
	nodes := gossipNode("a", 1, "rhel-9", "member", `datacentre = "north"`) + gossipNode("b", 2, "rhel-9", "member", `datacentre = "north"`) + gossipNode("w", 5, "windows-server-2022", "store", "")
	group := "\n[multicast_groups.announcements]\nname = \"Announcements\"\naddresses = [\"239.1.2.3\"]\nzone = \"lan\"\n"
	for _, c := range []struct {
		name, group       string
		flows, receive    []string
		allowed, unopened bool
	}{
		{"declared", group, []string{"a announcements udp/7100", "b announcements udp/7100"}, []string{"a", "b"}, true, false},
		{"with members", group + "members = [\"b\", \"w\"]\n", []string{"a announcements udp/7100", "b announcements udp/7100"}, []string{"b", "w"}, true, true},
		{"nobody receives", group + "members = []\n", []string{"a announcements udp/7100", "b announcements udp/7100"}, nil, true, true},
		{"not declared", "", nil, nil, false, true},
	} {
		p, found := gossipPlan(t, announced, gossipSite+nodes+c.group)
		if p == nil {
			t.Fatal(modeltest.Printed(found))
		}
		var flows []string
		for _, f := range p.Flows {
			if f.Rule == "G3" {
				flows = append(flows, f.From+" "+f.To+" "+f.Port.Socket())
			}
		}
		if !slices.Equal(flows, c.flows) {
			t.Errorf("%s: flows %v, want %v", c.name, flows, c.flows)
		}
		if p.Party("announcements") != nil && !slices.Equal(p.Party("announcements").Receivers, c.receive) {
			t.Errorf("%s: %v receive it, want %v", c.name, p.Party("announcements").Receivers, c.receive)
		}
		if got := slices.ContainsFunc(p.Unopened, func(l plan.Listening) bool { return l.Listener == "member.hear" && l.Node == "a" }); got != c.unopened {
			t.Errorf("%s: a hears nothing: %v, want %v", c.name, got, c.unopened)
		}
		told := slices.ContainsFunc(found, func(d source.Diagnostic) bool {
			return d.Code == "S262" && strings.Contains(d.Help, `addresses = ["239.1.2.3"]`)
		})
		if told == (c.group != "") {
			t.Errorf("%s: S262 is told: %v\n%s", c.name, told, modeltest.Printed(found))
		}
		for asked, want := range map[string]bool{"a -> 239.1.2.3 udp/7100": c.allowed, "a -> b udp/7100": false, "w -> 239.1.2.3 udp/7100": false} {
			answer, err := query.Ask(p, asked)
			if err != nil && c.group == "" {
				continue // nobody has the address
			}
			if err != nil || answer.Holds() != want {
				t.Errorf("%s: %s: %v %v, want allowed %v", c.name, asked, answer, err, want)
			}
		}
	}
}

// TestMembersOutOfHearing: who is a member of a group and stands where it is not received is told.
func TestMembersOutOfHearing(t *testing.T) {
	text := gossipSite + "\n[zones.far]\nname = \"Far\"\nnetworks = [\"10.9.0.0/24\"]\n\n[servers.s]\nhost = \"s.example.com\"\naddresses = [\"10.9.0.1\"]\nzone = \"far\"\n" + gossipNode("a", 1, "rhel-9", "member", "")
	for zone, who := range map[string]string{"lan": "s", "far": "a"} {
		_, found := gossipPlan(t, announced, text+"\n[multicast_groups.announcements]\nname = \"Announcements\"\naddresses = [\"239.1.2.3\"]\nzone = \""+zone+"\"\nmembers = [\"a\", \"s\"]\n")
		var told []string
		for _, d := range found {
			if d.Code == "S263" {
				told = append(told, d.What)
			}
		}
		if len(told) != 1 || !strings.Contains(told[0], "its member "+who+" is") {
			t.Errorf("in %s: %v", zone, told)
		}
	}
}

// TestLanguageOfMulticastRefused: a group is an end, not a host.
func TestLanguageOfMulticastRefused(t *testing.T) {
	text := gossipSite + gossipNode("a", 1, "rhel-9", "member", "")
	for _, c := range []struct{ old, new, code string }{
		{`multicast = "announcements", listener = "member.hear" }`, `multicast = "news", listener = "member.hear" }`, "P05"},
		{`, listener = "member.hear" }`, ` }`, "P12"},
		{`, listener = "member.hear" }`, `, listener = "member.hear" }` + "\nbetween = \"other nodes\"", "P86"},
		{`, listener = "member.hear" }`, `, listener = "member.hear" }` + "\nand_back = true", "P99"},
		{`from = { set = "members", service = "member" }
to = { multicast`, `from = { multicast = "announcements" }
to = { multicast`, "P12"},
		{"239.1.2.3", "10.1.2.3", "P99"},
	} {
		changed := strings.Replace(announced, c.old, c.new, 1)
		_, found := gossipPlan(t, changed, text)
		i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == c.code })
		if changed == announced || i < 0 || found[i].At.Line() == 0 {
			t.Errorf("%s: %s is not told:\n%s", c.new, c.code, modeltest.Printed(found))
		}
	}
}

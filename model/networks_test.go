package model

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/query"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

const (
	twoNetworks     = vendors + "/ceph/sites/two-networks"
	floatingAddress = vendors + "/sap-hana/sites/floating-address"
)

// TestFirewallsOfNetworks: the zone of the address that a rule uses decides which firewalls it passes, not that of the host.
func TestFirewallsOfNetworks(t *testing.T) {
	text := valueOf(twoNetworks, "site.toml", "") + `
[firewalls.storage]
name = "Storage firewall"
zones = ["core", "storage"]

[flows.monitoring]
from = "mon-1"
to = ["osd-1", "osd-1.cluster"]
ports = ["tcp/9100"]
purpose = "Load of the host"
`
	p := vendorPlan(t, vendors+"/ceph", []byte(text))
	for _, want := range []struct{ from, to, firewalls string }{
		{"clients", "osd-1", "inner"}, {"mon-1", "osd-1", ""}, {"mon-1", "osd-1.cluster", "storage"}, {"osd-2.cluster", "osd-1.cluster", ""}, {"osd-2", "osd-1", ""},
	} {
		i := slices.IndexFunc(p.Flows, func(f *plan.Flow) bool { return f.From == want.from && f.To == want.to })
		if i < 0 || strings.Join(p.Flows[i].Firewalls, " ") != want.firewalls {
			t.Errorf("%s -> %s: want the firewalls %q: %+v", want.from, want.to, want.firewalls, p.Flows[max(i, 0)].Firewalls)
		}
	}
}

// TestIDsOutlastNetworks: a host that gets one more network, and one that is renamed as well, keeps the ids of its rules.
func TestIDsOutlastNetworks(t *testing.T) {
	ids := func(text string) string {
		var out []string
		for _, f := range vendorPlan(t, vendors+"/ceph", []byte(text)).Flows {
			out = append(out, f.ID)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	text := valueOf(twoNetworks, "site.toml", "")
	before := ids(text)
	if got := ids(strings.ReplaceAll(text, "networks = { cluster", "# networks = { cluster")); got != before {
		t.Errorf("without the cluster network the rules are\n%s, want\n%s", got, before)
	}
	if got := ids(strings.Replace(text, "[nodes.osd-1]", "[nodes.store-1]\nwas = \"osd-1\"", 1)); got != before {
		t.Errorf("with another name the rules are\n%s, want\n%s", got, before)
	}
}

// TestLackingNetwork: where the documents require a network, a host without an address there is found, and can be accepted.
func TestLackingNetwork(t *testing.T) {
	cat, faults := catalog.Load(os.DirFS(filepath.Join(vendors, "ceph", "products")), "ceph/6")
	if cat == nil {
		t.Fatal(modeltest.Printed(faults))
	}
	required := cat.Addresses["cluster"]
	required.Required = source.V(true, required.At)
	cat.Addresses["cluster"] = required
	text := strings.Replace(valueOf(twoNetworks, "site.toml", ""), "networks = { cluster = [\"10.62.0.14\"] }", "", 1)
	for accepted, want := range map[string]int{"": 1, "\n[accept.S251]\nreason = \"It is to come\"\nuntil = 2099-12-31\n": 0} {
		s, found := site.Load("site.toml", []byte(text+accepted))
		if s == nil {
			t.Fatal(modeltest.Printed(found))
		}
		_, found = resolve.Resolve(s, cat, resolve.Options{})
		told := slices.DeleteFunc(found, func(d source.Diagnostic) bool { return d.Code != "S251" })
		if len(told) != want || want > 0 && !strings.Contains(told[0].What, "osd-1 has no address in the Cluster network, to which osd.cluster is bound: 3 rules") {
			t.Errorf("%q: %s", accepted, modeltest.Printed(told))
		}
	}
}

// TestFloatingQuestions: who asks for a host is told in which states it has a floating address; who asks for an address is told of that address alone.
func TestFloatingQuestions(t *testing.T) {
	text := valueOf(floatingAddress, "site.toml", "")
	both, alone := vendorPlan(t, vendors+"/sap-hana", []byte(text)), vendorPlan(t, vendors+"/sap-hana", []byte(text+"\ninstead = true\n"))
	for _, c := range []struct {
		plan             *plan.Plan
		question, states string
	}{
		{both, "business -> hana-vip tcp/30015", "normal hana-vip-on-hana-2"}, {both, "business -> 10.61.0.100 tcp/30015", "normal hana-vip-on-hana-2"},
		{both, "business -> hana-2 tcp/30015", "normal hana-vip-on-hana-2"}, {both, "business -> 10.61.0.100 tcp/8080", ""},
		{alone, "business -> hana-1 tcp/30015", "normal"}, {alone, "business -> hana-2 tcp/30015", "hana-vip-on-hana-2"},
		{alone, "business -> 10.61.0.11 tcp/30015", ""}, {alone, "business -> 10.61.0.100 tcp/30015", "normal hana-vip-on-hana-2"},
		{alone, "business -> hana-3 tcp/30015", "normal hana-vip-on-hana-2"}, {alone, "business -> hana-1 tcp/22", "normal hana-vip-on-hana-2"},
		{both, "hana-2 -> hana-vip tcp/30015", ""},
	} {
		answer, err := query.Ask(c.plan, c.question)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(answer.(*query.Answer).States, " "); got != c.states {
			t.Errorf("%s: in the states %q, want %q", c.question, got, c.states)
		}
	}
}

// TestFloatingCure: two hosts with one address are told of floating addresses, and the cure, pasted, is a site without faults.
func TestFloatingCure(t *testing.T) {
	text := valueOf(floatingAddress, "site.toml", "")
	text = text[:strings.Index(text, "[floating.")]
	shared := strings.NewReplacer(`"10.61.0.11"]`, `"10.61.0.11", "10.61.0.100"]`, `"10.61.0.12"]`, `"10.61.0.12", "10.61.0.100"]`).Replace(text)
	_, found := site.Load("site.toml", []byte(shared))
	if len(found) != 1 || found[0].Code != "S13" {
		t.Fatal(modeltest.Printed(found))
	}
	_, cure, _ := strings.Cut(found[0].Help, "`")
	cure, _, _ = strings.Cut(cure, "`")
	p, more := vendorResolved(t, vendors+"/sap-hana", []byte(text+"\n"+cure+"\n"))
	if p == nil || len(more) > 0 || len(p.States) != 2 {
		t.Errorf("%s\n%s", cure, modeltest.Printed(more))
	}
}

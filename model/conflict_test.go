package model

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// resolveTwo resolves the site of two products after a change to its text.
func resolveTwo(t *testing.T, old, with string) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	data, err := os.ReadFile("../sites/two-products/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), old, with, 1)
	if old != "" && text == string(data) {
		t.Fatalf("the site does not hold %q", old)
	}
	site, found := site.Load("site.toml", []byte(text))
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(modeltest.Printed(found))
	}
	return resolve.All(site, cats, resolve.Options{})
}

// TestSameNumberOtherService: the two products use 4242 and other numbers for services of their own. Every flow names its own service, and
// none leads from the nodes of one product to those of the other.
func TestSameNumberOtherService(t *testing.T) {
	plan, found := resolveTwo(t, "", "")
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	services := map[string]map[string]bool{}
	for _, f := range plan.Flows {
		if f.Numbers == catalog.Single(4242) {
			product, _, _ := strings.Cut(f.To, "-")
			if services[product] == nil {
				services[product] = map[string]bool{}
			}
			services[product][f.Service] = true
		}
		ends := plan.Party(f.From).ID + " " + plan.Party(f.To).ID
		if strings.Contains(ends, "qs-") && (strings.Contains(ends, "ts") && strings.Contains(ends, "thoughtspot")) {
			t.Errorf("flow %s leads from one product to the other: %s", f.ID, ends)
		}
	}
	if len(services) != 2 || len(services["qs"]) != 1 || len(services["thoughtspot"]) != 1 {
		t.Errorf("services on 4242: %v, want one of each product", services)
	}
}

// TestTwoListenersOnePort: both certain is an error; one that may give way is a warning.
func TestTwoListenersOnePort(t *testing.T) {
	tests := []struct{ name, old, with, code string }{
		{"both certain", "[flows.directory]", "[overrides.\"qes.engine\"]\nport = 4242\nreason = \"planted\"\n\n[flows.directory]", "S39"},
		{"a resource of one product on a host of the other's", "[resources.smtp]\non = \"core1\"", "[resources.smtp]\non = \"db1\"\nport = 4432", "S39"},
		{"one may give way", "[flows.directory]", "[overrides.\"qss.monitoring\"]\nport = 4242\nreason = \"planted\"\n\n[flows.directory]", "S44"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, found := resolveTwo(t, test.old, test.with)
			codes := map[string]bool{}
			for _, d := range found {
				codes[d.Code] = true
			}
			if !codes[test.code] {
				t.Errorf("want %s, got:\n%s", test.code, modeltest.Printed(found))
			}
			if other := map[string]string{"S39": "S44", "S44": "S39"}[test.code]; codes[other] {
				t.Errorf("%s came too:\n%s", other, modeltest.Printed(found))
			}
		})
	}
}

// TestStableIDsAcrossProducts: a second product changes no id of the first.
func TestStableIDsAcrossProducts(t *testing.T) {
	both, found := resolveTwo(t, "", "")
	if both == nil {
		t.Fatal(modeltest.Printed(found))
	}
	data, _ := os.ReadFile("../sites/two-products/site.toml")
	text := string(data)
	text = strings.Replace(text, `products = ["qlik-sense/2023-08", "thoughtspot/network-ports"]`, `product = "qlik-sense/2023-08"`, 1)
	for _, table := range []string{"nodes.ts1", "nodes.ts2", "nodes.ts3", "resources.nfs", "resources.backup-nas", "resources.dns", "resources.ntp", "resources.ldap", "resources.smtp", "accept.L77-open-cluster"} {
		before, after, ok := strings.Cut(text, "["+table+"]")
		if !ok {
			t.Fatalf("no table %s", table)
		}
		_, rest, more := strings.Cut(after, "\n[")
		if text = before; more {
			text += "[" + rest
		}
	}
	text = regexp.MustCompile(`(?m)^(alert-addresses|mail-domain|cluster-name|cluster-id|release|web-name|ldap|nfs|"thoughtspot\.http") = .*$`).ReplaceAllString(text, "")
	site, found := site.Load("site.toml", []byte(text))
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	cat, _ := catalog.Open(site.Product.V)
	one, found := resolve.Resolve(site, cat, resolve.Options{})
	if one == nil {
		t.Fatal(modeltest.Printed(found))
	}
	for _, f := range one.Flows {
		if both.Flow(f.ID) == nil {
			t.Errorf("flow %s (%s from %s to %s) has another id beside a second product", f.ID, f.Rule, f.From, f.To)
		}
	}
}

// TestSharedListeners: what a host has once may be described by several products; one of them that is not the host's own still wants its port for itself.
func TestSharedListeners(t *testing.T) {
	site := `schema = 1
products = ["smb/2026-11", "veeam/2026-11"]

[document]
customer = "Elm County"
title = "Shares"
classification = "internal"
revision = "1.0"
date = 2026-11-28

[zones.inside]
name = "Inside"
networks = ["10.70.0.0/24"]

[nodes.files]
product = "smb/2026-11"
host = "files.elm.example"
addresses = ["10.70.0.10"]
zone = "inside"
os = "windows-server-2022"
role = "file-server"

[nodes.files.also.veeam]
role = "windows-server"

[nodes.user]
product = "smb/2026-11"
host = "user.elm.example"
addresses = ["10.70.0.11"]
zone = "inside"
os = "windows-server-2022"
role = "smb-client"

[nodes.vault]
product = "veeam/2026-11"
host = "vault.elm.example"
addresses = ["10.70.0.12"]
zone = "inside"
os = "windows-server-2022"
role = "backup-server"
`
	for _, c := range []struct {
		moved string
		want  int
	}{{"", 0}, {"\n[overrides.\"windows-server.installer\"]\nport = 6162\nreason = \"test\"\n", 1}} {
		s, found := readSite(t, site+c.moved)
		cats, faults := catalog.OpenAll(s.Catalogues())
		if faults.HasErrors() {
			t.Fatal(modeltest.Printed(faults))
		}
		_, more := resolve.All(s, cats, resolve.Options{})
		conflicts := 0
		for _, d := range append(found, more...) {
			if d.Code == "S39" || d.Code == "S44" {
				conflicts++
			} else if d.Severity == source.Error {
				t.Error(modeltest.Printed(source.Diagnostics{d}))
			}
		}
		if conflicts != c.want {
			t.Errorf("%d conflicts, not %d:\n%s", conflicts, c.want, modeltest.Printed(more))
		}
	}
}

func readSite(t *testing.T, text string) (*site.Site, source.Diagnostics) {
	t.Helper()
	s, found := site.Load("site.toml", []byte(text))
	if s == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return s, found
}

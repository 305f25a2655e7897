package model

import (
	"os"
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
	for _, table := range []string{"nodes.ts1", "nodes.ts2", "nodes.ts3", "resources.nfs", "resources.dns", "resources.ntp", "resources.ldap", "resources.smtp", "accept.L77-open-cluster"} {
		before, after, ok := strings.Cut(text, "["+table+"]")
		if !ok {
			t.Fatalf("no table %s", table)
		}
		_, rest, more := strings.Cut(after, "\n[")
		if text = before; more {
			text += "[" + rest
		}
	}
	for _, line := range []string{"ldap = true\n", "nfs = true\n"} {
		text = strings.Replace(text, line, "", 1)
	}
	text = strings.Replace(text, `"thoughtspot.http" = true`, "#", 1)
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

package topology

import (
	"os"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/render/layout/diagram"
)

// TestTiersOfSites reads where the zones of the example sites stand, which nobody wrote down there.
func TestTiersOfSites(t *testing.T) {
	for i, word := range plan.Tiers {
		if diagram.TierOf(word) != diagram.Tier(i) || diagram.Tier(i) > diagram.DataTier {
			t.Errorf("diagrams do not know the tier %s", word)
		}
	}
	all := sites(t)
	for name, want := range map[string]string{
		"failover-candidate":                 "admin administration, desks users, hall-a application, hall-b application, storage data",
		"generic-scale-out":                  "campus users, compute application, storage data, web dmz",
		"ha-proxy-engine":                    "back application, front dmz, staff administration, stores users",
		"harbour-logistics":                  "admin administration, core application, data data, dmz dmz, users users",
		"multi-node-five":                    "offices users, operations administration, perth application",
		"proxy-in-dmz":                       "dmz dmz, inside application, internet outside, jump administration",
		"scenario-extra-large":               "centres users, consumers application, control application, data data, front dmz, operators administration",
		"scenario-large":                     "consumers dmz, control application, data data, operators administration, shops users",
		"separate-proxy-and-engine":          "plant application, staff users",
		"separate-proxy-scheduler-ha-engine": "inner application, plants users, proxies dmz",
		"separate-scheduler-ha":              "apps application, internet outside, manage administration, office users",
		"single-node":                        "servers application, wards users",
		"thoughtspot-forty":                  "cluster application, infrastructure data, offices users, operators administration, out-of-band data, second-centre data",
		"thoughtspot-three":                  "cluster application, infrastructure data, offices users, operators administration",
		"two-products":                       "analytics application, offices users, operators administration, services data",
	} {
		p := all[name]
		if p == nil {
			if !testing.Short() {
				t.Errorf("there is no site %s", name)
			}
			continue
		}
		var got []string
		for _, z := range p.Zones {
			got = append(got, z.ID+" "+z.Tier)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: got %s, want %s", name, strings.Join(got, ", "), want)
		}
	}
}

// TestHintsTakeEffect reads what a site says of its diagrams: tier and order of zones, hosts with boxes of their own, words for boxes and lines.
func TestHintsTakeEffect(t *testing.T) {
	const path = "../../../sites/harbour-logistics/site.toml"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, plain := string(data), Of(resolved(t, path, data), list(t))
	text = strings.Replace(text, "[zones.core]\n", "[zones.core]\ntier = \"data\"\n", 1) + `
[diagram]
order = ["data", "core", "qs-standby", "qs-engine1"]
split = ["qs-proxy2"]

[diagram.label]
qs-db1 = "Cluster of the data team"
"hub -> users" = "Browsers"
`
	hinted := Of(resolved(t, path, []byte(text)), list(t))
	zone := func(p *Picture, id string) diagram.Zone {
		for _, z := range p.Zones {
			if z.ID == id {
				return z
			}
		}
		t.Fatalf("picture %s has no zone %s", p.ID, id)
		return diagram.Zone{}
	}
	box := func(p *Picture, id string) *diagram.Box {
		for i, b := range p.Boxes {
			if b.ID == id {
				return &p.Boxes[i]
			}
		}
		return nil
	}
	if before, after := zone(plain.Site, "core"), zone(hinted.Site, "core"); before.Tier != diagram.ApplicationTier || after.Tier != diagram.DataTier || before.Order != 0 || after.Order != -3 {
		t.Errorf("the zone of the nodes was %+v, and is %+v", before, after)
	}
	if z := zone(hinted.Site, "data"); z.Order >= zone(hinted.Site, "core").Order {
		t.Errorf("the zone that is to be first is %+v", z)
	}
	if a, b := box(hinted.Site, "qs-standby"), box(hinted.Site, "qs-engine1"); a.Order != -2 || b.Order != -1 || box(hinted.Site, "qs-central").Order != 0 {
		t.Errorf("the hosts that are to be first have the orders %d and %d", a.Order, b.Order)
	}
	if box(plain.Site, "qs-proxy2") != nil || box(hinted.Site, "qs-proxy2") == nil || box(hinted.Site, "qs-proxy1").Count != 1 {
		t.Error("the second proxy has no box of its own, or had one before")
	}
	if b := box(hinted.Site, "qs-db1"); b.Lines[0].Text != "Cluster of the data team" || b.Lines[1].Text != "qs-db1" {
		t.Errorf("the box of the database says %v", b.Lines)
	}
	for _, p := range append([]*Picture{hinted.Site}, hinted.States...) {
		found := false
		for _, e := range p.Edges {
			if e.From == "users" && e.To == "hub" {
				found = e.Label[0] == "Browsers" && e.Label[1] == "1 rule, encrypted"
			}
		}
		if !found {
			t.Errorf("picture %s does not say what the line of the users is called", p.ID)
		}
	}
}

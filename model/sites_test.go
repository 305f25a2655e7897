package model

import (
	"os"
	"path/filepath"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// sitesFolder holds the sites that the project ships.
const sitesFolder = "../sites"

// siteIDs lists the folders of the shipped sites.
func siteIDs(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(sitesFolder)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range entries {
		if e.IsDir() {
			ids = append(ids, e.Name())
		}
	}
	return ids
}

// resolveSite loads and resolves a shipped site, as of its document's date, and fails the test on any error.
func resolveSite(t *testing.T, id string) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sitesFolder, id, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load("sites/"+id+"/site.toml", data)
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	site.ID = id
	cats, faults := catalog.OpenAll(site.Catalogues())
	if faults.HasErrors() {
		t.Fatal(modeltest.Printed(faults))
	}
	plan, more := resolve.All(site, cats, resolve.Options{Approvals: modeltest.Approvals(filepath.Join(sitesFolder, id)), Decisions: modeltest.Decisions(filepath.Join(sitesFolder, id))})
	if plan == nil {
		t.Fatal(modeltest.Printed(more))
	}
	return plan, append(found, more...)
}

// TestSites holds every shipped site against its golden plan. A shipped site is an example, so it has nothing left to complain about:
// findings are mended or accepted with a reason.
func TestSites(t *testing.T) {
	ids := siteIDs(t)
	var wanted []string
	if len(ids) < 12 {
		t.Errorf("%d sites; the eight drawings, three scenarios and the example make 12", len(ids))
	}
	for _, id := range ids {
		path := "testdata/plans/" + id + ".txt"
		wanted = append(wanted, path)
		t.Run(id, func(t *testing.T) {
			plan, found := resolveSite(t, id)
			if len(found) > 0 {
				t.Error(modeltest.Printed(found))
			}
			golden.Check(t, path, planText(plan, found))
		})
	}
	golden.NoOrphans(t, "testdata/plans", ".txt", wanted)
}

// TestSitesCoverTheFormat sees to it that the shipped sites show each thing that a site can say, so that every output is built with it.
func TestSitesCoverTheFormat(t *testing.T) {
	shown := map[string]bool{}
	for _, id := range siteIDs(t) {
		p, _ := resolveSite(t, id)
		shown["the strict profile"] = shown["the strict profile"] || len(p.Dropped) > 0
		shown["a failover"] = shown["a failover"] || len(p.States) > 1
		shown["a runbook left out"] = shown["a runbook left out"] || len(p.LeftOut) > 0
		shown["a runbook"] = shown["a runbook"] || len(p.Runbooks) > 0
		shown["a site of one node"] = shown["a site of one node"] || len(p.Nodes) == 1
		for _, f := range p.Network() {
			shown["the rule "+f.Rule] = true
			shown["an approved rule"] = shown["an approved rule"] || f.Approval != nil
			shown["a rule without approval"] = shown["a rule without approval"] || f.Approval == nil
			if f.Via != "" {
				shown["a way by "+string(p.Party(f.Via).Kind)] = true
				transparent := f.Leg == 2 && f.From != f.Via && p.Party(f.Via).Kind == plan.BalancerParty
				shown["a transparent load balancer"] = shown["a transparent load balancer"] || transparent
			}
		}
		for _, party := range p.Parties {
			for _, a := range party.Addresses {
				shown["IPv6"] = shown["IPv6"] || a.Is6()
			}
		}
	}
	wanted := []string{"the strict profile", "a failover", "a runbook left out", "a runbook", "a site of one node", "an approved rule",
		"a rule without approval", "a way by load balancer", "a way by forward proxy", "a transparent load balancer", "IPv6"}
	cat, _ := catalog.Open("qlik-sense/2023-08")
	for _, f := range cat.Flows {
		if f.Between.V != "same node" {
			wanted = append(wanted, "the rule "+f.ID.V)
		}
	}
	for _, what := range wanted {
		if !shown[what] {
			t.Errorf("no shipped site shows %s", what)
		}
	}
}

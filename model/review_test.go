package model

import (
	"os"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// TestReviewsFallDue judges the example customer's review on days before and after it is due. The plan says the same on all of them.
func TestReviewsFallDue(t *testing.T) {
	data, err := os.ReadFile("../sites/harbour-logistics/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	for day, overdue := range map[string]bool{"2026-10-01": false, "2027-03-30": false, "2027-03-31": true} {
		site, _ := site.Load("site.toml", data)
		cats, _ := catalog.OpenAll(site.Catalogues())
		asOf, err := source.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		plan, found := resolve.All(site, cats, resolve.Options{AsOf: asOf})
		if got := strings.Contains(modeltest.Printed(found), "S85"); got != overdue {
			t.Errorf("on %s the review is overdue: %v, want %v\n%s", day, got, overdue, modeltest.Printed(found))
		}
		if next := plan.Review.Next.String(); next != "2027-03-30" {
			t.Errorf("on %s the next review is due on %s", day, next)
		}
	}
}

// TestInsecureServicesAreComplete: every rule between hosts whose traffic is not encrypted stands with exactly one insecure service.
func TestInsecureServicesAreComplete(t *testing.T) {
	total := 0
	for _, id := range siteIDs(t) {
		plan, _ := resolveSite(t, id)
		seen := map[string]int{}
		for _, s := range plan.Insecure {
			for _, f := range s.Flows {
				seen[f]++
			}
		}
		for _, f := range plan.Network() {
			want := 0
			if f.PlainText() {
				want = 1
			}
			if total += want; seen[f.ID] != want {
				t.Errorf("%s: rule %s (encrypted: %s) stands with %d insecure services", id, f.ID, f.Encrypted, seen[f.ID])
			}
		}
	}
	if total < 50 {
		t.Errorf("only %d unencrypted rules in all sites", total)
	}
}

// TestInsecureListenersInsideHosts: of the single node everything in plain text stays inside, and of the example one port is for the host
// itself; they are named, without rules. What the site says it encrypts is not.
func TestInsecureListenersInsideHosts(t *testing.T) {
	for id, wants := range map[string]map[string]bool{
		"single-node":       {"qrs.setup": false, "qrd.sql": false},
		"harbour-logistics": {"qrs.setup": true, "qrs.unlock": false, "qrd.sql": true, "file-share.smb": true},
	} {
		plan, _ := resolveSite(t, id)
		got := map[string]bool{}
		for _, s := range plan.Insecure {
			if _, twice := got[s.Listener]; twice {
				t.Errorf("%s: %s is there twice", id, s.Listener)
			}
			got[s.Listener] = len(s.Flows) > 0
		}
		for listener, rules := range wants {
			if has, ok := got[listener]; !ok || has != rules {
				t.Errorf("%s: %s is there: %v, with rules: %v, want %v", id, listener, ok, has, rules)
			}
		}
	}
}

package topology

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

func list(t testing.TB) *wordlist.List {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// sites are the plans of the repository's sites.
func sites(t testing.TB) map[string]*plan.Plan {
	t.Helper()
	paths, _ := filepath.Glob("../../../sites/*/site.toml")
	if len(paths) == 0 {
		t.Fatal("no sites")
	}
	plans := map[string]*plan.Plan{}
	for _, path := range paths {
		if testing.Short() && strings.Contains(path, "scenario") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		plans[filepath.Base(filepath.Dir(path))] = resolved(t, path, data)
	}
	return plans
}

func resolved(t testing.TB, path string, data []byte) *plan.Plan {
	t.Helper()
	site, found := site.Load(path, data)
	if site == nil {
		t.Fatal(printed(found))
	}
	site.ID = filepath.Base(filepath.Dir(path))
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(printed(found))
	}
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: modeltest.Approvals(filepath.Dir(path))})
	if plan == nil {
		t.Fatal(path, printed(found))
	}
	return plan
}

func printed(found source.Diagnostics) string {
	var b strings.Builder
	_ = source.Print(&b, found)
	return b.String()
}

// TestEverythingLeadsSomewhere follows every box and edge of every picture: hosts lead to their pages, folded boxes to where they are
// unfolded, edges to where their rules are listed.
func TestEverythingLeadsSomewhere(t *testing.T) {
	for name, plan := range sites(t) {
		t.Run(name, func(t *testing.T) { leads(t, plan) })
	}
	t.Run("large", func(t *testing.T) { leads(t, resolved(t, "large/site.toml", large(12, 6))) })
}

func leads(t *testing.T, plan *plan.Plan) {
	t.Helper()
	w := list(t)
	pictures := Of(plan, w)
	if missing := w.Missing(); len(missing) > 0 {
		t.Errorf("the word list lacks %v", missing)
	}
	known := map[ref.Ref]bool{ref.Document("overview").At("outside"): true, ref.Document("overview").At("hosts"): true}
	for _, p := range pictures.All() {
		known[p.Page] = true
	}
	known[ref.Document(docs.Zones)] = true
	for _, pair := range ZonePairs(plan) {
		known[PairPage(pair.From, pair.To)], known[docs.From(pair.From)] = true, true
	}
	for _, p := range plan.Parties {
		if link := worksheet.Link(p); !link.IsZero() {
			known[link], known[link.At("inbound")], known[link.At("outbound")] = true, true, true
		}
	}
	for _, p := range pictures.All() {
		for _, b := range p.Boxes {
			party := plan.Party(b.ID)
			if alone := b.Count == 1 && party != nil && !worksheet.HasSheet(party); alone != b.Link.IsZero() || !b.Link.IsZero() && !known[b.Link] {
				t.Errorf("picture %s: box %s leads to %q", p.ID, b.ID, b.Link)
			}
			if b.Tip == "" || b.Description == "" {
				t.Errorf("picture %s: box %s says nothing to those who do not see it", p.ID, b.ID)
			}
		}
		for _, e := range p.Edges {
			if !known[e.Link] {
				t.Errorf("picture %s: edge %s leads to %q", p.ID, e.ID, e.Link)
			}
			if e.Tip == "" || e.Description == "" {
				t.Errorf("picture %s: edge %s says nothing to those who do not see it", p.ID, e.ID)
			}
		}
		if p.Title == "" || p.Description == "" || p.Caption == "" {
			t.Errorf("picture %s lacks words", p.ID)
		}
	}
}

// TestPicturesKeepToTheBudget draws the repository's sites and one that is far too large for a single picture.
func TestPicturesKeepToTheBudget(t *testing.T) {
	plans := sites(t)
	plans["large"] = resolved(t, "large/site.toml", large(12, 6))
	for name, plan := range plans {
		pictures := Of(plan, list(t))
		for _, p := range pictures.All() {
			boxes := maxBoxes
			if p.Kind == GroupKind {
				boxes = maxMembers + 1
			}
			trunks := map[string]bool{}
			for _, e := range p.Edges {
				trunks[cmp.Or(e.Bundle, e.ID)] = true
			}
			if len(p.Boxes) > boxes || len(trunks) > maxEdges || len(p.Edges) > maxEnds {
				t.Errorf("%s: picture %s has %d boxes and %d edges in %d trunks", name, p.ID, len(p.Boxes), len(p.Edges), len(trunks))
			}
		}
		if name == "large" && len(pictures.Zones) != 14 {
			t.Errorf("the large site has pictures of %d zones, want one for each", len(pictures.Zones))
		}
	}
}

func TestEveryFlowOfALargeSiteIsDrawnOnce(t *testing.T) {
	accounts(t, resolved(t, "large/site.toml", large(3, 10)))
}

// large writes a site of so many zones with so many nodes in each, in three roles and with different traffic, so that few are alike.
func large(zones, nodes int) []byte {
	var b strings.Builder
	b.WriteString(`schema = 1
product = "qlik-sense/2023-08"

[document]
customer = "Large"
title = "Large"
classification = "public"
revision = "1"
date = 2026-10-01

[zones.users]
name = "Users"
networks = ["10.254.0.0/15"]
outside = true

[accept.L09]
reason = "A test of pictures that are too large"
by = "Nobody"
until = 2030-01-01

[clients.administrators]
name = "Administrators"
zone = "users"
networks = ["10.254.0.0/16"]

[servers.db]
host = "db.large.example"
addresses = ["10.0.1.1"]
zone = "z00"
os = "windows-server-2022"

[resources.database]
on = "db"
facts = { version = "14.8" }

[resources.share]
on = "db"
facts = { path = '\\db\share' }

[clients.users]
name = "Users"
zone = "users"
networks = ["10.254.0.0/15"]
`)
	return finish(&b, zones, nodes)
}

func finish(b *strings.Builder, zones, nodes int) []byte {
	for z := range zones {
		fmt.Fprintf(b, "\n[zones.z%02d]\nname = \"Zone %d\"\nnetworks = [\"10.%d.0.0/16\"]\n", z, z, z)
		for n := range nodes {
			role, facts := []string{"consumer", "engine", "proxy"}[n%3], ""
			if z == 0 && n == 0 {
				role, facts = "complete", "facts = { central = true }\n"
			}
			fmt.Fprintf(b, "\n[nodes.n%02d-%02d]\nhost = \"n%02d-%02d.large.example\"\naddresses = [\"10.%d.0.%d\"]\nzone = \"z%02d\"\nos = \"windows-server-2022\"\nrole = %q\n%s",
				z, n, z, n, z, n+10, z, role, facts)
		}
	}
	for z := range zones {
		for n := range nodes {
			if n%2 == 0 {
				fmt.Fprintf(b, "\n[flows.f%02d-%02d]\nfrom = [\"n%02d-%02d\"]\nto = [\"n%02d-%02d\"]\nports = [\"tcp/%d\"]\npurpose = \"Test\"\n", z, n, z, n, (z+n+1)%zones, (n+1)%nodes, 20000+z*100+n)
			}
		}
	}
	return []byte(b.String())
}

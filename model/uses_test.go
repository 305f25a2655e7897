package model

import (
	"fmt"
	"slices"
	"testing"

	"portolan/model/plan"
	"portolan/model/plantest"
)

// aroundSite is a site whose product leaves directory, names and time to what stands around it.
const aroundSite = `schema = 1
product = "qlik-sense/2023-08"
[document]
customer = "Customer"
title = "Title"
classification = "Internal"
revision = "1"
date = 2026-11-26
[zones.core]
name = "Core"
networks = ["10.1.0.0/24"]
[zones.data]
name = "Data"
networks = ["10.2.0.0/24"]
[nodes.qs]
host = "qs.example"
addresses = ["10.1.0.10"]
os = "windows-server-2022"
role = "complete"
facts = { central = true }
[servers.dc1]
host = "dc1.example"
addresses = ["10.2.0.1"]
os = "windows-server-2022"
[servers.dc2]
host = "dc2.example"
addresses = ["10.2.0.2"]
os = "windows-server-2022"
[servers.db]
host = "db.example"
addresses = ["10.2.0.3"]
os = "rhel-9"
[externals.clock]
name = "Time of the provider"
host = "time.example.org"
[resources.database]
on = "db"
facts = { version = "14.8" }
[clients.users]
networks = ["10.9.0.0/16"]
outside = true
[flows.desk]
from = "users"
to = "all nodes"
ports = ["tcp/3389"]
purpose = "Desk"
`

// TestUses: hosts that provide something and hosts that use it have its rules, by default those whose operating system it is for; what covers a topic of the
// product closes it; "all nodes" stay those of the product.
func TestUses(t *testing.T) {
	for name, c := range map[string]struct {
		uses   string
		pairs  []string // of the rules of what is used
		closed []string
	}{
		"by default": {"[uses.directory]\ncatalogue = \"active-directory\"\nat = [\"dc1\", \"dc2\"]\nfacts = { dns-on-controllers = true }\n",
			[]string{"dc1 -> dc2", "dc2 -> dc1", "qs -> dc1", "qs -> dc2"}, []string{"directory", "dns", "time"}},
		"by name":                 {"[uses.names]\ncatalogue = \"dns\"\nat = \"dc1\"\nby = [\"qs\"]\n", []string{"qs -> dc1"}, []string{"dns"}},
		"of a host elsewhere":     {"[uses.time]\ncatalogue = \"ntp/2026-11\"\nat = \"clock\"\n", []string{"db -> clock", "dc1 -> clock", "dc2 -> clock", "qs -> clock"}, []string{"time"}},
		"all nodes":               {"[uses.names]\ncatalogue = \"dns\"\nat = \"dc1\"\nby = \"all nodes\"\n", []string{"qs -> dc1"}, []string{"dns"}},
		"a provider uses it, too": {"[uses.names]\ncatalogue = \"dns\"\nat = [\"dc1\", \"dc2\"]\nby = [\"dc1\"]\n", []string{"dc1 -> dc2"}, nil},
		"a host says more of itself": {"[uses.names]\ncatalogue = \"dns\"\nat = \"dc1\"\nby = \"all nodes\"\n[servers.dc2.also.names]\nrole = \"dns-client\"\n",
			[]string{"dc2 -> dc1", "qs -> dc1"}, []string{"dns"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := plantest.Written(t, "site", []byte(aroundSite+c.uses))
			var pairs []string
			for _, f := range p.Network() {
				if f.Product == p.Products[0].ID || f.Product == "" {
					continue
				}
				if pair := f.From + " -> " + f.To; !slices.Contains(pairs, pair) {
					pairs = append(pairs, pair)
				}
				usedChain(t, f)
			}
			slices.Sort(pairs)
			if !slices.Equal(pairs, c.pairs) {
				t.Errorf("rules of %v, want %v", pairs, c.pairs)
			}
			var closed []string
			for _, n := range p.NotCovered {
				if len(n.Declared) > 0 {
					closed = append(closed, n.ID)
				}
			}
			if !slices.Equal(slices.Sorted(slices.Values(closed)), slices.Sorted(slices.Values(c.closed))) {
				t.Errorf("covered %v, want %v", closed, c.closed)
			}
			if nodes := p.OfProducts(); len(nodes) != 1 || nodes[0].ID != "qs" || nodes[0].Also != nil {
				t.Errorf("nodes of the product: %v", nodes)
			}
			for _, f := range p.Flows {
				if f.Rule == plan.DeclaredPrefix+"desk" && f.To != "qs" {
					t.Errorf("%s is one of all nodes", f.To)
				}
			}
		})
	}
}

// usedChain: the reasons of a rule of what the site uses begin with keys of the site, name a rule of the catalogue, and end in a publisher's document.
func usedChain(t *testing.T, f *plan.Flow) {
	t.Helper()
	var kinds []string
	for _, link := range f.Chain {
		if kind := string(link.Kind); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	last := f.Chain[len(f.Chain)-1]
	if fmt.Sprint(kinds) != "[site catalogue document]" || last.Citation == nil || last.Citation.Publisher == "" || f.Chain[0].Where != "site.toml" || f.Chain[0].Key == "" {
		t.Errorf("%s: %+v", f.ID, f.Chain)
	}
}

package model

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// askedOf is what users of the catalogue's language wrote, beside the catalogue of a vendor, and what has to come of it at a site of the vendor.
var askedOf = map[string]struct {
	product, site string
	code          string // that is told; "" where nothing may be wrong
	holds         func(c *catalog.Catalogue, p *plan.Plan) bool
}{
	"both-transports": {"active-directory/windows-server-2008-and-later", "one-domain", "", func(c *catalog.Catalogue, _ *plan.Plan) bool {
		return slices.Equal(c.Sockets("dns2.dns"), []string{"dns2.dns", "dns2.dns/udp"})
	}},
	"choice-in-selector": {"zabbix/7", "mixed", "", func(_ *catalog.Catalogue, p *plan.Plan) bool {
		return slices.Equal(members(p, "active-ones"), []string{"proxy-1", "proxy-2"})
	}},
	"external-without-host": {"zabbix/7", "mixed", "S196", nil},
	"icmp-type": {"active-directory/windows-server-2008-and-later", "one-domain", "", func(c *catalog.Catalogue, _ *plan.Plan) bool {
		l, _ := c.Listener("ping2.echo")
		port, err := catalog.PortOf("", l.Port.V)
		return err == nil && port.Type == "echo-request"
	}},
	"odd-quorum": {"ceph/6", "one-network", "", func(c *catalog.Catalogue, p *plan.Plan) bool { return !found(p, "odd") }},
	"os-pattern": {"zabbix/7", "mixed", "w", func(_ *catalog.Catalogue, p *plan.Plan) bool { return found(p, "w") }},
	"port-from-instance": {"sap-hana/security-groups", "instance-10", "", func(c *catalog.Catalogue, _ *plan.Plan) bool {
		l, _ := c.Listener("hana-nn.sql")
		port, err := c.Work(catalog.FormulaOf(l), catalog.Values{Fact: func(string) (int, bool) { return 7, true }})
		return err == nil && port.Socket() == "tcp/30715"
	}},
	"port-from-port": {"zabbix/7", "mixed", "", func(c *catalog.Catalogue, _ *plan.Plan) bool {
		l, _ := c.Listener("redis.bus")
		port, err := c.Work(catalog.FormulaOf(l), catalog.Values{Listener: func(string) (catalog.Port, bool) {
			return catalog.Port{Protocol: "tcp", Numbers: catalog.Single(7000)}, true
		}})
		return err == nil && port.Socket() == "tcp/17000"
	}},
	"same-value-pairs": {"zabbix/7", "mixed", "", func(_ *catalog.Catalogue, p *plan.Plan) bool {
		return slices.Equal(ofRule(p, "Z4-own"), []string{"proxy-1 agent-3", "proxy-2 agent-4"})
	}},
	"source-port": {"active-directory/windows-server-2008-and-later", "one-domain", "", func(_ *catalog.Catalogue, p *plan.Plan) bool {
		i := slices.IndexFunc(p.Flows, func(f *plan.Flow) bool { return f.Rule == "M-time-2" })
		return i >= 0 && p.Flows[i].SourcePort == "123"
	}},
}

func members(p *plan.Plan, set string) []string {
	for _, s := range p.Sets {
		if s.ID == set {
			return s.Normally()
		}
	}
	return nil
}

func found(p *plan.Plan, id string) bool {
	return slices.ContainsFunc(p.Findings, func(f plan.Finding) bool { return f.ID == id })
}

func ofRule(p *plan.Plan, rule string) (pairs []string) {
	for _, f := range p.Flows {
		if f.Rule == rule {
			pairs = append(pairs, f.From+" "+f.To)
		}
	}
	return pairs
}

// TestWhatWasAsked: what users wrote means what they meant, or is refused with a word on it.
func TestWhatWasAsked(t *testing.T) {
	files, _ := filepath.Glob("testdata/inputs/*.toml")
	if len(files) != len(askedOf) {
		t.Errorf("%d files, %d expectations", len(files), len(askedOf))
	}
	for _, name := range slices.Sorted(maps.Keys(askedOf)) {
		want := askedOf[name]
		t.Run(name, func(t *testing.T) {
			vendor, _, _ := strings.Cut(want.product, "/")
			cat, faults := catalog.Load(withFile(t, filepath.Join(vendors, vendor, "products"), want.product, "testdata/inputs/"+name+".toml"), want.product)
			if cat == nil || faults.HasErrors() {
				t.Fatal(modeltest.Printed(faults))
			}
			text := valueOf(filepath.Join(vendors, vendor, "sites", want.site), "site.toml", "")
			s, told := site.Load("site.toml", []byte(text))
			if s == nil {
				t.Fatal(modeltest.Printed(told))
			}
			p, more := resolve.Resolve(s, cat, resolve.Options{})
			if want.code != "" && !slices.ContainsFunc(more, func(d source.Diagnostic) bool { return d.Code == want.code }) {
				t.Errorf("%s is not told:\n%s", want.code, modeltest.Printed(more))
			}
			if want.holds != nil && (p == nil || !want.holds(cat, p)) {
				t.Errorf("it does not mean what it should:\n%s", modeltest.Printed(more))
			}
		})
	}
}

// withFile is a folder of products with one more file beside those of one of them. A fact that both have is the product's.
func withFile(t *testing.T, folder, product, file string) fs.FS {
	t.Helper()
	out, own := fstest.MapFS{}, os.DirFS(folder)
	if err := fs.WalkDir(own, product, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, bad := fs.ReadFile(own, name)
			out[name], err = &fstest.MapFile{Data: data}, bad
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, known := range out {
		for _, fact := range []string{"proxy", "instance"} { // which the vendors' catalogues have meanwhile
			header := "\n[facts." + fact + "]\n"
			if head, rest, again := strings.Cut(text, header); again && strings.Contains("\n"+string(known.Data), header) {
				_, rest, _ = strings.Cut(rest, "\n[")
				text = head + "\n[" + rest
			}
		}
	}
	out[path.Join(product, "extra.toml")] = &fstest.MapFile{Data: []byte(text)}
	return out
}

// TestWhatSitesAsked: what users wrote of their sites has a fixture that shows what comes of it.
func TestWhatSitesAsked(t *testing.T) {
	for input, shown := range map[string]struct{ file, text string }{
		"external-network":            {"testdata/parties/networks.txt", "/18"},
		"external-one-host-two-ports": {"testdata/parties/one-host-several-services.txt", "desk-1 -> ns7.bus.example tcp/9350-9354: allowed"},
		"jump-host":                   {"testdata/declared/jump-host.txt", "jump"},
		"override-shrinks-range":      {"testdata/bad/port-for-range.txt", "S191"},
	} {
		if data, err := os.ReadFile(shown.file); err != nil || !strings.Contains(string(data), shown.text) {
			t.Error(fmt.Sprint(input, ": ", shown.file, " does not show ", shown.text), err)
		}
	}
}

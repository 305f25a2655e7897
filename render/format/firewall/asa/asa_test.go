package asa

import (
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/asareader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// read loads files twice, which leaves what they leave when loaded once; on another device they are removed again, and nothing is left.
func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	load := func(d *asareader.Device, file firewall.File) string {
		if err := d.Load(string(file.Data)); err != nil {
			t.Fatalf("%s%s: %v\n%s", s.Device, file.Ending, err, file.Data)
		}
		return d.String()
	}
	d, other := asareader.New(), asareader.New()
	before := other.String()
	if once, twice := load(d, files[0]), load(d, files[0]); once != twice {
		t.Fatalf("%s: loaded twice is not loaded once", s.Device)
	}
	load(other, files[0])
	if after := load(other, files[1]); before != after {
		t.Fatalf("%s: what is removed is not what was added:\n%s", s.Device, after)
	}
	return func(_ string, p firewalltest.Packet) bool {
		_, permitted := d.Decide(p.In.AccessList.V, p)
		return permitted
	}
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read, "forward true", "forward false", "source port", "icmp", "icmp type", "IPv6", "multicast")
}

func TestFilesAllowThePlan(t *testing.T) { firewalltest.SitesAgree(t, &Dialect, read) }

func TestProbesFindFaults(t *testing.T) { firewalltest.FaultsAreFound(t, &Dialect, read) }

// TestExample holds the files of the example's firewalls against goldens.
func TestExample(t *testing.T) {
	var wanted []string
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		for _, f := range firewalltest.Files(t, &Dialect, s) {
			wanted = append(wanted, filepath.Join("testdata", s.Device+f.Ending))
			golden.Check(t, wanted[len(wanted)-1], string(f.Data))
		}
	}
	golden.NoOrphans(t, "testdata", ".cfg", wanted)
}

// TestAbove puts entries above the line that the owner's own denial has, in the order of the rules.
func TestAbove(t *testing.T) {
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		s.Names.Above.V = "3"
		s.Names.Above.At.File, s.Names.Above.At.Line = "site.toml", 1
		file := string(firewalltest.Files(t, &Dialect, s)[0].Data)
		if !strings.Contains(file, " line 3 extended permit ") || !strings.Contains(file, " line 4 extended permit ") {
			t.Errorf("%s: %s", s.Device, file)
		}
		read(t, s, firewalltest.Files(t, &Dialect, s))
	}
}

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestHostile(t *testing.T) {
	firewalltest.HostileFirewalls(t, &Dialect, read, "tcp/443", "udp/53", "sctp/3868", "icmp", "icmp/echo-request", "icmpv6/packet-too-big", "esp", "ip/254")
}

func TestLastDay(t *testing.T) { firewalltest.LastDay(t, &Dialect, read) }

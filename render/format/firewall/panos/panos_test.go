package panos

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"portolan/model/golden"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/panosreader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// read loads files twice, which leaves what they leave when loaded once; on another device they are removed again, and nothing is left.
func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	load := func(d *panosreader.Device, file firewall.File) string {
		if err := errors.Join(d.Load(string(file.Data)), d.Complete()); err != nil {
			t.Fatalf("%s%s: %v\n%s", s.Device, file.Ending, err, file.Data)
		}
		return d.String()
	}
	d, other := owned(t, s), owned(t, s)
	before := other.String()
	if once, twice := load(d, files[0]), load(d, files[0]); once != twice {
		t.Fatalf("%s: loaded twice is not loaded once", s.Device)
	}
	load(other, files[0])
	if after := load(other, files[1]); before != after {
		t.Fatalf("%s: what is removed is not what was added:\n%s", s.Device, after)
	}
	return func(_ string, p firewalltest.Packet) bool {
		_, allowed := d.Decide(p, p.In.Name.V, p.Out.Name.V)
		return allowed
	}
}

// owned is a device with the rule of its owner above which ours are put.
func owned(t testing.TB, s *ruleset.Ruleset) *panosreader.Device {
	d := panosreader.New(s.Names.VirtualSystem)
	if above := s.Names.Above.V; above != "" {
		for _, value := range []string{"from any", "to any", "source any", "destination any", "application any", "service any", "action deny"} {
			if err := d.Load("set " + newWriter(s).where + "rulebase security rules \"" + above + "\" " + value); err != nil {
				t.Fatal(err)
			}
		}
	}
	return d
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read, "forward true", "forward false", "translated", "source port", "icmp", "icmp type", "IPv6")
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
	golden.NoOrphans(t, "testdata", ".set", wanted)
}

// TestAbove puts rules above one of the device's owner, in their order: the owner's own is a denial of all.
func TestAbove(t *testing.T) {
	resolved, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		s.Names.Above.V = "Cleanup rule"
		s.Names.Above.At.File, s.Names.Above.At.Line = "site.toml", 1
		decide := read(t, s, firewalltest.Files(t, &Dialect, s))
		for _, wrong := range firewalltest.Probe(&Dialect, resolved, s, decide, 20, rand.New(rand.NewPCG(1, 43)), firewalltest.Tally{}) {
			t.Errorf("%s: %s", s.Device, wrong)
		}
	}
}

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestHostile(t *testing.T) {
	firewalltest.HostileFirewalls(t, &Dialect, read, "tcp/443", "udp/53", "sctp/3868", "icmp", "icmp/echo-request", "icmpv6/packet-too-big", "esp", "ip/254")
}

func TestLastDay(t *testing.T) { firewalltest.LastDay(t, &Dialect, read) }

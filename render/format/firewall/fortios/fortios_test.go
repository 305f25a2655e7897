package fortios

import (
	"net/netip"
	"path/filepath"
	"testing"

	"portolan/model/golden"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/fortiosreader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// owned is a device with the objects of its owner that a ruleset's files refer to.
func owned(s *ruleset.Ruleset) (*fortiosreader.Device, map[string][]netip.Prefix) {
	var pools, names []string
	virtual := map[string][]netip.Prefix{}
	for _, r := range s.Rules {
		for _, e := range r.From {
			if e.Changed != nil {
				pools = append(pools, e.Changed.Object)
			}
		}
		for _, e := range r.To {
			if e.Changed != nil {
				names = append(names, e.Changed.Object)
				virtual[e.Changed.Object] = e.Changed.Arriving
			}
		}
	}
	d := fortiosreader.New(names, pools)
	if above := s.Names.Above.V; above != "" { // a denial of all, which stands last
		err := d.Load("config firewall policy\nedit " + above + "\nset srcintf \"any\"\nset dstintf \"any\"\nset srcaddr \"all\"\nset dstaddr \"all\"\nset srcaddr6 \"all\"\nset dstaddr6 \"all\"\n" +
			"set service \"ALL\"\nset schedule \"always\"\nset action deny\nnext\nend\n")
		if err != nil {
			panic(err)
		}
	}
	return d, virtual
}

// read loads files twice, which leaves what they leave when loaded once; on another device they are removed again, and nothing is left.
func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	d, virtual := owned(s)
	load := func(d *fortiosreader.Device, file firewall.File) string {
		if err := d.Load(string(file.Data)); err != nil {
			t.Fatalf("%s%s: %v\n%s", s.Device, file.Ending, err, file.Data)
		}
		return d.String()
	}
	if once, twice := load(d, files[0]), load(d, files[0]); once != twice {
		t.Fatalf("%s: loaded twice is not loaded once", s.Device)
	}
	if d.VDOM() != s.Names.VirtualSystem {
		t.Fatalf("%s: commands are given in %q", s.Device, d.VDOM())
	}
	other, _ := owned(s)
	before := other.String()
	load(other, files[0])
	if after := load(other, files[1]); before != after {
		t.Fatalf("%s: what is removed is not what was added:\n%s", s.Device, after)
	}
	return func(_ string, p firewalltest.Packet) bool {
		_, accepted := d.Decide(p, side(p.In).V, side(p.Out).V, virtual)
		return accepted
	}
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
	golden.NoOrphans(t, "testdata", ".conf", wanted)
}

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestHostile(t *testing.T) {
	firewalltest.HostileFirewalls(t, &Dialect, read, "tcp/443", "udp/53", "sctp/3868", "icmp", "icmp/echo-request", "icmpv6/packet-too-big", "esp", "ip/254")
}

func TestLastDay(t *testing.T) { firewalltest.LastDay(t, &Dialect, read) }

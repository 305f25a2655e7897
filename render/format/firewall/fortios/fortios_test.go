package fortios

import (
	"net/netip"
	"testing"

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

// read reads files with a device of its owner's.
func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	_, virtual := owned(s)
	d := firewalltest.Loaded(t, s, files, func() *fortiosreader.Device {
		d, _ := owned(s)
		return d
	})
	if d.VDOM() != s.Names.VirtualSystem {
		t.Fatalf("%s: commands are given in %q", s.Device, d.VDOM())
	}
	return func(_ string, p firewalltest.Packet) bool {
		_, accepted := d.Decide(p, side(p.In).V, side(p.Out).V, virtual)
		return accepted
	}
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read, "forward true", "forward false", "translated", "source port", "icmp", "icmp type", "IPv6")
}

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestDevice(t *testing.T) {
	firewalltest.DeviceDialect{Dialect: &Dialect, Read: read, Ending: ".conf"}.Test(t)
}

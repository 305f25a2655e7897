package asa

import (
	"strings"
	"testing"

	"portolan/model/source"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/asareader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// read reads files with a device of its own.
func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	d := firewalltest.Loaded(t, s, files, asareader.New)
	return func(_ string, p firewalltest.Packet) bool {
		_, permitted := d.Decide(p.In.AccessList.V, p)
		return permitted
	}
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read, "forward true", "forward false", "source port", "icmp", "icmp type", "IPv6", "multicast")
}

// TestAbove puts entries above the line that the owner's own denial has, in the order of the rules.
func TestAbove(t *testing.T) {
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		s.Names.Above.V = "3"
		s.Names.Above.At = source.Place("site.toml", 1, 1, 1)
		file := string(firewalltest.Files(t, &Dialect, s)[0].Data)
		if !strings.Contains(file, " line 3 extended permit ") || !strings.Contains(file, " line 4 extended permit ") {
			t.Errorf("%s: %s", s.Device, file)
		}
		read(t, s, firewalltest.Files(t, &Dialect, s))
	}
}

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestDevice(t *testing.T) {
	firewalltest.DeviceDialect{Dialect: &Dialect, Read: read, Ending: ".cfg"}.Test(t)
}

package nftables

import (
	"math/rand/v2"
	"testing"

	"portolan/render/firewalltest"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

func read(t testing.TB, _ *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	return readFile(t, string(files[0].Data)).accepts
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read,
		"input true", "input false", "output true", "output false", "forward true", "forward false", "translated", "source port", "icmp", "icmp type", "IPv6", "multicast")
}

func TestFilesAllowThePlan(t *testing.T) { firewalltest.SitesAgree(t, &Dialect, read) }

func TestProbesFindFaults(t *testing.T) { firewalltest.FaultsAreFound(t, &Dialect, read) }

// TestWithoutNames probes files of firewalls whose interfaces the site does not name: rules hold whichever way packets pass.
func TestWithoutNames(t *testing.T) {
	resolved, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	firewalls := 0
	for _, s := range sets {
		if s.Kind != ruleset.Firewall {
			continue
		}
		firewalls++
		s.Rules[0].Passages[0].In[0].Interface.V = ""
		for _, wrong := range firewalltest.Probe(&Dialect, resolved, s, read(t, s, firewalltest.Files(t, &Dialect, s)), 20, rand.New(rand.NewPCG(1, 43)), firewalltest.Tally{}) {
			t.Errorf("%s: %s", s.Device, wrong)
		}
	}
	if firewalls != 2 {
		t.Errorf("%d firewalls", firewalls)
	}
}

package azure

import (
	"path/filepath"
	"testing"

	"portolan/model/golden"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/terraformreader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	cloud, err := terraformreader.ReadAzure(string(files[0].Data))
	if err != nil {
		t.Fatalf("%s: %v\n%s", s.Device, err, files[0].Data)
	}
	return func(hook string, p firewalltest.Packet) bool { return cloud.Decide(hook == "output", p) }
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read, "input true", "input false", "output true", "output false", "icmp", "IPv6")
}

func TestFilesAllowThePlan(t *testing.T) { firewalltest.SitesAgree(t, &Dialect, read) }

func TestProbesFindFaults(t *testing.T) { firewalltest.FaultsAreFound(t, &Dialect, read) }

// TestExample holds the file of one host of the example against a golden.
func TestExample(t *testing.T) {
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		if s.Device == "qs-engine1" {
			golden.Check(t, filepath.Join("testdata", s.Device+".tf"), string(firewalltest.Files(t, &Dialect, s)[0].Data))
		}
	}
	golden.NoOrphans(t, "testdata", ".tf", []string{filepath.Join("testdata", "qs-engine1.tf")})
}

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestHostile(t *testing.T) {
	firewalltest.HostileHosts(t, &Dialect, read, "tcp/443", "udp/53", "esp", "ah")
}

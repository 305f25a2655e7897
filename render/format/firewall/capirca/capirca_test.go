package capirca

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/testenv"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/capircareader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// written puts files into a folder of their own.
func written(t testing.TB, files []firewall.File) string {
	folder := t.TempDir()
	for _, f := range files {
		path := filepath.Join(folder, f.Ending)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// reader reads files with one process of Capirca.
func reader(t *testing.T) firewalltest.Read {
	checker := capircareader.Start(t)
	return func(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
		t.Helper()
		if !strings.Contains(string(files[0].Data), "header") { // a firewall without rules has no filter, and Capirca reads none
			return func(string, firewalltest.Packet) bool { return false }
		}
		if _, err := checker.Read(written(t, files)); err != nil {
			t.Fatalf("%s: %v\n%s%s%s", s.Device, err, files[0].Data, files[1].Data, files[2].Data)
		}
		return func(_ string, p firewalltest.Packet) bool {
			_, accepted, err := checker.Decide(Filter(side(p.In).V, side(p.Out).V), p)
			if err != nil {
				t.Fatal(err)
			}
			return accepted
		}
	}
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, reader(t), "forward true", "forward false", "source port", "icmp", "icmp type", "IPv6")
}

func TestFilesAllowThePlan(t *testing.T) { firewalltest.SitesAgree(t, &Dialect, reader(t)) }

func TestProbesFindFaults(t *testing.T) { firewalltest.FaultsAreFound(t, &Dialect, reader(t)) }

// TestExample holds the files of the example's firewalls against goldens.
func TestExample(t *testing.T) {
	var wanted []string
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		for _, f := range firewalltest.Files(t, &Dialect, s) {
			wanted = append(wanted, filepath.Join("testdata", s.Device+strings.ReplaceAll(f.Ending, "/", "-")))
			golden.Check(t, wanted[len(wanted)-1], string(f.Data))
		}
	}
	for _, ending := range []string{".pol", ".net", ".svc"} {
		golden.NoOrphans(t, "testdata", ending, wanted)
	}
}

// TestGeneratorTakesFiles makes files of a firewall out of those of every shipped site.
func TestGeneratorTakesFiles(t *testing.T) {
	aclgen := testenv.Tool(t, "aclgen")
	for _, id := range firewalltest.Sites(t) {
		_, sets := firewalltest.SiteSets(t, &Dialect, id)
		for _, s := range sets {
			folder := written(t, firewalltest.Files(t, &Dialect, s))
			out := filepath.Join(folder, "out")
			if err := os.Mkdir(out, 0o700); err != nil {
				t.Fatal(err)
			}
			command := exec.Command(aclgen, "--base_directory", folder, "--definitions_directory", filepath.Join(folder, "def"), "--output_directory", out)
			said, err := command.CombinedOutput()
			made, _ := os.ReadFile(filepath.Join(out, "rules.acl"))
			if err != nil || strings.Contains(string(said), "error") || !strings.Contains(string(made), "permit tcp") {
				t.Errorf("%s, %s: %v\n%s", id, s.Device, err, said)
			}
		}
	}
}

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestHostile(t *testing.T) {
	firewalltest.HostileFirewalls(t, &Dialect, reader(t), "tcp/443", "udp/53", "sctp/3868", "icmp", "icmp/echo-request", "icmpv6/packet-too-big", "esp", "vrrp")
}

// TestLastDay: a term is left out from the day after its rule's last one.
func TestLastDay(t *testing.T) {
	checker := capircareader.Start(t)
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		for i := range s.Rules {
			s.Rules[i].Until.Year, s.Rules[i].Until.Month, s.Rules[i].Until.Day = 2027, 12, 31
		}
		terms, err := checker.Read(written(t, firewalltest.Files(t, &Dialect, s)))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(terms, func(term [2]string) bool { return term[1] == "2028-01-01" }) {
			t.Errorf("%s: %q", s.Device, terms)
		}
	}
}

package powershell

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/testenv"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/windowsreader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// read runs a script twice on a host: the second time changes nothing.
func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	h := run(t, string(files[0].Data))
	if twice := run(t, string(files[0].Data), string(files[0].Data)); !h.Same(twice) {
		t.Errorf("%s: run twice, it is another", s.Device)
	}
	return h.Accepts
}

func run(t testing.TB, scripts ...string) *windowsreader.Host {
	t.Helper()
	h := windowsreader.New()
	for _, script := range scripts {
		if err := h.Run(script, false); err != nil {
			t.Fatalf("%v\n%s", err, script)
		}
	}
	return h
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read,
		"input true", "input false", "output true", "output false", "translated", "source port", "icmp", "icmp type", "IPv6", "multicast")
}

func TestFilesAllowThePlan(t *testing.T) { firewalltest.SitesAgree(t, &Dialect, read) }

func TestProbesFindFaults(t *testing.T) { firewalltest.FaultsAreFound(t, &Dialect, read) }

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

// TestRemoved: what a script added goes again, and nothing else; packets go out as before.
func TestRemoved(t *testing.T) {
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	script := string(firewalltest.Files(t, &Dialect, sets[0])[0].Data)
	h := windowsreader.New()
	h.Rules["theirs"] = windowsreader.Rule{"Name": {"theirs"}, "Group": {"Remote Desktop"}, "Direction": {"Inbound"}}
	h.Rules["old"] = windowsreader.Rule{"Name": {"old"}, "Group": {group(sets[0])}, "Direction": {"Inbound"}}
	if err := h.Run(script, false); err != nil {
		t.Fatal(err)
	}
	if h.Rules["old"] != nil || h.Rules["theirs"] == nil || len(h.Rules) < 9 || h.Outbound != "Block" {
		t.Errorf("%d rules, outbound %s", len(h.Rules), h.Outbound)
	}
	if err := h.Run(script, true); err != nil {
		t.Fatal(err)
	}
	if len(h.Rules) != 1 || h.Outbound != "Allow" {
		t.Errorf("%d rules stay, outbound %s", len(h.Rules), h.Outbound)
	}
}

// TestSecondRunLeavesRulesInPlace: a rule that is there is never taken away, and one that somebody changed is as documented again.
func TestSecondRunLeavesRulesInPlace(t *testing.T) {
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	script := string(firewalltest.Files(t, &Dialect, sets[0])[0].Data)
	first, h := run(t, script), run(t, script)
	changed := 0
	for name, r := range h.Rules {
		switch changed++; changed % 4 {
		case 0:
			r = maps.Clone(r)
			r["RemoteAddress"] = []string{"10.0.0.0/8"}
		case 1:
			r = maps.Clone(r)
			delete(r, "LocalPort")
		case 2:
			r = maps.Clone(r)
			r["Enabled"], r["Profile"], r["InterfaceType"] = []string{"False"}, []string{"Domain"}, []string{"Wireless"}
		}
		h.Rules[name] = r
	}
	if err := h.Run(script, false); err != nil {
		t.Fatal(err)
	}
	if !h.Same(first) || h.Removed > 0 || changed < 8 {
		t.Errorf("%d rules changed, %d were taken away", changed, h.Removed)
	}
	delete(h.Rules, slices.Sorted(maps.Keys(h.Rules))[0])
	if err := h.Run(script, false); err != nil || !h.Same(first) {
		t.Errorf("a rule that was gone is not there again: %v", err)
	}
}

// TestOutboundStaysOpen: a host that nothing is said of outwards sends what it likes.
func TestOutboundStaysOpen(t *testing.T) {
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	inbound := *sets[0]
	inbound.Rules, inbound.Omitted = nil, nil
	for _, r := range sets[0].Rules {
		if r.Direction == ruleset.Inbound {
			inbound.Rules = append(inbound.Rules, r)
		}
	}
	if h := run(t, string(firewalltest.Files(t, &Dialect, &inbound)[0].Data)); h.Outbound != "Allow" || !h.On {
		t.Errorf("outbound %s", h.Outbound)
	}
}

// TestSCTP: Windows filters no ports of it.
func TestSCTP(t *testing.T) {
	s := firewalltest.HostileSets(t, "sctp/3868")[""]
	if _, refused := Dialect.Files(s); len(refused) != 2 || refused[0].Code != "R08" {
		t.Errorf("%v", refused)
	}
}

// TestGrammar lets the grammar of PowerShell read the scripts of all hosts, and those with hostile texts, in which no rule is lost.
func TestGrammar(t *testing.T) {
	type script struct{ ID, Text string }
	var scripts []script
	for _, id := range firewalltest.Sites(t) {
		_, sets := firewalltest.SiteSets(t, &Dialect, id)
		for _, s := range sets {
			for _, f := range firewalltest.Files(t, &Dialect, s) {
				scripts = append(scripts, script{id + "/" + s.Device, string(f.Data)})
			}
		}
	}
	for text, s := range firewalltest.HostileSets(t, "tcp/1-65535", "icmp", "ip/0", "ip/255", "icmp/echo-request", "icmpv6/packet-too-big", "vrrp", "ospf") {
		written := string(firewalltest.Files(t, &Dialect, s)[0].Data)
		if got := len(run(t, written).Rules); got != 26 {
			t.Errorf("%q: %d rules", text, got)
		}
		for _, r := range written {
			if r >= 0x7f || r < ' ' && r != '\r' && r != '\n' {
				t.Errorf("%q: the script holds %q", text, r)
			}
		}
		scripts = append(scripts, script{"hostile", written})
	}
	modules, err := filepath.Abs("../../../../.ci/node_modules")
	if _, missing := os.Stat(filepath.Join(modules, "tree-sitter-powershell")); err != nil || missing != nil {
		testenv.Missing(t, "no tree-sitter-powershell in .ci/node_modules; run npm ci there")
	}
	var input []map[string]string
	for _, s := range scripts {
		input = append(input, map[string]string{"id": s.ID, "text": s.Text})
	}
	data, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(testenv.Tool(t, "node"), "--liftoff-only", "../../../../model/runbooktest/testdata/powershell.mjs", modules)
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var found []struct{ ID, Fault string }
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, f := range found {
		t.Errorf("%s: %s", f.ID, f.Fault)
	}
	t.Logf("%d scripts", len(scripts))
}

// TestExample holds the script of one host against a golden.
func TestExample(t *testing.T) {
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		if s.Device == "qs-engine1" {
			golden.Check(t, "testdata/qs-engine1.ps1", strings.ReplaceAll(string(firewalltest.Files(t, &Dialect, s)[0].Data), "\r\n", "\n"))
		}
	}
	golden.NoOrphans(t, "testdata", ".ps1", []string{"testdata/qs-engine1.ps1"})
}

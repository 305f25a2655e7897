package render

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"portolan/model/passage"
	"portolan/model/plantest"
	"portolan/render/content/proof"
	"portolan/render/text/wordlist"
)

// everyFinding is a report that shows everything that a report can show.
func everyFinding() *proof.Report {
	r := &proof.Report{FormatVersion: proof.FormatVersion, Site: "example", Revision: "1.0", Date: "2026-11-26", Proved: "2026-11-29", Dialect: "nftables", Packets: 40,
		Devices: []proof.Device{{ID: "db1", Kind: "host", System: "windows-server-2022", Hooks: []proof.Trial{{Hook: passage.Inbound, Packets: 20, Allowed: 3, Passed: 3, Missing: 1, Excess: 1}, {Hook: passage.Outbound, Packets: 10}}},
			{ID: "db2", Kind: "host", Serves: true, Unsafe: []string{"no rule is for dns"}, Hooks: []proof.Trial{{Hook: passage.Inbound, Packets: 1}}},
			{ID: "edge", Kind: "firewall", Serves: true, Hooks: []proof.Trial{{Hook: passage.Forward, Packets: 10, Allowed: 1, Passed: 1}}}},
		States:   []proof.State{{ID: "normal", Proved: 2, Failed: 1}, {ID: "failover", Proved: 3, NotTried: 1}},
		StandIns: []passage.StandIn{{Party: "license", Host: "license.example", Addresses: []netip.Addr{netip.MustParseAddr("198.18.0.2")}}}}
	r.Findings = []proof.Finding{
		{Kind: proof.Missing, Device: "db1", Hook: passage.Inbound, From: "app1", To: "db1", Packets: 1, Families: []string{"IPv4"}, Ports: []string{"tcp/4432"}, Example: "10.0.0.1 -> 10.0.0.2 tcp/4432", Rules: []string{"GAAAAAAA"}, States: []string{"normal"}},
		{Kind: proof.Excess, Device: "db1", Hook: passage.Inbound, To: "db1", Packets: 9, Families: []string{"IPv4"}, Ports: []string{"tcp/1"}, More: 8, Example: "10.0.0.9 -> 10.0.0.2 tcp/1"},
	}
	for _, kind := range []proof.FindingKind{proof.Mute, proof.Refused, proof.Changes, proof.Broken} {
		r.Findings = append(r.Findings, proof.Finding{Kind: kind, Device: "edge", Detail: "the tool's message"})
	}
	for _, why := range []string{proof.NoFilter, proof.NoPacket, proof.NoFamily, proof.NoFile, proof.NotAllowed} {
		r.NotTried = append(r.NotTried, proof.NotTried{Why: why, Rules: []string{"GBBBBBBB"}})
	}
	return r
}

// TestProof renders a report with everything in it: the page says it, with no word left over, and equal reports give equal bytes.
func TestProof(t *testing.T) {
	resolved := plantest.Of(t, "single-node")
	files, err := Proof(everyFinding(), resolved, theme(t), Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Proof(everyFinding(), resolved, theme(t), Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		if files[i].Path != again[i].Path || string(files[i].Data) != string(again[i].Data) {
			t.Errorf("%s is not the same the second time", files[i].Path)
		}
	}
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == "index.html" })
	page := string(files[i].Data)
	for _, said := range []string{"Failed: 6 findings", "GAAAAAAA", "unassigned address", "and 8 more", "the tool’s message", "198.18.0.2", "windows-server-2022"} {
		if !strings.Contains(page, said) && !strings.Contains(page, strings.ReplaceAll(said, "’", "&#39;")) {
			t.Errorf("the page does not say %q", said)
		}
	}
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	good := everyFinding()
	good.Holds = true
	_ = proof.Document(everyFinding(), "t", "c", list)
	_ = proof.Document(good, "t", "c", list)
	for _, key := range list.Unused() {
		if strings.HasPrefix(key, "proof.") && !strings.HasSuffix(key, "-empty") {
			t.Errorf("nobody prints %s", key)
		}
	}
}

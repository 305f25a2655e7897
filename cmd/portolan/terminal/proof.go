package terminal

import (
	"fmt"
	"strings"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/render/content/proof"
)

// Proof is what packets have shown of rule files, for a person at a terminal: the verdict, what is wrong, what was tried.
func Proof(r *proof.Report, width int) string {
	t := &page{width: width}
	verdict := "passed"
	if !r.Holds {
		verdict = fmt.Sprintf("failed: %d findings", len(r.Findings))
	}
	t.line(0, "%s, %s: %s (%d packets, %d hosts and firewalls)", r.Site, r.Dialect, verdict, r.Packets, len(r.Devices))
	for _, f := range r.Findings {
		texttable.Wrap(&t.b, width, 0, 2, finding(f))
	}
	rows := [][]string{{"host or firewall", "direction", "packets", "allowed", "passed", "missing", "excess"}}
	for _, d := range r.Devices {
		for _, h := range d.Hooks {
			rows = append(rows, []string{d.ID, string(h.Hook), fmt.Sprint(h.Packets), fmt.Sprint(h.Allowed), fmt.Sprint(h.Passed), fmt.Sprint(h.Missing), fmt.Sprint(h.Excess)})
		}
	}
	t.table("Packets", rows)
	rows = [][]string{{"state", "passed", "failed", "not tested"}}
	for _, s := range r.States {
		rows = append(rows, []string{s.ID, fmt.Sprint(s.Proved), fmt.Sprint(s.Failed), fmt.Sprint(s.NotTried)})
	}
	t.table("Rules between hosts", rows)
	rows = nil
	for _, d := range r.Devices {
		for _, what := range d.Unsafe {
			rows = append(rows, []string{d.ID, what})
		}
	}
	t.table("Tested, but no rule file is written yet", rows)
	rows = nil
	for _, n := range r.NotTried {
		rows = append(rows, []string{untried[n.Why], strings.Join(n.Rules, ", ")})
	}
	t.table("Not tested", rows)
	rows = nil
	for _, s := range r.StandIns {
		rows = append(rows, []string{s.Party, s.Host, fmt.Sprint(s.Addresses)})
	}
	t.table("Test addresses of hosts known by name only", rows)
	return t.b.String()
}

var untried = map[string]string{
	proof.NoFilter:   "no rule file filters this traffic",
	proof.NoPacket:   "the test cannot send packets of this protocol",
	proof.NoFamily:   "source and destination have no address family in common",
	proof.NoFile:     "the rule file of a host or firewall in its path was refused",
	proof.NotAllowed: "the rule files omit the rule and state the reason",
}

var faults = map[proof.FindingKind]string{
	proof.Missing: "missing", proof.Excess: "excess", proof.Mute: "reply blocked", proof.Refused: "refused", proof.Changes: "not idempotent", proof.Broken: "broken",
}

func finding(f proof.Finding) string {
	text := fmt.Sprintf("%s: %s", f.Device, faults[f.Kind])
	if f.Packets == 0 {
		return text + ": " + f.Detail
	}
	ends := []string{f.From, f.To}
	for i := range ends {
		if ends[i] == "" {
			ends[i] = "unassigned address"
		}
	}
	text += fmt.Sprintf(": %s %s -> %s %s", f.Hook, ends[0], ends[1], strings.Join(f.Ports, ", "))
	if f.More > 0 {
		text += fmt.Sprintf(" and %d more", f.More)
	}
	text += fmt.Sprintf(" (%s; %d packets, such as %s)", strings.Join(f.Families, ", "), f.Packets, f.Example)
	if len(f.Rules) > 0 {
		text += "; rules " + strings.Join(f.Rules, ", ")
	}
	return text
}

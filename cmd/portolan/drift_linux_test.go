package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"portolan/model/drift"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/model/testenv"
	"portolan/render/content/rulesets"
	"portolan/render/format/evidence"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/iptables"
	"portolan/render/format/firewall/nftables"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
)

// A scene is a host in a namespace: its addresses, rule file and listeners, and the folder into which it is collected.
type scene struct {
	Device, Script, Folder string
	Addresses, Listen      []string
	Load                   [][2]string // a tool, and what it reads
	Files                  [][2]string // that a tool finds in its folder
}

// collectedHost is the process that is such a host.
func collectedHost() {
	must(playHost())
}

func playHost() error {
	var s scene
	if err := json.NewDecoder(os.Stdin).Decode(&s); err != nil {
		return err
	}
	commands := [][]string{{"ip", "link", "set", "lo", "up"}}
	for _, a := range s.Addresses {
		commands = append(commands, []string{"ip", "addr", "add", a, "dev", "lo", "nodad"}[:map[bool]int{true: 7, false: 6}[strings.Contains(a, ":")]])
	}
	for _, c := range commands {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%q: %w: %s", c, err, out)
		}
	}
	for _, f := range s.Files {
		if err := os.WriteFile(filepath.Join(filepath.Dir(s.Script), f[0]), []byte(f[1]), 0o600); err != nil {
			return err
		}
	}
	for _, load := range s.Load {
		words := strings.Fields(load[0])
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Dir = filepath.Dir(s.Script)
		cmd.Stdin = strings.NewReader(load[1])
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
	}
	for _, at := range s.Listen {
		protocol, address, _ := strings.Cut(at, " ")
		if protocol == "udp" {
			c, err := net.ListenPacket(protocol, address)
			if err != nil {
				return err
			}
			defer c.Close()
			continue
		}
		l, err := net.Listen(protocol, address)
		if err != nil {
			return err
		}
		defer l.Close()
	}
	if out, err := exec.Command("sh", s.Script, s.Device, s.Folder).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// collect plays a scene and reads what was collected there.
func collect(t *testing.T, resolved *plan.Plan, s scene) []drift.Evidence {
	t.Helper()
	for _, tool := range []string{"ip", "nft", "ss"} {
		testenv.Tool(t, tool)
	}
	s.Folder, s.Script = t.TempDir(), filepath.Join(t.TempDir(), "collect.sh")
	if err := os.WriteFile(s.Script, evidence.Shell(), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/proc/self/exe")
	cmd.Args, cmd.Stdin = []string{"portolan-host"}, bytes.NewReader(text)
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		testenv.Missing(t, "no user namespaces")
	}
	if err != nil {
		t.Fatal(err, string(out))
	}
	list, found := evidenceIn(s.Folder, resolved)
	if found.HasErrors() {
		t.Fatal(found)
	}
	return list
}

// setsFor are the rulesets of a plan, as a dialect has them.
func setsFor(t *testing.T, resolved *plan.Plan, d *firewall.Dialect) []*ruleset.Ruleset {
	t.Helper()
	words, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	var out []*ruleset.Ruleset
	for s := range rulesets.Of(resolved, policy.Of(resolved), words) {
		settled, _ := d.Settle(s)
		out = append(out, settled)
	}
	return out
}

// playing is the scene of a device with its own file: everything is as documented.
func playing(resolved *plan.Plan, set *ruleset.Ruleset, d *firewall.Dialect) scene {
	s := scene{Device: set.Device}
	files := d.Write(set)
	for _, f := range files {
		s.Files = append(s.Files, [2]string{set.Device + f.Ending, string(f.Data)})
	}
	s.Load = [][2]string{{"sh " + set.Device + ".sh apply", ""}}
	if len(files) == 1 {
		s.Load = [][2]string{{"nft -f -", string(files[0].Data)}}
	}
	if set.Kind == ruleset.Firewall {
		return s
	}
	for _, place := range resolved.Places(set.Device) {
		for _, a := range place.Addresses {
			s.Addresses = append(s.Addresses, a.String())
		}
	}
	for _, f := range resolved.Flows {
		at := f.Protocol + " 0.0.0.0:" + fmt.Sprint(f.Numbers.Low())
		if (resolved.EndsAt(f, set.Device) || f.Internal && f.To == set.Device) && f.Choice == "" && (f.Protocol == "tcp" || f.Protocol == "udp") && !slices.Contains(s.Listen, at) {
			s.Listen = append(s.Listen, at)
		}
	}
	return s
}

// rowsOf are the rows of a device that are not as documented.
func rowsOf(r *drift.Report, device string) (out []drift.Row) {
	for _, row := range r.Rows {
		if row.Device == device && row.Status != drift.Present {
			out = append(out, row)
		}
	}
	return out
}

// TestNoDrift collects hosts and firewalls whose rule files are loaded: all is present, by its id.
func TestNoDrift(t *testing.T) {
	for _, id := range []string{"proxy-in-dmz", "thoughtspot-three", "harbour-logistics"} {
		resolved := plantest.Of(t, id)
		for d, evidence := range map[*firewall.Dialect]string{&nftables.Dialect: "/nft.json, chain ", &iptables.Dialect: "tables.txt:"} {
			for i, set := range setsFor(t, resolved, d) {
				if i%3 > 0 && set.Kind == ruleset.Host { // each takes a while
					continue
				}
				asDocumented(t, resolved, set, d, evidence)
			}
		}
	}
}

// asDocumented collects a device whose own files are loaded.
func asDocumented(t *testing.T, resolved *plan.Plan, set *ruleset.Ruleset, d *firewall.Dialect, evidence string) {
	t.Helper()
	r := drift.Compare(resolved, collect(t, resolved, playing(resolved, set, d)))
	present := 0
	for _, row := range r.Rows {
		if row.Device == set.Device && row.Status == drift.Present && !row.Listener {
			present++
			if !strings.Contains(row.Where, evidence) {
				t.Errorf("%s: %+v", set.Device, row)
			}
		}
	}
	named := func(row drift.Row) bool { // of these no file holds a rule
		return row.Status == drift.NotAssessed && row.Detail == "a source or destination is known by name only"
	}
	if rows := slices.DeleteFunc(rowsOf(r, set.Device), named); len(rows) > 0 || present == 0 && len(set.Rules) > 0 {
		t.Errorf("%s, %s, %s: %d present, and %+v", resolved.Site, set.Device, d.Name, present, rows)
	}
}

// TestDriftInNamespace plants one missing rule, one that is too wide, and one stray listener: exactly these three are found, with and without ids.
func TestDriftInNamespace(t *testing.T) {
	resolved := plantest.Of(t, "proxy-in-dmz")
	sets := setsFor(t, resolved, &nftables.Dialect)
	set := sets[slices.IndexFunc(sets, func(s *ruleset.Ruleset) bool { return s.Device == "mm-core" })]
	for _, ids := range []bool{true, false} {
		s := playing(resolved, set, &nftables.Dialect)
		lines := strings.Split(s.Load[0][1], "\n")
		planted := 0
		for i, line := range lines {
			switch {
			case !strings.Contains(line, " dport "):
			case planted == 0:
				lines[i] = ""
				planted++
			case planted == 1:
				wide := regexp.MustCompile(`ip daddr (\S+) tcp`).ReplaceAllString(line, "ip daddr $1/30 tcp")
				if wide != line && strings.Contains(strings.Join(lines[:i], "\n"), "chain output") {
					lines[i] = wide
					planted++
				}
			}
		}
		if planted != 2 {
			t.Fatalf("%d faults are planted", planted)
		}
		s.Load[0][1] = strings.Join(lines, "\n")
		if !ids {
			s.Load[0][1] = regexp.MustCompile(`comment "[^"]*"`).ReplaceAllString(s.Load[0][1], "")
		}
		s.Listen = append(s.Listen, "tcp 0.0.0.0:6666", "tcp 127.0.0.1:7777")
		r := drift.Compare(resolved, collect(t, resolved, s))
		rows := rowsOf(r, "mm-core")
		if len(rows) != 3 || r.Counts[drift.Missing] != 1 || r.Counts[drift.Wider] != 1 || r.Counts[drift.Undocumented] != 1 {
			t.Errorf("ids %v: %+v", ids, rows)
			continue
		}
		if rows[0].Status != drift.Missing || rows[0].Rule == "" || !strings.Contains(rows[0].Detail, "blocked: ") ||
			rows[1].Status != drift.Wider || (rows[1].Rule != "") != ids || !strings.Contains(rows[1].Detail, "allows also: ") ||
			rows[2].Status != drift.Undocumented || rows[2].What != "listener tcp/6666" {
			t.Errorf("ids %v: %+v", ids, rows)
		}
		t.Logf("%+v", rows)
	}
}

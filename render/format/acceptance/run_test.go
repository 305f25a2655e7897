//go:build linux

package acceptance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"portolan/model/acceptance"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/testenv"
)

// inside is what a process of the tests calls itself that is a host in a network namespace.
const inside = "portolan-host"

func TestMain(m *testing.M) {
	if os.Args[0] == inside {
		if err := host(os.Args[1], os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A world is what a script meets: listeners, and packets that are dropped.
type world struct{ Addresses, Listen, Drop []string }

// host is a network in which all addresses of a world are, and in which a script runs.
func host(script, result string) error {
	var w world
	if err := json.NewDecoder(os.Stdin).Decode(&w); err != nil {
		return err
	}
	commands := [][]string{{"ip", "link", "set", "lo", "up"}, {"nft", "table inet t { chain o { type filter hook output priority filter; }; }"}}
	for _, a := range w.Addresses {
		commands = append(commands, []string{"ip", "addr", "add", a, "dev", "lo"})
	}
	for _, d := range w.Drop {
		commands = append(commands, []string{"nft", "add rule inet t o " + d + " drop"})
	}
	for _, c := range commands {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%q: %w: %s", c, err, out)
		}
	}
	for _, at := range w.Listen {
		l, err := net.Listen("tcp", at)
		if err != nil {
			return err
		}
		defer l.Close()
	}
	out, err := exec.Command("sh", script, "-b", "Jo\tDoe é", result).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// ran runs the script of a host in a world and reads its result.
func ran(t *testing.T, s *Script, w world) *acceptance.Run {
	t.Helper()
	for _, tool := range []string{"ip", "nft", "bash", "timeout"} {
		testenv.Tool(t, tool)
	}
	script, result := filepath.Join(t.TempDir(), "test.sh"), filepath.Join(t.TempDir(), "result.txt")
	if err := os.WriteFile(script, s.Shell(), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/proc/self/exe")
	cmd.Args, cmd.Stdin = []string{inside, script, result}, bytes.NewReader(text)
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		testenv.Missing(t, "no user namespaces")
	}
	if err != nil {
		t.Fatal(err, string(out))
	}
	data, err := os.ReadFile(result)
	if err != nil {
		t.Fatal(err)
	}
	run, err := acceptance.Read("result.txt", data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return run
}

func scriptOf(p *plan.Plan, host string) *Script {
	s := &Script{Site: p.Site, Host: host, Revision: p.Document.Revision, Head: []string{"a 'head' \n with $(date) \u2019"}}
	tests, _ := acceptance.Of(p)
	for _, each := range tests {
		if each.Host == host {
			s.Tests = append(s.Tests, each)
		}
	}
	return s
}

// TestScriptInNamespace runs the script of a host among listeners and dropped packets: what is blocked is red, what is reached against the rules is
// red, a refusal is no success either way, and what was not tried is not tested.
func TestScriptInNamespace(t *testing.T) {
	const id = "qs-db1"
	p := plantest.Of(t, "harbour-logistics")
	s := scriptOf(p, id)
	w := world{}
	var open, closed []acceptance.Test
	for _, each := range s.Tests {
		if net.ParseIP(each.Target) == nil || each.Untried != "" {
			continue
		}
		w.Addresses = append(w.Addresses, each.Target)
		switch {
		case each.Port.IsICMP():
		case each.Expect == acceptance.Open:
			open = append(open, each)
		default:
			closed = append(closed, each)
		}
	}
	slices.Sort(w.Addresses)
	w.Addresses = slices.Compact(w.Addresses)
	if len(open) < 4 || len(closed) < 3 {
		t.Fatalf("%d and %d tests", len(open), len(closed))
	}
	blocked, refused, reached, unsettled := open[0], open[1], closed[0], closed[1]
	at := func(each acceptance.Test) string { return net.JoinHostPort(each.Target, each.Port.Numbers.String()) }
	drop := func(each acceptance.Test) string {
		return fmt.Sprintf("%s daddr %s tcp dport %s", map[bool]string{true: "ip6", false: "ip"}[strings.Contains(each.Target, ":")], each.Target, each.Port.Numbers)
	}
	w.Drop = append(w.Drop, drop(blocked))
	w.Listen = append(w.Listen, at(reached))
	for _, each := range open {
		if each.ID != refused.ID {
			w.Listen = append(w.Listen, at(each))
		}
	}
	for _, each := range closed[2:] {
		w.Drop = append(w.Drop, drop(each))
	}
	run := ran(t, s, w)
	if run.By != "Jo Doe" || run.Host != id || run.Site != p.Site {
		t.Errorf("%+v", run)
	}
	want := map[string][2]string{blocked.ID: {"failed", "blocked"}, refused.ID: {"failed", "no-service"}, reached.ID: {"failed", "reached"}, unsettled.ID: {"not tested", "unsettled"}}
	report := acceptance.Judge(p, []*acceptance.Run{run})
	_, noPing := exec.LookPath("ping")
	for _, row := range report.Rows {
		expected := [2]string{"passed", ""}
		switch known, ok := want[row.ID]; {
		case ok:
			expected = known
		case row.Host != id:
			expected = [2]string{"not tested", "no-result"}
		case row.Untried != "":
			expected = [2]string{"not tested", "cannot"}
		case net.ParseIP(row.Target) == nil || row.Port.IsICMP() && noPing != nil:
			expected = [2]string{"not tested", "gave-up"} // such as a name, of which nothing here knows the address
		}
		if row.Host != id && row.Untried != "" {
			expected[1] = "cannot"
		}
		if got := [2]string{string(row.Status), string(row.Cause)}; got != expected {
			t.Errorf("%s %s %s %s: %v, want %v (%s)", row.Expect, row.To, row.Target, row.Socket, got, expected, row.Detail)
		}
	}
	if report.Accepted || report.Failed != 3 || report.Passed < 5 {
		t.Errorf("%d passed, %d failed, %v", report.Passed, report.Failed, report.Accepted)
	}
}

// TestScriptsAreGood lets shellcheck and the grammar of PowerShell read scripts of all kinds of tests.
func TestScriptsAreGood(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	p.Site = "it's $(a) `site`"
	s := scriptOf(p, "qs-proxy1")
	s.Revision = "1'2\n3"
	file := filepath.Join(t.TempDir(), "test.sh")
	if err := os.WriteFile(file, s.Shell(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(testenv.Tool(t, "shellcheck"), "-s", "sh", "-e", "SC2016", file).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for _, r := range string(s.PowerShell()) {
		if r > '~' || r < ' ' && r != '\r' && r != '\n' {
			t.Fatalf("the script holds %q", r)
		}
	}
	modules, _ := filepath.Abs("../../../.ci/node_modules")
	if _, err := os.Stat(filepath.Join(modules, "tree-sitter-powershell")); err != nil {
		testenv.Missing(t, "no tree-sitter-powershell in .ci/node_modules; run npm ci there")
	}
	input, err := json.Marshal([]map[string]string{{"id": "test", "text": string(s.PowerShell())}})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(testenv.Tool(t, "node"), "--liftoff-only", "../../../model/runbooktest/testdata/powershell.mjs", modules)
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var faults []struct{ ID, Fault string }
	if err := json.Unmarshal(out, &faults); err != nil || len(faults) > 0 {
		t.Errorf("%v %s", err, out)
	}
}

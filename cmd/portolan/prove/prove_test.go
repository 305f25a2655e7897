//go:build linux

package prove

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/cmd/portolan/lab"
	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/testenv"
	"portolan/render/content/proof"
)

// victim is what a process of the tests calls itself that is to be killed.
const victim = "portolan-victim"

func TestMain(m *testing.M) {
	switch {
	case lab.IsChild():
		os.Exit(lab.Main())
	case os.Args[0] == victim:
		killed()
	}
	os.Exit(m.Run())
}

// proved is a proof of the files of a plan, with a fault in them or none.
func proved(t *testing.T, resolved *plan.Plan, language string, change func(device, text string) string) *proof.Report {
	t.Helper()
	l, _ := Find(language)
	for _, each := range l.needs {
		testenv.Tool(t, each)
	}
	if change == nil {
		change = func(_, text string) string { return text }
	}
	report, err := run(context.Background(), resolved, l, change)
	var unable lab.UnableError
	if errors.As(err, &unable) {
		testenv.Missing(t, unable.Why)
	}
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// twoCentres has locations, firewalls in a row and beside one another, and translations.
func twoCentres(t *testing.T) *plan.Plan {
	t.Helper()
	text, err := os.ReadFile("../../../model/testdata/locations/two-centres/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	return plantest.Written(t, "two-centres", text)
}

// TestSitesHold sends packets past the rule files of the sites: nothing is missing, nothing too much.
func TestSitesHold(t *testing.T) {
	files, _ := filepath.Glob("../../../sites/*/site.toml")
	var all []string
	for _, f := range files {
		all = append(all, filepath.Base(filepath.Dir(f)))
	}
	if len(all) < 10 {
		t.Fatalf("only %d sites", len(all))
	}
	usual := []string{"failover-candidate", "harbour-logistics", "proxy-in-dmz", "two-products"}
	for _, id := range testenv.Choose(t, "sites tried with packets", all, usual, []string{"proxy-in-dmz", "two-products"}) {
		for _, l := range Names() {
			holds(t, id+", "+l, proved(t, plantest.Of(t, id), l, nil))
		}
	}
	for _, l := range Names() {
		holds(t, "two-centres, "+l, proved(t, twoCentres(t), l, nil))
	}
}

func holds(t *testing.T, what string, r *proof.Report) {
	t.Helper()
	for i, f := range r.Findings {
		if i < 5 {
			t.Errorf("%s: %+v", what, f)
		}
	}
	proved, allowed := 0, 0
	for _, s := range r.States {
		proved += s.Proved
	}
	for _, d := range r.Devices {
		for _, h := range d.Hooks {
			allowed += h.Allowed
		}
	}
	if !r.Holds && len(r.Findings) == 0 || r.Holds && (proved == 0 || allowed == 0 || r.Packets < 10*allowed) {
		t.Errorf("%s: %v with %d flows proved, %d packets allowed of %d", what, r.Holds, proved, allowed, r.Packets)
	}
	t.Logf("%s: %d packets, %d of them allowed, past %d hosts and firewalls", what, r.Packets, allowed, len(r.Devices))
}

// TestRandomSitesHold does so for sites by chance, which have everything that sites can have.
func TestRandomSitesHold(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	refused := 0
	// Each takes seconds, and those of more hosts many: the usual two have areas, and none.
	sites := testenv.Choose(t, "random sites tried with packets", []string{"0", "1", "2", "3", "4", "5", "6", "7"}, []string{"1", "2"}, []string{"2"})
	for _, id := range sites {
		seed, err := strconv.Atoi(id)
		if err != nil {
			t.Fatal(err)
		}
		draft := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 77)))
		if seed%2 == 1 {
			draft.AddAreas()
		}
		for _, l := range Names() {
			resolved := plantest.Written(t, fmt.Sprintf("site-%d", seed), draft.Write(nil, false))
			for _, f := range resolved.Flows { // a site that has its rules approved elsewhere: files would leave out those that chance did not approve
				f.Standing = approval.Standing{State: approval.Open}
			}
			r := proved(t, resolved, l, nil)
			r.Findings = slices.DeleteFunc(r.Findings, func(f proof.Finding) bool { // chance paired families of networks
				apart := f.Kind == proof.Refused && strings.Contains(f.Detail, "no kind of address in common")
				if apart {
					refused++
				}
				return apart
			})
			r.Holds = len(r.Findings) == 0
			holds(t, fmt.Sprintf("site %d, %s", seed, l), r)
		}
	}
	if refused > 20*len(sites) {
		t.Errorf("%d hosts were refused", refused)
	}
}

// A fault is planted into the first line of a device's file that it changes.
type fault struct {
	name   string
	device string
	hook   string // the chain in whose lines it is planted
	plant  func(line string) string
	kind   proof.FindingKind
}

var ends = regexp.MustCompile(`ip6? [sd]addr (\{[^}]*\}|[^ ]+) `)

// without drops the port of a rule, and nothing else.
func without(line string) string {
	return regexp.MustCompile(`tcp dport (\{[^}]*\}|[^ ]+)`).ReplaceAllString(line, "meta l4proto tcp")
}

func replaced(old, by string) func(string) string {
	return func(line string) string {
		if !strings.Contains(line, " dport ") {
			return line
		}
		return strings.Replace(line, old, by, 1)
	}
}

// turned has source and destination the other way round.
func turned(line string) string {
	return strings.NewReplacer("saddr", "daddr", "daddr", "saddr").Replace(line)
}

// wider lets a network through in place of its first address.
func wider(line string) string {
	if !strings.Contains(line, " dport ") {
		return line
	}
	return regexp.MustCompile(`(saddr|daddr) (\d+\.\d+\.\d+\.\d+) `).ReplaceAllString(line, "$1 $2/31 ")
}

// dropped is a rule that is not there. The chain's own rules have no comment.
func dropped(line string) string {
	if strings.Contains(line, " dport ") {
		return ""
	}
	return line
}

// unestablished takes the rule away that lets replies through.
func unestablished(line string) string {
	if strings.Contains(line, "ct state established") {
		return ""
	}
	return line
}

var plantedFaults = []fault{
	{"a rule without its port", "mm-core", "input", without, proof.Excess},
	{"any source", "mm-core", "input", func(l string) string { return ends.ReplaceAllString(l, "") }, proof.Excess},
	{"a network for an address", "mm-core", "input", wider, proof.Excess},
	{"a missing rule", "mm-core", "input", dropped, proof.Missing},
	{"the wrong direction", "mm-core", "input", turned, proof.Missing},
	{"the wrong family", "mm-core", "input", func(l string) string {
		return strings.Replace(ends.ReplaceAllString(l, ""), "tcp dport", "meta nfproto ipv6 tcp dport", 1)
	}, proof.Missing},
	{"another protocol", "mm-core", "input", replaced("tcp dport", "udp dport"), proof.Missing},
	{"a source port", "mm-core", "input", replaced("tcp dport", "tcp sport 7 tcp dport"), proof.Missing},
	{"an outbound rule without its port", "mm-core", "output", without, proof.Excess},
	{"a missing outbound rule", "mm-core", "output", dropped, proof.Missing},
	{"an outbound network for an address", "mm-core", "output", wider, proof.Excess},
	{"no neighbour discovery", "ts1", "input", func(l string) string {
		if strings.Contains(l, "nd-neighbor") {
			return ""
		}
		return l
	}, proof.Broken},
	{"no replies to what comes in", "mm-core", "output", unestablished, proof.Mute},
	{"no replies to what goes out", "mm-core", "input", unestablished, proof.Mute},
	{"no replies between zones", "edge", "forward", unestablished, proof.Mute},
	{"a forwarded rule without its port", "edge", "forward", without, proof.Excess},
	{"a missing forwarded rule", "edge", "forward", dropped, proof.Missing},
	{"a forwarded rule the other way round", "edge", "forward", turned, proof.Missing},
	{"any forwarded source", "edge", "forward", func(l string) string { return ends.ReplaceAllString(l, "") }, proof.Excess},
}

// planted changes the first line of a chain that a fault changes.
func planted(text, hook string, plant func(string) string) string {
	lines, in := strings.Split(text, "\n"), false
	for i, line := range lines {
		if strings.Contains(line, "chain ") {
			in = strings.Contains(line, "chain "+hook+" ")
		}
		if changed := plant(line); in && changed != line && strings.HasSuffix(line, `"`) == strings.Contains(line, "comment") && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			lines[i] = changed
			break
		}
	}
	return strings.Join(lines, "\n")
}

// TestPlantedFaultsAreFound plants faults into rule files: each is found where it is.
func TestPlantedFaultsAreFound(t *testing.T) {
	sites := map[string]*plan.Plan{"mm-core": plantest.Of(t, "proxy-in-dmz"), "ts1": plantest.Of(t, "thoughtspot-three"), "edge": twoCentres(t)}
	for _, f := range plantedFaults {
		done := false
		report := proved(t, sites[f.device], "nftables", func(device, text string) string {
			changed := text
			if device == f.device {
				changed = planted(text, f.hook, f.plant)
			}
			done = done || changed != text
			return changed
		})
		at := slices.IndexFunc(report.Findings, func(found proof.Finding) bool { return found.Kind == f.kind && found.Device == f.device })
		elsewhere := slices.IndexFunc(report.Findings, func(found proof.Finding) bool { return found.Device != f.device })
		if !done || report.Holds || at < 0 || elsewhere >= 0 {
			t.Errorf("%s: planted %v, found %+v", f.name, done, report.Findings)
			continue
		}
		t.Logf("%s: %+v", f.name, report.Findings[at])
	}
}

// tableFaults are planted into a line of a chain that has a port, or all else that it says.
var tableFaults = []struct {
	name, device, chain, old, by string // patterns
	kind                         proof.FindingKind
}{
	{"a rule without its port", "mm-core", "PORTOLAN-IN", ` -m (multiport --dports|tcp --dport) \S+`, "", proof.Excess},
	{"any source", "mm-core", "PORTOLAN-IN", ` -s \S+`, "", proof.Excess},
	{"a missing rule", "mm-core", "PORTOLAN-IN", `^.* --dports? .*$`, "", proof.Missing},
	{"the wrong direction", "mm-core", "PORTOLAN-IN", ` -s (\S+) -d (\S+)`, " -d $1 -s $2", proof.Missing},
	{"another protocol", "mm-core", "PORTOLAN-IN", `-p tcp -m tcp|-p tcp`, "-p udp", proof.Missing},
	{"a missing outbound rule", "mm-core", "PORTOLAN-OUT", `^.* --dports? .*$`, "", proof.Missing},
	{"no replies", "mm-core", "PORTOLAN-OUT", `^.*ESTABLISHED.*$`, "", proof.Mute},
	{"nothing is dropped", "mm-core", "PORTOLAN-IN", `^.* -j DROP$`, "", proof.Excess},
	{"no neighbour discovery", "ts1", "PORTOLAN-IN", `^.*--icmpv6-type 135 .*$`, "", proof.Broken},
	{"a missing forwarded rule", "edge", "PORTOLAN-FORWARD", `^.* --dports? .*$`, "", proof.Missing},
}

// TestPlantedFaultsAreFoundInTables does so for iptables.
func TestPlantedFaultsAreFoundInTables(t *testing.T) {
	sites := map[string]*plan.Plan{"mm-core": plantest.Of(t, "proxy-in-dmz"), "ts1": plantest.Of(t, "thoughtspot-three"), "edge": twoCentres(t)}
	for _, f := range tableFaults {
		done, pattern := false, regexp.MustCompile(f.old)
		report := proved(t, sites[f.device], "iptables", func(device, text string) string {
			lines := strings.Split(text, "\n")
			for i, line := range lines {
				if changed := pattern.ReplaceAllString(line, f.by); device == f.device && strings.HasPrefix(line, "-A "+f.chain+" ") && changed != line {
					lines[i], done = changed, true
					break
				}
			}
			return strings.Join(lines, "\n")
		})
		at := slices.IndexFunc(report.Findings, func(found proof.Finding) bool { return found.Kind == f.kind && found.Device == f.device })
		if elsewhere := slices.IndexFunc(report.Findings, func(found proof.Finding) bool { return found.Device != f.device }); !done || at < 0 || elsewhere >= 0 {
			t.Errorf("%s: planted %v, found %+v", f.name, done, report.Findings)
		}
	}
}

// TestFilesThatFail: one that nft does not take, and one that adds to itself.
func TestFilesThatFail(t *testing.T) {
	resolved := plantest.Of(t, "proxy-in-dmz")
	for kind, change := range map[proof.FindingKind]func(string) string{
		proof.Refused: func(text string) string { return text + "no such word\n" },
		proof.Changes: func(text string) string { return regexp.MustCompile(`(?m)^delete .*$`).ReplaceAllString(text, "") },
	} {
		report := proved(t, resolved, "nftables", func(device, text string) string {
			if device == "mm-core" {
				return change(text)
			}
			return text
		})
		if len(report.Findings) != 1 || report.Findings[0].Kind != kind || report.Findings[0].Device != "mm-core" || report.Findings[0].Detail == "" {
			t.Errorf("%s: %+v", kind, report.Findings)
		}
	}
}

// TestReportFitsItsSchema holds reports, one of them with findings, against the published schema.
func TestReportFitsItsSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(proof.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("proof.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("proof.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range []func(string) string{nil, without, dropped} {
		r := proved(t, plantest.Of(t, "proxy-in-dmz"), "nftables", func(_, text string) string {
			if fault == nil {
				return text
			}
			return planted(text, "input", fault)
		})
		r.Proved = "2026-11-29"
		if (len(r.Findings) > 0) != (fault != nil) {
			t.Errorf("%+v", r.Findings)
		}
		text, err := proof.JSON(r)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// killed proves a large site until it is killed.
func killed() {
	l, _ := Find("nftables")
	data, err := os.ReadFile("../../../sites/scenario-extra-large/site.toml")
	if err != nil {
		panic(err)
	}
	resolved := plantest.Written(&testing.T{}, "scenario-extra-large", data)
	for {
		_, _ = Run(context.Background(), resolved, l)
	}
}

// TestNothingIsLeft kills the program in the middle of its work: the lab, which holds all namespaces, ends with it.
func TestNothingIsLeft(t *testing.T) {
	holds(t, "a proof that is not killed", proved(t, plantest.Of(t, "single-node"), "nftables", nil))
	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGINT, syscall.SIGTERM} {
		cmd := exec.Command("/proc/self/exe")
		cmd.Args = []string{victim}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var children []int
		until(t, "there is no lab", func() bool { children = childrenOf(cmd.Process.Pid); return len(children) > 0 })
		time.Sleep(300 * time.Millisecond) // let it make namespaces
		children = append(children, childrenOf(cmd.Process.Pid)...)
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		until(t, fmt.Sprintf("after %s the lab goes on", signal), func() bool {
			return !slices.ContainsFunc(children, func(pid int) bool { return name(pid) != "" })
		})
	}
	if names, _ := os.ReadDir("/run/netns"); slices.ContainsFunc(names, func(e os.DirEntry) bool { return strings.Contains(e.Name(), "portolan") }) {
		t.Errorf("namespaces have names: %v", names)
	}
}

func until(t *testing.T, otherwise string, holds func() bool) {
	t.Helper()
	for range 200 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(otherwise)
}

// childrenOf are the labs that a process has started.
func childrenOf(parent int) (out []int) {
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil && name(pid) == "portolan-lab" {
			stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
			_, rest, _ := strings.Cut(string(stat), ") ")
			if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
				out = append(out, pid)
			}
		}
	}
	return out
}

// name is what a process calls itself; "" of one that has ended.
func name(pid int) string {
	line, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	first, _, _ := strings.Cut(string(line), "\x00")
	return first
}

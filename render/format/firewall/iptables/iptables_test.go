package iptables

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/testenv"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/iptablesreader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	tables := tablesOf(t, files)
	return func(at string, p firewalltest.Packet) bool {
		for _, h := range hooks {
			if strings.EqualFold(h.from, at) {
				return tables[p.From.Is4()].Accepts(h.chain, p)
			}
		}
		t.Fatalf("no hook %s", at)
		return false
	}
}

func tablesOf(t testing.TB, files []firewall.File) map[bool]*iptablesreader.Table {
	t.Helper()
	out := map[bool]*iptablesreader.Table{}
	for _, f := range files {
		if strings.Contains(f.Ending, ".rules.") {
			four := strings.HasSuffix(f.Ending, "v4")
			table, err := iptablesreader.Read(string(f.Data), four)
			if err != nil {
				t.Fatal(err)
			}
			out[four] = table
		}
	}
	return out
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read,
		"input true", "input false", "output true", "output false", "forward true", "forward false", "translated", "source port", "icmp", "icmp type", "IPv6", "multicast")
}

func TestFilesAllowThePlan(t *testing.T) { firewalltest.SitesAgree(t, &Dialect, read) }

func TestProbesFindFaults(t *testing.T) { firewalltest.FaultsAreFound(t, &Dialect, read) }

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

// put writes the files of a host or firewall into a folder.
func put(t *testing.T, folder, device string, files []firewall.File) {
	t.Helper()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(folder, device+f.Ending), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// inNamespace runs a command of the shell in a network of its own.
func inNamespace(t *testing.T, command string, args ...string) (string, error) {
	t.Helper()
	unshare := testenv.Tool(t, "unshare")
	for _, tool := range []string{"iptables-restore", "ip6tables-restore"} {
		testenv.Tool(t, tool)
	}
	flags := "-n"
	if os.Geteuid() != 0 {
		flags = "-rn"
	}
	if out, err := exec.Command(unshare, flags, "true").CombinedOutput(); err != nil {
		testenv.Missing(t, "no network namespace: "+string(out))
	}
	out, err := exec.Command(unshare, append([]string{flags, "sh", "-c", command, "sh"}, args...)...).CombinedOutput()
	return string(out), err
}

// TestToolTakesFiles lets iptables-restore and ip6tables-restore check the files of every host and firewall of the shipped sites.
func TestToolTakesFiles(t *testing.T) {
	folder, n := t.TempDir(), 0
	for _, id := range firewalltest.Sites(t) {
		_, sets := firewalltest.SiteSets(t, &Dialect, id)
		for _, s := range sets {
			put(t, folder, id+"-"+s.Device, firewalltest.Files(t, &Dialect, s))
			n++
		}
	}
	out, err := inNamespace(t, `cd "$1"; for f in *.v4; do iptables-restore --noflush --test "$f" || echo "$f"; done; for f in *.v6; do ip6tables-restore --noflush --test "$f" || echo "$f"; done; for f in *.sh; do sh -n "$f" || echo "$f"; done`, folder)
	if err != nil || out != "" {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%d hosts and firewalls", n)
}

// TestToolTakesAnyText puts hostile words into every text of a file; iptables-restore reads them as what they are, and no rule is lost.
func TestToolTakesAnyText(t *testing.T) {
	folder := t.TempDir()
	n := 0
	for text, s := range firewalltest.HostileSets(t, "tcp/1-65535", "icmp", "ip/255", "icmp/echo-request", "icmpv6/packet-too-big", "vrrp", "ospf", "sctp/3868") {
		files := firewalltest.Files(t, &Dialect, s)
		for four, table := range tablesOf(t, files) {
			// states, loopback, neighbours of IPv6, the last line, and two lines for each service of the family
			want := map[bool]int{true: 2 + 1 + 2*6, false: 2 + 4 + 1 + 2*6}[four]
			if got := table.Rules("PORTOLAN-IN"); got != want {
				t.Errorf("%q: %d rules of IPv4 %v, want %d", text, got, four, want)
			}
		}
		n++
		put(t, folder, strings.Repeat("x", n), files)
	}
	out, err := inNamespace(t, `cd "$1"; for f in *.v4; do iptables-restore --noflush --test "$f"; done; for f in *.v6; do ip6tables-restore --noflush --test "$f"; done; for f in *.sh; do sh -n "$f"; done`, folder)
	if err != nil || out != "" {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestLoadedTwiceIsLoadedOnce runs the script of a host twice beside a rule of somebody else, which stays, then takes it away again.
func TestLoadedTwiceIsLoadedOnce(t *testing.T) {
	folder := t.TempDir()
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	put(t, folder, sets[0].Device, firewalltest.Files(t, &Dialect, sets[0]))
	out, err := inNamespace(t, `cd "$1"; set -e; save() { for t in iptables ip6tables; do $t-save | sed -n '/^-A/p;/^:PORTOLAN/p'; done; }
iptables -A INPUT -s 192.0.2.1 -j DROP; save > before; sh ./"$2".sh test; sh ./"$2".sh; save > once; sh ./"$2".sh apply; save > twice; sh ./"$2".sh check > /dev/null; sh ./"$2".sh remove; save > after
cmp once twice; cat once; cmp before after || diff before after`, folder, sets[0].Device)
	if err != nil || !strings.Contains(out, "-A INPUT -s 192.0.2.1/32 -j DROP") || strings.Count(out, "-A INPUT -j PORTOLAN-IN") != 2 || strings.Count(out, "-A PORTOLAN-OUT -j DROP") != 2 {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestNoProtocolIsAllProtocols: iptables takes 0 for every protocol.
func TestNoProtocolIsAllProtocols(t *testing.T) {
	s := firewalltest.HostileSets(t, "ip/0")[""]
	if _, refused := Dialect.Files(s); len(refused) != 2 || refused[0].Code != "R08" {
		t.Errorf("%v", refused)
	}
}

// TestExample holds the files of one host against goldens.
func TestExample(t *testing.T) {
	var wanted []string
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		if s.Device == "qs-engine1" {
			for _, f := range firewalltest.Files(t, &Dialect, s) {
				wanted = append(wanted, "testdata/qs-engine1"+f.Ending)
				golden.Check(t, wanted[len(wanted)-1], string(f.Data))
			}
		}
	}
	golden.NoOrphans(t, "testdata", ".v4", wanted)
}

package nftables

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/testenv"
	"portolan/render/firewalltest"
	"portolan/render/ruleset"
)

// inNamespace runs a command of the shell in a network of its own.
func inNamespace(t *testing.T, command string, args ...string) (string, error) {
	t.Helper()
	unshare := testenv.Tool(t, "unshare")
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

// TestToolTakesFiles lets nft check the file of every host and firewall of the shipped sites.
func TestToolTakesFiles(t *testing.T) {
	testenv.Tool(t, "nft")
	files := 0
	for _, id := range firewalltest.Sites(t) {
		var text bytes.Buffer // of files that take each other's place
		_, sets := firewalltest.SiteSets(t, &Dialect, id)
		for _, s := range sets {
			text.WriteString(write(s))
			files++
		}
		file := filepath.Join(t.TempDir(), "all.nft")
		if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := inNamespace(t, `nft -c -f "$1"`, file); err != nil {
			t.Errorf("%s: %v\n%s", id, err, out)
		}
	}
	t.Logf("%d files", files)
}

// TestLoadedTwiceIsLoadedOnce loads a host's file twice beside a table of somebody else, which stays.
func TestLoadedTwiceIsLoadedOnce(t *testing.T) {
	testenv.Tool(t, "nft")
	file := filepath.Join(t.TempDir(), "host.nft")
	_, sets := firewalltest.SiteSets(t, &Dialect, "proxy-in-dmz")
	if err := os.WriteFile(file, []byte(write(sets[0])), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := inNamespace(t, `nft add table ip other && nft -f "$1" && nft list ruleset && echo ===== && nft -f "$1" && nft list ruleset`, file)
	once, twice, _ := strings.Cut(out, "=====\n")
	if err != nil || once != twice || !strings.Contains(once, "table ip other") || !strings.Contains(once, "policy drop") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestToolTakesAnyText puts hostile words into every text of a file; nft reads them as what they are.
func TestToolTakesAnyText(t *testing.T) {
	testenv.Tool(t, "nft")
	sets := firewalltest.HostileSets(t, "tcp/1-65535", "icmp", "ip/0", "ip/255", "icmp/echo-request", "icmpv6/packet-too-big", "vrrp", "ospf", "sctp/3868")
	var all bytes.Buffer
	for _, text := range firewalltest.Hostile {
		s := sets[text]
		if got := len(readFile(t, write(s))["input"].rules); got != 3+14 {
			t.Errorf("%q: %d rules", text, got)
		}
		all.WriteString(write(s))
	}
	file := filepath.Join(t.TempDir(), "all.nft")
	if err := os.WriteFile(file, all.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := inNamespace(t, `nft -c -f "$1"`, file); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestExample holds the files of the example's firewalls, and of one host, against goldens.
func TestExample(t *testing.T) {
	var wanted []string
	_, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		if s.Kind == ruleset.Firewall || s.Device == "qs-engine1" {
			wanted = append(wanted, filepath.Join("testdata", s.Device+".nft"))
			golden.Check(t, wanted[len(wanted)-1], write(s))
		}
	}
	if len(wanted) != 3 {
		t.Errorf("%d files", len(wanted))
	}
	golden.NoOrphans(t, "testdata", ".nft", wanted)
}

func TestTexts(t *testing.T) { firewalltest.Texts(t, &Dialect) }

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func FuzzName(f *testing.F) {
	for _, text := range firewalltest.Hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(name(text), " \n;{}\"#") {
			t.Errorf("%q becomes the name %s", text, name(text))
		}
	})
}

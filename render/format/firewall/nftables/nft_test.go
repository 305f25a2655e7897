package nftables

import (
	"bytes"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/testenv"
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

// allSets are the rulesets of a site, whose parties without addresses get some and whose choices of ports are left aside.
func allSets(t *testing.T, resolved *plan.Plan) []*ruleset.Ruleset {
	t.Helper()
	addressed(resolved)
	sets := setsOf(t, resolved)
	for _, s := range sets {
		for i := range s.Rules {
			for j := range s.Rules[i].Services {
				s.Rules[i].Services[j].Port = s.Rules[i].Services[j].Plain()
			}
		}
	}
	return sets
}

func siteIDs(t *testing.T) []string {
	t.Helper()
	files, _ := filepath.Glob("../../../../sites/*/site.toml")
	if len(files) < 10 {
		t.Fatalf("only %d sites", len(files))
	}
	var ids []string
	for _, f := range files {
		ids = append(ids, filepath.Base(filepath.Dir(f)))
	}
	return ids
}

// TestToolTakesFiles lets nft check the file of every host and firewall of the shipped sites.
func TestToolTakesFiles(t *testing.T) {
	testenv.Tool(t, "nft")
	files, all := 0, siteIDs(t)
	for _, id := range testenv.Choose(t, "sites' rule files", all, all, []string{"harbour-logistics", "proxy-in-dmz", "two-products"}) {
		var text bytes.Buffer // of files that take each other's place
		for _, s := range allSets(t, plantest.Of(t, id)) {
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
	if err := os.WriteFile(file, []byte(write(allSets(t, plantest.Of(t, "proxy-in-dmz"))[0])), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := inNamespace(t, `nft add table ip other && nft -f "$1" && nft list ruleset && echo ===== && nft -f "$1" && nft list ruleset`, file)
	once, twice, _ := strings.Cut(out, "=====\n")
	if err != nil || once != twice || !strings.Contains(once, "table ip other") || !strings.Contains(once, "policy drop") {
		t.Errorf("%v\n%s", err, out)
	}
}

// hostile are texts that end a quote, a line or a comment, or that are too long.
var hostile = []string{`a "quoted" word`, "two\nlines", `a backslash \`, `"; flush ruleset; "`, "# no comment", "{ } ; $x @set", strings.Repeat("é", 200), strings.Repeat("x", 127) + "é",
	"\x1b[31m", "\xff\xfe", "\u202eturned", "", `'`, "%s %n", "include \"/etc/passwd\"\n", "日本語" + strings.Repeat("語", 60)}

// TestToolTakesAnyText puts hostile words into every text of a file; nft reads them as what they are.
func TestToolTakesAnyText(t *testing.T) {
	testenv.Tool(t, "nft")
	any4 := ruleset.End{ID: "any", Addresses: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}}
	var services []ruleset.Service
	for _, port := range []string{"tcp/1-65535", "icmp", "ip/0", "ip/255", "icmp/echo-request", "icmpv6/packet-too-big", "vrrp", "ospf", "sctp/3868"} {
		p, err := catalog.ParsePort(port)
		if err != nil {
			t.Fatal(err)
		}
		services = append(services, ruleset.Service{Port: p})
	}
	var all bytes.Buffer
	for _, text := range hostile {
		s := &ruleset.Ruleset{Site: text, Device: "host", Head: []string{text}}
		for _, d := range []ruleset.Direction{ruleset.Inbound, ruleset.Outbound} {
			s.Rules = append(s.Rules, ruleset.Rule{ID: "GAAAAAAA", Direction: d, From: []ruleset.End{any4}, To: []ruleset.End{{ID: "host", Self: true}}, Log: true, Comment: text,
				Services: services})
		}
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
	for _, s := range allSets(t, plantest.Of(t, "harbour-logistics")) {
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

func FuzzComment(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := comment(text)
		inside := strings.TrimSuffix(strings.TrimPrefix(got, `"`), `"`)
		if len(inside) != len(got)-2 || len(inside) > commentBytes || strings.ContainsAny(inside, "\"\n\r\x00") {
			t.Errorf("%q becomes %s", text, got)
		}
		if strings.ContainsAny(name(text), " \n;{}\"#") {
			t.Errorf("%q becomes the name %s", text, name(text))
		}
	})
}

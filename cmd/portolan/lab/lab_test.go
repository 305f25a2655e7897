//go:build linux

package lab

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"portolan/model/passage"
	"portolan/model/testenv"
)

// alone is what a process of the tests calls itself that runs one small job and says what came of it.
const alone = "portolan-alone"

func TestMain(m *testing.M) {
	switch {
	case IsChild():
		os.Exit(Main())
	case os.Args[0] == alone:
		result, err := Run(context.Background(), job())
		fmt.Println(err, result)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// job is a host that lets one port in, out to one address only, and a multicast group.
func job() *Job {
	const rules = `table inet t {
	chain input {
		type filter hook input priority filter; policy drop;
		meta l4proto ipv6-icmp accept
		iifname "lo" accept
		ip saddr 192.0.2.1 tcp dport 80 accept
		ip daddr 224.0.0.18 meta l4proto 112 accept
		ip6 saddr 2001:db8::1 udp dport 53 accept
	}
	chain output {
		type filter hook output priority filter; policy drop;
		meta l4proto ipv6-icmp accept
		oifname "lo" accept
		ip6 daddr 2001:db8::1 sctp dport 3868 accept
		ip daddr 192.0.2.1 icmp type echo-request accept
	}
}
`
	own, others := []netip.Addr{netip.MustParseAddr("192.0.2.9")}, []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")}
	own6, others6 := []netip.Addr{netip.MustParseAddr("2001:db8::9")}, []netip.Addr{netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8::2")}
	group := netip.MustParseAddr("224.0.0.18")
	kinds := []passage.Kind{{Protocol: 6, Source: 9, Port: 80}, {Protocol: 6, Source: 9, Port: 81}, {Protocol: 17, Source: 9, Port: 53}, {Protocol: 132, Source: 9, Port: 3868}, {Protocol: 112}, {Protocol: 50}}
	j := &Job{Benches: []Bench{{Name: "host", Interfaces: []Interface{{Name: "eth0", Own: append(own[:1:1], own6...), Groups: []netip.Addr{group}}},
		Loads: []Load{{Tool: []string{"nft", "-f", "-"}, Text: []byte("table inet t\ndelete table inet t\n" + rules), Shows: []string{"nft", "-s", "list", "ruleset"}}}}}}
	j.Sweeps = []Sweep{
		{In: 0, Out: Itself, From: others, To: append(own[:1:1], group), Kinds: append(kinds[:6:6], passage.Kind{Protocol: 1, Type: 8})},
		{In: 0, Out: Itself, From: others6, To: own6, Kinds: append(kinds[:5:5], passage.Kind{Protocol: 58, Type: 128})},
		{In: Itself, Out: 0, From: own, To: append(others[:2:2], group), Kinds: append(kinds[:6:6], passage.Kind{Protocol: 1, Type: 8}, passage.Kind{Protocol: 1, Type: 13})},
		{In: Itself, Out: 0, From: own6, To: others6, Kinds: append(kinds[:5:5], passage.Kind{Protocol: 58, Type: 128})},
	}
	for i := range j.Sweeps {
		j.Sweeps[i].Expected = make([]bool, j.Sweeps[i].Size())
	}
	return j
}

// through lists the packets that got through.
func through(j *Job, r *Result) (out []string) {
	for i := range j.Sweeps {
		for n, passed := range r.Through[i] {
			if p := j.Sweeps[i].Packet(n); passed {
				out = append(out, fmt.Sprintf("%s>%s %d/%d/%d", p.From, p.To, p.Protocol, p.Port, p.Type))
			}
		}
	}
	return out
}

// TestPacketsOfAllKinds sends packets of every protocol, of both families and to a group, past a filter: exactly what it accepts gets through.
func TestPacketsOfAllKinds(t *testing.T) {
	testenv.Tool(t, "nft")
	j := job()
	r, err := Run(t.Context(), j)
	var unable UnableError
	if errors.As(err, &unable) {
		testenv.Missing(t, unable.Why)
	}
	if err != nil {
		t.Fatal(err)
	}
	if b := r.Benches[0]; len(b.Broken) > 0 || b.Loads[0].Failed != "" || b.Loads[0].Changed != "" {
		t.Errorf("%+v", b)
	}
	want := []string{
		"192.0.2.1>192.0.2.9 6/80/0", "192.0.2.1>224.0.0.18 6/80/0", "192.0.2.1>224.0.0.18 112/0/0", "192.0.2.2>224.0.0.18 112/0/0",
		"2001:db8::1>2001:db8::9 17/53/0", "2001:db8::1>2001:db8::9 58/0/128", "2001:db8::2>2001:db8::9 58/0/128",
		"192.0.2.9>192.0.2.1 1/0/8",
		"2001:db8::9>2001:db8::1 132/3868/0", "2001:db8::9>2001:db8::1 58/0/128", "2001:db8::9>2001:db8::2 58/0/128",
	}
	if got := through(j, r); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("through got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestNeedsNoRights runs a job as a user who has none.
func TestNeedsNoRights(t *testing.T) {
	testenv.Tool(t, "nft")
	if os.Geteuid() != 0 {
		t.Skip("all tests run without rights")
	}
	folder := filepath.Join(t.TempDir(), "bin")
	program := filepath.Join(folder, "test")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for at := folder; at != os.TempDir() && at != "/"; at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := copied("/proc/self/exe", program); err != nil {
		t.Fatal(err)
	}
	const nobody = 65534
	cmd := exec.Command(program)
	cmd.Args, cmd.Dir, cmd.Env = []string{alone}, "/", []string{"PATH=/usr/bin:/bin"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err, string(out))
	}
	if strings.Contains(string(out), "allow unprivileged user namespaces") {
		testenv.Missing(t, string(out))
	}
	if !strings.HasPrefix(string(out), "<nil> &{[{[{ }] [] }]") {
		t.Error(string(out))
	}
}

func copied(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err == nil {
		_, err = io.Copy(out, in)
		err = errors.Join(err, out.Close())
	}
	return errors.Join(err, in.Close())
}

// TestToolsThatAreMissing are said to be missing: nothing is claimed without them.
func TestToolsThatAreMissing(t *testing.T) {
	var unable UnableError
	if _, err := (&bench{}).twice(Load{Needs: []string{"no-such-tool"}}); !errors.As(err, &unable) || !strings.Contains(err.Error(), "no-such-tool is not installed") {
		t.Error(err)
	}
}

// FuzzParse reads any bytes as a packet.
func FuzzParse(f *testing.F) {
	for _, k := range []passage.Kind{{Protocol: 6, Source: 1, Port: 2}, {Protocol: 17, Source: 1, Port: 2}, {Protocol: 1, Type: 8}, {Protocol: 132, Source: 1, Port: 2}, {Protocol: 50}} {
		p := passage.Packet{From: netip.MustParseAddr("192.0.2.1"), To: netip.MustParseAddr("192.0.2.2"), Kind: k}
		got, mark, ok := parse(build(p, 77))
		if got != p || mark != 77 || !ok {
			f.Errorf("%v becomes %v", p, got)
		}
		f.Add(build(p, 77))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, _, ok := parse(b); ok && !p.From.IsValid() {
			t.Errorf("%x", b)
		}
	})
}

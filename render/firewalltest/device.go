package firewalltest

import (
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// A Device is what commands change, and what it then holds.
type Device interface {
	Load(commands string) error
	String() string
}

// Loaded is a device on which files are loaded twice, which leaves what they leave when loaded once; on another one they are removed again, and nothing is left.
func Loaded[D Device](t testing.TB, s *ruleset.Ruleset, files []firewall.File, fresh func() D) D {
	t.Helper()
	load := func(d D, file firewall.File) string {
		if err := d.Load(string(file.Data)); err != nil {
			t.Fatalf("%s%s: %v\n%s", s.Device, file.Ending, err, file.Data)
		}
		return d.String()
	}
	d, other := fresh(), fresh()
	before := other.String()
	if once, twice := load(d, files[0]), load(d, files[0]); once != twice {
		t.Fatalf("%s: loaded twice is not loaded once", s.Device)
	}
	load(other, files[0])
	if after := load(other, files[1]); before != after {
		t.Fatalf("%s: what is removed is not what was added:\n%s", s.Device, after)
	}
	return d
}

// Resolved are the addresses of host names, as name servers would answer to a device; a test says which there are.
var Resolved = map[string][]netip.Prefix{}

// Answers reports whether a host name has an address.
func Answers(host string, a netip.Addr) bool { return holds(Resolved[host], a) }

// byName takes the addresses out of destinations of rules that stand outside the site and have a host name: devices have to resolve them.
func byName(set *ruleset.Ruleset) (named int) {
	strip := func(ends []ruleset.End) []ruleset.End {
		out := slices.Clone(ends)
		for i, e := range out {
			if strings.HasPrefix(e.Entry, "externals.") && e.Host != "" && e.Changed == nil {
				Resolved[e.Host] = append(Resolved[e.Host], e.Addresses...)
				out[i].Addresses = nil
				named++
			}
		}
		return out
	}
	for i := range set.Rules {
		r := &set.Rules[i]
		r.To, r.Passages = strip(r.To), slices.Clone(r.Passages)
		for j := range r.Passages {
			r.Passages[j].To = strip(r.Passages[j].To)
		}
	}
	return named
}

// names holds files against the plan in which destinations outside are known by name alone.
func (d DeviceDialect) names(t *testing.T) {
	named := 0
	defer clear(Resolved)
	for _, id := range Sites(t) {
		resolved, sets := SiteSets(t, d.Dialect, id)
		for _, set := range sets {
			clear(Resolved)
			if n := byName(set); n > 0 {
				named += n
				for _, wrong := range Probe(d.Dialect, resolved, set, d.Read(t, set, Files(t, d.Dialect, set)), 200, rand.New(rand.NewPCG(1, 43)), Tally{}) {
					t.Errorf("%s, %s: %s", id, set.Device, wrong)
				}
			}
		}
	}
	if named < 10 {
		t.Errorf("%d destinations by name", named)
	}
}

// A DeviceDialect is a dialect of network devices with its reader.
type DeviceDialect struct {
	*firewall.Dialect
	Read   Read
	Ending string // of its files, and goldens
}

// Test holds what all of them have to keep: files of the shipped sites let through what the plan allows, faults are found, texts and rules of all kinds keep their
// meaning, and rules end on their last days.
func (d DeviceDialect) Test(t *testing.T) {
	for _, c := range []struct {
		name string
		test func(t *testing.T)
	}{
		{"files allow the plan", func(t *testing.T) { SitesAgree(t, d.Dialect, d.Read) }},
		{"probes find faults", func(t *testing.T) { FaultsAreFound(t, d.Dialect, d.Read) }},
		{"texts", func(t *testing.T) { Texts(t, d.Dialect) }},
		{"last day", func(t *testing.T) { LastDay(t, d.Dialect, d.Read) }},
		{"hostile texts", func(t *testing.T) {
			HostileFirewalls(t, d.Dialect, d.Read, "tcp/443", "udp/53", "sctp/3868", "icmp", "icmp/echo-request", "icmpv6/packet-too-big", "esp", "ip/254")
		}},
		{"destinations by name", d.names},
		{"example", d.example},
	} {
		t.Run(c.name, c.test)
	}
}

// example holds the files of the example's firewalls against goldens.
func (d DeviceDialect) example(t *testing.T) {
	var wanted []string
	_, sets := SiteSets(t, d.Dialect, "harbour-logistics")
	for _, s := range sets {
		for _, f := range Files(t, d.Dialect, s) {
			wanted = append(wanted, filepath.Join("testdata", s.Device+f.Ending))
			golden.Check(t, wanted[len(wanted)-1], string(f.Data))
		}
	}
	golden.NoOrphans(t, "testdata", d.Ending, wanted)
}

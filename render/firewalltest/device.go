package firewalltest

import (
	"path/filepath"
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

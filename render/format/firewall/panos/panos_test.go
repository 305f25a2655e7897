package panos

import (
	"errors"
	"math/rand/v2"
	"testing"

	"portolan/model/source"
	"portolan/render/firewalltest"
	"portolan/render/firewalltest/panosreader"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// complete is a device whose configuration has to be whole whenever commands were given.
type complete struct{ *panosreader.Device }

func (d complete) Load(commands string) error {
	return errors.Join(d.Device.Load(commands), d.Complete())
}

// read reads files with a device of its owner's.
func read(t testing.TB, s *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	t.Helper()
	d := firewalltest.Loaded(t, s, files, func() complete { return complete{owned(t, s)} })
	return func(_ string, p firewalltest.Packet) bool {
		_, allowed := d.Decide(p, p.In.Name.V, p.Out.Name.V)
		return allowed
	}
}

// owned is a device with the rule of its owner above which ours are put.
func owned(t testing.TB, s *ruleset.Ruleset) *panosreader.Device {
	d := panosreader.New(s.Names.VirtualSystem)
	if above := s.Names.Above.V; above != "" {
		for _, value := range []string{"from any", "to any", "source any", "destination any", "application any", "service any", "action deny"} {
			if err := d.Load("set " + newWriter(s).where + "rulebase security rules \"" + above + "\" " + value); err != nil {
				t.Fatal(err)
			}
		}
	}
	return d
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read, "forward true", "forward false", "translated", "source port", "icmp", "icmp type", "IPv6")
}

// TestAbove puts rules above one of the device's owner, in their order: the owner's own is a denial of all.
func TestAbove(t *testing.T) {
	resolved, sets := firewalltest.SiteSets(t, &Dialect, "harbour-logistics")
	for _, s := range sets {
		s.Names.Above.V = "Cleanup rule"
		s.Names.Above.At = source.Place("site.toml", 1, 1, 1)
		decide := read(t, s, firewalltest.Files(t, &Dialect, s))
		for _, wrong := range firewalltest.Probe(&Dialect, resolved, s, decide, 20, rand.New(rand.NewPCG(1, 43)), firewalltest.Tally{}) {
			t.Errorf("%s: %s", s.Device, wrong)
		}
	}
}

func FuzzTexts(f *testing.F) { firewalltest.FuzzTexts(f, &Dialect) }

func TestDevice(t *testing.T) {
	firewalltest.DeviceDialect{Dialect: &Dialect, Read: read, Ending: ".set"}.Test(t)
}

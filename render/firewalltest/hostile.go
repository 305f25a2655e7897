package firewalltest

import (
	"net/netip"
	"testing"
	"time"

	"portolan/model/catalog"
	"portolan/model/source"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// HostileFirewalls writes rulesets of a firewall with one text wherever there are texts that a site has not checked: each lets through what it is to let
// through, and nothing else. Names that a site gives are checked by the site.
func HostileFirewalls(t *testing.T, d *firewall.Dialect, read Read, ports ...string) {
	t.Helper()
	for _, text := range Hostile {
		s := hostileFirewall(t, text, ports)
		decide := read(t, s, Files(t, d, s))
		for i, r := range s.Rules {
			p := Packet{From: r.From[0].Addresses[0].Addr(), To: r.To[0].Addresses[0].Addr(), FromPort: 50000, In: r.Passages[0].In[0], Out: r.Passages[0].Out[0]}
			service := r.Services[0]
			p.Protocol = service.Number(p.From.Is4())
			if spans := service.Numbers.Spans(); len(spans) > 0 {
				p.ToPort = spans[0].Low
			}
			if service.Type != "" {
				p.Type = catalog.TypeNumber(service.Type, p.From.Is4())
			}
			other, turned := p, p
			other.Protocol = 253
			turned.In, turned.Out = p.Out, p.In
			if !decide("forward", p) || decide("forward", other) || decide("forward", turned) {
				t.Errorf("%q: rule %d (%s) does not say what it has to", text, i, service.Socket())
			}
		}
	}
}

// hostileFirewall has a rule for each port and family.
func hostileFirewall(t *testing.T, text string, ports []string) *ruleset.Ruleset {
	side := func(zone, name string) []ruleset.Side {
		own := source.Text{V: name, At: source.Place("site.toml", 1, 0, 0)}
		return []ruleset.Side{{Zone: zone, Interface: own, Name: own, AccessList: own}}
	}
	s := &ruleset.Ruleset{Site: text, Device: text, Kind: ruleset.Firewall, Head: []string{text}, Adding: []string{text}}
	for i, port := range ports {
		p, err := catalog.ParsePort(port)
		if err != nil {
			t.Fatal(err)
		}
		for _, ends := range [][2]string{{"10.1.0.0/16", "10.2.0.1/32"}, {"2001:db8:1::/64", "2001:db8:2::1/128"}} {
			from, to := netip.MustParsePrefix(ends[0]), netip.MustParsePrefix(ends[1])
			if !p.In(from.Addr().Is4()) {
				continue
			}
			r := ruleset.Rule{ID: "GAAAAAA" + string(rune('A'+i)), Direction: ruleset.Forward, Log: true, Comment: text, About: text, Objects: text,
				Called: ruleset.Called{From: text, To: text, Services: text}, Services: []ruleset.Service{{Port: p}},
				From: []ruleset.End{{ID: text, Addresses: []netip.Prefix{from}}}, To: []ruleset.End{{ID: text, Addresses: []netip.Prefix{to}}}}
			r.Passages = []ruleset.Passage{{In: side("a", "side-a"), Out: side("b", "side-b"), From: r.From, To: r.To}}
			if from.Addr().Is6() {
				r.ID = "GBBBBBB" + string(rune('A'+i))
			}
			s.Rules = append(s.Rules, r)
			s.Omitted = append(s.Omitted, ruleset.Omitted{Rule: r, Why: text, Cause: text})
		}
	}
	return s
}

// LastDay holds a rule with a last day: it is in force until that day is over, and no longer.
func LastDay(t *testing.T, d *firewall.Dialect, read Read) {
	t.Helper()
	s := hostileFirewall(t, "site", []string{"tcp/443"})
	until, err := source.ParseDate("2027-12-31")
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Rules {
		s.Rules[i].Until = until
	}
	decide := read(t, s, Files(t, d, s))
	for _, r := range s.Rules {
		p := Packet{From: r.From[0].Addresses[0].Addr(), To: r.To[0].Addresses[0].Addr(), Protocol: 6, FromPort: 50000, ToPort: 443, In: r.Passages[0].In[0], Out: r.Passages[0].Out[0]}
		for moment, want := range map[string]bool{"2026-11-29T08:00:00Z": true, "2027-12-31T23:59:00Z": true, "2028-01-01T00:01:00Z": false} {
			if p.When, err = time.Parse(time.RFC3339, moment); err != nil {
				t.Fatal(err)
			}
			if got := decide("forward", p); got != want {
				t.Errorf("%s at %s: %v", p, moment, got)
			}
		}
	}
}

// HostileHosts does so with rulesets of a host, of which no address is known, in both directions.
func HostileHosts(t *testing.T, d *firewall.Dialect, read Read, ports ...string) {
	t.Helper()
	for text, s := range HostileSets(t, ports...) {
		decide := read(t, s, Files(t, d, s))
		for hook, direction := range map[string]ruleset.Direction{"input": ruleset.Inbound, "output": ruleset.Outbound} {
			for _, service := range s.Rules[direction].Services {
				p := Packet{From: netip.MustParseAddr("10.1.2.3"), To: netip.MustParseAddr("10.1.2.4"), FromPort: 50000}
				if !service.In(true) {
					p.From, p.To = netip.MustParseAddr("2001:db8::3"), netip.MustParseAddr("2001:db8::4")
				}
				p.Protocol = service.Number(p.From.Is4())
				if spans := service.Numbers.Spans(); len(spans) > 0 {
					p.ToPort = spans[0].Low
				}
				if service.Type != "" {
					p.Type = catalog.TypeNumber(service.Type, p.From.Is4())
				}
				other := p
				other.Protocol = 253
				if !decide(hook, p) || decide(hook, other) {
					t.Errorf("%q: %s of %s does not say what it has to", text, hook, service.Socket())
				}
			}
		}
	}
}

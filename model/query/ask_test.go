package query

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/plantest"
)

// TestVerdicts states in code what the goldens show, so that an update cannot take it away.
func TestVerdicts(t *testing.T) {
	for _, test := range []struct {
		site, question string
		verdict        Verdict
		states         string // "all", or ids
		rules          int
	}{
		{"harbour-logistics", "qs-proxy1 -> qs-engine1 tcp/4747", Allowed, "all", 1},
		{"harbour-logistics", "qs-proxy1 -> qs-engine1 udp/4747", NotAllowed, "", 0},
		{"harbour-logistics", "qs-engine1 -> qs-proxy1 tcp/4747", NotAllowed, "", 0},
		{"harbour-logistics", "users -> qs-proxy1 443", Indirectly, "", 0},
		{"harbour-logistics", "qs-engine1 -> license 443", Indirectly, "", 0},
		{"harbour-logistics", "qs-engine1 -> license 3128", NotAllowed, "", 0}, // the proxy's port, not that of the far end
		{"harbour-logistics", "administrators -> qs-standby 443", Allowed, "central-on-qs-standby", 1},
		{"harbour-logistics", "administrators -> central 443", Allowed, "all", 2},
		{"harbour-logistics", "zone dmz -> qs-engine1 4747", Partly, "all", 2},
		{"harbour-logistics", "10.128.255.254 -> hub 443", Allowed, "all", 1},
		{"harbour-logistics", "10.129.0.0 -> hub 443", NotAllowed, "", 0},
		{"harbour-logistics", "10.0.0.0/8 -> hub 443", Partly, "all", 1},
		{"harbour-logistics", "::ffff:10.20.0.11 -> qs-engine1 4747", Allowed, "all", 1},
		{"thoughtspot-forty", "n01 -> n02 20000-25000", Partly, "all", 1},
		{"thoughtspot-forty", "n01 -> n02 21000-25000", Allowed, "all", 1},
		{"thoughtspot-forty", "n01 -> n01 tcp/4000", NotAllowed, "", 0},
		{"thoughtspot-forty", "thoughtspot-all -> thoughtspot-all 2181", Allowed, "all", 1},
		{"two-products", "ts1 -> core1 tcp/389", NotAllowed, "", 0}, // 389 or 636 by the vendor, and the site says 636
		{"two-products", "ts1 -> core1 636", Allowed, "all", 2},
		{"two-products", "qs-central -> ts1 4242", NotAllowed, "", 0},
		{"harbour-logistics", "any -> qs-db1 4432", ForSome, "all", 5},
		{"harbour-logistics", "qs-db1 -> any 4432", NotAllowed, "", 0},
		{"quorum-ledger", "entry -> m2 6200", Allowed, "leader-on-m2", 1},
		{"quorum-ledger", "entry -> leaders 6200", Allowed, "all", 3},
	} {
		r, err := Ask(plantest.Of(t, test.site), test.question)
		if err != nil {
			t.Errorf("%s: %v", test.question, err)
			continue
		}
		a := r.(*Answer)
		states := strings.Join(a.States, " ")
		if a.AllStates {
			states = "all"
		}
		if a.Verdict != test.verdict || states != test.states || len(a.Rules) != test.rules || a.Holds() != (test.verdict == Allowed || test.verdict == ForSome) || a.Allowed != (test.verdict == Allowed) {
			t.Errorf("%s: %s: %s in %q by %d rules; want %s in %q by %d", test.site, test.question, a.Verdict, states, len(a.Rules), test.verdict, test.states, test.rules)
		}
	}
}

// TestUnsettled: a rule for one of two ports, of which nobody has chosen one, opens a part at best.
func TestUnsettled(t *testing.T) {
	p := plantest.Of(t, "two-products")
	either, err := catalog.PortOf("tcp", "389|636")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Flows {
		if f.To == "core1" && f.Port.Numbers == catalog.Single(636) {
			f.Port = either
		}
	}
	for _, question := range []string{"ts1 -> core1 tcp/389", "ts1 -> core1 636"} {
		if a := answerTo(t, p, question); a.Verdict != Partly {
			t.Errorf("%s: %s", question, a.Verdict)
		}
	}
}

// TestMisread: what cannot be understood is said with what may have been meant.
func TestMisread(t *testing.T) {
	for _, test := range []struct{ site, question, want string }{
		{"harbour-logistics", "", "the question is empty"},
		{"harbour-logistics", "-> hub", `an end is missing; write "any" where it does not matter, as in: any -> hub`},
		{"harbour-logistics", "users ->", "an end is missing"},
		{"harbour-logistics", "a -> b -> c", "more than one arrow"},
		{"harbour-logistics", "qs-proxi1 -> hub", `no host, clients, zone or set "qs-proxi1"; did you mean "qs-proxy1"?`},
		{"harbour-logistics", "users -> hubb 443", `no host, clients, zone or set "hubb"; did you mean "hub"?`},
		{"harbour-logistics", "users -> hub Qlik Sense Proxi Service", `no service or port "Qlik Sense Proxi Service"; did you mean "Qlik Sense Proxy Service"?`},
		{"harbour-logistics", "users -> hub tpc/443", `"tpc/443" is no port; a port is written "tcp/443"`},
		{"harbour-logistics", "users -> hub 70000", "is no port from 1 to 65535"},
		{"harbour-logistics", "users -> hub 500-400", "no range of such"},
		{"harbour-logistics", "10.20.0.11 -> fd20:0:0:21::21 4747", "one end is IPv4, the other IPv6"},
		{"harbour-logistics", "zone dmx", `no zone "dmx"; did you mean "dmz"?`},
		{"harbour-logistics", "users -> hub rule R99", `no rule of the site harbour-logistics is named "r99"`},
		{"harbour-logistics", "nowher", "zones: admin, core, data, dmz, users"},
		{"two-products", "all -> core1", `may be 2 things; ask for "set qlik-sense.all" (the set all: all nodes) or "set thoughtspot.all"`},
	} {
		_, err := Ask(plantest.Of(t, test.site), test.question)
		var misread *Misread
		if !errors.As(err, &misread) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %s", test.question, err, test.want)
		}
	}
}

// TestNotes: a name that means more than one thing is taken for the nearest, and the others are named.
func TestNotes(t *testing.T) {
	for question, want := range map[string]string{
		"hub":                          `hub is also the service Hub Service: ask for "service hub"`,
		"10.20.0.0/24 -> qs-engine1":   "10.20.0.0/24 is a network of the zone dmz",
		"10.20.0.99 -> qs-engine1":     "no host of the plan has 10.20.0.99; it is in the zone dmz",
		"10.9.0.17 -> qs-engine1 3389": "10.9.0.17 is in the networks of the clients administrators",
	} {
		r, err := Ask(plantest.Of(t, "harbour-logistics"), question)
		if err != nil {
			t.Fatal(err)
		}
		if notes := strings.Join(notesOf(r), "; "); !strings.Contains(notes, want) {
			t.Errorf("%s: %s\nlacks %q", question, notes, want)
		}
	}
}

// TestStrictProfile: what the profile leaves out is not allowed, and the answer says that it was left out.
func TestStrictProfile(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	i := slices.IndexFunc(p.Flows, func(f *plan.Flow) bool { return f.Disputed != "" && !f.Internal })
	strict := *p
	strict.Dropped = []*plan.Flow{p.Flows[i]}
	strict.Flows = slices.Delete(slices.Clone(p.Flows), i, i+1)
	f := p.Flows[i]
	r, err := Ask(&strict, fmt.Sprintf("%s -> %s %s", f.From, f.To, f.Socket()))
	if err != nil {
		t.Fatal(err)
	}
	if a := r.(*Answer); a.Verdict != NotAllowed || len(a.Dropped) != 1 || a.Dropped[0].ID != f.ID {
		t.Errorf("%s, dropped %v", a.Verdict, a.Dropped)
	}
}

// TestInsideClients: a host whose address lies in the networks of a population gets through by the population's rules, and the answer says
// so. The rules are listed among those of the host, as on its worksheet.
func TestInsideClients(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	host := p.Party("dc1")
	host.Zone, host.Addresses = p.Party("users").Zone, []netip.Addr{netip.MustParseAddr("10.128.9.9")}
	for question, want := range map[string]Verdict{"dc1 -> hub 443": Allowed, "dc1 -> qs-proxy1 443": Indirectly, "hub -> dc1 443": NotAllowed} {
		if a := answerTo(t, p, question); a.Verdict != want {
			t.Errorf("%s: %s, want %s", question, a.Verdict, want)
		}
	}
	a := answerTo(t, p, "dc1 -> hub 443")
	if note := "dc1 is in the networks of the clients users, whose rules let it through too"; !slices.Contains(a.Notes, note) {
		t.Errorf("the notes %q lack %q", a.Notes, note)
	}
	r, err := Ask(p, "dc1")
	if err != nil {
		t.Fatal(err)
	}
	if l := r.(*Listing); len(l.Outbound) != len(p.Outbound("dc1")) {
		t.Errorf("%d outbound", len(l.Outbound))
	}
}

// notesOf are what a result notes about the question.
func notesOf(r Result) []string {
	if l, ok := r.(*Listing); ok {
		return l.Notes
	}
	return r.(*Answer).Notes
}

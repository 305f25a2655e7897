package outage

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/model/plantest"
)

// missedIsWhole holds what is missed against the plan and against the calls and accesses of the same loss: every flow to a lost host is in one
// entry for each of its callers that is left, nothing else is, nobody who is lost answers, and a call that is cut off, or waits for a failover, is
// missed in the same way and answered by the same hosts.
func missedIsWhole(t *testing.T, p *plan.Plan, o *Outcome, seen map[string]int) {
	t.Helper()
	lost := func(id string) bool { return slices.Contains(o.Lost, id) }
	type pair struct{ product, rule, listener, caller, host, floating string }
	floating := func(id string) string { // who calls a floating address and its host misses both
		if party := p.Party(id); party != nil && party.Kind == plan.FloatingParty {
			return id
		}
		return ""
	}
	flows := map[pair]int{}
	for _, f := range p.Flows {
		if f.Internal || !slices.Contains(f.States, plan.NormalState) || !slices.ContainsFunc(hostsOf(p, f.From), func(id string) bool { return !lost(id) }) {
			continue
		}
		for _, host := range hostsOf(p, f.To) {
			if lost(host) {
				flows[pair{f.Product, f.Rule, f.Listener, cmp.Or(p.Party(f.From).Of, f.From), host, floating(f.To)}] = 0
			}
		}
	}
	for _, m := range o.Missed {
		seen["missed, "+string(m.Change)]++
		for _, caller := range m.Callers {
			found := false
			for _, host := range m.Hosts {
				if _, known := flows[pair{m.Key.Product, m.Rule, m.Listener, caller, host, floating(m.Key.Way)}]; known {
					flows[pair{m.Key.Product, m.Rule, m.Listener, caller, host, floating(m.Key.Way)}]++
					found = true
				}
			}
			if !found {
				t.Errorf("without %v: %s misses %s under %s, and calls none of %v", o.Lost, caller, m.Service, m.Rule, m.Hosts)
			}
		}
		answering := slices.Clone(m.Now)
		for _, s := range m.Later {
			answering = append(answering, s.Hosts...)
		}
		if slices.ContainsFunc(answering, lost) || (len(m.Now) == 0) != (m.Change == Gone || m.Change == Later) || (len(m.Later) > 0) != (m.Change == Later) {
			t.Errorf("without %v: %+v", o.Lost, m)
		}
	}
	for key, n := range flows {
		if n != 1 {
			t.Errorf("without %v: %+v is missed %d times", o.Lost, key, n)
		}
	}
	for _, c := range o.Calls {
		if c.Change == Gone && c.Floating != "" && len(o.Stalled) == 0 && !lost(hostsOf(p, c.Floating)[0]) {
			t.Errorf("without %v: %s is cut off from %s, which %s has", o.Lost, c.Source, c.Floating, hostsOf(p, c.Floating)[0])
		}
		sameAsCall(t, o, c, floating, lost)
	}
	for _, a := range o.Access {
		if a.Via == "" && !lost(a.Population) && slices.ContainsFunc(a.Before, lost) && !callsFloating(p, a) {
			for _, other := range o.Access { // what is left by way of a load balancer is left
				if other.Via != "" && other.Population == a.Population && other.Product == a.Product && other.Rule == a.Rule && other.Service == a.Service && len(other.Now) > 0 {
					a.Change, a.Now = Some, append(slices.Clone(a.Now), other.Now...)
				}
			}
			sameAsCall(t, o, Call{Product: a.Product, Source: a.Population, Rule: a.Rule, Service: a.Service, Socket: a.Socket, FarEnds: a.FarEnds}, floating, lost)
		}
	}
}

// callsFloating reports whether people come to a service by a floating address, too: they get in by either, and each is missed by itself.
func callsFloating(p *plan.Plan, a Access) bool {
	return slices.ContainsFunc(p.Flows, func(f *plan.Flow) bool {
		return f.From == a.Population && f.Product == a.Product && f.Rule == a.Rule && p.Party(f.To).Kind == plan.FloatingParty
	})
}

// sameAsCall holds a call to lost hosts against what is missed.
func sameAsCall(t *testing.T, o *Outcome, c Call, floating func(string) string, lost func(string) bool) {
	t.Helper()
	if !slices.ContainsFunc(c.Before, lost) {
		return
	}
	found := false
	for _, m := range o.Missed {
		if m.Rule != c.Rule || m.Key.Product != c.Product || floating(m.Key.Way) != c.Floating || !slices.Contains(m.Callers, c.Source) || !sharesSocket(m.Socket, c.Socket) || !slices.ContainsFunc(m.Hosts, func(id string) bool { return slices.Contains(c.Before, id) }) {
			continue
		}
		found = true
		change := m.Change
		if change == Unknown {
			change = Some
		}
		if change != c.Change || slices.ContainsFunc(c.Now, func(id string) bool { return !slices.Contains(m.Now, id) }) {
			t.Errorf("without %v: the call %+v, but missed %+v", o.Lost, c, m)
		}
		if left := c.Left().Later; m.Change == Later && !slices.EqualFunc(left, m.laterHosts(), func(a, b InState) bool { return a.State == b.State && slices.Equal(a.Hosts, b.Hosts) }) {
			t.Errorf("without %v: later the call %v, but missed %v", o.Lost, left, m.Later)
		}
	}
	if !found {
		t.Errorf("without %v: the call %+v is not missed", o.Lost, c)
	}
}

func sharesSocket(a, b string) bool {
	other := strings.Split(b, ", ")
	return slices.ContainsFunc(strings.Split(a, ", "), func(socket string) bool { return slices.Contains(other, socket) })
}

func (m Missed) laterHosts() []InState {
	return slices.DeleteFunc(slices.Clone(m.Later), func(s InState) bool { return len(s.Hosts) == 0 })
}

// TestMissedAtSites holds what is missed without each host of the repository's sites to what must be so of every loss, and reads some of it.
func TestMissedAtSites(t *testing.T) {
	seen := map[string]int{}
	for _, site := range []string{"harbour-logistics", "two-products", "thoughtspot-three", "multi-node-five", "quorum-ledger", "ha-proxy-engine"} {
		p := plantest.Of(t, site)
		for _, party := range p.Parties {
			missedIsWhole(t, p, Simulate(p, []string{party.ID}), seen)
		}
	}
	for _, test := range []struct{ site, lost, rule, caller, want string }{
		{"harbour-logistics", "qs-central", "R15", "administrators", "after failover:  central-on-qs-standby qs-standby"},
		{"harbour-logistics", "qs-central", "R9", "qs-standby", "after failover:  central-on-qs-standby"},
		{"harbour-logistics", "qs-central", "R8", "qs-proxy1", "fewer: qs-engine1 qs-standby"},
		{"harbour-logistics", "qs-central qs-standby", "R15", "administrators", "cut off: "},
		{"harbour-logistics", "qs-proxy1", "R11", "hub", "fewer: qs-proxy2"},
		{"harbour-logistics", "hub", "R11", "users", "cut off: "},
		{"quorum-ledger", "m1", "F1", "entry", "after failover:  leader-on-m2 m2 leader-on-m3 m3"},
		{"quorum-ledger", "m1 m2", "F1", "entry", "after failover:  leader-on-m3 m3"},
	} {
		got := ""
		for _, m := range Simulate(plantest.Of(t, test.site), strings.Fields(test.lost)).Missed {
			if m.Rule == test.rule && slices.Contains(m.Callers, test.caller) && got == "" {
				got = string(m.Change) + ": " + strings.Join(m.Now, " ")
				for _, s := range m.Later {
					got += strings.TrimRight(" "+s.State+" "+strings.Join(s.Hosts, " "), " ")
				}
			}
		}
		if got != test.want {
			t.Errorf("%s without %s: %s has of %s %q, want %q", test.site, test.lost, test.caller, test.rule, got, test.want)
		}
	}
}

// TestRunbooksFit: checks come before runbooks that call themselves the answer, and what no check and no runbook is meant for has none.
func TestRunbooksFit(t *testing.T) {
	for _, test := range []struct{ lost, want string }{
		{"qs-central", "node-restart failover-automatic failover-manual central-rebuild certificates-restore certificates-renew"},
		{"qs-db1", "database-start database-restore database-server-setup"},
		{"hub", ""},
		{"dc1", ""},
	} {
		var got []string
		for _, b := range Simulate(plantest.Of(t, "harbour-logistics"), strings.Fields(test.lost)).Applicable() {
			got = append(got, b.ID)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("without %s: %v, want %s", test.lost, got, test.want)
		}
	}
	o := Simulate(plantest.Of(t, "harbour-logistics"), []string{"qs-central", "qs-standby"})
	if slices.ContainsFunc(o.Applicable(), func(b Book) bool { return b.Runbook.Taker == "qs-standby" }) {
		t.Error("a lost host is to take over")
	}
}

// TestNoRunbookMeansNone: a page that says that no runbook covers a host offers none in its checks either; and checks send to runbooks of the pack only.
func TestNoRunbookMeansNone(t *testing.T) {
	without := func(books ...string) *plan.Plan { // a site without some runbooks, as one with a filer was before it had them
		p := *plantest.Of(t, "harbour-logistics")
		p.Runbooks = slices.DeleteFunc(slices.Clone(p.Runbooks), func(b *plan.Runbook) bool { return slices.Contains(books, b.ID) })
		p.Triage = slices.Clone(p.Triage)
		for i := range p.Triage {
			p.Triage[i].Answers = slices.Clone(p.Triage[i].Answers)
			for j := range p.Triage[i].Answers {
				a := &p.Triage[i].Answers[j]
				a.Runbooks = slices.Clone(a.Runbooks)
				for k := range a.Runbooks {
					a.Runbooks[k].Here = a.Runbooks[k].Here && !slices.Contains(books, a.Runbooks[k].ID)
				}
			}
		}
		return &p
	}
	plans := []*plan.Plan{without("share-create", "share-restore", "share-move"), without("database-start", "database-restore", "database-server-setup")}
	for _, name := range []string{"harbour-logistics", "multi-node-five", "single-node", "two-products"} {
		plans = append(plans, plantest.Of(t, name))
	}
	for _, p := range plans {
		for _, party := range p.Parties {
			if !party.Managed() {
				continue
			}
			o := Simulate(p, []string{party.ID})
			for _, check := range o.Triage {
				for _, a := range check.Answers {
					for _, ref := range a.Runbooks {
						if p.Runbook(ref.ID) == nil {
							t.Errorf("%s: the check %s sends to %s, which the pack does not hold", party.ID, check.ID, ref.ID)
						}
						if len(o.Applicable()) == 0 && len(a.Failed) > 0 {
							t.Errorf("%s: no runbook covers it, and the check %s offers %s", party.ID, check.ID, ref.ID)
						}
					}
				}
			}
		}
	}
}

// TestAlike: losses are alike where exchanging the hosts changes nothing, whatever the hosts are called.
func TestAlike(t *testing.T) {
	for _, test := range []struct {
		site, a, b string
		want       bool
	}{
		{"thoughtspot-forty", "n01", "n40", true},
		{"thoughtspot-forty", "n01", "dns1", false},
		{"harbour-logistics", "qs-proxy1", "qs-proxy2", true},
		{"harbour-logistics", "qs-engine1", "qs-proxy1", false},
		{"harbour-logistics", "qs-central", "qs-standby", false},
	} {
		p := plantest.Of(t, test.site)
		a, b := Simulate(p, []string{test.a}), Simulate(p, []string{test.b})
		if got := a.Alike(b); got != test.want || got != b.Alike(a) || !a.Alike(a) {
			t.Errorf("%s: %s and %s alike: %v", test.site, test.a, test.b, got)
		}
	}
}

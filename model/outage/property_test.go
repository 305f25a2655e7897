package outage

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
)

// drafted is the plan of a site that chance wrote, or nil where the catalogue refuses it: two listeners may have one port.
func drafted(t testing.TB, cat *catalog.Catalogue, seed uint64) *plan.Plan {
	t.Helper()
	text := modeltest.NewIn(int(seed), cat, rand.New(rand.NewPCG(seed, 7))).Write(nil, false)
	site, found := site.Load("site.toml", text)
	if site == nil {
		t.Fatal(found)
	}
	plan, _ := resolve.Resolve(site, cat, resolve.Options{})
	return plan
}

// TestRandomSites holds losses of sites by chance to what must be so of every loss.
func TestRandomSites(t *testing.T) {
	sites, seen := 0, map[string]int{}
	for product, all := range map[string]int{"qlik-sense/2023-08": 400, "thoughtspot/network-ports": 100} { // the second has rules between groups
		cat, found := catalog.Open(product)
		if cat == nil {
			t.Fatal(found)
		}
		rounds := testenv.Rounds(t, all)
		for seed := range rounds {
			t.Run(fmt.Sprint(product, "/", seed), func(t *testing.T) { holdsOfLosses(t, cat, uint64(seed), seen) })
		}
		sites += rounds
	}
	for _, what := range []string{string(Kept), string(AfterFailover), string(LostFlow), string(EndLost), string(WayLost), string(NothingAfter), string(NobodyBefore), string(ServiceStall), string(NoState), "stalled services", "needed state",
		"one of several ways lost", "all of several ways lost", "missed, " + string(Gone), "missed, " + string(Later), "missed, " + string(Some), "missed, " + string(Unknown), "last of a group"} {
		if seen[what] < sites/50 {
			t.Errorf("only %d losses show %q; the properties prove little", seen[what], what)
		}
	}
	if seen["refused"] > sites/10 {
		t.Errorf("%d of %d sites are refused", seen["refused"], sites)
	}
}

// holdsOfLosses loses ever more of one site.
func holdsOfLosses(t *testing.T, cat *catalog.Catalogue, seed uint64, seen map[string]int) {
	p := drafted(t, cat, seed)
	if p == nil {
		seen["refused"]++
		return
	}
	random := rand.New(rand.NewPCG(seed, 23))
	nothingLost(t, p)
	onlyBetween(t, p, random, seen)
	var lost []string
	before := Simulate(p, nil)
	for round := range 5 {
		lost = append(lost, p.Parties[random.IntN(len(p.Parties))].ID)
		if left := slices.DeleteFunc(nodeIDs(p), func(id string) bool { return slices.Contains(lost, id) }); round == 4 && len(left) > 1 {
			lost = append(lost, left[1:]...) // large groups are seldom down to their last host by chance
		}
		after := Simulate(p, lost)
		complete(t, p, after, seen)
		causes(t, p, after, seen)
		missedIsWhole(t, p, after, seen)
		neverMore(t, before, after)
		before = after
	}
}

func nodeIDs(p *plan.Plan) []string {
	var ids []string
	for _, n := range p.Nodes {
		ids = append(ids, n.ID)
	}
	return ids
}

// nothingLost: where nothing is lost, nothing is; what is kept is what the site's own state needs.
func nothingLost(t *testing.T, p *plan.Plan) {
	o := Simulate(p, nil)
	if o.Count.Lost > 0 || o.Verdict != Alone || len(o.Stalled)+len(o.Calls)+len(o.Lost) > 0 {
		t.Errorf("without a loss: %s, %d flows lost, %d services stalled, %d calls changed", o.Verdict, o.Count.Lost, len(o.Stalled), len(o.Calls))
	}
	for i, f := range p.Flows {
		if normal := slices.Contains(f.States, plan.NormalState); normal != (o.Flows[i].Fate == Kept) {
			t.Errorf("%s of the states %v is %s though nothing is lost", f.ID, f.States, o.Flows[i].Fate)
		}
	}
	for _, a := range o.Access {
		if a.Change != Same {
			t.Errorf("without a loss %s is %s under %s", a.Population, a.Change, a.Rule)
		}
	}
}

// complete: every flow has one fate, and the counts say so.
func complete(t *testing.T, p *plan.Plan, o *Outcome, seen map[string]int) {
	if len(o.Flows) != len(p.Flows) || o.Count.All != len(p.Flows) || o.Count.Kept+o.Count.Later+o.Count.Lost != o.Count.All {
		t.Errorf("%d flows in the plan, %d with a fate, counts %+v", len(p.Flows), len(o.Flows), o.Count)
	}
	for i, f := range o.Flows {
		seen[string(f.Fate)]++
		if f.ID != p.Flows[i].ID || (f.Fate == LostFlow) != (f.Cause != nil) || (f.Fate == AfterFailover) != (len(f.States) > 0) {
			t.Errorf("%s in the place of %s: %+v", f.ID, p.Flows[i].ID, f)
		}
	}
	if text, err := json.Marshal(o); err != nil || strings.Contains(string(text), "null") {
		t.Errorf("%v; programs find a list everywhere, also an empty one", err)
	}
	for _, s := range o.States {
		if s.Needed {
			seen["needed state"]++
		}
	}
}

// causes: what is lost touches a lost party, or says which lost party it goes back to; what touches none and depends on none is not lost.
func causes(t *testing.T, p *plan.Plan, o *Outcome, seen map[string]int) {
	for i, f := range o.Flows {
		flow := p.Flows[i]
		touches := atLost(p, o, flow.From) || atLost(p, o, flow.To)
		switch {
		case f.Fate == LostFlow:
			seen[string(f.Cause.Kind)]++
			if len(f.Cause.Lost) == 0 || f.Cause.Text == "" {
				t.Errorf("%s is lost by nothing: %+v", f.ID, f.Cause)
			}
			for _, id := range f.Cause.Lost {
				if !slices.Contains(o.Lost, id) {
					t.Errorf("%s is lost by %s, which is not lost", f.ID, id)
				}
			}
			if moves := p.Party(flow.To).Kind == plan.FloatingParty || p.Party(flow.From).Kind == plan.FloatingParty; f.Cause.Kind == EndLost && !touches && !moves {
				seen["last of a group"]++
				if left := hostsLeft(p, o, flow); len(left) != 1 {
					t.Errorf("%s is lost by an end, and touches no lost party; left are %v", f.ID, left)
				}
			}
		case touches:
			t.Errorf("%s is %s and touches a lost party", f.ID, f.Fate)
		}
	}
	for _, s := range o.Stalled {
		seen["stalled services"]++
		if slices.Contains(o.Lost, s.Host) || len(s.Cause.Lost) == 0 {
			t.Errorf("stalled: %+v", s)
		}
	}
}

// hostsOf are the hosts that an end of a flow stands for in the normal state.
func hostsOf(p *plan.Plan, id string) []string {
	switch party := p.Party(id); party.Kind {
	case plan.GroupParty:
		var out []string
		for _, member := range party.Members {
			out = append(out, hostsOf(p, member)...)
		}
		return out
	case plan.InterfaceParty, plan.FloatingParty:
		return []string{party.Hosts[0]} // of a floating address, who has it normally
	}
	return []string{id}
}

// hostsLeft are the hosts at either end of a flow that are not lost. One of them calls nobody.
func hostsLeft(p *plan.Plan, o *Outcome, f *plan.Flow) []string {
	both := sorted(append(hostsOf(p, f.From), hostsOf(p, f.To)...))
	return slices.DeleteFunc(both, func(id string) bool { return slices.Contains(o.Lost, id) })
}

// atLost reports whether an end of a flow is a lost party, or addresses that only lost hosts have.
func atLost(p *plan.Plan, o *Outcome, end string) bool {
	hosts := hostsOf(p, end)
	if party := p.Party(end); party.Kind == plan.FloatingParty {
		hosts = party.Hosts
	}
	return !slices.ContainsFunc(hosts, func(id string) bool { return !slices.Contains(o.Lost, id) })
}

// neverMore: a further loss brings back nothing.
func neverMore(t *testing.T, before, after *Outcome) {
	rank := map[Fate]int{Kept: 2, AfterFailover: 1, LostFlow: 0}
	for i, f := range after.Flows {
		if rank[f.Fate] > rank[before.Flows[i].Fate] {
			t.Errorf("%s was %s without %v and is %s without %v", f.ID, before.Flows[i].Fate, before.Lost, f.Fate, after.Lost)
		}
	}
	for i, a := range after.Access {
		for _, host := range a.Now {
			if !slices.Contains(before.Access[i].Now, host) {
				t.Errorf("%s reaches %s again under %s", a.Population, host, a.Rule)
			}
		}
	}
}

// onlyBetween loses load balancers and forward proxies, nothing else, and follows by hand who still reaches whom: straight, or by way of one that
// is left. Who comes by several ways that stand in for each other is cut off only when all of them are lost.
func onlyBetween(t *testing.T, p *plan.Plan, random *rand.Rand, seen map[string]int) {
	lost := map[string]bool{}
	var ids []string
	for _, party := range p.Parties {
		if (party.Kind == plan.BalancerParty || party.Kind == plan.ProxyParty) && random.IntN(2) == 0 {
			lost[party.ID], ids = true, append(ids, party.ID)
		}
	}
	got := map[[3]string][]string{}
	for _, a := range Simulate(p, ids).Access {
		key := [3]string{a.Population, a.Product, a.Rule}
		got[key] = append(got[key], a.Now...)
		left := slices.ContainsFunc(a.Vias, func(via string) bool { return !lost[via] })
		if byHand := reachedByHand(p, a.Population, a.Product, a.Rule, lost); len(a.Now) == 0 && !a.Declared && slices.ContainsFunc(a.Before, func(id string) bool { return slices.Contains(byHand, id) }) {
			t.Errorf("%s under %s is %s without %v, but %v is still reached", a.Population, a.Rule, a.Change, ids, byHand)
		}
		if a.Vias != nil && left != (len(a.Now) > 0) {
			t.Errorf("%s under %s by way of %v without %v reaches %v", a.Population, a.Rule, a.Vias, ids, a.Now)
		}
		if a.Vias != nil && slices.ContainsFunc(a.Vias, func(via string) bool { return lost[via] }) {
			seen[map[bool]string{true: "one of several ways lost", false: "all of several ways lost"}[left]]++
		}
	}
	for key, hosts := range got {
		if want := reachedByHand(p, key[0], key[1], key[2], lost); !slices.Equal(want, sorted(hosts)) {
			t.Errorf("%s under %s without %v reaches %v, want %v", key[0], key[2], ids, sorted(hosts), want)
		}
	}
}

func reachedByHand(p *plan.Plan, population, product, rule string, lost map[string]bool) []string {
	var out []string
	reach := func(to string) {
		out = append(out, slices.DeleteFunc(hostsOf(p, to), func(id string) bool { return lost[id] })...)
	}
	for _, f := range p.Flows {
		if f.From != population || f.Product != product || f.Rule != rule || !slices.Contains(f.States, plan.NormalState) {
			continue
		}
		ways := f.WaysIn(plan.NormalState)
		switch {
		case len(ways) == 0:
			reach(f.To)
		case ways[0].Leg == 1 && !lost[f.To]:
			for _, g := range p.Flows {
				onward := slices.ContainsFunc(g.WaysIn(plan.NormalState), func(h plan.Hop) bool { return h.Via == f.To && h.Leg == 2 })
				if onward && g.Product == product && g.Rule == rule && g.Listener == f.Listener && (g.From == f.To || g.From == population) {
					reach(g.To)
				}
			}
		}
	}
	return sorted(out)
}

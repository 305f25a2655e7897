package query

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
)

func drafted(t testing.TB, cat *catalog.Catalogue, seed uint64) *plan.Plan {
	t.Helper()
	site, found := site.Load("site.toml", modeltest.NewIn(int(seed), cat, rand.New(rand.NewPCG(seed, 7))).Write(nil, false))
	if site == nil {
		t.Fatal(found)
	}
	plan, found := resolve.Resolve(site, cat, resolve.Options{})
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}

func answerTo(t *testing.T, p *plan.Plan, question string) *Answer {
	t.Helper()
	r, err := Ask(p, question)
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return r.(*Answer)
}

// TestRandomSites asks plans of sites by chance for what is in them, and for what is not.
func TestRandomSites(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	sites := testenv.Rounds(t, 100)
	ways := 0
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := drafted(t, cat, uint64(seed))
			random := rand.New(rand.NewPCG(uint64(seed), 29))
			everyFlow(t, p, random)
			everyPair(t, p, random)
			ways += everyWay(t, p)
			everyParty(t, p)
		})
	}
	if ways < sites {
		t.Errorf("only %d questions have ways for an answer; the properties prove little", ways)
	}
}

// TestRandomAreas: between two hosts the plan allows what rules for them, their groups, clients, zones and networks say together, and nothing else. Who
// is in a zone or a network is worked out here once more, from the hosts' own zones and addresses.
func TestRandomAreas(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	by := map[plan.PartyKind]int{}
	sites := testenv.Rounds(t, 1000)
	for seed := range sites {
		random := rand.New(rand.NewPCG(uint64(seed), 31))
		draft := modeltest.NewIn(seed, cat, random)
		draft.AddAreas()
		text := draft.Write(nil, false)
		s, found := site.Load("site.toml", text)
		if s == nil {
			t.Fatalf("%v\n%s", found, text)
		}
		p, found := resolve.Resolve(s, cat, resolve.Options{})
		if p == nil {
			t.Fatalf("%v\n%s", found, text)
		}
		for range 20 {
			askPair(t, p, random, by)
		}
		if t.Failed() {
			t.Fatalf("%s", text)
		}
	}
	for _, kind := range []plan.PartyKind{plan.ZoneParty, plan.NetworkParty, plan.AnyParty, plan.GroupParty} {
		if kind != plan.GroupParty && by[kind] < sites/20 {
			t.Errorf("%d of the rules are for a %s; the property proves little", by[kind], kind)
		}
	}
}

// askPair asks for two hosts by chance, and counts the kinds of parties by whose rules they may talk.
func askPair(t *testing.T, p *plan.Plan, random *rand.Rand, by map[plan.PartyKind]int) {
	hosts := slices.DeleteFunc(slices.Clone(p.Parties), func(h *plan.Party) bool { return !h.IsHost() })
	from, to := hosts[random.IntN(len(hosts))], hosts[random.IntN(len(hosts))]
	if from == to {
		return
	}
	var want, got []string
	for _, f := range p.Flows {
		if near, far := p.Party(f.From), p.Party(f.To); among(p, from, near) && among(p, to, far) && !f.Internal {
			want = append(want, f.ID)
			by[near.Kind]++
			by[far.Kind]++
		}
	}
	a := answerTo(t, p, from.ID+" -> "+to.ID)
	for _, r := range a.Rules {
		got = append(got, r.ID)
	}
	if !slices.Equal(want, got) || a.Allowed != (len(want) > 0) {
		t.Errorf("%s: %s by %v, want %v", a.Question, a.Verdict, got, want)
	}
	for _, id := range want { // and both worksheets have the rules
		holds := func(f *plan.Flow) bool { return f.ID == id }
		if !slices.ContainsFunc(p.Outbound(from.ID), holds) || !slices.ContainsFunc(p.Inbound(to.ID), holds) {
			t.Errorf("%s: rule %s is not in both worksheets", a.Question, id)
		}
	}
}

// among reports whether a host, by some of its addresses, is one of those that a party stands for.
func among(of *plan.Plan, host, p *plan.Party) bool {
	for _, other := range of.Parties {
		if (other.Kind == plan.InterfaceParty || other.Kind == plan.FloatingParty) && slices.Contains(other.Hosts, host.ID) && isOf(other, p) {
			return true
		}
	}
	return isOf(host, p)
}

func isOf(host, p *plan.Party) bool {
	switch p.Kind {
	case plan.GroupParty:
		return slices.Contains(p.Members, host.ID)
	case plan.AnyParty:
		return true
	case plan.ZoneParty:
		return host.Zone == strings.TrimPrefix(p.ID, "zone.")
	case plan.NetworkParty, plan.ClientsParty:
		return slices.ContainsFunc(host.Addresses, func(a netip.Addr) bool {
			return slices.ContainsFunc(p.Networks, func(n netip.Prefix) bool { return n.Contains(a) })
		})
	}
	return p == host
}

// everyWay: who opens no rule to a host but comes there by way of load balancers or forward proxies is told each of them, and no other.
func everyWay(t *testing.T, p *plan.Plan) (asked int) {
	for _, from := range p.Parties {
		ways, straight := map[string]map[string]bool{}, map[string]bool{} // by far end
		for _, f := range p.Flows {
			if f.From != from.ID && p.Party(f.From).Of != from.ID { // a host calls from its interfaces, too
				if slices.Contains(p.Party(f.From).OnHosts(), from.ID) { // and, with an address that it may take over, straight
					straight[f.To] = true
				}
				continue
			}
			for _, id := range append([]string{f.To}, p.Party(f.To).OnHosts()...) { // and comes to a host by a floating address
				straight[id] = true
			}
			for _, g := range p.Flows {
				if f.Leg == 1 && g.Rule == f.Rule && g.Listener == f.Listener && g.LegBy(f.To) == 2 && f.LegBy(f.To) == 1 {
					if ways[g.To] == nil {
						ways[g.To] = map[string]bool{}
					}
					ways[g.To][f.To] = true
				}
			}
		}
		for to, want := range ways {
			if straight[to] || asked > 20 {
				continue
			}
			asked++
			got := map[string]bool{}
			a := answerTo(t, p, from.ID+" -> "+to)
			for _, w := range a.Ways {
				got[w.Via] = len(w.In) > 0 && len(w.Out) > 0
			}
			if a.Verdict != Indirectly || !maps.Equal(want, got) {
				t.Errorf("%s: %s by way of %v, want %v", a.Question, a.Verdict, got, want)
			}
		}
	}
	return asked
}

// everyFlow: a question for a flow of the plan is answered by it, in its states, by ids, hosts and addresses alike.
func everyFlow(t *testing.T, p *plan.Plan, random *rand.Rand) {
	for _, i := range random.Perm(len(p.Flows))[:min(60, len(p.Flows))] {
		f := p.Flows[i]
		from, to := p.Party(f.From), p.Party(f.To)
		socket := f.Port.Plain().Socket()
		if !f.Numbers.None() {
			socket = f.Port.At(f.Numbers.Low()).Socket()
		}
		for _, form := range []func(*plan.Party) string{func(p *plan.Party) string { return p.ID }, written} {
			a := answerTo(t, p, fmt.Sprintf("%s -> %s %s", form(from), form(to), socket))
			j := slices.IndexFunc(a.Rules, func(r Rule) bool { return r.ID == f.ID })
			settled := !f.Choice.Unsettled() || f.Numbers.None()
			if !a.Allowed && settled || j < 0 || !slices.Equal(a.Rules[j].States, f.States) {
				t.Errorf("%s: %s, rule %s is number %d", a.Question, a.Verdict, f.ID, j)
			}
			for _, state := range f.States {
				if !slices.Contains(a.States, state) {
					t.Errorf("%s: not in the state %s of rule %s", a.Question, state, f.ID)
				}
			}
		}
	}
}

// written is a party by its host name, its first address, or an address in its networks.
func written(p *plan.Party) string {
	switch {
	case len(p.Addresses) > 0:
		return p.Addresses[0].String()
	case len(p.Networks) > 0:
		return p.Networks[0].Addr().String()
	case p.Host != "":
		return p.Host
	}
	return p.ID
}

// everyPair: what is allowed between two parties on any port is exactly the flows between them.
func everyPair(t *testing.T, p *plan.Plan, random *rand.Rand) {
	for range 30 {
		from, to := p.Parties[random.IntN(len(p.Parties))], p.Parties[random.IntN(len(p.Parties))]
		a := answerTo(t, p, from.ID+" -> "+to.ID)
		var want, got []string
		for _, f := range p.Flows {
			if isAt(p, f.From, from) && isAt(p, f.To, to) {
				want = append(want, f.ID)
			}
		}
		for _, r := range a.Rules {
			got = append(got, r.ID)
		}
		if !slices.Equal(want, got) || a.Allowed != (len(want) > 0) {
			t.Errorf("%s: %s by %v, want %v", a.Question, a.Verdict, got, want)
		}
	}
}

// isAt reports whether an end of a flow is a party, or addresses that a host has or may have.
func isAt(p *plan.Plan, end string, party *plan.Party) bool {
	e := p.Party(end)
	return end == party.ID || (e.Kind == plan.InterfaceParty || e.Kind == plan.FloatingParty) && slices.Contains(e.Hosts, party.ID)
}

// everyParty: the listing of a party holds each of its flows once; the listing of anything holds all.
func everyParty(t *testing.T, p *plan.Plan) {
	for _, party := range p.Parties {
		r, err := Ask(p, party.ID)
		if err != nil {
			t.Fatal(err)
		}
		l := r.(*Listing)
		if len(l.Inbound) != len(p.Inbound(party.ID)) || len(l.Outbound) != len(p.Outbound(party.ID)) || len(l.Internal) != len(p.Internal(party.ID)) || len(l.Within) > 0 {
			t.Errorf("%s: %d inbound, %d outbound, %d internal, %d within", party.ID, len(l.Inbound), len(l.Outbound), len(l.Internal), len(l.Within))
		}
	}
	r, err := Ask(p, "any")
	if err != nil {
		t.Fatal(err)
	}
	l := r.(*Listing)
	if len(l.Within) != len(p.Network()) || len(l.Within)+len(l.Internal) != len(p.Flows) || len(l.Closed) != len(p.Unopened) {
		t.Errorf("anything: %d between hosts, %d internal, %d closed", len(l.Within), len(l.Internal), len(l.Closed))
	}
	if text, err := json.Marshal(l); err != nil || strings.Contains(string(text), "null") {
		t.Errorf("%v; programs find a list everywhere, also an empty one", err)
	}
}

// FuzzAsk holds any words to what the program relies on: an answer or a misread, never a panic, and an answer that can be written.
func FuzzAsk(f *testing.F) {
	plans := []*plan.Plan{plantest.Of(f, "harbour-logistics"), plantest.Of(f, "two-products"), plantest.Of(f, "quorum-ledger")}
	for _, seed := range []string{"qs-proxy1 -> qs-engine1 tcp/4747", "10.128.0.0/16 -> hub 443", "zone dmz -> qs-engine1 4747", "set leaders", "any -> qs-db1 rule R12", "n01 -> n02 20000-25000", "users -> hub firewall perimeter", "->", "→ → →", "[fd20::1]:443", "hub:443", "0.0.0.0/0 -> ::/0 1-65535", "any -> any ip/50", "fe80::1%eth0 -> hub", "10.0.0.1/33", "zone", "set ", "rule", "service", "* -> *", "tcp/0", "\x00", "é -> ß"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, question string) {
		for _, p := range plans {
			r, err := Ask(p, question)
			if (r == nil) != (err != nil) {
				t.Fatalf("%v with %v", r, err)
			}
			if err != nil {
				if err.Error() == "" {
					t.Fatal("a misread without words")
				}
				continue
			}
			if text, err := json.Marshal(r); err != nil || strings.Contains(string(text), ":null") {
				t.Fatalf("%v in %s", err, text)
			}
		}
	})
}

package model

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/query"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
)

// TestLocations holds the rules of a site with two data centres, state by state, and what the loss of the first one means.
func TestLocations(t *testing.T) {
	p := locationsPlan(t)
	var b strings.Builder
	for _, s := range p.States {
		fmt.Fprintf(&b, "== %s\n", s.ID)
		for _, f := range p.Network() {
			if slices.Contains(f.States, s.ID) {
				fmt.Fprintf(&b, "%s -> %s  %s  %s  %s\n", f.From, f.To, f.Port, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), f.Phase)
			}
		}
	}
	for _, of := range []string{"location north", "location south", "location office"} {
		ids, err := query.Parties(p, of)
		if err != nil {
			t.Fatal(err)
		}
		o := outage.Simulate(p, ids)
		fmt.Fprintf(&b, "== without %s: %s\n", of, o.Verdict)
		for _, s := range o.States {
			fmt.Fprintf(&b, "%s: needed %v, possible %v, %d calls cut off\n", s.ID, s.Needed, s.Possible, len(s.CutOff))
		}
		for _, a := range o.Access {
			fmt.Fprintf(&b, "%s  %s  %s  %v %v\n", a.Population, a.Rule, a.Change, a.Now, a.Later)
		}
	}
	golden.Check(t, "testdata/locations/two-centres/rules.txt", b.String())
}

func locationsPlan(t *testing.T) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile("testdata/locations/two-centres/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	p, found := compile("site.toml", data)
	if p == nil || found.Count(source.Warning) > 0 {
		t.Fatal(modeltest.Printed(found))
	}
	return p
}

// TestStandInsExplain holds that a rule of a stand-in says why it is there.
func TestStandInsExplain(t *testing.T) {
	p := locationsPlan(t)
	for _, f := range p.Network() {
		if !slices.Equal(f.States, []string{"south-active"}) {
			continue
		}
		if f.Phase == plan.RunPhase {
			t.Errorf("%s -> %s is of the phase %s", f.From, f.To, f.Phase)
		}
		for _, end := range []string{f.From, f.To} {
			if of := p.Party(end).StandsInFor; of != "" && !slices.ContainsFunc(f.Chain, func(l plan.Link) bool { return l.What == end+" stands in for "+of }) {
				t.Errorf("%s -> %s does not say that %s stands in for %s: %v", f.From, f.To, end, of, f.Chain)
			}
		}
	}
}

// TestRandomLocations writes sites by chance, puts some of their zones into a location, and lets hosts of another one stand in for most of those
// there. The rules of the state in which that one is active are those of a site whose hosts have the addresses of their stand-ins, without
// those that nobody stands in for: a derivation of its own, in which nothing is moved.
func TestRandomLocations(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(modeltest.Printed(found))
	}
	moved, lost, ways, groups := 0, 0, 0, 0
	rounds := testenv.Rounds(t, 300)
	for seed := range rounds {
		random := rand.New(rand.NewPCG(uint64(seed), 15))
		text := modeltest.NewIn(seed, cat, random).Write(nil, false)
		l := locate(t, text, random)
		if len(l.takes) == 0 {
			continue
		}
		here := draftedSite(t, cat, l.text).plan
		there, found := resolve.Resolve(l.whole(t, text), cat, resolve.Options{})
		if there == nil {
			t.Fatal(modeltest.Printed(found))
		}
		got := pairsOf(here, "dr-active", func(id string) string { return id })
		want := pairsOf(there, plan.NormalState, func(id string) string {
			if p := there.Party(id); (p.Kind == plan.InterfaceParty || p.Kind == plan.FloatingParty) && l.zones[p.Zone] { // an address of a host
				return l.takes[p.Hosts[0]]
			}
			return l.now(id)
		})
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %s\n%s", seed, golden.Difference(strings.Join(want, "\n"), strings.Join(got, "\n")), l.text)
		}
		for _, f := range here.Network() {
			if slices.Equal(f.States, []string{"dr-active"}) {
				moved++
				ways += len(f.Ways())
			}
			if here.Party(f.From).Kind == plan.GroupParty || here.Party(f.To).Kind == plan.GroupParty {
				groups++
			}
		}
		lost += len(l.lost) - len(l.takes)
	}
	t.Log(moved, lost, ways, groups)
	if moved < rounds || lost < rounds/20 || ways == 0 {
		t.Errorf("%d moved rules, %d of them by ways, %d hosts without stand-in: the property proves little", moved, ways, lost)
	}
}

// located is a site by chance with a location that is lost.
type located struct {
	text  []byte
	lost  map[string]bool   // parties there
	takes map[string]string // host -> its stand-in
	zones map[string]bool
	site  *site.Site
}

// now is who is there when the location is lost, "" for nobody.
func (l *located) now(id string) string {
	if l.lost[id] {
		return l.takes[id]
	}
	return id
}

func locate(t *testing.T, text []byte, random *rand.Rand) *located {
	t.Helper()
	s, found := site.Load("site.toml", text)
	if s == nil {
		t.Fatal(modeltest.Printed(found))
	}
	l := &located{lost: map[string]bool{}, takes: map[string]string{}, zones: map[string]bool{}, site: s}
	out := string(text)
	for _, id := range source.SortedKeys(s.Zones) {
		if random.IntN(2) == 0 && !s.Zones[id].Inside.Set() {
			l.zones[id] = true
			out = strings.Replace(out, "[zones."+id+"]\n", "[zones."+id+"]\nlocation = \"main\"\n", 1)
		}
	}
	for _, id := range source.SortedKeys(s.Zones) {
		for outer := id; outer != ""; outer = s.Zones[outer].Inside.V {
			l.zones[id] = l.zones[id] || l.zones[outer]
		}
	}
	out += "\n[locations.main]\nname = \"Main\"\n\n[locations.dr]\nname = \"DR\"\nstands_in_for = \"main\"\n\n[zones.dr]\nname = \"DR\"\nlocation = \"dr\"\nnetworks = [\"100.64.0.0/16\"]\n"
	add := func(table, id, zone, more string) {
		if l.zones[zone] {
			l.lost[id] = true
			if n := len(l.takes) + 1; more != "-" && random.IntN(5) > 0 {
				l.takes[id] = id + "-s"
				out += fmt.Sprintf("\n[%s.%s-s]\nhost = \"stand-in-%d.example\"\naddresses = [\"100.64.%d.%d\"]\nstands_in_for = %q\n%s", table, id, n, n/200+1, n%200+1, id, more)
			}
		}
	}
	for _, id := range source.SortedKeys(s.Nodes) {
		add("nodes", id, s.Nodes[id].Zone.V, fmt.Sprintf("os = %q\n", s.Nodes[id].OS.V))
	}
	for _, id := range source.SortedKeys(s.Servers) {
		add("servers", id, s.Servers[id].Zone.V, "")
	}
	for _, id := range source.SortedKeys(s.LoadBalancers) {
		add("load_balancers", id, s.LoadBalancers[id].Zone.V, "")
	}
	for _, id := range source.SortedKeys(s.ForwardProxies) {
		add("forward_proxies", id, s.ForwardProxies[id].Zone.V, "")
	}
	for _, id := range source.SortedKeys(s.Clients) {
		add("clients", id, s.Clients[id].Zone.V, "-")
	}
	for _, id := range source.SortedKeys(s.Externals) {
		add("externals", id, s.Externals[id].Zone.V, "-")
	}
	for _, id := range source.SortedKeys(s.Multicast) {
		add("multicast_groups", id, s.Multicast[id].Zone.V, "-")
	}
	l.text = []byte(out)
	return l
}

// whole is the site with its hosts at the addresses of their stand-ins.
func (l *located) whole(t *testing.T, text []byte) *site.Site {
	t.Helper()
	s, found := site.Load("site.toml", text)
	with, more := site.Load("site.toml", l.text)
	if s == nil || with == nil {
		t.Fatal(modeltest.Printed(slices.Concat(found, more)))
	}
	s.Zones["dr"] = with.Zones["dr"]
	s.Translations = nil // which are where the hosts were
	for id, taker := range l.takes {
		if n, ok := s.Nodes[id]; ok {
			other := with.Nodes[taker]
			n.Host, n.Addresses, n.Zone = other.Host, other.Addresses, other.Zone
			s.Nodes[id] = n
		}
		if n, ok := s.Servers[id]; ok {
			other := with.Servers[taker]
			n.Host, n.Addresses, n.Zone = other.Host, other.Addresses, other.Zone
			s.Servers[id] = n
		}
		if n, ok := s.LoadBalancers[id]; ok {
			other := with.LoadBalancers[taker]
			n.Host, n.Addresses, n.Zone = other.Host, other.Addresses, other.Zone
			s.LoadBalancers[id] = n
		}
		if n, ok := s.ForwardProxies[id]; ok {
			other := with.ForwardProxies[taker]
			n.Host, n.Addresses, n.Zone = other.Host, other.Addresses, other.Zone
			s.ForwardProxies[id] = n
		}
	}
	return s
}

// pairsOf are the connections of a state, host by host, each with what is said of it.
func pairsOf(p *plan.Plan, state string, now func(string) string) []string {
	members := func(id string) []string {
		if party := p.Party(id); party.Kind == plan.GroupParty {
			return party.Members
		}
		return []string{id}
	}
	said := map[string]bool{}
	for _, f := range p.Flows {
		if !slices.Contains(f.States, state) {
			continue
		}
		var via []string
		ways := f.WaysIn(state)
		for _, h := range ways {
			if by := now(h.Via); by != "" {
				via = append(via, fmt.Sprintf("%s %d", by, h.Leg))
			}
		}
		if len(ways) > 0 && len(via) == 0 {
			continue
		}
		slices.Sort(via)
		for _, from := range members(f.From) {
			for _, to := range members(f.To) {
				a, b := now(from), now(to)
				if a == "" || b == "" || a == b && (!f.Internal || f.Product == "") { // of a declared flow "all nodes" may be one, with itself

					continue
				}
				said[strings.Join([]string{a, b, f.Port.String(), f.Rule, f.Listener, f.Service, f.Caller, f.Encrypted, f.Requirement, f.Condition, strings.Join(via, ",")}, " | ")] = true
			}
		}
	}
	return source.SortedKeys(said)
}

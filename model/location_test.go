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

// TestLocations holds the rules of sites with two data centres, state by state, and what the loss of a location means.
func TestLocations(t *testing.T) {
	for name, lost := range map[string][]string{"two-centres": {"location north", "location south", "location office"}, "stretched": {"location north"}} {
		t.Run(name, func(t *testing.T) { locationRules(t, name, lost) })
	}
}

func locationRules(t *testing.T, name string, lost []string) {
	p := locationsPlan(t, name)
	var b strings.Builder
	for _, s := range p.States {
		fmt.Fprintf(&b, "== %s\n", s.ID)
		for _, f := range p.Network() {
			if slices.Contains(f.States, s.ID) {
				fmt.Fprintf(&b, "%s -> %s  %s  %s  %s\n", f.From, f.To, f.Port, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), f.Phase)
			}
		}
	}
	for _, of := range lost {
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
	golden.Check(t, "testdata/locations/"+name+"/rules.txt", b.String())
}

// TestALocationTakesNoOtherHosts puts the networks that hosts of two locations have in common into one of them: its loss takes the addresses there, and no
// host that is elsewhere, floating addresses or not.
func TestALocationTakesNoOtherHosts(t *testing.T) {
	for _, here := range []string{"north", "south"} {
		p := locationsPlan(t, "stretched", `name = "Repositories, both data centres"`, `name = "Repositories"`+"\nlocation = \""+here+`"`,
			`name = "Entry, both data centres"`, `name = "Entry"`+"\nlocation = \""+here+`"`, `addresses = ["10.4.0.12"]`, `addresses = ["10.2.0.12"]`)
		for _, l := range p.Locations {
			ids, err := query.Parties(p, "location "+l.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range outage.Simulate(p, ids).Lost {
				party := p.Party(id)
				if at := plan.LocationOf(p, party.Zone); party.IsHost() && (at == nil || at.ID != l.ID) {
					t.Errorf("networks in %s: the loss of %s takes %s, which is in %v", here, l.ID, id, at)
				}
			}
		}
	}
}

func locationsPlan(t *testing.T, name string, changes ...string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile("testdata/locations/" + name + "/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(changes); i += 2 {
		if !strings.Contains(string(data), changes[i]) {
			t.Fatalf("the site has no %s", changes[i])
		}
		data = []byte(strings.Replace(string(data), changes[i], changes[i+1], 1))
	}
	p, found := compile("site.toml", data)
	if p == nil || found.Count(source.Warning) > 0 {
		t.Fatal(modeltest.Printed(found))
	}
	return p
}

// TestStandInsExplain holds that a rule of a stand-in says why it is there.
func TestStandInsExplain(t *testing.T) {
	p := locationsPlan(t, "two-centres")
	for _, f := range p.Network() {
		if !slices.Equal(f.States, []string{"south-active"}) {
			continue
		}
		if f.Phase == plan.RunPhase {
			t.Errorf("%s -> %s is of the phase %s", f.From, f.To, f.Phase)
		}
		for _, end := range []string{f.From, f.To} {
			if of := p.Party(end).StandsInFor; of != "" && !slices.ContainsFunc(f.Chain, func(l *plan.Link) bool { return l.What == end+" takes over from "+of }) {
				t.Errorf("%s -> %s does not say that %s takes over from %s: %v", f.From, f.To, end, of, f.Chain)
			}
		}
	}
}

// TestRandomLocations writes sites by chance, puts some of their zones into a location, and lets hosts of another one stand in for most of those
// there. The rules of the state in which that one is active are those of a site whose hosts have the addresses of their stand-ins, without
// those that nobody stands in for: a derivation of its own, in which nothing is moved.
func TestRandomLocations(t *testing.T) {
	sites, seen := 0, map[string]int{}
	for product, all := range map[string]int{"qlik-sense/2023-08": 300, "thoughtspot/network-ports": 100} { // the second has rules between groups
		cat, found := catalog.Open(product)
		if cat == nil {
			t.Fatal(modeltest.Printed(found))
		}
		rounds := testenv.Rounds(t, all)
		for seed := range rounds {
			movedAsWhole(t, cat, seed, seen)
		}
		sites += rounds
	}
	t.Log(seen)
	for what, least := range map[string]int{"moved": sites, "lost": sites / 20, "way": 1, "group": 1, "interface": 1} {
		if seen[what] < least {
			t.Errorf("only %d rules or hosts are of the kind %q; the property proves little", seen[what], what)
		}
	}
	if seen["refused"] > sites/10 { // two listeners have one port, by chance
		t.Errorf("%d of %d sites are refused", seen["refused"], sites)
	}
}

// movedAsWhole holds one site by chance against the site as a whole with its hosts elsewhere.
func movedAsWhole(t *testing.T, cat *catalog.Catalogue, seed int, seen map[string]int) {
	random := rand.New(rand.NewPCG(uint64(seed), 15))
	text := modeltest.NewIn(seed, cat, random).Write(nil, false)
	l := locate(t, text, random)
	there, _ := resolve.Resolve(l.whole(t, text), cat, resolve.Options{})
	switch {
	case there == nil:
		seen["refused"]++
		return
	case len(l.takes) == 0:
		return
	}
	here := draftedSite(t, cat, l.text).plan
	got := pairsOf(here, "dr-active", func(id string, _ *plan.Flow) string { return id })
	want := pairsOf(there, plan.NormalState, func(id string, f *plan.Flow) string {
		if p := there.Party(id); p.Kind == plan.InterfaceParty || p.Kind == plan.FloatingParty {
			return l.address(p, f)
		}
		return l.now(id)
	})
	if !slices.Equal(got, want) {
		t.Fatalf("%s, seed %d: %s\n%s", cat.Dir, seed, golden.Difference(strings.Join(want, "\n"), strings.Join(got, "\n")), l.text)
	}
	for _, f := range here.Network() {
		if slices.Equal(f.States, []string{"dr-active"}) {
			seen["moved"]++
			seen["way"] += len(f.Ways())
			seen[string(here.Party(f.From).Kind)]++
			seen[string(here.Party(f.To).Kind)]++
		}
	}
	seen["lost"] += len(l.lost) - len(l.takes)
}

// located is a site by chance with a location that is lost.
type located struct {
	text  []byte
	lost  map[string]bool   // parties there
	takes map[string]string // host -> its stand-in
	zones map[string]bool
	inner map[string]bool // stand-ins with addresses in the second network, too
	site  *site.Site
}

// now is who is there when the location is lost, "" for nobody.
func (l *located) now(id string) string {
	if l.lost[id] {
		return l.takes[id]
	}
	return id
}

// address is where a flow finds an address of a host when the location is lost: where it was, while its zone and one of its hosts are there, or at the
// stand-in, by those of its addresses to which the listener is bound.
func (l *located) address(p *plan.Party, f *plan.Flow) string {
	if !l.zones[p.Zone] && slices.ContainsFunc(p.Hosts, func(id string) bool { return !l.lost[id] }) {
		return p.ID
	}
	taker := l.takes[p.Hosts[0]]
	base := catalog.BaseListener(f.Listener)
	bound := f.Product != "" && l.site.Overrides[base].Binds.V+l.site.Overrides[f.Product+"."+base].Binds.V != ""
	if l.inner[taker] && (p.Kind == plan.InterfaceParty || bound) {
		return taker + ".inner"
	}
	return taker
}

func locate(t *testing.T, text []byte, random *rand.Rand) *located {
	t.Helper()
	s, found := site.Load("site.toml", text)
	if s == nil {
		t.Fatal(modeltest.Printed(found))
	}
	l := &located{lost: map[string]bool{}, takes: map[string]string{}, zones: map[string]bool{}, inner: map[string]bool{}, site: s}
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
	add := func(table, id, zone, more string, networks map[string][]source.Text) {
		if l.zones[zone] {
			l.lost[id] = true
			if n := len(l.takes) + 1; more != "-" && random.IntN(5) > 0 {
				l.takes[id] = id + "-s"
				out += fmt.Sprintf("\n[%s.%s-s]\nhost = \"stand-in-%d.example\"\naddresses = [\"100.64.%d.%d\"]\nstands_in_for = %q\n%s", table, id, n, n/200+1, n%200+1, id, more)
				if networks["inner"] != nil && random.IntN(2) == 0 {
					l.inner[id+"-s"] = true
					out += fmt.Sprintf("\n[%s.%s-s.networks]\ninner = [\"100.64.%d.%d\"]\n", table, id, n/200+101, n%200+1)
				}
			}
		}
	}
	for _, id := range source.SortedKeys(s.Nodes) {
		add("nodes", id, s.Nodes[id].Zone.V, fmt.Sprintf("os = %q\n", s.Nodes[id].OS.V), s.Nodes[id].Networks)
	}
	for _, id := range source.SortedKeys(s.Servers) {
		add("servers", id, s.Servers[id].Zone.V, "", s.Servers[id].Networks)
	}
	for _, id := range source.SortedKeys(s.LoadBalancers) {
		add("load_balancers", id, s.LoadBalancers[id].Zone.V, "", nil)
	}
	for _, id := range source.SortedKeys(s.ForwardProxies) {
		add("forward_proxies", id, s.ForwardProxies[id].Zone.V, "", nil)
	}
	for _, id := range source.SortedKeys(s.Clients) {
		add("clients", id, s.Clients[id].Zone.V, "-", nil)
	}
	for _, id := range source.SortedKeys(s.Externals) {
		add("externals", id, s.Externals[id].Zone.V, "-", nil)
	}
	for _, id := range source.SortedKeys(s.Multicast) {
		add("multicast_groups", id, s.Multicast[id].Zone.V, "-", nil)
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
func pairsOf(p *plan.Plan, state string, now func(string, *plan.Flow) string) []string {
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
			if by := now(h.Via, f); by != "" {
				via = append(via, fmt.Sprintf("%s %d", by, h.Leg))
			}
		}
		if len(ways) > 0 && len(via) == 0 {
			continue
		}
		slices.Sort(via)
		for _, from := range members(f.From) {
			for _, to := range members(f.To) {
				a, b := now(from, f), now(to, f)
				if a == "" || b == "" || a == b && (!f.Internal || f.Product == "") { // of a declared flow "all nodes" may be one, with itself

					continue
				}
				said[strings.Join([]string{a, b, f.Port.String(), f.Rule, f.Listener, f.Service, f.Caller, f.Encrypted, f.Requirement, f.Condition, strings.Join(via, ",")}, " | ")] = true
			}
		}
	}
	return source.SortedKeys(said)
}

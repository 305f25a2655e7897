package policy

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
)

const sitesFolder = "../../sites"

// siteIDs lists the sites that the project ships.
func siteIDs(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(sitesFolder + "/*/site.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no sites", err)
	}
	var ids []string
	for _, f := range files {
		ids = append(ids, filepath.Base(filepath.Dir(f)))
	}
	return ids
}

func sitePlan(t testing.TB, id string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sitesFolder, id, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return planWith(t, data, resolve.Options{Approvals: modeltest.Approvals(filepath.Join(sitesFolder, id)), Decisions: modeltest.Decisions(filepath.Join(sitesFolder, id))})
}

// planOf resolves a description; options change the site before.
func planOf(t testing.TB, data []byte, options ...func(*site.Site)) *plan.Plan {
	t.Helper()
	return planWith(t, data, resolve.Options{}, options...)
}

func planWith(t testing.TB, data []byte, judged resolve.Options, options ...func(*site.Site)) *plan.Plan {
	t.Helper()
	site, found := site.Load("site.toml", data)
	if site == nil {
		t.Fatalf("%s\n%s", data, printed(found))
	}
	for _, o := range options {
		o(site)
	}
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(printed(found))
	}
	plan, found := resolve.All(site, cats, judged)
	if plan == nil {
		t.Fatalf("%s\n%s", data, printed(found))
	}
	return plan
}

func printed(found source.Diagnostics) string {
	var b strings.Builder
	_ = source.Print(&b, found)
	return b.String()
}

// undisputed is the profile that leaves disputed flows out.
func undisputed(s *site.Site) { s.Profile = source.V("undisputed", s.Schema.At) }

func TestSitesReconcile(t *testing.T) {
	for _, id := range siteIDs(t) {
		t.Run(id, func(t *testing.T) {
			plan := sitePlan(t, id)
			checked{t, plan, Of(plan)}.all()
		})
	}
}

// TestRandomSitesReconcile holds sites that chance wrote to the same, in both profiles.
func TestRandomSitesReconcile(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(printed(found))
	}
	sites := testenv.Rounds(t, 300)
	seen := map[string]int{}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			d := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 11)))
			text := d.Write(nil, false)
			plan := planOf(t, text)
			p := Of(plan)
			c := checked{t, plan, p}
			c.all()
			c.count(seen)
			c.same(Of(planOf(t, text)), "a second run")
			c.same(Of(planOf(t, d.Write(rand.New(rand.NewPCG(1, 2)), false))), "another order")
			c.undisputed(Of(planOf(t, text, undisputed)))
			if t.Failed() {
				t.Logf("%s", text)
			}
		})
	}
	for _, what := range []string{"firewalls", "several ways", "unenforced", "translations", "requests", "named hosts", "named ports", "groups", "set-up", "failover"} {
		if seen[what] < sites/30 {
			t.Errorf("only %d of %d sites show %s; the properties prove little", seen[what], sites, what)
		}
	}
}

// TestGroupsAcrossZones: rules of a group whose hosts stand in several zones stay rules of the group, are enforced by every firewall between
// its hosts, and reconcile like others.
func TestGroupsAcrossZones(t *testing.T) {
	data, err := os.ReadFile(sitesFolder + "/thoughtspot-three/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	const second = "addresses = [\"10.52.20.12\", \"fd52:20::12\"]\nzone = \"cluster\""
	if !strings.Contains(string(data), second) {
		t.Fatal("the second node of the site is another")
	}
	resolved := planOf(t, []byte(strings.Replace(string(data), second, "zone = \"apart\"", 1)+`
[zones.apart]
name = "Apart"

[firewalls.all]
name = "All"
zones = ["apart", "cluster", "infrastructure", "offices", "operators"]
`))
	p := Of(resolved)
	checked{t, resolved, p}.all()
	several := 0
	for _, r := range p.Rules {
		if r.FromZone == plan.SeveralZone && r.ToZone == plan.SeveralZone {
			several += len(r.Flows)
			if !slices.Equal(r.Firewalls, []string{"all"}) {
				t.Errorf("%s is enforced by %v", r.ID, r.Firewalls)
			}
		}
	}
	if several == 0 {
		t.Errorf("no rule of a group across zones")
	}
}

// checked holds a policy to its plan.
type checked struct {
	*testing.T
	plan *plan.Plan
	p    *Policy
}

func (c checked) all() {
	c.eachFlowInOneRule()
	c.usesPair()
	c.expansion()
	c.zones()
	c.firewalls()
	c.partition("phases", parts(c.p.Phases, func(v PhasePart) Part { return v.Part }))
	c.hosts()
	c.partition("profiles", []Part{c.p.Profile.Undisputed, c.p.Profile.Disputed})
	c.names()
}

func (c checked) count(seen map[string]int) {
	notes := map[string]bool{"firewalls": len(c.plan.Firewalls) > 0, "unenforced": c.p.Counts.Unenforced > 0}
	for _, z := range c.p.Zones {
		notes["several ways"] = notes["several ways"] || z.Ways > 1
	}
	for _, f := range c.plan.Network() {
		notes["translations"] = notes["translations"] || len(f.Translated) > 0
		notes["requests"] = notes["requests"] || len(f.Requests) > 0
		notes[string(f.Phase)] = true
	}
	for _, r := range c.p.Rules {
		notes["groups"] = notes["groups"] || len(c.p.HostGroup(r.From).Members) > 1
	}
	for _, g := range c.p.Hosts {
		notes["named hosts"] = notes["named hosts"] || g.Named
	}
	for _, g := range c.p.Services {
		notes["named ports"] = notes["named ports"] || g.Named
	}
	for what, ok := range notes {
		if ok {
			seen[what]++
		}
	}
}

func parts[T any](views []T, of func(T) Part) []Part {
	var out []Part
	for _, v := range views {
		out = append(out, of(v))
	}
	return out
}

// hosts: each party's part is what names it, or a group that holds it, or a population in whose networks it lies; nobody calls itself, but a host may call a
// floating address, or be called from it, while another host has it.
func (c checked) hosts() {
	parts := map[string]PartyPart{}
	for _, v := range c.p.Parties {
		parts[v.Party] = v
	}
	for _, party := range c.plan.Parties {
		var in, out []string
		for _, f := range c.plan.Network() {
			own := func(end string, several plan.PartyKind) bool {
				e := c.plan.Party(end)
				if e.Kind == plan.FloatingParty && len(e.Hosts) > 1 && (several == plan.ClientsParty || several == plan.MulticastParty) { // another host may have the address
					return false
				}
				return end == party.ID || e.Kind != plan.GroupParty && slices.Contains(e.Hosts, party.ID)
			}
			if kind := c.plan.Party(f.To).Kind; c.isOrHolds(f.To, party) && !(own(f.From, kind) && (kind == plan.ClientsParty || kind == plan.MulticastParty || kind == plan.FloatingParty)) {
				in = append(in, f.ID)
			}
			if kind := c.plan.Party(f.From).Kind; c.isOrHolds(f.From, party) && !(own(f.To, kind) && (kind == plan.ClientsParty || kind == plan.FloatingParty)) {
				out = append(out, f.ID)
			}
		}
		slices.Sort(in)
		slices.Sort(out)
		if v := parts[party.ID]; !slices.Equal(v.Inbound.Flows, in) || !slices.Equal(v.Outbound.Flows, out) {
			c.Errorf("%s has %v and %v, want %v and %v", party.ID, v.Inbound.Flows, v.Outbound.Flows, in, out)
		}
	}
}

// isOrHolds: a host has rules by its addresses in other networks, too, and by those that float to it.
func (c checked) isOrHolds(id string, party *plan.Party) bool {
	end := c.plan.Party(id)
	for _, other := range c.plan.Parties {
		if slices.Contains(other.Hosts, party.ID) && (end == other || end.Kind == plan.ClientsParty && isOrHolds(end, other)) {
			return true
		}
	}
	return isOrHolds(end, party)
}

func isOrHolds(end, party *plan.Party) bool {
	if end.ID == party.ID || slices.Contains(end.Members, party.ID) || slices.Contains(end.Receivers, party.ID) {
		return true
	}
	for _, n := range end.Networks {
		for _, a := range party.Addresses {
			if end.Kind == plan.ClientsParty && party.HasAddresses() && n.Contains(a) && (end.Zone == "" || party.Zone == "" || end.Zone == party.Zone) {
				return true
			}
		}
	}
	return false
}

// partition: the parts together hold each flow of the plan once, and each rule that one of their flows stands in.
func (c checked) partition(view string, parts []Part) {
	var flows []string
	rules := map[string]bool{}
	for _, part := range parts {
		flows = append(flows, part.Flows...)
		for _, id := range part.Rules {
			rules[id] = true
		}
		c.part(view, part)
	}
	slices.Sort(flows)
	if !slices.Equal(flows, c.network()) {
		c.Errorf("%s: %d flows in the parts, %d in the plan", view, len(flows), len(c.network()))
	}
	if len(rules) != len(c.p.Rules) {
		c.Errorf("%s: %d rules in the parts, %d in the policy", view, len(rules), len(c.p.Rules))
	}
}

// part: the rules of a part are those that its flows stand in.
func (c checked) part(view string, part Part) {
	wanted := map[string]bool{}
	for _, id := range part.Flows {
		wanted[c.p.Of(id).ID] = true
	}
	if !slices.Equal(part.Rules, sorted(wanted)) || !slices.IsSorted(part.Flows) {
		c.Errorf("%s: the rules %v are not those of the flows %v", view, part.Rules, part.Flows)
	}
}

func (c checked) network() []string {
	var ids []string
	for _, f := range c.plan.Network() {
		ids = append(ids, f.ID)
	}
	slices.Sort(ids)
	return ids
}

// usesPair: port by port a rule says what its flows at that port say, all of it and nothing else.
func (c checked) usesPair() {
	for i := range c.p.Rules {
		r := &c.p.Rules[i]
		said, flows := map[string]bool{}, []string{}
		for _, u := range c.p.Uses(r) {
			for _, answer := range u.Answers {
				said[fmt.Sprintf("%s answers %q", u.Port, answer)] = false
			}
			for _, purpose := range u.Purposes {
				said[fmt.Sprintf("%s is for %q", u.Port, purpose)] = false
			}
			flows = append(flows, u.Flows...)
		}
		slices.Sort(flows)
		if !slices.Equal(flows, r.Flows) {
			c.Errorf("%s: the uses hold the flows %v of %v", r.ID, flows, r.Flows)
		}
		for _, id := range r.Flows {
			f := c.plan.Flow(id)
			for _, fact := range []string{fmt.Sprintf("%s answers %q", f.Port, f.Service), fmt.Sprintf("%s is for %q", f.Port, f.Purpose)} {
				if _, ok := said[fact]; !ok {
					c.Errorf("%s: no use says that %s", r.ID, fact)
				}
				said[fact] = true
			}
		}
		for fact, so := range said {
			if !so {
				c.Errorf("%s: no flow of it has that %s", r.ID, fact)
			}
		}
	}
}

func (c checked) eachFlowInOneRule() {
	var flows []string
	ids := map[string]bool{}
	for _, r := range c.p.Rules {
		flows = append(flows, r.Flows...)
		if ids[r.ID] || c.p.Rule(r.ID) == nil || c.plan.Flow(r.ID) != nil {
			c.Errorf("the id %s does not name one rule", r.ID)
		}
		ids[r.ID] = true
		for _, id := range r.Flows {
			f := c.plan.Flow(id)
			if !TermsOf(f).Equal(r.Terms) || c.plan.FromZone(f) != r.FromZone || c.plan.ToZone(f) != r.ToZone || c.p.Of(id).ID != r.ID {
				c.Errorf("%s is in %s on other terms: %+v, %+v", id, r.ID, TermsOf(f), r.Terms)
			}
			if !slices.Contains(r.Purposes, f.Purpose) || !slices.Contains(r.Answers, f.Service) || !slices.Contains(r.Reasons, f.Rule) || !slices.Equal(r.Firewalls, f.Firewalls) {
				c.Errorf("%s does not say what its flow %s is", r.ID, id)
			}
		}
	}
	slices.Sort(flows)
	if !slices.Equal(flows, c.network()) {
		c.Errorf("%d flows in grouped rules, %d in the plan", len(flows), len(c.network()))
	}
}

// expansion: the connections of all rules are those of the long form, on the same terms, each once, and nothing more.
func (c checked) expansion() {
	long, grouped := map[string]int{}, map[string]int{}
	for _, f := range c.plan.Network() {
		long[fmt.Sprint(f.From, f.To, f.Port, TermsOf(f).purpose(), TermsOf(f).bookkeeping())] = 1
	}
	for _, r := range c.p.Rules {
		for _, one := range c.p.Expand(&r) {
			grouped[fmt.Sprint(one.From, one.To, one.Port, r.purpose(), r.bookkeeping())]++
		}
	}
	for connection, n := range grouped {
		if long[connection] != 1 || n != 1 {
			c.Errorf("%s: %d in the long form, %d in the expansion", connection, long[connection], n)
		}
	}
	single := map[string]bool{}
	for _, f := range c.plan.Network() {
		single[fmt.Sprint(f.From, " ", f.To, " ", f.Port.Label())] = true
	}
	if len(long) != len(grouped) || c.p.Counts.Connected != len(single) || c.p.Counts.Expanded != len(single) {
		c.Errorf("%d connections on their terms in the long form, %d in the expansion; %d without terms, counted %d and %d", len(long), len(grouped), len(single),
			c.p.Counts.Connected, c.p.Counts.Expanded)
	}
}

func (c checked) zones() {
	c.partition("zone pairs", parts(c.p.Zones, func(v ZonePair) Part { return v.Part }))
	n := c.p.Counts
	if n.Flows != len(c.network()) || n.Flows != n.Between+n.Inside || n.Rules != len(c.p.Rules) || n.Rules != n.Perimeter+n.SameZone {
		c.Errorf("the counts do not add up: %+v", n)
	}
	for _, z := range c.p.Zones {
		for _, id := range z.Flows {
			f := c.plan.Flow(id)
			walls := slices.Clone(z.Firewalls)
			slices.Sort(walls)
			if c.plan.FromZone(f) != z.From || c.plan.ToZone(f) != z.To || z.From != plan.SeveralZone && z.To != plan.SeveralZone && !slices.Equal(walls, f.Firewalls) {
				c.Errorf("%s is in the pair %s, %s, enforced by %v, not by %v", id, z.From, z.To, f.Firewalls, z.Firewalls)
			}
		}
		if z.Inside() && len(z.Firewalls) > 0 {
			c.Errorf("a firewall inside the zone %s", z.From)
		}
	}
}

// firewalls: a flow is in the part of each firewall that it passes; those in none stay inside a zone or have no firewall on their way.
func (c checked) firewalls() {
	in := map[string][]string{}
	for _, part := range c.p.Firewalls {
		c.part("firewall "+part.Firewall, part.Part)
		for _, id := range part.Flows {
			in[id] = append(in[id], part.Firewall)
		}
		if len(part.Enforced) != len(part.Rules) {
			c.Errorf("firewall %s enforces %d rules of %d", part.Firewall, len(part.Enforced), len(part.Rules))
		}
		for _, e := range part.Enforced {
			r := c.p.Rule(e.Rule)
			if len(e.Source) != len(c.p.HostGroup(r.From).Members) || len(e.Destination) != len(c.p.HostGroup(r.To).Members) {
				c.Errorf("%s at %s: %d sources, %d destinations", e.Rule, part.Firewall, len(e.Source), len(e.Destination))
			}
		}
	}
	none := 0
	for _, f := range c.plan.Network() {
		if !slices.Equal(in[f.ID], f.Firewalls) {
			c.Errorf("%s passes %v and is in the parts of %v", f.ID, f.Firewalls, in[f.ID])
		}
		if len(in[f.ID]) == 0 {
			none++
		}
	}
	several := 0
	for _, z := range c.p.Zones { // of groups that stand in several zones, some flows pass firewalls and some do not
		if z.From == plan.SeveralZone || z.To == plan.SeveralZone {
			for _, id := range z.Flows {
				if len(z.Firewalls) > 0 && len(in[id]) == 0 {
					several++
				}
			}
		}
	}
	if none != c.p.Counts.Inside+c.p.Counts.Unenforced+several {
		c.Errorf("%d flows at no firewall, %d inside zones, %d unenforced", none, c.p.Counts.Inside, c.p.Counts.Unenforced)
	}
}

// names: every group that a rule names is there once and holds what the rule means.
func (c checked) names() {
	hosts, services := map[string]bool{}, map[string]bool{}
	objectNames(c.T, c.p)
	for _, g := range c.p.Hosts {
		if hosts[g.ID] || g.Name == "" || len(g.Members) == 0 || !slices.IsSorted(g.Members) {
			c.Errorf("the group %+v is not one", g)
		}
		hosts[g.ID] = true
		if party := c.plan.Party(g.ID); party != nil && (len(g.Members) > 1 || g.Members[0] != g.ID) {
			c.Errorf("the group %s has the name of a party", g.ID)
		}
	}
	for _, g := range c.p.Services {
		if services[g.ID] || g.Name == "" || len(g.Ports) == 0 {
			c.Errorf("the group %+v is not one", g)
		}
		services[g.ID] = true
	}
	for _, r := range c.p.Rules {
		if !hosts[r.From] || !hosts[r.To] || !services[r.Services] || len(r.Flows) == 0 {
			c.Errorf("%s names a group that is not there: %s, %s, %s", r.ID, r.From, r.To, r.Services)
		}
	}
}

// same: neither a second run nor another order in the site changes the policy.
func (c checked) same(other *Policy, what string) {
	if a, b := c.text(c.p), c.text(other); a != b {
		c.Errorf("%s gives another policy:\n%s\n%s", what, a, b)
	}
}

// text is a policy without addresses, which come in the order of the site.
func (c checked) text(p *Policy) string {
	bare := *p
	bare.Firewalls = slices.Clone(p.Firewalls)
	for i := range bare.Firewalls {
		bare.Firewalls[i].Enforced = nil
	}
	data, err := json.Marshal(bare)
	if err != nil {
		c.Fatal(err)
	}
	return string(data)
}

// undisputed: the policy of the undisputed profile holds what the usual one calls undisputed, in the same rules, and names the rest as dropped.
func (c checked) undisputed(other *Policy) {
	if !slices.Equal(other.Profile.Undisputed.Flows, c.p.Profile.Undisputed.Flows) || !slices.Equal(other.Profile.Undisputed.Rules, c.p.Profile.Undisputed.Rules) {
		c.Errorf("undisputed: %d flows, %d expected", len(other.Profile.Undisputed.Flows), len(c.p.Profile.Undisputed.Flows))
	}
	rest := slices.Sorted(slices.Values(slices.Concat(c.p.Profile.Disputed.Flows, c.p.Profile.Dropped)))
	if len(other.Profile.Disputed.Flows) > 0 || !slices.Equal(other.Profile.Dropped, rest) && len(other.Profile.Dropped)+len(rest) > 0 {
		c.Errorf("undisputed drops %v, %v expected", other.Profile.Dropped, rest)
	}
}

// Package acceptance says which connections are tried from the hosts of a plan before it is handed over, reads what came of them, and judges
// it. It tries nothing itself; what has no result is not tested.
package acceptance

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/passage"
	"portolan/model/plan"
	"portolan/model/policy"
)

// An Expectation is what a connection is to do.
type Expectation string

// The expectations.
const (
	Open   Expectation = "open"   // a rule allows it
	Closed Expectation = "closed" // no rule allows it, and a firewall of the site is in its path
)

// A Test is one connection from a host of the plan.
type Test struct {
	ID        string       `json:"id"` // stable: made of host, target, port and expectation
	Host      string       `json:"host"`
	To        string       `json:"to"`
	Target    string       `json:"target"` // an address, or the host name where the plan knows no address
	Port      catalog.Port `json:"-"`
	Socket    string       `json:"port"` // as "tcp/443"
	Expect    Expectation  `json:"expect"`
	Rules     []string     `json:"rules,omitempty"`     // that allow it
	Firewalls []string     `json:"firewalls,omitempty"` // in its path
	Failover  bool         `json:"failover,omitempty"`  // it is needed after a failover only: the service may not be there yet
	Untried   Untried      `json:"untried,omitempty"`
}

// Untried is why no script tries a test; empty where one does.
type Untried string

// The reasons.
const (
	Silent     Untried = "udp"      // UDP: that no answer comes says nothing
	Other      Untried = "protocol" // neither TCP nor an echo request
	Range      Untried = "range"    // of a range of ports one cannot know where something listens
	Several    Untried = "network"  // the destination is a network or a multicast group
	NotAgreed  Untried = "approval" // the rule has no approval, or its last day is over: it is not to be there
	Unreadable Untried = "name"     // the target cannot be written in a script
)

// Of are the tests of a plan, by host: every outbound rule, and a sample of what no rule allows; shared where hosts that are alike try parts of these.
func Of(p *plan.Plan) (out []Test, shared bool) {
	m := NewMaker(p, policy.Of(p))
	for _, party := range p.Parties {
		tests, some := m.Tests(party)
		out, shared = append(out, tests...), shared || some
	}
	return out, shared
}

// A Maker makes the tests of one host after the other.
type Maker struct {
	plan    *plan.Plan
	managed []*plan.Party
	rules   map[string]*policy.Rule   // by flow
	barred  map[string]bool           // likewise
	several map[string]map[string]int // the places of hosts in a group, by group
	limits
}

// NewMaker makes the tests of a plan, whose rules are filed so.
func NewMaker(p *plan.Plan, filed *policy.Policy) *Maker {
	m := &Maker{plan: p, rules: map[string]*policy.Rule{}, barred: map[string]bool{}, several: map[string]map[string]int{}, limits: limits{pairs: 1 << 12, others: plan.ManyHosts, tried: 8}}
	for i := range filed.Rules {
		r := &filed.Rules[i]
		for _, id := range r.Flows {
			m.rules[id] = r
			m.barred[id] = filed.Bars(r)
		}
	}
	for _, party := range p.Parties {
		switch {
		case party.Managed():
			m.managed = append(m.managed, party)
		case party.Kind == plan.GroupParty:
			m.several[party.ID] = map[string]int{}
			for i, id := range members(p, party) {
				m.several[party.ID][id] = i
			}

		}
	}
	return m
}

// members are the hosts of a group.
func members(p *plan.Plan, group *plan.Party) []string {
	var out []string
	for _, id := range group.Members {
		if m := p.Party(id); m.Kind == plan.GroupParty {
			out = append(out, members(p, m)...)
		} else {
			out = append(out, cmp.Or(m.Of, m.ID))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Tests are those of a host. Between groups of many hosts, and at sites with many, each host tries some others, so that every host is tried by some:
// then they are shared.
func (m *Maker) Tests(host *plan.Party) (tests []Test, shared bool) {
	if !host.Managed() {
		return nil, false
	}
	others := m.near(host)
	known := map[string]bool{}
	for _, p := range others {
		known[p.ID] = true
	}
	own := passage.Some(m.plan, host.ID, passage.Outbound, func(f *plan.Flow) func(*plan.Party) bool {
		tries := m.tries(host, f)
		return func(to *plan.Party) bool {
			if tries(to) || slices.ContainsFunc(to.OnHosts(), func(id string) bool { return known[id] }) {
				return true
			}
			shared = true
			return false
		}
	})
	tests = m.open(host, own)
	return append(tests, m.closed(host, own, others)...), shared || len(others) < len(m.managed)-1
}

// limits are up to where hosts do not share tests.
type limits struct {
	pairs  int // hosts that call, times hosts that they call, of a flow
	others int // other hosts of a site
	tried  int // by so many hosts each is tried, then
}

// tries reports whether a host tries a flow to one party of those at its far end: of many it tries those that come after its own place.
func (m *Maker) tries(host *plan.Party, f *plan.Flow) func(to *plan.Party) bool {
	from, all := m.several[f.From], m.several[f.To]
	place, calls := from[host.ID]
	if len(from)*len(all) <= m.pairs || !calls {
		return func(*plan.Party) bool { return true }
	}
	most := max(m.tried, (len(all)+len(from)-1)/len(from))
	first := place*len(all)/len(from) + 1
	return func(to *plan.Party) bool {
		at, called := all[cmp.Or(to.Of, to.ID)]
		return !called || (at-first+len(all))%len(all) < most
	}
}

// near are the hosts at which a host tries what no rule allows.
func (m *Maker) near(host *plan.Party) []*plan.Party {
	at := slices.Index(m.managed, host)
	if len(m.managed)-1 <= m.others {
		return slices.Delete(slices.Clone(m.managed), at, at+1)
	}
	return slices.Concat(m.managed[at+1:], m.managed[:at])[:m.tried]
}

// open are the tests of a host's outbound rules: each address and port once.
func (m *Maker) open(host *plan.Party, own []passage.Passage) []Test {
	found := map[string]*Test{}
	for _, each := range own {
		if !m.tries(host, each.Flow)(each.Ends[1]) {
			continue
		}
		for _, target := range m.targets(host, each) {
			for _, port := range ports(each.Flow.Port) {
				t := Test{Host: host.ID, To: each.Flow.To, Target: target.text, Port: port, Socket: port.Socket(), Expect: Open, Failover: true}
				t.Untried = cmp.Or(target.untried, untried(port, each.Flow.Port))
				if m.barred[each.Flow.ID] {
					t.Untried = NotAgreed
				}
				t.ID = id(&t)
				if known := found[t.ID]; known == nil || known.Untried == NotAgreed {
					found[t.ID] = &t
				}
				at := found[t.ID]
				at.Rules = append(at.Rules, m.rules[each.Flow.ID].ID)
				at.Firewalls = append(at.Firewalls, each.Flow.Firewalls...)
				at.Failover = at.Failover && !slices.Contains(each.Flow.States, plan.NormalState)
			}
		}
	}
	return sorted(found)
}

// A target is what a script calls: an address, or a name.
type target struct {
	text    string
	untried Untried
}

// targets are the addresses of a passage's destination in the families that the host has, or its name.
func (m *Maker) targets(host *plan.Party, p passage.Passage) []target {
	var out []target
	for _, n := range p.To {
		if !spoken(p.From, n.Addr()) {
			continue
		}
		if !n.IsSingleIP() || n.Addr().IsMulticast() {
			out = append(out, target{n.String(), Several})
			continue
		}
		out = append(out, target{n.Addr().String(), ""})
	}
	if to := m.plan.Party(p.Flow.To); len(p.To) == 0 && len(to.HostNames()) > 0 {
		for _, name := range to.HostNames() {
			t := target{name, ""}
			if !readable(name) {
				t.untried = Unreadable
			}
			out = append(out, t)
		}
	}
	return out
}

// spoken reports whether one of a host's addresses is of the family of another; of a host without addresses nobody knows.
func spoken(from []netip.Prefix, to netip.Addr) bool {
	return len(from) == 0 || slices.ContainsFunc(from, func(n netip.Prefix) bool { return n.Addr().Is4() == to.Is4() })
}

// readable reports whether a script can hold a name as it is.
func readable(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(".-", r)
	})
}

// ports are the single ports of a port; of one with ranges, itself.
func ports(p catalog.Port) []catalog.Port {
	if p.Numbers.None() || p.Choice != "" {
		return []catalog.Port{p}
	}
	var out []catalog.Port
	for _, s := range p.Numbers.Spans() {
		if s.Low != s.High {
			return []catalog.Port{p}
		}
		out = append(out, p.At(s.Low))
	}
	return out
}

// untried is why a port cannot be tried.
func untried(p, of catalog.Port) Untried {
	switch {
	case p.IsICMP() && (p.Type == "" || p.Type == "echo-request"):
		return ""
	case p.Protocol == "udp":
		return Silent
	case p.Protocol != "tcp":
		return Other
	case !p.Numbers.One() || of.Choice != "":
		return Range
	}
	return ""
}

// closed is a sample of what no rule allows: of every other host behind a firewall the lowest port at which something listens for others and that this
// host may not call.
func (m *Maker) closed(host *plan.Party, own []passage.Passage, others []*plan.Party) []Test {
	found := map[string]*Test{}
	for _, other := range others {
		path := m.plan.FirewallPath(m.plan.ZoneOf(host), m.plan.ZoneOf(other)).Firewalls
		if len(path) == 0 {
			continue
		}
		for _, a := range other.Addresses {
			from := slices.IndexFunc(host.Addresses, func(own netip.Addr) bool { return own.Is4() == a.Is4() })
			port, ok := m.unopened(own, other, a)
			if from < 0 || !ok {
				continue
			}
			t := Test{Host: host.ID, To: other.ID, Target: a.String(), Port: port, Socket: port.Socket(), Expect: Closed}
			for _, w := range path {
				t.Firewalls = append(t.Firewalls, w.Firewall)
			}
			t.ID = id(&t)
			found[t.ID] = &t
			break
		}
	}
	return sorted(found)
}

// unopened is the lowest TCP port of a host's inbound rules that another may not call.
func (m *Maker) unopened(own []passage.Passage, other *plan.Party, a netip.Addr) (catalog.Port, bool) {
	var candidates []catalog.Port
	for _, f := range m.plan.Inbound(other.ID) {
		if f.Protocol == "tcp" && f.Numbers.One() && f.Choice == "" {
			candidates = append(candidates, f.Port)
		}
	}
	slices.SortFunc(candidates, catalog.Port.ByNumber)
	for _, port := range candidates {
		allowed := slices.ContainsFunc(own, func(each passage.Passage) bool {
			return each.Flow.Overlaps(port) && slices.ContainsFunc(each.To, func(n netip.Prefix) bool { return n.Contains(a) })
		})
		if !allowed {
			return port, true
		}
	}
	return catalog.Port{}, false
}

func id(t *Test) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{t.Host, t.Target, t.Socket, string(t.Expect)}, "\x00")))
	return "T" + base32.StdEncoding.EncodeToString(sum[:])[:9]
}

func sorted(found map[string]*Test) []Test {
	var out []Test
	for _, t := range found {
		slices.Sort(t.Rules)
		slices.Sort(t.Firewalls)
		t.Rules, t.Firewalls = slices.Compact(t.Rules), slices.Compact(t.Firewalls)
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Test) int {
		return cmp.Or(cmp.Compare(a.To, b.To), a.Port.Compare(b.Port), cmp.Compare(a.Target, b.Target), cmp.Compare(a.ID, b.ID))
	})
	return out
}

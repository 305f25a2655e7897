package outage

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/model/plan"
)

// Missed is a service of lost hosts, as those callers miss it that have the same left of it. A service stands in several where some of its
// callers get no answer and others do.
type Missed struct {
	Hosts       []string `json:"hosts"` // the lost hosts that it is on
	Rule        string   `json:"rule"`
	Listener    string   `json:"listener"`
	Service     string   `json:"service"`
	Socket      string   `json:"socket"`
	Purpose     string   `json:"purpose"`
	Requirement string   `json:"requirement"` // the strictest of its flows
	Callers     []string `json:"callers"`     // parties' ids; those that are lost miss nothing
	Users       []string `json:"users"`       // populations that come to it, directly or by way of a load balancer
	Owners      []string `json:"owners"`      // teams and people that answer for its rules, as the site names them
	Left

	Upkeep   bool       `json:"upkeep,omitempty"` // by it the lost hosts themselves are looked after; nobody stands in for that
	Declared bool       `json:"-"`                // by the site, not by a product
	Key      ServiceKey `json:"-"`                // entries with the same are one service
}

// Left is what is left of something that lost hosts did.
type Left struct {
	Change Change    `json:"change"`
	Now    []string  `json:"now"`   // who still does it
	Later  []InState `json:"later"` // where nobody does: in which states somebody does, and who; without hosts, it is not needed in that state
}

// Unknown is what becomes of what the site declares while it has the rule for other hosts too: it does not say whether they stand in.
const Unknown Change = "not known"

// gravity is the order of changes, the gravest first.
var gravity = map[Change]int{Gone: 0, Later: 1, Some: 2, Unknown: 2}

// A ServiceKey is what the flows to one service have in common. Load balancers and forward proxies that stand in for each other are one way to it.
type ServiceKey struct{ Product, Rule, Listener, Way string }

// serviceAt is the service that a flow ends at.
func (w *world) serviceAt(f *plan.Flow) ServiceKey {
	key := ServiceKey{f.Product, f.Rule, f.Listener, w.floatingEnd(f)}
	if w.leg(f) == 1 {
		key.Way = w.like.of(f, w.ways[f][0].Via)
	}
	return key
}

// missed lists what is missed of the services of lost hosts, the gravest first.
func missed(before, now *world, later []*world) []Missed {
	groups := map[ServiceKey]map[string][]*plan.Flow{} // by caller
	for _, f := range before.flows {
		if f.Internal || len(now.there(f.From).hosts) == 0 || !slices.ContainsFunc(now.hosts(f.To), now.isLost) {
			continue
		}
		key := before.serviceAt(f)
		if groups[key] == nil {
			groups[key] = map[string][]*plan.Flow{}
		}
		caller := now.speaker(f.From)
		groups[key][caller] = append(groups[key][caller], f)
	}
	out := []Missed{}
	for key, callers := range groups {
		out = append(out, missedOf(key, callers, now, later)...)
	}
	slices.SortFunc(out, compareMissed)
	return out
}

func compareMissed(a, b Missed) int {
	return cmp.Or(gravity[a.Change]-gravity[b.Change], plan.TrueFirst(len(a.Users) > 0, len(b.Users) > 0), plan.TrueFirst(a.Requirement == Required, b.Requirement == Required),
		cmp.Compare(a.Service, b.Service), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Socket, b.Socket), cmp.Compare(a.Listener, b.Listener),
		slices.Compare(a.Hosts, b.Hosts), slices.Compare(a.Callers, b.Callers))
}

// missedOf divides the callers of a service by what they have left. Who still gets an answer is one entry, whoever gives it.
func missedOf(key ServiceKey, callers map[string][]*plan.Flow, now *world, later []*world) []Missed {
	var out []Missed
	var flows [][]*plan.Flow
	var lists [][][]string // of who still does it
	for _, caller := range slices.Sorted(maps.Keys(callers)) {
		left := leftOf(key, callers[caller], now, later)
		i := slices.IndexFunc(out, func(m Missed) bool { return m.Left.like(left) })
		if i < 0 {
			i = len(out)
			out, flows, lists = append(out, Missed{Left: left, Key: key}), append(flows, nil), append(lists, nil)
		}
		out[i].Callers, lists[i], flows[i] = append(out[i].Callers, caller), append(lists[i], left.Now), append(flows[i], callers[caller]...)
	}
	for i := range out {
		out[i].Now = now.together(lists[i])
		out[i].describe(flows[i], now)
	}
	return out
}

// Services are the services of the lost hosts that others call, each once, with the gravest that a caller misses of it.
func (o *Outcome) Services() []Missed {
	var out []Missed
	seen := map[ServiceKey]bool{}
	for _, m := range o.Missed { // the gravest first
		if !seen[m.Key] {
			seen[m.Key] = true
			out = append(out, m)
		}
	}
	return out
}

// like reports whether two callers have the same left.
func (l Left) like(o Left) bool {
	return l.Change == o.Change && slices.EqualFunc(l.Later, o.Later, func(a, b InState) bool { return a.State == b.State && slices.Equal(a.Hosts, b.Hosts) })
}

// describe fills in what the flows say of a service. They are in the order of the plan.
func (m *Missed) describe(flows []*plan.Flow, now *world) {
	first := flows[0]
	m.Rule, m.Listener, m.Service, m.Purpose = first.Rule, first.Listener, first.Service, first.Purpose
	m.Declared, m.Upkeep = first.Product == "", first.Upkeep
	var sockets []string
	for _, f := range flows {
		if text := f.Socket(); !slices.Contains(sockets, text) {
			sockets = append(sockets, text)
		}
		m.Requirement = stricter(m.Requirement, f.Requirement)
		m.Hosts = append(m.Hosts, slices.DeleteFunc(slices.Clone(now.hosts(f.To)), func(id string) bool { return !now.lost[id] })...)
		m.Users = append(m.Users, usersOf(now.plan, f)...)
		if f.Owner != "" {
			m.Owners = append(m.Owners, f.Owner)
		}
	}
	m.Socket = strings.Join(sockets, ", ")
	m.Hosts, m.Users, m.Owners = sorted(m.Hosts), sorted(m.Users), sorted(m.Owners)
}

// stricter is the stricter of two requirements; a conditional one may be required here.
func stricter(a, b string) string {
	order := []string{"", Optional, Conditional, Required}
	if slices.Index(order, a) > slices.Index(order, b) {
		return a
	}
	return b
}

// usersOf are the populations behind a flow: its own caller, or whoever calls a load balancer that it comes by.
func usersOf(p *plan.Plan, f *plan.Flow) []string {
	if p.Party(f.From).ByNetworks() {
		return []string{f.From}
	}
	var out []string
	for _, h := range f.Ways() {
		for _, g := range p.Flows {
			if g.LegBy(h.Via) == 1 && g.Rule == f.Rule && p.Party(g.From).ByNetworks() {
				out = append(out, g.From)
			}
		}
	}
	return out
}

// leftOf is what a caller has left of a service, now and in the other states that are possible.
func leftOf(key ServiceKey, flows []*plan.Flow, now *world, later []*world) Left {
	from := now.speaker(flows[0].From)
	left := Left{Change: Gone, Now: []string{}, Later: []InState{}}
	if !now.stalledFor(flows) {
		left.Now = now.answer(key, from)
	}
	switch {
	case len(left.Now) > 0 && strings.HasPrefix(key.Rule, plan.DeclaredPrefix):
		left.Change = Unknown
	case len(left.Now) > 0:
		left.Change = Some
	default:
		for _, w := range later {
			if hosts := w.answer(key, from); len(hosts) > 0 || w.needed() && !w.asks(key, from) {
				left.Change, left.Later = Later, append(left.Later, InState{w.state.ID, hosts})
			}
		}
	}
	return left
}

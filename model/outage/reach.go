package outage

import (
	"slices"
	"strings"

	"portolan/model/plan"
)

// A Change says what became of the far ends of an access or a call.
type Change string

// The changes.
const (
	Same  Change = "unchanged"
	Some  Change = "fewer"          // some far ends are left
	Later Change = "after failover" // none now, some in another state
	Gone  Change = "cut off"        // none
)

// FarEnds are the hosts at the far end of an access or a call.
type FarEnds struct {
	Change Change    `json:"change"`
	Before []string  `json:"before"` // in the normal state, nothing lost
	Now    []string  `json:"now"`
	Later  []InState `json:"later"` // in the other states that are possible
}

// Left is what is left of the far ends, in those states in which something is.
func (e FarEnds) Left() Left {
	return Left{e.Change, e.Now, slices.DeleteFunc(slices.Clone(e.Later), func(s InState) bool { return len(s.Hosts) == 0 })}
}

// InState are the far ends in a state.
type InState struct {
	State string   `json:"state"`
	Hosts []string `json:"hosts"`
}

// An Access is what a population opens under one rule, up to the hosts behind load balancers or forward proxies. Where several
// lead to a host in common, they stand in for each other.
type Access struct {
	Population  string   `json:"population"`
	Rule        string   `json:"rule"`
	Service     string   `json:"service"`
	Socket      string   `json:"socket"` // where the population connects
	Purpose     string   `json:"purpose"`
	Requirement string   `json:"requirement"`
	Via         string   `json:"via,omitempty"`
	Vias        []string `json:"vias,omitempty"` // all of them, where there are several
	FarEnds
	Impaired []Impaired `json:"impaired"` // far ends that are left, and cut off from something required themselves

	Product  string `json:"-"` // the installation whose rule it is, by id
	Declared bool   `json:"-"` // by the site, not by a product
}

// Impaired is a far end that is left and cut off from something required.
type Impaired struct {
	Host   string `json:"host"`
	Rule   string `json:"rule"`
	Change Change `json:"change"`
}

// A Call is what a host, or a group of hosts, does under one rule, up to the next party.
type Call struct {
	Source      string `json:"source"`
	Rule        string `json:"rule"`
	Service     string `json:"service"`
	Socket      string `json:"socket"`
	Purpose     string `json:"purpose"`
	Requirement string `json:"requirement"`
	FarEnds
	Otherwise []Otherwise `json:"otherwise"` // conditional ways of the same source to the same service, where it is cut off

	Product  string `json:"-"` // the installation whose rule it is, by id
	Floating string `json:"-"` // the floating address that is called
	Declared bool   `json:"-"` // by the site, not by a product
}

// Otherwise is a way that the plan opens for a condition, and that may stand in for a call that is cut off.
type Otherwise struct {
	Rule      string `json:"rule"`
	To        string `json:"to"`
	Condition string `json:"condition"`
}

// same is what flows have in common that are one access or call.
type same struct{ product, rule, listener, way, from string }

func (w *world) sameOf(f *plan.Flow) same {
	key := same{f.Product, f.Rule, f.Listener, w.floatingEnd(f), w.speaker(f.From)}
	if ways := w.ways[f]; len(ways) > 0 {
		key.way = w.like.of(f, ways[0].Via)
	}
	return key
}

// accessOf lists what populations reach, in the order of the plan. Second legs belong to the access of the first.
func accessOf(before, now *world, later []*world) []Access {
	out := []Access{}
	done := map[same]bool{}
	for _, f := range before.flows {
		key := before.sameOf(f)
		if !before.plan.Party(f.From).ByNetworks() || before.passes(f) || done[key] {
			continue
		}
		done[key] = true
		a := Access{Population: f.From, Rule: f.Rule, Service: before.service(f), Socket: before.sockets(key), Purpose: f.Purpose, Requirement: f.Requirement, Product: f.Product, Declared: f.Product == ""}
		a.Via, a.Vias = before.between(key)
		a.FarEnds = compare(before, now, later, key, func(w *world) []string { return w.reached(key) })
		out = append(out, a)
	}
	return out
}

// reached are the hosts that a population reaches in a world: behind load balancers or proxies, where there are some.
func (w *world) reached(key same) []string {
	var out [][]string
	for _, f := range w.by[key] {
		if !w.alive(f) || w.passes(f) {
			continue
		}
		if w.leg(f) == 0 {
			left, _ := w.left(f, f.To, w.answerer)
			out = append(out, left)
			continue
		}
		for _, g := range w.legs[keyOf(f, f.To, 2)] {
			if w.dead[g] == nil && (g.From == f.To || g.From == key.from) {
				left, _ := w.left(g, g.To, w.answerer)
				out = append(out, left)
			}
		}
	}
	return w.together(out)
}

// between names what a population or host calls on the way to the far ends: the first by id, and all where there are several.
func (w *world) between(key same) (first string, all []string) {
	for _, f := range w.by[key] {
		if w.leg(f) == 1 || w.floatingEnd(f) != "" {
			all = append(all, f.To)
		}
	}
	switch all = sorted(all); len(all) {
	case 0:
		return "", nil
	case 1:
		return all[0], nil
	}
	return all[0], all
}

// sockets are where a population or host connects, each once.
func (w *world) sockets(key same) string {
	var out []string
	for _, f := range w.by[key] {
		if text := f.Socket(); !w.passes(f) && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

// callsOf lists the calls of hosts that have fewer far ends than before, or none, in the order of the plan.
func callsOf(before, now *world, later []*world) []Call {
	out := []Call{}
	done := map[same]bool{}
	for _, f := range before.flows {
		key := before.sameOf(f)
		from := before.plan.Party(f.From)
		if from.ByNetworks() || from.Kind == plan.ExternalParty || f.Internal || done[key] {
			continue
		}
		done[key] = true
		if len(now.there(f.From).hosts) == 0 {
			continue // who is lost calls nobody
		}
		c := Call{Source: now.speaker(f.From), Rule: f.Rule, Service: before.service(f), Socket: before.sockets(key), Purpose: f.Purpose, Requirement: f.Requirement, Otherwise: []Otherwise{}, Product: f.Product, Floating: before.floatingEnd(f), Declared: f.Product == ""}
		c.FarEnds = compare(before, now, later, key, func(w *world) []string { return w.farEnds(key) })
		if c.Change != Same && !now.callerStalled(f) {
			c.Otherwise = now.otherwise(f, c.Change)
			out = append(out, c)
		}
	}
	return out
}

// impair notes, with every access, which of its far ends are cut off themselves: who gets in may still not get what they came for.
func impair(list []Access, calls []Call) {
	for i := range list {
		list[i].Impaired = []Impaired{}
		for _, c := range calls {
			if c.Requirement == Required && (c.Change == Gone || c.Change == Later) && slices.Contains(list[i].Now, c.Source) {
				list[i].Impaired = append(list[i].Impaired, Impaired{c.Source, c.Rule, c.Change})
			}
		}
	}
}

// otherwise lists the conditional ways of a source to the listener that it is cut off from, at hosts that are not lost.
func (w *world) otherwise(f *plan.Flow, change Change) []Otherwise {
	out := []Otherwise{}
	if change != Gone {
		return out
	}
	for _, g := range w.flows {
		if g.From == f.From && g.Product == f.Product && g.Listener == f.Listener && g.Rule != f.Rule && g.Requirement == Conditional && len(w.there(g.To).hosts) > 0 {
			out = append(out, Otherwise{g.Rule, g.To, g.Condition})
		}
	}
	return out
}

// callerStalled tells whether a flow does not work because its own end is stalled after another service, or for want of something else, which
// says enough. Where the end is stalled because of this very call, the call says why.
func (w *world) callerStalled(f *plan.Flow) bool {
	if f.Product == "" {
		return false
	}
	for _, host := range w.hosts(f.From) {
		c := w.stalled[w.caller(f, host)]
		if c == nil || w.stalledBy(c, f) {
			return false
		}
	}
	return true
}

// farEnds are the hosts at the far end of flows that work, up to the next party.
func (w *world) farEnds(key same) []string {
	var out [][]string
	for _, f := range w.by[key] {
		if w.alive(f) && !w.passes(f) {
			out = append(out, w.answered(f))
		}
	}
	return w.together(out)
}

// alive tells whether a flow works. A second leg does for the load balancer or proxy that it starts at, also while nobody is left who comes by
// way of it.
func (w *world) alive(f *plan.Flow) bool {
	c := w.dead[f]
	return c == nil || c.Kind == NobodyBefore
}

func sorted(list []string) []string {
	slices.Sort(list)
	return append([]string{}, slices.Compact(list)...) // never nil, so that programs find a list
}

// together are the hosts of several lists, each once. What is one list again and again, as that of a large group, is put in order once.
func (w *world) together(lists [][]string) []string {
	lists = slices.DeleteFunc(lists, func(list []string) bool { return len(list) == 0 })
	if len(lists) == 0 {
		return []string{}
	}
	first := lists[0]
	if slices.ContainsFunc(lists, func(list []string) bool { return !sameList(list, first) }) {
		return sorted(slices.Concat(lists...))
	}
	for _, known := range w.ordered[&first[0]] {
		if len(known.of) == len(first) {
			return known.list
		}
	}
	list := slices.Clip(sorted(slices.Clone(first)))
	w.ordered[&first[0]] = append(w.ordered[&first[0]], ordered{first, list})
	return list
}

// ordered is a list with the same in order.
type ordered struct{ of, list []string }

// sameList reports whether two lists are one in memory.
func sameList(a, b []string) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// then are the far ends in another state, and whether that has the access or call at all: after a failover a host may have no more need of what it called
// before. What goes straight now may go by a load balancer or forward proxy then.
func (w *world) then(key same, ends func(*world) []string) (hosts []string, has bool) {
	if len(w.by[key]) > 0 || key.way != "" {
		return ends(w), len(w.by[key]) > 0
	}
	service := ServiceKey{Product: key.product, Rule: key.rule, Listener: key.listener}
	return w.answer(service, key.from), w.asks(service, key.from)
}

// compare sets the far ends of a world beside those of others.
func compare(before, now *world, later []*world, key same, ends func(*world) []string) FarEnds {
	out := FarEnds{Change: Same, Before: ends(before), Now: ends(now), Later: []InState{}}
	some := false
	for _, w := range later {
		hosts, has := w.then(key, ends)
		some = some || len(hosts) > 0 || w.needed() && !has
		out.Later = append(out.Later, InState{w.state.ID, hosts})
	}
	switch {
	case len(out.Now) == len(out.Before):
	case len(out.Now) > 0:
		out.Change = Some
	case some:
		out.Change = Later
	default:
		out.Change = Gone
	}
	return out
}

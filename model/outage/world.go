package outage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
)

// A world is the site in one state after a loss: what is stalled in it and which flows work.
type world struct {
	plan    *plan.Plan
	lost    map[string]bool
	state   plan.State
	flows   []*plan.Flow              // that the state needs
	stalled map[unit]*Cause           // services of hosts that are not lost
	dead    map[*plan.Flow]*Cause     // flows of the state that do not work
	ways    map[*plan.Flow][]plan.Hop // that the state uses
	legs    map[legKey][]*plan.Flow
	like    standIns
	by      map[same][]*plan.Flow
	from    map[string][]*plan.Flow // by the host, group or other party that opens them
	present map[string]presence     // by party
	nodes   map[string]*plan.Node
	ordered map[*string][]ordered // by the first of a list

	resources []plan.PlacedResource // where they are in this state
}

// A unit is a service of a product on a node; without a service it is what the node is in the product, as a whole.
type unit struct{ node, product, service string }

// legKey is what both legs of a way have in common, with the number of the leg.
type legKey struct {
	product, rule, via, listener string
	leg                          int
}

// A Cause says why something does not work any more.
type Cause struct {
	Kind CauseKind `json:"kind"`
	Lost []string  `json:"lost"` // the lost parties that it goes back to
	Text string    `json:"text"` // for readers
}

// A CauseKind is the kind of a cause.
type CauseKind string

// The kinds of causes.
const (
	EndLost      CauseKind = "end lost"      // an end of the flow is lost
	WayLost      CauseKind = "way lost"      // the load balancer or forward proxy is
	NothingAfter CauseKind = "nothing after" // the way is there, but nothing behind it
	NobodyBefore CauseKind = "nobody before" // ... but nobody before it
	ServiceStall CauseKind = "stalled"       // the service that calls or answers is stalled
	NoState      CauseKind = "no state"      // the flow is of a state that cannot be reached
	NoResource   CauseKind = "no resource"   // of a stalled service: it requires a lost resource
	StartsAfter  CauseKind = "starts after"  // of a stalled service: another one of its host is stalled
)

func newWorld(p *plan.Plan, lost map[string]bool, state plan.State) *world {
	w := &world{plan: p, lost: lost, state: state, stalled: map[unit]*Cause{}, dead: map[*plan.Flow]*Cause{}, ways: map[*plan.Flow][]plan.Hop{}, like: standInsOf(p),
		legs: map[legKey][]*plan.Flow{}, by: map[same][]*plan.Flow{}, from: map[string][]*plan.Flow{}, present: map[string]presence{}, nodes: map[string]*plan.Node{}, ordered: map[*string][]ordered{}}
	w.place()
	for _, f := range p.Flows {
		if slices.Contains(f.States, state.ID) {
			speaker := w.speaker(f.From)
			w.flows, w.from[speaker] = append(w.flows, f), append(w.from[speaker], f)
			for _, h := range f.WaysIn(state.ID) {
				key := keyOf(f, h.Via, h.Leg)
				w.legs[key], w.ways[f] = append(w.legs[key], f), append(w.ways[f], h)
			}
			same := w.sameOf(f)
			w.by[same] = append(w.by[same], f)
		}
	}
	if len(lost) > 0 {
		w.stall()
		w.propagateFailures()
	}
	return w
}

// place tells what runs where in the state: hosts that stand in for others run what those ran.
func (w *world) place() {
	for _, n := range w.plan.Nodes {
		if w.nodes[n.ID] == nil {
			w.nodes[n.ID] = n
		}
		if taker := w.plan.Party(w.state.StandIns[n.ID]); taker != nil {
			then := *n
			then.Party = taker
			w.nodes[taker.ID] = &then
		}
	}
	for _, r := range w.plan.Resources {
		if taker := w.state.StandIns[r.On]; taker != "" {
			r.On = taker
		}
		w.resources = append(w.resources, r)
	}
}

func keyOf(f *plan.Flow, via string, leg int) legKey {
	return legKey{f.Product, f.Rule, via, f.Listener, leg}
}

// leg is which leg of a way a flow is in this state: 1, 2, or 0 where it goes straight.
func (w *world) leg(f *plan.Flow) int {
	if ways := w.ways[f]; len(ways) > 0 {
		return ways[0].Leg
	}
	return 0
}

// passes tells whether a flow is a second leg on which the far end sees who called, not what stands between.
func (w *world) passes(f *plan.Flow) bool {
	return w.leg(f) == 2 && f.From != w.ways[f][0].Via
}

// service is what a flow is for in the end: on the way to a load balancer or forward proxy, what answers behind it.
func (w *world) service(f *plan.Flow) string {
	if w.leg(f) == 1 {
		for _, behind := range w.legs[keyOf(f, f.To, 2)] {
			return behind.Service
		}
	}
	return f.Service
}

// hosts are the hosts that a party stands for.
func (w *world) hosts(id string) []string {
	p := w.plan.Party(id)
	if p.Kind == plan.FloatingParty { // one at a time
		return []string{p.HolderIn(w.plan, w.state)}
	}
	return p.OnHosts()
}

// floatingEnd is the floating address at which a flow ends, or "". Who calls one is not served by a host that does not have it.
func (w *world) floatingEnd(f *plan.Flow) string {
	if p := w.plan.Party(f.To); p.Kind == plan.FloatingParty {
		return p.ID
	}
	return ""
}

// speaker is who opens the flows of a party: the host, or the group of hosts, whose addresses it is.
func (w *world) speaker(id string) string { return cmp.Or(w.plan.Party(id).Of, id) }

// propagateFailures finds the flows that do not work: those that lack an end or their way, then those whose other leg does not work, until no more come.
func (w *world) propagateFailures() {
	for _, f := range w.flows {
		if c := w.lacks(f); c != nil {
			w.dead[f] = c
		}
	}
	for more := true; more; {
		more = false
		for _, f := range w.flows {
			if w.leg(f) == 0 || w.dead[f] != nil {
				continue
			}
			if c := w.broken(f); c != nil {
				w.dead[f], more = c, true
			}
		}
	}
}

// lacks says which end or way a flow lacks, or nil.
func (w *world) lacks(f *plan.Flow) *Cause {
	if c := w.wayLost(f); c != nil {
		return c
	}
	froms, fromCause := w.left(f, f.From, w.caller)
	tos, toCause := w.left(f, f.To, w.answerer)
	switch {
	case len(froms) == 0:
		return fromCause
	case len(tos) == 0:
		return toCause
	case !w.toItself(f, froms, tos):
		return nil
	}
	return firstCause(fromCause, toCause)
}

func firstCause(causes ...*Cause) *Cause {
	for _, c := range causes {
		if c != nil {
			return c
		}
	}
	return nil
}

// left are the hosts of one end at which a flow can still start or end, and why others cannot.
func (w *world) left(f *plan.Flow, end string, at func(*plan.Flow, string) unit) ([]string, *Cause) {
	there := w.there(end)
	if len(w.stalled) == 0 || f.Product == "" {
		return there.hosts, there.lost
	}
	var left []string
	var stalled *Cause
	for _, host := range there.hosts {
		u := at(f, host)
		c := w.stalled[u]
		if c == nil {
			left = append(left, host)
		} else if stalled == nil {
			stalled = &Cause{ServiceStall, c.Lost, fmt.Sprintf("%s is stalled: %s", w.unitName(u), c.Text)}
		}
	}
	if stalled != nil {
		return left, stalled
	}
	return left, there.lost
}

// presence are the hosts of a party that are not lost, and why others are not there.
type presence struct {
	hosts []string
	lost  *Cause
}

// there looks up the presence of a party, whose flows are many.
func (w *world) there(end string) presence {
	if p, known := w.present[end]; known {
		return p
	}
	p := presence{}
	all := w.hosts(end)
	lost := only(all, w.lost)
	for _, host := range all {
		if !w.lost[host] {
			p.hosts = append(p.hosts, host)
		}
	}
	switch len(lost) {
	case 0:
	case 1:
		p.lost = &Cause{EndLost, lost, lost[0] + " failed"}
	default:
		p.lost = &Cause{EndLost, lost, strings.Join(lost, ", ") + " failed"}
	}
	w.present[end] = p
	return p
}

func (w *world) unitName(u unit) string {
	part := w.partOf(u)
	if part == nil || u.service == "" {
		return u.node
	}
	return nameOf(part, u.service) + " on " + u.node
}

// caller is the service that opens a flow at one of its hosts.
func (w *world) caller(f *plan.Flow, host string) unit {
	u := unit{host, f.Product, ""}
	if part := w.partOf(u); part != nil && f.Caller != "" {
		u.service = serviceNamed(part, f.Caller)
	}
	return u
}

// partOf is what the node of a unit is in its product, or nil.
func (w *world) partOf(u unit) *plan.Part {
	if n := w.nodes[u.node]; n != nil {
		return n.PartIn(u.product)
	}
	return nil
}

// answerer is the service that a flow ends at.
func (w *world) answerer(f *plan.Flow, host string) unit {
	service, _, _ := strings.Cut(f.Listener, ".")
	return unit{host, f.Product, service}
}

// wayLost says that every load balancer or forward proxy of which a flow is a leg is lost.
func (w *world) wayLost(f *plan.Flow) *Cause {
	var lost []string
	for _, h := range w.ways[f] {
		if !w.lost[h.Via] {
			return nil
		}
		lost = append(lost, h.Via)
	}
	switch len(lost) {
	case 0:
		return nil
	case 1:
		return &Cause{WayLost, lost, fmt.Sprintf("goes via %s, which failed", lost[0])}
	}
	return &Cause{WayLost, lost, fmt.Sprintf("goes via %s, which failed", strings.Join(lost, ", "))}
}

// broken says why a leg does not work although its own ends are there: on every way that is left all legs that continue it, or that lead to
// it, are dead.
func (w *world) broken(f *plan.Flow) *Cause {
	var roots, vias []string
	for _, h := range w.ways[f] {
		others := w.legs[keyOf(f, h.Via, 3-h.Leg)]
		if len(others) == 0 {
			return nil
		}
		for _, g := range others {
			c := w.dead[g]
			if c == nil {
				return nil
			}
			roots = append(roots, c.Lost...)
		}
		vias = append(vias, h.Via)
	}
	slices.Sort(roots)
	roots = slices.Compact(roots)
	if w.leg(f) == 1 {
		return &Cause{NothingAfter, roots, fmt.Sprintf("nothing behind %s answers any more", vias[0])}
	}
	return &Cause{NobodyBefore, roots, fmt.Sprintf("no client via %s is left", strings.Join(vias, ", "))}
}

// needed tells whether the loss asks for this state.
func (w *world) needed() bool { return asked(w.plan, w.state, w.lost) }

// works tells whether a flow is of this state and works in it.
func (w *world) works(f *plan.Flow) bool {
	return slices.Contains(f.States, w.state.ID) && w.dead[f] == nil
}

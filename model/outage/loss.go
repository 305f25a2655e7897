// Package outage works out what the loss of hosts means for a plan: which flows still work, which work only after a failover, which are lost
// and why, who still gets in, and which services of other hosts are left without what they require. It derives all of it from the plan:
// flows, states, requirements, resources, the order in which services start. It knows no product, and nothing of how long a program goes on
// without what it requires; where the plan cannot know, it says less rather than more.
//
// The words, as the results use them:
//
//   - A host is lost when it is named, or stands in a zone that is.
//   - A flow is kept when it is of the state that the site describes, both its ends are there, and so is a load balancer or forward proxy
//     by way of which it goes, with something behind it and somebody before it. A flow between groups is kept while two of their hosts are.
//   - A flow works after a failover when it does not work now but does in another state of the plan, whose holder is not lost.
//   - Every other flow is lost, and has a cause that goes back to a lost host.
//   - A service is stalled when it makes required calls to a resource that the catalogue does not let the site do without and whose host is
//     lost, or when it starts after, or is part of, a stalled service of its host. It may run on for a while; it cannot be relied on.
//   - A call is what a host does under one rule to one listener. It is cut off when none of its far ends is left, and has fewer when some
//     are. Whether those that are left can stand in for the others is the product's matter.
package outage

import (
	"net/netip"
	"slices"

	"portolan/model/plan"
)

// FormatVersion is the version of the shape of outcomes as JSON. Within a major version keys are only added.
const FormatVersion = "1.2"

// A Verdict says how grave a loss is. From grave to slight.
type Verdict string

// The verdicts.
const (
	Outage   Verdict = "outage"   // somebody does not get in by a required rule, and no failover helps; or services of other hosts stall
	Lacking  Verdict = "lacking"  // who must get in does, now or after a failover, but a host is cut off from something required, and no failover helps
	Failover Verdict = "failover" // as above, until a failover
	Fewer    Verdict = "fewer"    // fewer far ends for somebody, none gone wholly
	Alone    Verdict = "alone"    // nobody else is touched
)

// An Outcome is what a loss means. As JSON it is Written.
type Outcome struct {
	FormatVersion string             `json:"format_version"`
	Site          string             `json:"site"`
	Lost          []string           `json:"lost"` // parties' ids
	Verdict       Verdict            `json:"verdict"`
	States        []StateAfter       `json:"states"`
	Count         Count              `json:"count"`
	Flows         []FlowAfter        `json:"flows"`   // every flow of the plan, in its order
	Missed        []Missed           `json:"missed"`  // services of lost hosts that others call
	Passed        []Passed           `json:"passed"`  // where lost load balancers and forward proxies led
	Access        []Access           `json:"access"`  // what populations reach
	Stalled       []Stalled          `json:"stalled"` // services of hosts that are not lost
	Calls         []Call             `json:"calls"`   // of hosts that are not lost, where far ends are
	Resources     []Resource         `json:"resources"`
	Notes         []plan.LossNote    `json:"notes"`    // what the catalogues say of the loss
	Triage        []plan.TriageCheck `json:"triage"`   // what decides what failed, in this order
	Runbooks      []Book             `json:"runbooks"` // those to open first, in the order in which they are tried
	Contacts      []plan.Contact     `json:"contacts"`

	plan *plan.Plan
}

// StateAfter is a state of the plan after the loss.
type StateAfter struct {
	ID     string `json:"id"`
	Holder string `json:"holder,omitempty"`
	From   string `json:"from,omitempty"`

	Location     string `json:"location,omitempty"`      // that is active in it
	LostLocation string `json:"lost_location,omitempty"` // instead of this one

	Needed   bool   `json:"needed"`   // what moves was held by a lost host
	Possible bool   `json:"possible"` // the host that takes it over is not lost
	CutOff   []Call `json:"cut_off"`  // where it is needed and possible: calls of this state that have no far end
}

// Resource is a resource whose host is lost.
type Resource struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	On       string `json:"on"`
	Required bool   `json:"required"` // the catalogue does not let the site do without it
}

// Count counts flows.
type Count struct {
	All      int `json:"all"`
	Kept     int `json:"kept"`
	Reduced  int `json:"reduced"` // of the kept: between groups that lost some of their hosts
	Later    int `json:"after_failover"`
	Lost     int `json:"lost"`
	LostWide int `json:"lost_between_hosts"` // of the lost: those that firewalls see
}

// Simulate works out the loss of parties, named by their ids. Ids that the plan does not have count for nothing. The loss of a group is that
// of its members.
func Simulate(p *plan.Plan, ids []string) *Outcome {
	lost := lostBy(p, ids)
	o := &Outcome{FormatVersion: FormatVersion, Site: p.Site, States: []StateAfter{}, Flows: []FlowAfter{}, Contacts: append([]plan.Contact{}, p.Contacts...), plan: p}
	o.lookUp(lost, ids)
	before := newWorld(p, map[string]bool{}, plan.State{ID: plan.NormalState})
	now := newWorld(p, lost, plan.State{ID: plan.NormalState})
	later := o.moveStates(p, lost)
	o.cutOffLater(p, later)
	o.judgeFlows(now, later)
	o.Missed, o.Passed = missed(before, now, later), passedBy(before, now, later)
	o.Access = accessOf(before, now, later)
	o.Stalled = now.stalledServices()
	o.Calls = callsOf(before, now, later)
	impair(o.Access, o.Calls)
	o.Triage = triageOf(p, lost)
	o.Runbooks = booksFor(p, o.Triage, lost)
	o.Verdict = o.judge()
	o.share()
	return o
}

// lostBy are the parties that are lost with some, by id.
func lostBy(p *plan.Plan, ids []string) map[string]bool {
	lost := map[string]bool{}
	for _, id := range ids {
		if party := p.Party(id); party != nil {
			lost[id] = party.IsOne() && party.Of == ""
			for _, host := range party.OnHosts() {
				lost[host] = true
			}
		}
	}
	for _, party := range p.Parties {
		if party.Kind == plan.ClientsParty && onlyHosts(p, party, lost) {
			lost[party.ID] = true
		}
	}
	return lost
}

// onlyHosts reports whether a population is nobody but hosts that are lost: a program on a host may be described as clients.
func onlyHosts(p *plan.Plan, clients *plan.Party, lost map[string]bool) bool {
	return len(clients.Networks) > 0 && !slices.ContainsFunc(clients.Networks, func(n netip.Prefix) bool {
		return !n.IsSingleIP() || !slices.ContainsFunc(p.Parties, func(h *plan.Party) bool {
			return lost[h.ID] && clients.Covers(h) && slices.Contains(h.Addresses, n.Addr())
		})
	})
}

// lookUp notes what the plan says of lost hosts.
func (o *Outcome) lookUp(lost map[string]bool, ids []string) {
	o.Lost, o.Notes, o.Resources = []string{}, []plan.LossNote{}, []Resource{}
	for _, party := range o.plan.Parties {
		if lost[party.ID] && (party.Kind != plan.ClientsParty || slices.Contains(ids, party.ID)) {
			o.Lost = append(o.Lost, party.ID)
		}
	}
	for _, n := range o.plan.Losses {
		if len(only(n.Parties, lost)) > 0 {
			o.Notes = append(o.Notes, n)
		}
	}
	for _, r := range o.plan.Resources {
		if lost[r.On] {
			o.Resources = append(o.Resources, Resource{r.ID, r.Name, r.On, r.Required})
		}
	}
}

// moveStates looks at every state but the normal one, and returns the worlds of those that are possible.
func (o *Outcome) moveStates(p *plan.Plan, lost map[string]bool) []*world {
	var possible []*world
	for _, s := range p.States {
		if s.ID == plan.NormalState {
			continue
		}
		after := StateAfter{ID: s.ID, Holder: s.Holder, From: s.From, Location: s.Location, LostLocation: s.Lost, Needed: asked(p, s, lost), Possible: reachable(s, lost), CutOff: []Call{}}
		o.States = append(o.States, after)
		if after.Possible {
			possible = append(possible, newWorld(p, lost, s))
		}
	}
	return possible
}

// cutOffLater lists, for every state that is needed and possible, the calls that have no far end in it. Calls to the host that the failover
// replaces are for its return.
func (o *Outcome) cutOffLater(p *plan.Plan, later []*world) {
	for _, w := range later {
		if !w.needed() {
			continue
		}
		whole := newWorld(p, map[string]bool{}, w.state)
		for _, id := range replaced(p, w.state) {
			whole.lost[id] = true
		}
		i := slices.IndexFunc(o.States, func(s StateAfter) bool { return s.ID == w.state.ID })
		for _, c := range callsOf(whole, w, nil) {
			if c.Change == Gone {
				o.States[i].CutOff = append(o.States[i].CutOff, c)
			}
		}
	}
}

// judge weighs the whole loss.
func (o *Outcome) judge() Verdict {
	found := map[Verdict]bool{}
	for _, a := range o.Access {
		if a.Requirement == Required && !slices.Contains(o.Lost, a.Population) {
			found[verdictOf(a.Change, Outage, a.Declared)] = true
		}
	}
	for _, c := range o.Calls {
		if c.Requirement == Required {
			found[verdictOf(c.Change, Lacking, c.Declared)] = true
		}
	}
	for _, s := range o.States {
		found[Lacking] = found[Lacking] || slices.ContainsFunc(s.CutOff, func(c Call) bool { return c.Requirement == Required })
	}
	if len(o.Stalled) > 0 {
		found[Outage] = true
	}
	for _, v := range []Verdict{Outage, Lacking, Failover, Fewer} {
		if found[v] {
			return v
		}
	}
	return Alone
}

// verdictOf is what a change counts for. Under a rule that the site declares far ends are not there for each other: fewer of them means
// nothing.
func verdictOf(c Change, gone Verdict, declared bool) Verdict {
	switch {
	case c == Gone:
		return gone
	case c == Later:
		return Failover
	case c == Some && !declared:
		return Fewer
	}
	return Alone
}

// The requirements of rules that losses ask for.
const (
	Required    = "required" // something does not work without it
	Optional    = "optional"
	Conditional = "conditional" // needed in a case that the catalogue names
)

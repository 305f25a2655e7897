package query

import (
	"slices"

	"portolan/model/plan"
)

// A Verdict says whether what was asked is allowed.
type Verdict string

// The verdicts.
const (
	Allowed    Verdict = "allowed"     // every pair, wholly
	ForSome    Verdict = "for some"    // an end is "any", and there is somebody or something for whom it is allowed
	Partly     Verdict = "partly"      // some pairs, or some ports
	Indirectly Verdict = "indirectly"  // no rule between the ends, but legs through a load balancer or forward proxy
	NotAllowed Verdict = "not allowed" // no rule of the plan
)

// An Answer says whether one end may reach the other. It is also the shape of the answer as JSON.
type Answer struct {
	FormatVersion string       `json:"format_version"`
	Site          string       `json:"site"`
	Profile       plan.Profile `json:"profile"`
	Question      string       `json:"question"`
	From          Asked        `json:"from"`
	To            Asked        `json:"to"`
	Service       string       `json:"service"` // "any", or as asked
	Verdict       Verdict      `json:"verdict"`
	Allowed       bool         `json:"allowed"`  // true with the verdict "allowed" only
	Internal      bool         `json:"internal"` // both ends are one host: no firewall sees it
	States        []string     `json:"states"`   // in which all that is allowed is allowed
	AllStates     bool         `json:"all_states"`
	Pairs         Pairs        `json:"pairs"`
	Rules         []Rule       `json:"rules"`     // that open what was asked, or some of it
	Firewalls     []string     `json:"firewalls"` // ids of those that stand between the ends, whether they open it or not
	Ways          []Way        `json:"ways"`      // through load balancers and forward proxies, where no rule leads straight
	Dropped       []Rule       `json:"dropped"`   // rules that the strict profile leaves out
	Nearest       Nearest      `json:"nearest"`   // of what is not allowed
	Covers        []Topic      `json:"not_covered"`
	Notes         []string     `json:"notes"`

	plan *plan.Plan
}

// Asked is an end of the question, as it was understood.
type Asked struct {
	Kind    Kind     `json:"kind"`
	Name    string   `json:"name"` // words that mean nothing else
	Label   string   `json:"label"`
	Members []string `json:"members"` // parties' ids, or the address or network itself
}

// Pairs counts the pairs of a member of one end and a member of the other.
type Pairs struct {
	Asked   int    `json:"asked"`
	Allowed int    `json:"allowed"` // wholly
	Partly  int    `json:"partly"`  // some ports, or part of a network
	Missing []Pair `json:"missing"` // not allowed
}

// Pair is one member of either end.
type Pair struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Topic is traffic that the documents cannot know, and the declared flows that cover it.
type Topic struct {
	Topic    string   `json:"topic"`
	Declared []string `json:"declared"`
}

// answer weighs every pair of units of both ends.
func answer(p *plan.Plan, q question) *Answer {
	a := &Answer{FormatVersion: FormatVersion, Site: p.Site, Profile: p.Profile, Question: q.text, From: asked(q.from), To: asked(q.to),
		Service: orAny(q.service.text), Ways: []Way{}, Covers: []Topic{}, Notes: notNil(slices.Concat(q.notes, q.from.notes, q.to.notes)), Nearest: noneNear(), plan: p}
	w := weigh(p, q)
	a.Pairs, a.Rules, a.States = w.pairs, rulesOf(p, w.flows), w.states
	a.AllStates = len(w.states) == len(p.States)
	a.Internal = len(w.flows) > 0 && !slices.ContainsFunc(w.flows, func(f *plan.Flow) bool { return !f.Internal })
	a.Firewalls = standing(p, q)
	a.Dropped = rulesOf(p, flowsWhere(p.Dropped, q.concerns(p)))
	switch {
	case w.pairs.Asked > 0 && w.pairs.Allowed == w.pairs.Asked:
		a.Verdict, a.Allowed = Allowed, q.from.kind != Anything && q.to.kind != Anything
		if !a.Allowed {
			a.Verdict = ForSome
		}
	case len(w.flows) > 0:
		a.Verdict = Partly
	default:
		a.Verdict = NotAllowed
		if a.Ways = waysBetween(p, q); len(a.Ways) > 0 {
			a.Verdict = Indirectly
		}
	}
	if !a.Holds() {
		a.Nearest = nearest(p, q, a.shown())
		for _, n := range p.NotCovered {
			a.Covers = append(a.Covers, Topic{n.Topic, notNil(n.Declared)})
		}
	}
	return a
}

// shown are the ids of the rules that the answer holds already.
func (a *Answer) shown() map[string]bool {
	ids := map[string]bool{}
	rules := a.Rules
	for _, w := range a.Ways {
		rules = slices.Concat(rules, w.In, w.Out)
	}
	for _, r := range rules {
		ids[r.ID] = true
	}
	return ids
}

// Holds tells whether everything that was asked is allowed; where an end is "any", whether something is.
func (a *Answer) Holds() bool { return a.Allowed || a.Verdict == ForSome }

// notNil is a list that is [] as JSON where it is empty, so that programs find a list everywhere.
func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func asked(e end) Asked {
	members := []string{}
	for _, u := range e.units {
		members = append(members, u.String())
	}
	return Asked{e.kind, e.write, e.label, members}
}

func orAny(text string) string {
	if text == "" {
		return "any"
	}
	return text
}

// covers tells how much of an end a party stands for.
func (e end) coveredBy(p *plan.Party) cover {
	best := nothing
	for _, u := range e.units {
		best = max(best, u.coveredBy(p))
	}
	return best
}

// concerns is the condition on a flow that it has to do with what was asked.
func (q question) concerns(p *plan.Plan) func(*plan.Flow) bool {
	return func(f *plan.Flow) bool {
		return q.service.matches(f) && q.from.coveredBy(p.Party(f.From)) > nothing && q.to.coveredBy(p.Party(f.To)) > nothing
	}
}

// weighed is what the rules say of all pairs.
type weighed struct {
	pairs  Pairs
	flows  []*plan.Flow // that open something, in the order of the plan
	states []string     // in which every pair that is open at all is open as far
}

func weigh(p *plan.Plan, q question) weighed {
	near := flowsWhere(p.Flows, q.concerns(p))
	w := weighed{pairs: Pairs{Missing: []Pair{}}, states: []string{}}
	used := map[*plan.Flow]bool{}
	asked, open := map[string]int{}, map[string]int{} // by state
	for _, from := range q.from.units {
		for _, to := range q.to.units {
			states := statesOf(p, from, to)
			if same(q, from, to) || len(states) == 0 {
				continue
			}
			w.pairs.Asked++
			flows, level := between(p, q, inStates(near, states), states, from, to)
			for _, f := range flows {
				used[f] = true
			}
			w.count(level, from, to)
			for _, state := range states {
				if level == nothing {
					break
				}
				asked[state]++
				if _, then := between(p, q, inStates(flows, []string{state}), []string{state}, from, to); then == level {
					open[state]++
				}
			}
		}
	}
	w.flows = flowsWhere(near, func(f *plan.Flow) bool { return used[f] })
	for _, s := range p.States {
		if asked[s.ID] > 0 && open[s.ID] == asked[s.ID] {
			w.states = append(w.states, s.ID)
		}
	}
	return w
}

// statesOf are the states in which both units count.
func statesOf(p *plan.Plan, from, to unit) []string {
	var out []string
	for _, s := range p.States {
		if from.in(s.ID) && to.in(s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}

// inStates are the flows that one of the states needs.
func inStates(flows []*plan.Flow, states []string) []*plan.Flow {
	return flowsWhere(flows, func(f *plan.Flow) bool {
		return slices.ContainsFunc(f.States, func(s string) bool { return slices.Contains(states, s) })
	})
}

// same tells whether two units are one host, in a question about several: among the members of a zone or set nobody asks about those.
func same(q question, from, to unit) bool {
	return from.id == to.id && from.id != "" && len(q.from.units)+len(q.to.units) > 2
}

func (w *weighed) count(level cover, from, to unit) {
	switch level {
	case whole:
		w.pairs.Allowed++
	case part:
		w.pairs.Partly++
	default:
		w.pairs.Missing = append(w.pairs.Missing, Pair{from.String(), to.String()})
	}
}

// held reports whether a host has a floating address in one of some states; what is no host, or no floating address, needs not ask.
func held(p *plan.Plan, party *plan.Party, host unit, states []string) bool {
	return party.Kind != plan.FloatingParty || !slices.Contains(party.Hosts, host.id) || slices.ContainsFunc(p.States, func(s plan.State) bool {
		return slices.Contains(states, s.ID) && party.HolderIn(p, s) == host.id
	})
}

// between are the flows from one unit to another, and how much of the question they open together.
func between(p *plan.Plan, q question, flows []*plan.Flow, states []string, from, to unit) ([]*plan.Flow, cover) {
	var some, all []*plan.Flow
	for _, f := range flows {
		if f.From == f.To && !f.Internal && from.id == to.id && from.id != "" { // members of a group to each other, not to themselves
			continue
		}
		if !held(p, p.Party(f.To), to, states) {
			continue
		}
		switch min(from.coveredBy(p.Party(f.From)), to.coveredBy(p.Party(f.To))) {
		case part:
			some = append(some, f)
		case whole:
			all = append(all, f)
		}
	}
	level := q.service.open(all)
	if level == nothing && len(some) > 0 {
		level = min(part, q.service.open(some))
	}
	return slices.Concat(some, all), level
}

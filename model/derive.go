package model

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// flowKey is what makes two flows the same: one rule of one product, both ends, one listener.
type flowKey struct{ product, rule, from, to, listener string }

// deriveFlows evaluates the catalogue's flow rules once for each state and takes the union. In the states of other products nothing of this
// product moves, but another load balancer or forward proxy may be in use.
func (r *resolver) deriveFlows() {
	for i := range r.states {
		r.deriveState(r.states[i])
	}
	for _, s := range r.plan.States {
		if !slices.ContainsFunc(r.states, func(a assignment) bool { return a.state.ID == s.ID }) {
			elsewhere := r.states[0]
			elsewhere.state = s
			r.deriveState(elsewhere)
		}
	}
}

func (r *resolver) deriveState(a assignment) {
	between := r.standing(a)
	for i := range r.cat.Flows {
		rule := &r.cat.Flows[i]
		if !r.holdAll(rule.When) {
			continue
		}
		r.expand(a, between, rule, rule.From, rule.To)
		if rule.AndBack.V {
			service, _, _ := strings.Cut(rule.To.Listener.V, ".")
			from := catalog.End{Set: rule.To.Set, Service: source.V(service, rule.To.At)}
			to := catalog.End{Set: rule.From.Set, Listener: rule.To.Listener}
			r.expand(a, between, rule, from, to)
		}
	}
}

// expand makes the flows of one rule in one state: from every member of one end to every member of the other.
func (r *resolver) expand(a assignment, between []standing, rule *catalog.Flow, fromEnd, toEnd catalog.End) {
	froms := r.callers(a, fromEnd)
	tos := r.answerers(a, toEnd)
	if rule.Together.V {
		froms, tos = r.grouped(fromEnd, froms), r.grouped(toEnd, tos)
	}
	for _, from := range froms {
		for _, to := range tos {
			same := from.ID == to.ID && from.Kind != GroupParty
			if same && rule.Between.V == "other nodes" || !same && rule.Between.V == "same node" {
				continue
			}
			r.connect(a, between, rule, fromEnd, toEnd, from, to)
		}
	}
}

// callers are the parties of a From: members of its set that run its service, a population that the site declares, a resource's host.
func (r *resolver) callers(a assignment, end catalog.End) []*Party {
	switch {
	case end.Clients.Set():
		if p, ok := r.parties[end.Clients.V]; ok && p.Kind == ClientsParty {
			return []*Party{p}
		}
	case end.Resource.Set():
		if host, ok := r.host[end.Resource.V]; ok {
			return []*Party{r.parties[host]}
		}
	case end.Set.Set():
		var out []*Party
		for _, n := range r.members(a, end.Set.V) {
			if end.Service.V == "" || n.services[end.Service.V] {
				out = append(out, r.parties[n.id])
			}
		}
		return out
	}
	return nil
}

func (r *resolver) answerers(a assignment, end catalog.End) []*Party {
	switch {
	case end.External.Set():
		if p, ok := r.parties[end.External.V]; ok {
			return []*Party{p}
		}
	case end.Resource.Set():
		if host, ok := r.host[end.Resource.V]; ok {
			return []*Party{r.parties[host]}
		}
	case end.Set.Set():
		service, _, _ := strings.Cut(end.Listener.V, ".")
		var out []*Party
		for _, n := range r.members(a, end.Set.V) {
			if n.services[service] {
				out = append(out, r.parties[n.id])
			}
		}
		return out
	}
	return nil
}

// connect makes the flow between two parties, or both legs of every way where load balancers or forward proxies stand between them.
func (r *resolver) connect(a assignment, between []standing, rule *catalog.Flow, fromEnd, toEnd catalog.End, from, to *Party) {
	base := r.baseFlow(rule, fromEnd, toEnd, from, to)
	if base == nil {
		return
	}
	product, straight := r.cat.Product.ID.V, true
	for _, lb := range between {
		if lb.nodes[to.ID] && lb.serves(rule, fromEnd, base.Listener) {
			r.throughBalancer(product, a.state.ID, base, lb.id)
			straight = false
		}
	}
	if toEnd.External.Set() {
		for _, id := range r.proxiesTo(to.ID, a.state.ID, base.Protocol, rule.Via.V == "forward proxy") {
			r.throughProxy(product, a.state.ID, base, id)
			straight = false
		}
	}
	if straight {
		r.add(product, a.state.ID, base)
	}
}

// origin is what makes a connection, in whatever state.
type origin struct {
	rule         *catalog.Flow
	set, service string // of the end that it starts from
	from, to     *Party
}

// baseFlow is the flow between two parties before it is split. States differ in who is connected, not in what a connection is, so it is
// made once.
func (r *resolver) baseFlow(rule *catalog.Flow, fromEnd, toEnd catalog.End, from, to *Party) *Flow {
	key := origin{rule, fromEnd.Set.V, fromEnd.Service.V, from, to}
	f, ok := r.made[key]
	if !ok {
		f = r.flow(rule, fromEnd, toEnd, from, to)
		r.made[key] = f
	}
	return f
}

// flow fills in what a rule says about a connection between two parties. It is nil where the port is not known, which is a fault.
func (r *resolver) flow(rule *catalog.Flow, fromEnd, toEnd catalog.End, from, to *Party) *Flow {
	f := &Flow{Rule: rule.ID.V, From: from.ID, To: to.ID, Purpose: rule.Purpose.V, Requirement: rule.Requirement.V, Condition: rule.Condition.V,
		Disputed: rule.Disputed.V, Drawn: texts(rule.Drawn), Phase: Phase(rule.Phase.V), PhaseBasis: r.cite(rule.PhaseSource), Caller: r.cat.Services[fromEnd.Service.V].Name.V}
	if f.Requirement == "" {
		f.Requirement = "required"
	}
	if rule.Note.Set() {
		f.Notes = append(f.Notes, rule.Note.V)
	}
	if toEnd.External.Set() {
		if !r.externalPort(f, toEnd.External.V) {
			return nil
		}
	} else {
		r.listenerPort(f, toEnd)
	}
	f.Chain = r.chain(rule, fromEnd, toEnd, f)
	f.straight = f.Chain
	return f
}

func (r *resolver) externalPort(f *Flow, id string) bool {
	known, given := r.cat.Externals[id], r.site.Externals[id]
	number := known.Port.V
	if given.Port.Set() {
		number = strconv.Itoa(given.Port.V)
	}
	if number == "" {
		r.fault("S32", given.At, "add port = ...", "external party %s needs a port: the documents give none", id)
		return false
	}
	f.port, _ = catalog.ParsePort(number)
	f.Listener, f.Service, f.Protocol, f.Basis = id, known.Name.V, known.Transport.V, known.TransportBasis.V
	f.Application, f.Encrypted = known.Application.V, orNotStated(known.Encrypted.V)
	if known.Note.Set() {
		f.Notes = append(f.Notes, known.Note.V)
	}
	return true
}

func (r *resolver) listenerPort(f *Flow, end catalog.End) {
	id := end.Listener.V
	l, _ := r.cat.Listener(id)
	service, _, _ := strings.Cut(id, ".")
	f.Listener, f.Service, f.Protocol, f.Basis = id, r.cat.Services[service].Name.V, l.Transport.V, l.TransportBasis.V
	f.Application, f.Encrypted = l.Application.V, orNotStated(l.Encrypted.V)
	f.port, _ = catalog.ParsePort(l.Port.V)
	if f.port.Kind == catalog.NoPort {
		f.Protocol = f.port.Protocol
	}
	if o, ok := r.site.Overrides[id]; ok {
		f.port = catalog.Port{Low: o.Port.V, High: o.Port.V}
		f.Notes = append(f.Notes, o.Reason.V)
	}
	if placed := r.site.Resources[end.Resource.V]; end.Resource.Set() && placed.Port.Set() {
		f.port = catalog.Port{Low: placed.Port.V, High: placed.Port.V}
	}
	if flag, ok := r.facts[end.Resource.V+".encrypted"].(bool); ok && flag {
		f.Encrypted = "yes"
	}
	if l.Note.Set() {
		f.Notes = append(f.Notes, l.Note.V)
	}
}

func orNotStated(s string) string {
	if s == "" {
		return "not stated"
	}
	return s
}

// add puts a flow of a product into the union. A flow that is there already is needed in one more state, and may have one more reason or
// way.
func (s *shared) add(product, state string, f *Flow) {
	if f.added { // in another state; then it was not made anew
		if !slices.Contains(f.States, state) {
			f.States = append(f.States, state)
		}
		return
	}
	key := flowKey{product, f.Rule, f.From, f.To, f.Listener}
	old, ok := s.flows[key]
	if !ok {
		f.States = []string{state}
		f.Internal = f.From == f.To && s.parties[f.From].Kind != GroupParty
		f.added = true
		s.flows[key] = f
		return
	}
	if !slices.Contains(old.States, state) {
		old.States = append(old.States, state)
	}
	for _, link := range f.Chain {
		if !slices.Contains(old.Chain, link) {
			old.Chain = append(slices.Clip(old.Chain), link)
		}
	}
	for _, h := range f.Hops {
		old.joinHop(h)
	}
}

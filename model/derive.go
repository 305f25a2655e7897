package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// flowKey is what makes two flows the same: one rule of one product, both ends, one listener.
type flowKey struct{ product, rule, from, to, listener string }

// deriveFlows evaluates the catalogue's flow rules once for each state and takes the union.
func (r *resolver) deriveFlows() {
	for i := range r.states {
		r.deriveState(r.states[i])
	}
	r.holdElsewhere()
}

// holdElsewhere adds the states of other products to what this product needs in its normal state: nothing of it moves there.
func (r *resolver) holdElsewhere() {
	own := map[string]bool{}
	for _, a := range r.states {
		own[a.state.ID] = true
	}
	for key, f := range r.flows {
		if key.product != r.cat.Product.ID.V || !slices.Contains(f.States, NormalState) {
			continue
		}
		for _, s := range r.plan.States {
			if !own[s.ID] {
				f.States = append(f.States, s.ID)
			}
		}
	}
}

func (r *resolver) deriveState(a assignment) {
	for i := range r.cat.Flows {
		rule := &r.cat.Flows[i]
		if !r.holdAll(rule.When) {
			continue
		}
		r.expand(a, rule, rule.From, rule.To)
		if rule.AndBack.V {
			service, _, _ := strings.Cut(rule.To.Listener.V, ".")
			from := catalog.End{Set: rule.To.Set, Service: source.V(service, rule.To.At)}
			to := catalog.End{Set: rule.From.Set, Listener: rule.To.Listener}
			r.expand(a, rule, from, to)
		}
	}
}

// expand makes the flows of one rule in one state: from every member of one end to every member of the other.
func (r *resolver) expand(a assignment, rule *catalog.Flow, fromEnd, toEnd catalog.End) {
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
			r.connect(a, rule, fromEnd, toEnd, from, to)
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

// connect makes the flow between two parties, or its two legs where a load balancer or a forward proxy stands between them.
func (r *resolver) connect(a assignment, rule *catalog.Flow, fromEnd, toEnd catalog.End, from, to *Party) {
	base := r.baseFlow(rule, fromEnd, toEnd, from, to)
	if base == nil {
		return
	}
	switch rule.Via.V {
	case "load balancer":
		if lb, ok := r.balancerFor(to.ID, a); ok {
			r.throughBalancer(a, base, lb)
			return
		}
	case "forward proxy":
		if proxy, ok := r.proxyFor(to.ID); ok {
			r.throughProxy(a, base, proxy)
			return
		}
	}
	r.add(a, base)
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

// balancerFor finds the load balancer that stands before a node.
func (r *resolver) balancerFor(nodeID string, a assignment) (string, bool) {
	for _, id := range sortedKeys(r.site.LoadBalancers) {
		for _, t := range r.site.LoadBalancers[id].Targets {
			if t.V == nodeID {
				return id, true
			}
			if _, isSet := r.cat.Sets[t.V]; isSet && slices.ContainsFunc(r.members(a, t.V), func(n *node) bool { return n.id == nodeID }) {
				return id, true
			}
		}
	}
	return "", false
}

// throughBalancer splits a flow into the leg to the load balancer and the leg to the node. Where the balancer keeps the source address,
// the node sees the clients, and that is what its rules must say.
func (r *resolver) throughBalancer(a assignment, base *Flow, id string) {
	lb := r.site.LoadBalancers[id]
	link := Link{SiteLink, fmt.Sprintf("load balancer %s stands before %s, source address %s", id, base.To, lb.Source.V), r.place(lb.At), nil}
	first, second := base.leg(), base.leg()
	first.To, first.Via, first.Leg = id, id, 1
	if port := lb.Ports[base.Listener]; port.Set() {
		first.port = catalog.Port{Low: port.V, High: port.V}
	}
	second.Via, second.Leg = id, 2
	if lb.Source.V == "translated" {
		second.From = id
	}
	for _, f := range []*Flow{&first, &second} {
		f.Chain = append([]Link{link}, base.Chain...)
		r.add(a, f)
	}
}

// proxyFor finds the forward proxy on the way to an external party.
func (r *resolver) proxyFor(external string) (string, bool) {
	for _, id := range sortedKeys(r.site.ForwardProxies) {
		list := r.site.ForwardProxies[id].For
		if len(list) == 0 || slices.ContainsFunc(list, func(v str) bool { return v.V == external }) {
			return id, true
		}
	}
	return "", false
}

// throughProxy splits a flow into the leg to the forward proxy, on the proxy's own port, and the leg from there.
func (r *resolver) throughProxy(a assignment, base *Flow, id string) {
	proxy := r.site.ForwardProxies[id]
	link := Link{SiteLink, fmt.Sprintf("forward proxy %s is the way to %s", id, base.To), r.place(proxy.At), nil}
	first, second := base.leg(), base.leg()
	first.To, first.Via, first.Leg = id, id, 1
	first.port = catalog.Port{Low: proxy.Port.V, High: proxy.Port.V}
	first.Basis, first.Service = "declared", string(ProxyParty) // what answers there is the proxy, not the service behind it
	second.From, second.Via, second.Leg = id, id, 2
	second.Caller = ""
	for _, f := range []*Flow{&first, &second} {
		f.Chain = append([]Link{link}, base.Chain...)
		r.add(a, f)
	}
}

// leg is a copy that is not in the union yet, whatever became of the flow itself in another state.
func (f *Flow) leg() Flow {
	copied := *f
	copied.added, copied.States = false, nil
	return copied
}

// add puts a flow into the union. A flow that is there already is needed in one more state, and may have one more reason.
func (r *resolver) add(a assignment, f *Flow) {
	if f.added { // in another state; then it was not made anew
		if !slices.Contains(f.States, a.state.ID) {
			f.States = append(f.States, a.state.ID)
		}
		return
	}
	key := flowKey{r.cat.Product.ID.V, f.Rule, f.From, f.To, f.Listener}
	old, ok := r.flows[key]
	if !ok {
		f.States = []string{a.state.ID}
		f.Internal = f.From == f.To && r.parties[f.From].Kind != GroupParty
		f.added = true
		r.flows[key] = f
		return
	}
	if !slices.Contains(old.States, a.state.ID) {
		old.States = append(old.States, a.state.ID)
	}
	for _, link := range f.Chain {
		if !slices.Contains(old.Chain, link) {
			old.Chain = append(old.Chain, link)
		}
	}
}

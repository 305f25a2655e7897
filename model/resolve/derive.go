package resolve

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// derivation evaluates the flow rules of one product. What several flows share is made once.
type derivation struct {
	*product.Product
	union    *union
	ways     map[direction]*way
	joined   map[membership][]*plan.Link
	setFlags map[string][]string // flags that a set's definition asks about
	nodes    map[string]*product.Node
	floating []floating
	differs  map[[2]string]bool // floating addresses and listeners of which it was said that ports differ
}

func newDerivation(r *product.Product, u *union) *derivation {
	d := &derivation{r, u, map[direction]*way{}, map[membership][]*plan.Link{}, map[string][]string{}, map[string]*product.Node{}, floatingOf(r), map[[2]string]bool{}}
	for _, n := range r.Nodes {
		d.nodes[n.ID] = n
	}
	return d
}

// deriveFlows evaluates the catalogues' flow rules once for each state and takes the union. In the states of other products nothing of a
// product moves, but another load balancer or forward proxy may be in use.
func (u *union) deriveFlows() {
	for _, r := range u.Products {
		d := newDerivation(r, u)
		for _, a := range r.States {
			d.deriveState(a)
		}
		for _, s := range u.Plan.States {
			if !slices.ContainsFunc(r.States, func(a product.Assignment) bool { return a.State.ID == s.ID }) {
				elsewhere := r.States[0]
				elsewhere.State = s
				d.deriveState(elsewhere)
			}
		}
	}
}

func (r *derivation) deriveState(a product.Assignment) {
	between := standingIn(r.Product, a)
	for i := range r.Catalogue.Flows {
		rule := &r.Catalogue.Flows[i]
		if !r.HoldAll(rule.When) || r.Given.Overrides[rule.ID.V].Drop.V {
			continue
		}
		for _, socket := range r.sockets(rule.To) {
			to := rule.To
			to.Listener.V = socket
			r.expand(a, between, rule, rule.From, to)
			if rule.AndBack.V {
				service, _, _ := strings.Cut(socket, ".")
				r.expand(a, between, rule, catalog.End{Set: to.Set, Service: source.V(service, to.At)}, catalog.End{Set: rule.From.Set, Listener: to.Listener})
			}
		}
	}
}

// sockets are the ids of all ports at an end of a rule: those of a listener, or of an external service.
func (r *derivation) sockets(end catalog.End) []string {
	if !end.External.Set() {
		return r.Catalogue.Sockets(end.Listener.V)
	}
	id := end.External.V
	ports := externalPorts(r.Product, id)
	if len(ports) == 0 {
		return []string{""} // which is told where a flow needs it
	}
	var out []string
	for i, port := range ports {
		out = append(out, catalog.ExternalSocket(id, port, i == 0))
	}
	return out
}

// externalPorts are the ports of an external service: what the site gives counts before the catalogue's. Where the site gives several, the one that the
// catalogue has comes first, since rules are known by it.
func externalPorts(r *product.Product, id string) []catalog.Port {
	known, given := r.Catalogue.Externals[id], r.Site.Externals[id]
	documented := portsOf(known.Ports)
	if port, err := catalog.PortOf(known.Transport.V, known.Port.V); known.Port.Set() && err == nil {
		documented = []catalog.Port{port}
	}
	switch own := portsOf(given.Ports); {
	case len(own) > 0:
		slices.SortStableFunc(own, func(a, b catalog.Port) int {
			return plan.TrueFirst(slices.Index(documented, a) == 0, slices.Index(documented, b) == 0)
		})
		return own
	case given.Port.Set() && len(documented) > 0:
		return []catalog.Port{documented[0].At(given.Port.V)}
	case given.Port.Set():
		return []catalog.Port{catalog.Port{Protocol: known.Transport.V}.At(given.Port.V)}
	}
	return documented
}

// portsOf are ports by their texts, each once; a text that is none was reported.
func portsOf(texts []source.Text) []catalog.Port {
	var out []catalog.Port
	for _, text := range texts {
		if port, err := catalog.ParsePort(text.V); err == nil && !slices.Contains(out, port) {
			out = append(out, port)
		}
	}
	return out
}

// expand makes the flows of one rule in one state: from every member of one end to every member of the other.
func (r *derivation) expand(a product.Assignment, between []standing, rule *catalog.Flow, fromEnd, toEnd catalog.End) {
	froms := r.callers(a, fromEnd)
	tos := r.answerers(a, toEnd)
	if rule.Together.V {
		froms, tos = r.grouped(fromEnd, froms), r.grouped(toEnd, tos)
		r.meetAll(fromEnd, toEnd, froms, tos)
	}
	var w *way // is looked for where somebody takes it
	for _, from := range froms {
		for _, to := range tos {
			if !r.pairs(rule, from, to) {
				continue
			}
			if w == nil {
				w = r.way(rule, fromEnd, toEnd)
			}
			r.connect(a, between, w, from, to)
		}
	}
}

// callers are the parties of a From: members of its set that run its service, a population or an external service that the site declares, a resource's
// host.
func (r *derivation) callers(a product.Assignment, end catalog.End) []*plan.Party {
	switch {
	case end.Clients.Set():
		if p, ok := r.Parties[end.Clients.V]; ok && p.Kind == plan.ClientsParty {
			return []*plan.Party{p}
		}
	case end.External.Set():
		if p, ok := r.Parties[end.External.V]; ok {
			return []*plan.Party{p}
		}
	case end.Resource.Set():
		if host, ok := r.Hosts[end.Resource.V]; ok {
			return []*plan.Party{r.Parties[host]}
		}
	case end.Set.Set():
		var out []*plan.Party
		for _, n := range r.Members(a, end.Set.V) {
			if end.Service.V == "" || n.Services[end.Service.V] {
				out = append(out, r.Parties[n.ID])
			}
		}
		return out
	}
	return nil
}

func (r *derivation) answerers(a product.Assignment, end catalog.End) []*plan.Party {
	switch {
	case end.Multicast.Set():
		if p, ok := r.Parties[end.Multicast.V]; ok && p.Kind == plan.MulticastParty {
			return []*plan.Party{p}
		}
	case end.External.Set():
		if p, ok := r.Parties[end.External.V]; ok {
			return []*plan.Party{p}
		}
	case end.Resource.Set():
		if host, ok := r.Hosts[end.Resource.V]; ok {
			return []*plan.Party{r.Parties[host]}
		}
	case end.Set.Set():
		service, _, _ := strings.Cut(end.Listener.V, ".")
		var out []*plan.Party
		for _, n := range r.Members(a, end.Set.V) {
			if n.Services[service] {
				out = append(out, r.Parties[n.ID])
			}
		}
		return out
	}
	return nil
}

// connect makes the flow between two parties, or both legs of every way where load balancers or forward proxies stand between them.
func (r *derivation) connect(a product.Assignment, between []standing, w *way, from, to *plan.Party) {
	base := r.baseFlow(w, from, to)
	if base == nil {
		return
	}
	straight := true
	for _, lb := range between {
		if lb.nodes[to.ID] && lb.serves(r.ID, w.rule, w.from, base.Listener) {
			r.union.throughBalancer(w.alike, a.State.ID, base, lb.id)
			straight = false
		}
	}
	if w.to.External.Set() {
		for _, id := range r.ProxiesTo(to.ID, a.State.ID, base.Protocol, w.rule.Via.V == "forward proxy") {
			r.union.throughProxy(w.alike, a.State.ID, base, id)
			straight = false
		}
	}
	if straight {
		r.straight(a, w, base, from, to)
	}
}

// A direction is a flow rule with the end that it starts from, since a rule may lead in both directions, and one of the ports where it leads.
type direction struct {
	rule         *catalog.Flow
	set, service string
	socket       string
}

// A way is what the flows of a rule in one direction share. States differ in who is connected, not in what a connection is, so each is made once.
type way struct {
	rule      *catalog.Flow
	from, to  catalog.End
	common    *plan.Flow   // what the rule says, whoever is connected; nil where the port is not known, which is a fault
	reasons   []*plan.Link // those of the catalogue
	alike     alike        // its flows in the union
	entrances map[*plan.Party]*entrance
	made      map[[2]*plan.Party]*plan.Flow // before they are split
}

func (r *derivation) way(rule *catalog.Flow, from, to catalog.End) *way {
	key := direction{rule, from.Set.V, from.Service.V, to.Listener.V}
	w, ok := r.ways[key]
	if !ok {
		w = &way{rule: rule, from: from, to: to, entrances: map[*plan.Party]*entrance{}, made: map[[2]*plan.Party]*plan.Flow{}}
		if w.common = r.common(w); w.common != nil {
			w.reasons, w.alike = r.ruleLinks(rule, from, to, w.common.Listener), r.union.alike(w.common)
		}
		r.ways[key] = w
	}
	return w
}

// baseFlow is the flow between two parties before it is split; nil where the port is not known, which is a fault.
func (r *derivation) baseFlow(w *way, from, to *plan.Party) *plan.Flow {
	ends := [2]*plan.Party{from, to}
	f, ok := w.made[ends]
	if !ok {
		f = r.flow(w, from, to)
		w.made[ends] = f
	}
	return f
}

// flow is what a rule says about a connection between two parties.
func (r *derivation) flow(w *way, from, to *plan.Party) *plan.Flow {
	if w.common == nil {
		return nil
	}
	f := *w.common
	f.From, f.To = from.ID, to.ID
	there, ok := w.entrances[to]
	if !ok {
		there = r.entrance(w, to)
		w.entrances[to] = there
	}
	f.Port = there.port
	f.Chain = slices.Concat(r.endLinks(w.from, from), r.endLinks(w.to, to), r.sharedLinks(w.rule, from, to), there.reasons, w.reasons)
	r.meet(&f, w.from, w.to)
	return &f
}

// An entrance is the port that a rule's flows to a party have, with the keys of the site for which it is that one.
type entrance struct {
	port    catalog.Port
	reasons []*plan.Link
}

func (r *derivation) entrance(w *way, to *plan.Party) *entrance {
	out := &entrance{w.common.Port, r.portLinks(w.to.Listener.V, to.ID)}
	if !w.to.External.Set() {
		out.port = portAt(r.Product, to, w.to)
	}
	return out
}

// common is what a rule says of all its connections in one direction.
func (r *derivation) common(w *way) *plan.Flow {
	rule := w.rule
	f := &plan.Flow{Product: r.ID, Rule: rule.ID.V, Purpose: rule.Purpose.V, Requirement: cmp.Or(rule.Requirement.V, "required"), Condition: rule.Condition.V,
		Disputed: rule.Disputed.V, FromPort: rule.SourcePort.V, Unusual: rule.Unusual.V, Drawn: source.Strings(rule.Drawn), Phase: plan.Phase(rule.Phase.V), PhaseBasis: r.Cite(rule.PhaseSource), Caller: r.Called(r.Catalogue.Services[w.from.Service.V].Name.V)}
	if rule.Note.Set() {
		f.Notes = append(f.Notes, rule.Note.V)
	}
	if !w.to.External.Set() {
		listener(r.Product, f, w.to)
	} else if !externalPort(r.Product, f, w.to) {
		return nil
	}
	override(r.Product, f, r.Given.Overrides[rule.ID.V])
	f.Notes = slices.Clip(f.Notes)
	return f
}

// externalPort gives a flow the port of an external service that its end is for, and what is known of the service.
func externalPort(r *product.Product, f *plan.Flow, end catalog.End) bool {
	id := end.External.V
	known, given := r.Catalogue.Externals[id], r.Site.Externals[id]
	ports := externalPorts(r, id)
	if len(ports) == 0 {
		if r.InDoubt("externals", id, "port") || r.InDoubt("externals", id, "ports") {
			return false
		}
		r.Fault("S32", given.At, "add `port = 443`, or the port that it has", "external service %s needs a port: the documents give none", id)
		return false
	}
	f.Port, f.Listener = ports[0], id
	for _, port := range ports[1:] {
		if socket := catalog.ExternalSocket(id, port, false); socket == end.Listener.V {
			f.Port, f.Listener = port, socket
		}
	}
	f.Service, f.Basis = known.Name.V, known.TransportBasis.V
	if len(given.Ports) > 0 {
		f.Basis = "declared"
	}
	f.Application, f.Encrypted = known.Application.V, orNotStated(known.Encrypted.V)
	if known.Note.Set() {
		f.Notes = append(f.Notes, known.Note.V)
	}
	return true
}

// listener gives a flow what is known of the listener that its end is for, but for the port, which hosts may have their own of.
func listener(r *product.Product, f *plan.Flow, end catalog.End) {
	id := end.Listener.V
	l, _ := r.Listeners.Find(id)
	service, _, _ := strings.Cut(id, ".")
	f.Listener, f.Service, f.Basis = id, r.Called(r.Catalogue.Services[service].Name.V), l.TransportBasis.V
	f.Application, f.Encrypted = l.Application.V, orNotStated(l.Encrypted.V)
	override(r, f, r.Override(id))
	if flag, ok := r.Facts[end.Resource.V+".encrypted"].(bool); ok && flag {
		f.Encrypted = "yes"
	}
	if l.Note.Set() {
		f.Notes = append(f.Notes, l.Note.V)
	}
}

// portAt is the port on which flows to a party end. The hosts of a group, or those that receive what is sent to one, have to have one, since a rule for them all has.
func portAt(r *product.Product, to *plan.Party, end catalog.End) catalog.Port {
	hosts := []string{to.ID}
	switch {
	case to.Kind == plan.GroupParty:
		hosts = to.Members
	case to.Kind == plan.MulticastParty && len(receivers(r, to, end)) > 0:
		hosts = receivers(r, to, end)
	}
	port := r.ListensOn(end, hosts[0])
	if r.DoubtWithin(product.OverrideTable, r.Key(product.OverrideTable, end.Listener.V)) || r.DoubtWithin(product.ResourceTable, r.Key(product.ResourceTable, end.Resource.V)) ||
		slices.ContainsFunc(hosts, func(id string) bool { return r.HostInDoubt(id) || r.DoubtWithin("nodes", id, "facts") }) {
		return port // what it follows from is not certain
	}
	for _, host := range hosts[1:] {
		if other := r.ListensOn(end, host); other != port {
			r.Fault("S206", r.Node(host).Site.At, "give them the same "+strings.Join(r.PortFacts(end.Listener.V, hosts[0]), ", "), "one rule for all of %s has one port, and %s is %s on %s and %s on %s",
				to.Name, end.Listener.V, port, hosts[0], other, host)
			break
		}
	}
	if l, _ := r.Listeners.Find(end.Listener.V); port.Numbers.None() && l.Transport.Set() {
		r.Fault("S207", r.Parties[hosts[0]].At, "give it "+strings.Join(r.PortFacts(end.Listener.V, hosts[0]), ", "), "the port of %s on %s follows from facts that it does not have", end.Listener.V, hosts[0])
	}
	return port
}

func orNotStated(s string) string {
	if s == "" {
		return catalog.NotStated
	}
	return s
}

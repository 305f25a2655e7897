package model

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// placeParties makes a party of everything that can be an end of a flow.
func (sh *shared) placeParties() {
	s := sh.site
	for _, id := range slices.Sorted(maps.Keys(s.Nodes)) {
		n := s.Nodes[id]
		sh.addParty(Party{ID: id, Kind: NodeParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, OS: n.OS.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.Servers {
		sh.addParty(Party{ID: id, Kind: ServerParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, OS: n.OS.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.LoadBalancers {
		sh.addParty(Party{ID: id, Kind: BalancerParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.ForwardProxies {
		sh.addParty(Party{ID: id, Kind: ProxyParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.Externals {
		known := sh.external(id)
		host := cmp.Or(n.Host.V, known.Host.V)
		if host == "" && len(n.Addresses) == 0 {
			sh.fault("S20", n.At, `add host = "..."`, "external party %s has neither a host name nor an address", id)
		}
		sh.addParty(Party{ID: id, Kind: ExternalParty, Name: cmp.Or(n.Name.V, known.Name.V, id), Host: host, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: cmp.Or(n.Note.V, known.Note.V), at: n.At})
	}
	for id, n := range s.Clients {
		sh.addParty(Party{ID: id, Kind: ClientsParty, Name: cmp.Or(n.Name.V, sh.populationName(id), id), Networks: prefixes(n.Networks), Zone: n.Zone.V, Note: n.Note.V, at: n.At})
	}
	for _, r := range sh.products {
		for id, e := range r.cat.Externals {
			old, taken := sh.parties[id]
			if taken && old.Kind != ExternalParty {
				sh.fault("S06", old.at, "rename it", "%q is the id of a %s here and of an external party in the catalogue", id, old.Kind)
			}
			if !taken && !e.Optional.V && e.Host.Set() {
				sh.addParty(Party{ID: id, Kind: ExternalParty, Name: e.Name.V, Host: e.Host.V, Note: e.Note.V, at: e.At})
			}
		}
	}
}

// external is what the catalogues say of an external party.
func (s *shared) external(id string) catalog.External {
	for _, r := range s.products {
		if e, ok := r.cat.Externals[id]; ok {
			return e
		}
	}
	return catalog.External{}
}

func (s *shared) populationName(id string) string {
	for _, r := range s.products {
		if p, ok := r.cat.Populations[id]; ok {
			return p.Name.V
		}
	}
	return ""
}

func (s *shared) addParty(p Party) {
	if old, ok := s.parties[p.ID]; ok { // an external of the catalogue that the site uses as the name of something else
		s.fault("S06", p.at, "rename it", "%q is the id of a %s and of a %s", p.ID, old.Kind, p.Kind)
		return
	}
	s.parties[p.ID] = &p
}

func addresses(list strs) []netip.Addr {
	var out []netip.Addr
	for _, a := range list {
		if address, err := netip.ParseAddr(a.V); err == nil {
			out = append(out, address)
		}
	}
	return out
}

func prefixes(list strs) []netip.Prefix {
	var out []netip.Prefix
	for _, n := range list {
		if prefix, err := netip.ParsePrefix(n.V); err == nil {
			out = append(out, prefix)
		}
	}
	return out
}

// needed tells whether something that is required always, in sites of several nodes, or never, is required here.
func (r *resolver) needed(required string) bool {
	return required == "always" || required == catalog.SeveralNodes && len(r.nodeIDs()) > 1
}

// placeResources finds the host of every resource, and collects the facts that conditions ask for.
func (r *resolver) placeResources() {
	for _, id := range slices.Sorted(maps.Keys(r.cat.Resources)) {
		known := r.cat.Resources[id]
		placed, ok := r.site.Resources[id]
		if !ok {
			if r.needed(known.Required.V) {
				r.fault("S21", r.site.File.Top(), fmt.Sprintf("add [resources.%s] with on = \"...\"", id), "the site does not say where its %s is", strings.ToLower(known.Name.V))
			}
			continue
		}
		p, ok := r.parties[placed.On.V]
		if !ok || !p.Managed() {
			r.fault("S22", placed.On.At, source.DidYouMean(placed.On.V, r.managed()), "%q is neither a node nor a server", placed.On.V)
			continue
		}
		r.host[id] = p.ID
		r.facts[id+"."+catalog.ResourceOS] = p.OS
		values := r.values("resource "+id, placed.At, placed.Facts, known.Facts, func(string, catalog.Fact) bool { return true })
		for name, value := range values {
			r.facts[id+"."+name] = value
		}
		r.plan.Resources = append(r.plan.Resources, PlacedResource{ID: id, Name: known.Name.V, On: p.ID, Facts: plainFacts(values),
			Product: r.cat.Product.ID.V, Service: known.Service.V, Required: r.needed(known.Required.V)})
	}
	mine := map[string]source.Val[any]{}
	for name, value := range r.site.Facts {
		if r.cat.Facts[name].Holder.V == "site" {
			mine[name] = value
		}
	}
	for name, value := range r.site.Facts { // what names this product counts before what is said to all
		if own, ok := strings.CutPrefix(name, r.cat.Product.ID.V+"."); ok && r.cat.Facts[own].Holder.V == "site" {
			mine[own] = value
		}
	}
	for name, value := range r.values("the site", r.site.File.Top(), mine, r.cat.Facts, func(_ string, f catalog.Fact) bool { return f.Holder.V == "site" }) {
		r.facts[name] = value
	}
}

// checkFacts finds resources and facts of the site that no product knows.
func (s *shared) checkFacts() {
	resources, facts := map[string]bool{}, map[string]bool{}
	for _, r := range s.products {
		for id := range r.cat.Resources {
			resources[id] = true
		}
		for name, f := range r.cat.Facts {
			if f.Holder.V == "site" {
				facts[name] = true
				if len(s.products) > 1 {
					facts[r.cat.Product.ID.V+"."+name] = true
				}
			}
		}
	}
	for _, id := range sortedKeys(s.site.Resources) {
		if !resources[id] {
			s.fault("S23", s.site.Resources[id].At, source.DidYouMean(id, sortedKeys(resources)), "no catalogue of this site knows a resource %q", id)
		}
	}
	for _, name := range sortedKeys(s.site.Facts) {
		if !facts[name] {
			s.fault("S24", s.site.Facts[name].At, source.DidYouMean(name, sortedKeys(facts)), "the site cannot have the fact %q", name)
		}
	}
}

func (s *shared) managed() []string {
	var ids []string
	for id, p := range s.parties {
		if p.Managed() {
			ids = append(ids, id)
		}
	}
	return ids
}

// values checks the facts that a holder was given against those that it may have, and adds defaults.
func (r *resolver) values(holder string, at source.Position, given map[string]source.Val[any], known map[string]catalog.Fact, mine func(string, catalog.Fact) bool) map[string]any {
	values := map[string]any{}
	var names []string
	for name, fact := range known {
		if !mine(name, fact) {
			continue
		}
		names = append(names, name)
		if fact.Default.Set() {
			values[name] = fact.Default.V
		}
	}
	slices.Sort(names)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		value := given[name]
		if !slices.Contains(names, name) {
			r.fault("S24", value.At, source.DidYouMean(name, names), "%s cannot have the fact %q", holder, name)
			continue
		}
		if problem := known[name].Accepts(value.V); problem != "" {
			r.fault("S25", value.At, known[name].Meaning.V, "the fact %s of %s %s", name, holder, problem)
			continue
		}
		values[name] = value.V
	}
	for _, name := range names {
		if _, ok := given[name]; !ok && known[name].Required.V {
			r.fault("S26", at, fmt.Sprintf("add %s: %s", name, known[name].Meaning.V), "%s needs the fact %q", holder, name)
		}
	}
	return values
}

func plainFacts(values map[string]any) map[string]string {
	if len(values) == 0 {
		return nil
	}
	out := map[string]string{}
	for name, value := range values {
		out[name] = fmt.Sprint(value)
	}
	return out
}

// checkNames finds references to things that are not there.
func (s *shared) checkNames() {
	listeners := s.listenerIDs()
	known := func(id string, at source.Position) {
		if !slices.Contains(listeners, id) {
			s.fault("S27", at, source.DidYouMean(id, listeners), "no catalogue of this site knows a listener %q", id)
		}
	}
	for _, id := range sortedKeys(s.site.Overrides) {
		known(id, s.site.Overrides[id].At)
	}
	targets := slices.Concat(sortedKeys(s.site.Nodes), s.setNames())
	for _, id := range sortedKeys(s.site.LoadBalancers) {
		lb := s.site.LoadBalancers[id]
		for _, t := range lb.Targets {
			if !slices.Contains(targets, t.V) {
				s.fault("S28", t.At, source.DidYouMean(t.V, targets), "%q is neither a node nor a set of a catalogue", t.V)
			}
		}
		for _, name := range sortedKeys(lb.Ports) {
			known(name, lb.Ports[name].At)
		}
		for _, name := range lb.Serves {
			known(name.V, name.At)
		}
	}
	for _, id := range sortedKeys(s.site.ForwardProxies) {
		for _, e := range s.site.ForwardProxies[id].For {
			if p, ok := s.parties[e.V]; !ok || p.Kind != ExternalParty {
				s.fault("S28", e.At, source.DidYouMean(e.V, s.externals()), "%q is no external party", e.V)
			}
		}
	}
	s.each((*resolver).checkPopulations)
}

// externals are the external parties of the site.
func (s *shared) externals() []string {
	var ids []string
	for id, p := range s.parties {
		if p.Kind == ExternalParty {
			ids = append(ids, id)
		}
	}
	return ids
}

func (r *resolver) checkPopulations() {
	for _, id := range sortedKeys(r.cat.Populations) {
		if _, ok := r.site.Clients[id]; !ok && r.needed(r.cat.Populations[id].Required.V) {
			r.fault("S29", r.site.File.Top(), fmt.Sprintf("add [clients.%s] with networks = [...]", id), "the site does not say where its %s are", strings.ToLower(r.cat.Populations[id].Name.V))
		}
	}
}

func (s *shared) listenerIDs() []string {
	var ids []string
	for _, r := range s.products {
		for service, known := range r.cat.Services {
			for name := range known.Listeners {
				ids = append(ids, service+"."+name)
			}
		}
	}
	return ids
}

// setNames are the sets of all catalogues.
func (s *shared) setNames() []string {
	var names []string
	for _, r := range s.products {
		names = append(names, sortedKeys(r.cat.Sets)...)
	}
	return names
}

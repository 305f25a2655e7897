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
func (r *resolver) placeParties() {
	s := r.site
	for _, id := range slices.Sorted(maps.Keys(s.Nodes)) {
		n := s.Nodes[id]
		r.addParty(Party{ID: id, Kind: NodeParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, OS: n.OS.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.Servers {
		r.addParty(Party{ID: id, Kind: ServerParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, OS: n.OS.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.LoadBalancers {
		r.addParty(Party{ID: id, Kind: BalancerParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.ForwardProxies {
		r.addParty(Party{ID: id, Kind: ProxyParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: n.Note.V, at: n.At})
	}
	for id, n := range s.Externals {
		known := r.cat.Externals[id]
		host := cmp.Or(n.Host.V, known.Host.V)
		if host == "" && len(n.Addresses) == 0 {
			r.fault("S20", n.At, `add host = "..."`, "external party %s has neither a host name nor an address", id)
		}
		r.addParty(Party{ID: id, Kind: ExternalParty, Name: cmp.Or(n.Name.V, known.Name.V, id), Host: host, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: cmp.Or(n.Note.V, known.Note.V), at: n.At})
	}
	for id, n := range s.Clients {
		r.addParty(Party{ID: id, Kind: ClientsParty, Name: cmp.Or(n.Name.V, r.cat.Populations[id].Name.V, id), Networks: prefixes(n.Networks), Zone: n.Zone.V, Note: n.Note.V, at: n.At})
	}
	for id, e := range r.cat.Externals {
		if _, ok := r.parties[id]; !ok && !e.Optional.V && e.Host.Set() {
			r.addParty(Party{ID: id, Kind: ExternalParty, Name: e.Name.V, Host: e.Host.V, Note: e.Note.V, at: e.At})
		}
	}
}

func (r *resolver) addParty(p Party) {
	if old, ok := r.parties[p.ID]; ok { // an external of the catalogue that the site uses as the name of something else
		r.fault("S06", p.at, "rename it", "%q is the id of a %s and of a %s", p.ID, old.Kind, p.Kind)
		return
	}
	r.parties[p.ID] = &p
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
	return required == "always" || required == catalog.SeveralNodes && len(r.site.Nodes) > 1
}

// placeResources finds the host of every resource, and collects the facts that conditions ask for.
func (r *resolver) placeResources() {
	r.host, r.facts = map[string]string{}, map[string]any{}
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
		values := r.values("resource "+id, placed.At, placed.Facts, known.Facts, func(string, catalog.Fact) bool { return true })
		for name, value := range values {
			r.facts[id+"."+name] = value
		}
		r.plan.Resources = append(r.plan.Resources, PlacedResource{ID: id, Name: known.Name.V, On: p.ID, Facts: plainFacts(values)})
	}
	for _, id := range slices.Sorted(maps.Keys(r.site.Resources)) {
		if _, ok := r.cat.Resources[id]; !ok {
			r.fault("S23", r.site.Resources[id].At, source.DidYouMean(id, slices.Collect(maps.Keys(r.cat.Resources))), "the catalogue %s knows no resource %q", r.cat.Dir, id)
		}
	}
	for name, value := range r.values("the site", r.site.File.Top(), r.site.Facts, r.cat.Facts, func(_ string, f catalog.Fact) bool { return f.Holder.V == "site" }) {
		r.facts[name] = value
	}
}

func (r *resolver) managed() []string {
	var ids []string
	for id, p := range r.parties {
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
func (r *resolver) checkNames() {
	for _, id := range slices.Sorted(maps.Keys(r.site.Overrides)) {
		o := r.site.Overrides[id]
		if _, ok := r.cat.Listener(id); !ok {
			r.fault("S27", o.At, source.DidYouMean(id, r.listenerIDs()), "the catalogue %s knows no listener %q", r.cat.Dir, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.site.LoadBalancers)) {
		lb := r.site.LoadBalancers[id]
		for _, t := range lb.Targets {
			_, isNode := r.site.Nodes[t.V]
			_, isSet := r.cat.Sets[t.V]
			if !isNode && !isSet {
				r.fault("S28", t.At, source.DidYouMean(t.V, slices.Concat(slices.Collect(maps.Keys(r.site.Nodes)), slices.Collect(maps.Keys(r.cat.Sets)))), "%q is neither a node nor a set of the catalogue", t.V)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(lb.Ports)) {
			if _, ok := r.cat.Listener(name); !ok {
				r.fault("S27", lb.Ports[name].At, source.DidYouMean(name, r.listenerIDs()), "the catalogue %s knows no listener %q", r.cat.Dir, name)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.site.ForwardProxies)) {
		for _, e := range r.site.ForwardProxies[id].For {
			if p, ok := r.parties[e.V]; !ok || p.Kind != ExternalParty {
				r.fault("S28", e.At, "", "%q is no external party", e.V)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.cat.Populations)) {
		if _, ok := r.site.Clients[id]; !ok && r.needed(r.cat.Populations[id].Required.V) {
			r.fault("S29", r.site.File.Top(), fmt.Sprintf("add [clients.%s] with networks = [...]", id), "the site does not say where its %s are", strings.ToLower(r.cat.Populations[id].Name.V))
		}
	}
}

func (r *resolver) listenerIDs() []string {
	var ids []string
	for service, s := range r.cat.Services {
		for name := range s.Listeners {
			ids = append(ids, service+"."+name)
		}
	}
	return ids
}

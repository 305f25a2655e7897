package edition

import (
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// names leaves out references to listeners, sets and states that no edition of the comparison's second half has.
func (f *retargeting) names() {
	hasListener := func(id string) bool {
		return f.anyHas(id, func(c *catalog.Catalogue, name string) bool { _, ok := c.Listener(name); return ok })
	}
	hasRule := func(id string) bool {
		return f.anyHas(id, func(c *catalog.Catalogue, name string) bool { return c.FlowRule(name) != nil })
	}
	f.site.Overrides = maps.Clone(f.site.Overrides)
	for _, id := range source.SortedKeys(f.site.Overrides) {
		if !hasListener(id) && !hasRule(id) {
			f.omit(f.site.Overrides[id].At, map[bool]string{true: "listener", false: "rule"}[strings.Contains(id, ".")], id, holder{"override", id})
			delete(f.site.Overrides, id)
		}
	}
	f.addressRoles()
	f.site.LoadBalancers = maps.Clone(f.site.LoadBalancers)
	for _, id := range source.SortedKeys(f.site.LoadBalancers) {
		lb := f.site.LoadBalancers[id]
		lb.Targets, lb.Ports = slices.Clone(lb.Targets), maps.Clone(lb.Ports)
		lb.Targets = slices.DeleteFunc(lb.Targets, func(t source.Text) bool {
			_, isNode := f.site.Nodes[t.V]
			unknown := !isNode && !f.hasSet(t.V)
			if unknown {
				f.omit(t.At, "set", t.V, holder{"load balancer", id})
			}
			return unknown
		})
		for _, name := range source.SortedKeys(lb.Ports) {
			if !hasListener(name) {
				f.omit(lb.Ports[name].At, "listener", name, holder{"load balancer", id})
				delete(lb.Ports, name)
			}
		}
		lb.Serves = f.served(lb.Serves, holder{"load balancer", id}, hasListener)
		lb.States = f.states(lb.States, holder{"load balancer", id})
		f.site.LoadBalancers[id] = lb
	}
	f.site.Floating = maps.Clone(f.site.Floating)
	for _, id := range source.SortedKeys(f.site.Floating) {
		vip := f.site.Floating[id]
		vip.Serves = f.served(vip.Serves, holder{"floating address", id}, hasListener)
		f.site.Floating[id] = vip
	}
	f.site.ForwardProxies = maps.Clone(f.site.ForwardProxies)
	for _, id := range source.SortedKeys(f.site.ForwardProxies) {
		p := f.site.ForwardProxies[id]
		p.States = f.states(p.States, holder{"forward proxy", id})
		f.site.ForwardProxies[id] = p
	}
}

// served leaves out listeners that no edition of the comparison's second half has. A list that is empty then serves nothing, one that is absent all.
func (f *retargeting) served(list []source.Text, of holder, has func(string) bool) []source.Text {
	if list == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(list), func(v source.Text) bool {
		if has(v.V) {
			return false
		}
		f.omit(v.At, "listener", v.V, of)
		return true
	})
}

// states leaves out those in which something moves that cannot move in any edition of the comparison's second half.
func (f *retargeting) states(list []source.Text, of holder) []source.Text {
	return slices.DeleteFunc(slices.Clone(list), func(v source.Text) bool {
		moves := func(s plan.State) bool {
			return s.ID == v.V && (s.Fact == "" || anyKnows(f.cats, func(c *catalog.Catalogue) bool { return c.Facts[s.Fact].MovesTo.Set() }))
		}
		unknown := !slices.ContainsFunc(f.old.States, moves)
		if unknown {
			f.omit(v.At, "state", v.V, of)
		}
		return unknown
	})
}

func (f *retargeting) hasSet(name string) bool {
	return f.anyHas(name, isSet)
}

func isSet(c *catalog.Catalogue, name string) bool { _, ok := c.Sets[name]; return ok }

// flows keeps declared flows as they are in the old plan where they name a set that the new edition lacks. What they say of traffic that
// no document covers, and which findings are accepted, is of no account here where the new edition has no such entry.
func (f *retargeting) flows() {
	f.site.Flows = maps.Clone(f.site.Flows)
	for _, name := range source.SortedKeys(f.site.Flows) {
		flow := f.site.Flows[name]
		flow.From = f.end(name, flow.From, func(f *plan.Flow) string { return f.From })
		flow.To = f.end(name, flow.To, func(f *plan.Flow) string { return f.To })
		if namesNobody(flow.From) || namesNobody(flow.To) { // a set without members that is gone: it meant nothing before
			delete(f.site.Flows, name)
			continue
		}
		flow.Covers = slices.DeleteFunc(slices.Clone(flow.Covers), func(id source.Text) bool {
			return !anyKnows(f.cats, func(c *catalog.Catalogue) bool {
				return slices.ContainsFunc(c.NotCovered, func(n catalog.NotCovered) bool { return n.ID.V == id.V })
			})
		})
		f.site.Flows[name] = flow
	}
	f.site.Accept = maps.Clone(f.site.Accept)
	maps.DeleteFunc(f.site.Accept, func(id string, _ site.Acceptance) bool {
		code, own := source.LookUp(id) // a finding of the program's own follows from no catalogue
		return !(own && code.Accept) && !anyKnows(f.cats, func(c *catalog.Catalogue) bool {
			return slices.ContainsFunc(c.Lint, func(l catalog.Lint) bool { return l.ID.V == id })
		})
	})
}

func namesNobody(end source.Val[any]) bool {
	list, ok := end.V.([]any)
	return ok && len(list) == 0
}

// end is one end of a declared flow: as written, or as the parties that the old plan has there.
func (f *retargeting) end(name string, v source.Val[any], of func(*plan.Flow) string) source.Val[any] {
	lost := func(party string) bool {
		return !f.hasSet(party) && anyNamed(f.site, f.oldCats, party, isSet) && f.old.Party(party) == nil
	}
	written := []any{v.V}
	if list, ok := v.V.([]any); ok {
		written = list
	}
	if !slices.ContainsFunc(written, func(item any) bool { text, ok := item.(string); return ok && lost(text) }) {
		return v
	}
	var parties []any
	for _, flow := range f.old.Flows {
		if id := of(flow); flow.Rule == plan.DeclaredPrefix+name && !slices.Contains(parties, any(id)) {
			parties = append(parties, id)
		}
	}
	v.V = parties
	return v
}

// externals keeps outside parties whose host only the old edition names: declared flows and forward proxies may speak of them.
func (f *retargeting) externals() {
	f.site.Externals = maps.Clone(f.site.Externals)
	if f.site.Externals == nil {
		f.site.Externals = map[string]site.External{}
	}
	for _, id := range source.SortedKeys(f.from().Externals) {
		known := f.from().Externals[id]
		given, declared := f.site.Externals[id]
		next, both := f.to().Externals[id]
		placed := both && (next.Host.Set() || len(next.Hosts)+len(next.Networks) > 0) && (declared || !next.Optional.V)
		if placed || !declared && !f.speaksOf(id) {
			continue
		}
		if !declared {
			given.At = known.At
		}
		if !given.Host.Set() && known.Host.Set() {
			given.Host = source.V(known.Host.V, given.At)
		}
		if len(given.Hosts) == 0 && !given.Host.Set() {
			given.Hosts = known.Hosts
		}
		if len(given.Networks)+len(given.Addresses) == 0 {
			given.Networks = known.Networks
		}
		if !given.Name.Set() {
			given.Name = source.V(known.Name.V, given.At)
		}
		if !both && declared {
			f.omit(given.At, "external", id, theSite)
		}
		f.site.Externals[id] = given
	}
}

// speaksOf reports whether a declared flow or a forward proxy names a party.
func (f *retargeting) speaksOf(id string) bool {
	for _, flow := range f.old.Flows {
		if strings.HasPrefix(flow.Rule, plan.DeclaredPrefix) && (flow.From == id || flow.To == id) {
			return true
		}
	}
	for _, proxy := range f.site.ForwardProxies {
		if slices.ContainsFunc(proxy.For, func(v source.Text) bool { return v.V == id }) {
			return true
		}
	}
	return false
}

// addressRoles lets the site itself name the roles of addresses that only the old edition knows: its hosts have these addresses all the same.
func (f *retargeting) addressRoles() {
	roles := maps.Clone(f.site.Addresses)
	if roles == nil {
		roles = map[string]site.AddressRole{}
	}
	for id, known := range f.from().Addresses {
		_, own := roles[id]
		if !own && !anyKnows(f.cats, func(c *catalog.Catalogue) bool { _, ok := c.Addresses[id]; return ok }) {
			roles[id] = site.AddressRole{At: known.At, Name: known.Name}
		}
	}
	f.site.Addresses = roles
}

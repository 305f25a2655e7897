package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// placeFloating makes a party of every floating address. Its hosts are all that may hold it, the one that does so normally first.
func placeFloating(s *product.Network) {
	for _, id := range source.SortedKeys(s.Site.Floating) {
		f := s.Site.Floating[id]
		p := plan.Party{ID: id, Kind: plan.FloatingParty, Name: cmp.Or(f.Host.V, id), Host: f.Host.V, Addresses: addresses(f.Addresses), Zone: f.Zone.V, Note: f.Note.V, At: f.At, Was: f.Was.V}
		for _, host := range f.Holders() {
			if of, ok := s.Parties[host.V]; ok && of.Managed() && !slices.Contains(p.Hosts, host.V) {
				p.Hosts = append(p.Hosts, host.V)
				of.Floats = append(of.Floats, id)
			}
		}
		if len(p.Hosts) > 1 {
			slices.Sort(p.Hosts[1:])
		}
		if len(p.Hosts) > 0 { // else it is reported that there are none
			addParty(s, p)
		}
	}
}

// floatingStates are the states after the move of a floating address: one for every host that may take it over.
func floatingStates(s *product.Network) []plan.State {
	var out []plan.State
	for _, id := range source.SortedKeys(s.Site.Floating) {
		p, ok := s.Parties[id]
		if !ok || p.Kind != plan.FloatingParty {
			continue
		}
		for _, holder := range p.Hosts[1:] {
			moved := plan.State{ID: id + "-on-" + holder, Floating: id, Holder: holder, From: p.Hosts[0]}
			if first := p.FirstID() + "-on-" + s.Parties[holder].FirstID(); first != moved.ID {
				moved.Was = first
			}
			out = append(out, moved)
		}
	}
	return out
}

// floating is a floating address of the site with what of one product is called by it.
type floating struct {
	*plan.Party
	serves  map[string]bool // listeners by their base ids
	instead bool            // hosts that may hold it are not called by their own addresses
}

// floatingOf finds the floating addresses that serve a product. Without a word of the site they serve the listeners that clients and external
// services call.
func floatingOf(r *product.Product) []floating {
	var out []floating
	for _, id := range source.SortedKeys(r.Site.Floating) {
		p, ok := r.Parties[id]
		if !ok || p.Kind != plan.FloatingParty {
			continue
		}
		site := r.Site.Floating[id]
		f := floating{p, map[string]bool{}, site.Instead.V}
		for _, v := range site.Serves {
			f.serves[v.V] = true
		}
		for i := range r.Catalogue.Flows {
			rule := &r.Catalogue.Flows[i]
			if site.Serves == nil && (rule.From.Clients.Set() || rule.From.External.Set()) && rule.To.Listener.Set() {
				f.serves[rule.To.Listener.V] = true
			}
		}
		out = append(out, f)
	}
	return out
}

// straight adds a flow that nothing stands between: to its host, and where a floating address of that host serves the listener, to that address while
// the host has it. Hosts between which an address moves call each other by their own.
func (r *derivation) straight(a product.Assignment, w *way, base *plan.Flow, from, to *plan.Party) {
	own := true
	for _, f := range r.floating {
		if !f.serves[catalog.BaseListener(base.Listener)] || among(from.OnHosts(), f.Hosts) {
			continue
		}
		own = own && !(f.instead && among(to.OnHosts(), f.Hosts))
		if holder := f.HolderIn(r.Plan, a.State); slices.Contains(to.OnHosts(), holder) {
			r.union.add(w.alike, a.State.ID, r.toFloating(base, f.Party, holder, w.to))
		}
	}
	if own {
		r.union.add(w.alike, a.State.ID, base)
	}
}

// among reports whether all of some hosts are of others.
func among(hosts, others []string) bool {
	return !slices.ContainsFunc(hosts, func(h string) bool { return !slices.Contains(others, h) })
}

// toFloating is a flow as it ends at a floating address that a host has. Whoever has it, it has one port.
func (r *derivation) toFloating(base *plan.Flow, p *plan.Party, holder string, end catalog.End) *plan.Flow {
	f := *base
	f.To, f.States, f.Hops = p.ID, nil, nil
	f.Chain = append([]*plan.Link{r.SiteLink(fmt.Sprintf("floating address %s: %s has it, or may take it over", p.ID, holder), p.At)}, r.union.straight(base)...)
	service, _, _ := strings.Cut(end.Listener.V, ".")
	for _, n := range r.Nodes {
		if holder != p.Hosts[0] || !slices.Contains(p.Hosts, n.ID) || !n.Services[service] || r.HostInDoubt(n.ID) || r.DoubtWithin("nodes", n.ID, "facts") || r.DoubtWithin("overrides", end.Listener.V) {
			continue
		}
		key := [2]string{p.ID, base.Listener}
		if port := r.ListensOn(end, n.ID); port != base.Port && !r.differs[key] {
			r.differs[key] = true
			r.Fault("S206", p.At, "give its hosts the same port, or name in `serves` what it is for", "the floating address %s has one port, and %s is %s on %s and %s on %s", p.ID, base.Listener, base.Port, holder, port, n.ID)
		}
	}
	return &f
}

// idleFloating finds floating addresses without a rule, and listeners that they serve and that nobody calls there.
func idleFloating(k *findings) {
	for _, id := range source.SortedKeys(k.Site.Floating) {
		site, served, any := k.Site.Floating[id], map[string]bool{}, false
		for _, f := range k.Every {
			if f.To == id {
				served[catalog.BaseListener(f.Listener)], any = true, true
			}
		}
		cure := fmt.Sprintf("name in its `serves` listeners of %s that others call, declare its flows: [flows.NAME] with to = %q, or remove it", strings.Join(source.Strings(site.Holders()), " and "), id)
		if !any {
			k.add("S253", id, site.At, cure, "the floating address %s: no rule leads to it", id)
			continue
		}
		for _, v := range site.Serves {
			if !served[v.V] {
				k.add("S253", id+" "+v.V, v.At, cure, "the floating address %s: no rule leads to it for %s", id, v.V)
			}
		}
	}
}

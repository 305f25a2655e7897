package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// placeParties makes a party of everything that can be an end of a flow.
func placeParties(sh *product.Network) {
	s := sh.Site
	for _, id := range slices.Sorted(maps.Keys(s.Nodes)) {
		n := s.Nodes[id]
		addParty(sh, plan.Party{ID: id, Kind: plan.NodeParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Ordinary()), Zone: n.Zone.V, OS: n.OS.V, Note: n.Note.V, At: n.At, Was: n.Was.V, StandsInFor: n.StandsInFor.V})
	}
	for id, n := range s.Servers {
		addParty(sh, plan.Party{ID: id, Kind: plan.ServerParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Ordinary()), Zone: n.Zone.V, OS: n.OS.V, Note: n.Note.V, At: n.At, Was: n.Was.V, StandsInFor: n.StandsInFor.V})
	}
	for id, n := range s.LoadBalancers {
		addParty(sh, plan.Party{ID: id, Kind: plan.BalancerParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: n.Note.V, At: n.At, Was: n.Was.V, StandsInFor: n.StandsInFor.V})
	}
	for id, n := range s.ForwardProxies {
		addParty(sh, plan.Party{ID: id, Kind: plan.ProxyParty, Name: n.Host.V, Host: n.Host.V, Addresses: addresses(n.Addresses), Zone: n.Zone.V, Note: n.Note.V, At: n.At, Was: n.Was.V, StandsInFor: n.StandsInFor.V})
	}
	for id, n := range s.Externals {
		known := externalOf(sh, id)
		names := hostNames(n.Host, n.Hosts)
		if len(names) == 0 {
			names = hostNames(known.Host, known.Hosts)
		}
		networks := prefixes(n.Networks)
		if len(networks) == 0 && len(n.Addresses) == 0 {
			networks = prefixes(known.Networks)
		}
		host, aliases := first(names)
		if host == "" && len(n.Addresses)+len(networks) == 0 && !sh.DoubtWithin("externals", id) && !sh.Lacking() {
			sh.FaultOf("S20", []string{"externals", id, "host"}, n.At, `add host = "..."`, "external service %s has neither a host name nor an address", id)
		}
		addParty(sh, plan.Party{ID: id, Kind: plan.ExternalParty, Name: cmp.Or(n.Name.V, known.Name.V, id), Host: host, Aliases: aliases, Addresses: addresses(n.Addresses), Networks: networks, Zone: n.Zone.V, Note: cmp.Or(n.Note.V, known.Note.V), At: n.At, Was: n.Was.V})
	}
	for id, n := range s.Clients {
		addParty(sh, plan.Party{ID: id, Kind: plan.ClientsParty, Name: cmp.Or(n.Name.V, populationName(sh, id), id), Networks: prefixes(n.Networks), Zone: n.Zone.V, Note: n.Note.V, At: n.At, Was: n.Was.V})
	}
	placeFloating(sh)
	for id, n := range s.Multicast {
		addParty(sh, plan.Party{ID: id, Kind: plan.MulticastParty, Name: n.Name.V, Addresses: addresses(n.Addresses), Receivers: source.Strings(n.Members), Zone: n.Zone.V, Note: n.Note.V, At: n.At})
	}
	for _, r := range sh.Products {
		for id, e := range r.Catalogue.Externals {
			old, taken := sh.Parties[id]
			if taken && old.Kind != plan.ExternalParty {
				sh.Fault("S06", old.At, "rename it", "%q is the id of a %s here and of an external service in the catalogue", id, old.Kind)
			}
			if host, aliases := first(hostNames(e.Host, e.Hosts)); !taken && !e.Optional.V && (host != "" || len(e.Networks) > 0) {
				addParty(sh, plan.Party{ID: id, Kind: plan.ExternalParty, Name: e.Name.V, Host: host, Aliases: aliases, Networks: prefixes(e.Networks), Note: e.Note.V, At: e.At})
			}
		}
	}
	for _, renamed := range s.Renamed() {
		id := renamed.Was.V
		if _, own := s.Externals[id]; !own && sh.Parties[id] != nil && sh.Parties[id].Kind == plan.ExternalParty {
			sh.Fault("S225", renamed.Was.At, "remove it", "%s was %q, and that is the id of an external service in the catalogue", renamed.What, id)
		}
	}
}

// hostNames are the names that a party has, each once.
func hostNames(host source.Text, more []source.Text) []string {
	var names []string
	for _, name := range append([]source.Text{host}, more...) {
		if name.V != "" && !slices.Contains(names, name.V) {
			names = append(names, name.V)
		}
	}
	return names
}

// first is the first of a list, and the others.
func first(list []string) (string, []string) {
	if len(list) == 0 {
		return "", nil
	}
	return list[0], list[1:]
}

// externalOf is what the catalogues say of an external party.
func externalOf(s *product.Network, id string) catalog.External {
	for _, r := range s.Products {
		if e, ok := r.Catalogue.Externals[id]; ok {
			return e
		}
	}
	return catalog.External{}
}

func populationName(s *product.Network, id string) string {
	for _, r := range s.Products {
		if p, ok := r.Catalogue.Populations[id]; ok {
			return p.Name.V
		}
	}
	return ""
}

func addParty(s *product.Network, p plan.Party) {
	if _, ok := s.Parties[p.ID]; ok {
		return // two things of the site have one id, which was said when it was read
	}
	s.Parties[p.ID] = &p
}

func addresses(list []source.Text) []netip.Addr {
	var out []netip.Addr
	for _, a := range list {
		if address, err := netip.ParseAddr(a.V); err == nil {
			out = append(out, address)
		}
	}
	return out
}

func prefixes(list []source.Text) []netip.Prefix {
	var out []netip.Prefix
	for _, n := range list {
		if prefix, err := netip.ParsePrefix(n.V); err == nil {
			out = append(out, prefix)
		}
	}
	return out
}

// needed reports whether something that is required always, in sites of several nodes, or never, is required here.
func needed(r *product.Product, required string) bool {
	if r.Setup.Table && len(r.Nodes) == 0 {
		return false // which is told by itself
	}
	return required == "always" || required == catalog.SeveralNodes && len(r.Nodes) > 1
}

// placeResources finds the host of every resource, and collects the facts that conditions ask for.
func placeResources(r *product.Product) {
	for _, id := range slices.Sorted(maps.Keys(r.Catalogue.Resources)) {
		known := r.Catalogue.Resources[id]
		placed, ok := r.Given.Resources[id]
		key := r.Key(product.ResourceTable, id)
		if !ok {
			if needed(r, known.Required.V) && !r.InDoubt(product.ResourceTable, key) {
				r.FaultOf("S21", []string{product.ResourceTable, key}, r.Site.File.Top(), fmt.Sprintf("add `[resources.%s]\non = \"HOST\"%s`", site.TableKey(key), neededFacts(known.Facts)), "the site does not say where its %s is", r.Called(inSentence(known.Name.V)))
			}
			continue
		}
		values := checkFactsOf(r, []string{product.ResourceTable, key, "facts"}, "resource "+key, placed.At, placed.Facts, known.Facts, func(string, catalog.Fact) bool { return true })
		p, ok := r.Parties[placed.On.V]
		if !ok || !p.Managed() {
			if placed.On.Set() && !r.InDoubt("nodes", placed.On.V) && !r.InDoubt("servers", placed.On.V) {
				r.Fault("S22", placed.On.At, source.DidYouMean(placed.On.V, managed(r.Network)), "%q is not a host of the site", placed.On.V)
			}
			continue
		}
		r.Hosts[id] = p.ID
		r.Facts[id+"."+catalog.ResourceOS] = p.OS
		for name, value := range values {
			r.Facts[id+"."+name] = value
		}
		r.Plan.Resources = append(r.Plan.Resources, plan.PlacedResource{ID: id, Name: r.Called(known.Name.V), On: p.ID, Facts: plainFacts(values),
			Product: r.ID, Service: known.Service.V, Holds: known.Holds.V, Required: needed(r, known.Required.V)})
	}
	placeSiteFacts(r)
	defaultFacts(r)
}

// defaultFacts fills in facts of resources that the site does not state and that follow from others.
func defaultFacts(r *product.Product) {
	for i := range r.Plan.Resources {
		placed := &r.Plan.Resources[i]
		if placed.Product != r.ID {
			continue
		}
		facts := r.Catalogue.Resources[placed.ID].Facts
		for _, name := range source.SortedKeys(facts) {
			key := placed.ID + "." + name
			for _, d := range facts[name].DefaultWhen {
				if r.Facts[key] == nil && r.HoldAll(d.When) {
					r.Facts[key] = d.Value.V
				}
			}
		}
	}
}

// placeSiteFacts collects the facts of the site itself.
func placeSiteFacts(r *product.Product) {
	path, holder, at := []string{product.FactTable}, "the site", r.Site.File.Top()
	if r.Setup.Table {
		path, holder, at = []string{"installations", r.ID, product.FactTable}, "the installation "+r.ID, r.Setup.At
	}
	for name, value := range checkFactsOf(r, path, holder, at, r.Given.Facts, r.Catalogue.Facts, func(_ string, f catalog.Fact) bool { return f.Holder.V == "site" }) {
		r.Facts[name] = value
	}
}

// neededFacts is the line of TOML with the facts that a resource needs, or "".
func neededFacts(known map[string]catalog.Fact) string {
	var needed []string
	for _, name := range source.SortedKeys(known) {
		if f := known[name]; f.Required.V {
			needed = append(needed, name+" = "+f.Sample())
		}
	}
	if len(needed) == 0 {
		return ""
	}
	return "\nfacts = { " + strings.Join(needed, ", ") + " }"
}

// checkFacts finds resources and facts of the site that no product knows.
func checkFacts(s *product.Network) {
	resources, facts := map[string]bool{}, map[string]bool{}
	for _, r := range s.Products {
		for id := range r.Catalogue.Resources {
			resources[id] = true
			resources[r.Key(product.ResourceTable, id)] = true
		}
		for name, f := range r.Catalogue.Facts {
			if f.Holder.V == "site" {
				facts[name] = true
				if len(s.Products) > 1 {
					facts[site.Qualified(r.ID, name)] = true
				}
			}
		}
	}
	for _, id := range source.SortedKeys(s.Site.Resources) {
		if !resources[id] && !s.Lacking() {
			s.Doubts.Mark("resources", source.Nearest(id, source.SortedKeys(resources)))
			s.Fault("S23", s.Site.Resources[id].At, source.DidYouMean(id, source.SortedKeys(resources)), "no catalogue of this site knows a resource %q", id)
		}
	}
	for _, name := range source.SortedKeys(s.Site.Facts) {
		if !facts[name] && !s.Lacking() {
			s.Doubts.Mark("facts", source.Nearest(name, source.SortedKeys(facts)))
			s.Fault("S24", s.Site.Facts[name].At, source.DidYouMean(name, source.SortedKeys(facts)), "the site cannot have the fact %q", name)
		}
	}
}

func managed(s *product.Network) []string {
	var ids []string
	for id, p := range s.Parties {
		if p.Managed() {
			ids = append(ids, id)
		}
	}
	return ids
}

// checkFactsOf checks the facts that a holder was given against those that it may have, and adds defaults.
func checkFactsOf(r *product.Product, path []string, holder string, at source.Position, given map[string]source.Val[any], known map[string]catalog.Fact, mine func(string, catalog.Fact) bool) map[string]any {
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
			r.Doubts.Mark(append(slices.Clip(path), source.Nearest(name, names))...)
			r.Fault("S24", value.At, source.DidYouMean(name, names), "%s cannot have the fact %q", holder, name)
			continue
		}
		if problem := known[name].Accepts(value.V); problem != "" {
			r.Fault("S25", value.At, known[name].Cure(name), "the fact %s of %s %s", name, holder, problem)
			continue
		}
		values[name] = value.V
	}
	for _, name := range names {
		if _, ok := given[name]; !ok && known[name].Required.V && !r.InDoubt(append(slices.Clip(path), name)...) {
			r.FaultOf("S26", append(slices.Clip(path), name), at, fmt.Sprintf("add `%s = %s` to its facts: %s", name, known[name].Sample(), known[name].Meaning.V), "%s needs the fact %q", holder, name)
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
func checkNames(s *product.Network) {
	listeners := listenerIDs(s)
	known := func(id string, at source.Position) {
		if !slices.Contains(listeners, id) && !s.Lacking() {
			s.Fault("S27", at, source.DidYouMean(id, listeners), "no catalogue of this site knows a listener %q", id)
		}
	}
	checkOverrides(s)
	targets := slices.Concat(nodeIDs(s), setNames(s))
	for _, id := range source.SortedKeys(s.Site.LoadBalancers) {
		lb := s.Site.LoadBalancers[id]
		for _, t := range lb.Targets {
			if !slices.Contains(targets, t.V) && !s.InDoubt("nodes", t.V) && !s.Lacking() {
				s.Fault("S28", t.At, source.DidYouMean(t.V, targets), "%q is neither a node nor a set of a catalogue", t.V)
			}
		}
		for _, name := range source.SortedKeys(lb.Ports) {
			known(name, lb.Ports[name].At)
		}
		for _, name := range lb.Serves {
			known(name.V, name.At)
		}
	}
	for _, id := range source.SortedKeys(s.Site.Floating) {
		for _, name := range s.Site.Floating[id].Serves {
			known(name.V, name.At)
		}
	}
	for _, id := range source.SortedKeys(s.Site.ForwardProxies) {
		for _, e := range s.Site.ForwardProxies[id].For {
			if p, ok := s.Parties[e.V]; !ok || p.Kind != plan.ExternalParty && !s.InDoubt("externals", e.V) && !s.Lacking() {
				s.Fault("S28", e.At, source.DidYouMean(e.V, externals(s)), "%q is no external service", e.V)
			}
		}
	}
	s.Each(checkPopulations)
}

// externals are the external parties of the site.
func externals(s *product.Network) []string {
	var ids []string
	for id, p := range s.Parties {
		if p.Kind == plan.ExternalParty {
			ids = append(ids, id)
		}
	}
	return ids
}

// checkOutside finds clients that no zone holds and that nobody has declared to be outside the site: their rules would be at a firewall by chance.
func checkOutside(s *product.Network) {
	for _, id := range source.SortedKeys(s.Site.Clients) {
		if c := s.Site.Clients[id]; !c.Zone.Set() && !c.Outside.V && !s.DoubtWithin("clients", id) && !s.DoubtWithin("zones") {
			s.Fault("S146", c.At, "name their zone, or add `outside = true` where they come from outside the site", "no zone of the site holds the networks of clients %s", id)
		}
	}
}

func checkPopulations(r *product.Product) {
	for _, id := range source.SortedKeys(r.Catalogue.Populations) {
		if _, ok := r.Site.Clients[id]; !ok && needed(r, r.Catalogue.Populations[id].Required.V) && !r.InDoubt("clients", id) {
			r.FaultOf("S29", []string{"clients", id}, r.Site.File.Top(), fmt.Sprintf("add `[clients.%s]\nnetworks = [\"198.51.100.0/24\"]\nzone = \"ZONE\"`", id), "the site does not say where its %s are", inSentence(r.Catalogue.Populations[id].Name.V))
		}
	}
}

func listenerIDs(s *product.Network) []string {
	var ids []string
	for _, r := range s.Products {
		for service, known := range r.Catalogue.Services {
			for name := range known.Listeners {
				ids = append(ids, r.Names(service+"."+name)...)
			}
		}
	}
	return ids
}

// setNames are the sets of all catalogues.
func setNames(s *product.Network) []string {
	var names []string
	for _, r := range s.Products {
		for _, name := range source.SortedKeys(r.Catalogue.Sets) {
			names = append(names, r.Names(name)...)
		}
	}
	return names
}

// nodeIDs are the hosts that are nodes of some product, by id.
func nodeIDs(s *product.Network) []string {
	var ids []string
	for _, n := range s.Plan.Nodes {
		ids = append(ids, n.ID)
	}
	slices.Sort(ids)
	return ids
}

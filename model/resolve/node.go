package resolve

import (
	"maps"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// describeNodes works out services and facts of every node.
func describeNodes(r *product.Product) {
	for _, n := range r.Nodes {
		runServices(r, n)
	}
	for _, n := range r.Nodes {
		giveFacts(r, n)
	}
	for _, n := range r.Nodes {
		planNode(r, n)
		r.Plan.Nodes = append(r.Plan.Nodes, standInsOf(r, n)...)
	}
}

func runServices(r *product.Product, n *product.Node) {
	if r.Absent() {
		return
	}
	names := n.Site.Services
	if role := n.Site.Role; role.Set() {
		known, ok := r.Catalogue.Roles[role.V]
		if !ok {
			r.Fault("S30", role.At, source.DidYouMean(role.V, slices.Collect(maps.Keys(r.Catalogue.Roles))), "the catalogue %s knows no role %q", r.Catalogue.Dir, role.V)
			return
		}
		n.Role, names = role.V, known.Services
	}
	for _, name := range names {
		if _, ok := r.Catalogue.Services[name.V]; !ok {
			r.Fault("S31", name.At, source.DidYouMean(name.V, slices.Collect(maps.Keys(r.Catalogue.Services))), "the catalogue %s knows no service %q", r.Catalogue.Dir, name.V)
			continue
		}
		n.Services[name.V], n.Own[name.V] = true, true
	}
	for resource, host := range r.Hosts {
		if service := r.Catalogue.Resources[resource].Service; host == n.ID && service.Set() {
			n.Services[service.V] = true
		}
	}
	for added := true; added; {
		added = false
		for id, s := range r.Catalogue.Services {
			if s.PartOf.Set() && n.Services[s.PartOf.V] && !n.Services[id] {
				n.Services[id], added = true, true
			}
		}
	}
}

// giveFacts gives a node the facts that the site states, then those of its role, then defaults. Flags with default_for follow from the
// others and are worked out when somebody asks for them.
func giveFacts(r *product.Product, n *product.Node) {
	ofNodes := func(_ string, f catalog.Fact) bool { return f.Holder.V == "node" }
	given := map[string]source.Val[any]{}
	maps.Copy(given, r.Catalogue.Roles[n.Role].Facts)
	maps.Copy(given, n.Site.Facts)
	if r.Absent() {
		return
	}
	path := n.At("facts")
	if r.InDoubt(n.At("role")...) { // which gives facts too
		r.Doubts.Mark(path...)
	}
	for name, value := range checkFactsOf(r, path, n.What, n.Site.At, given, r.Catalogue.Facts, ofNodes) {
		if flag, ok := value.(bool); ok {
			n.Flags[name] = flag
		} else {
			n.Facts[name] = value
		}
	}
}

// defaultFlags works out the flags that the site left to the catalogue's default_for. A flag that depends on itself is false.
func defaultFlags(r *product.Product) {
	for _, n := range r.Nodes {
		for _, name := range slices.Sorted(maps.Keys(r.Catalogue.Facts)) {
			defaultFlag(r, n, name, nil)
		}
	}
}

func defaultFlag(r *product.Product, n *product.Node, name string, asked []string) {
	fact := r.Catalogue.Facts[name]
	if _, known := n.Flags[name]; known || len(fact.DefaultFor) == 0 || slices.Contains(asked, name) {
		return
	}
	asked = append(asked, name)
	value := false
	if r.Rests(func() {
		for _, s := range fact.DefaultFor {
			for _, other := range slices.Concat(s.With, s.Without) {
				defaultFlag(r, n, catalog.ParseCondition(other.V).Name, asked)
			}
			value = value || r.Matches(n, s, n.Flags, nil)
		}
	}) {
		r.Doubts.Mark(n.At("facts", name)...)
	}
	n.Flags[name] = value
}

// planNode puts into the plan what a host is in a product. What the site describes it for comes before what it also runs.
func planNode(r *product.Product, n *product.Node) {
	p := plan.Part{Product: r.Catalogue.Dir, Installation: r.ID, Around: r.Setup.Use != nil, Holds: r.Catalogue.Roles[n.Role].Holds.V, Role: n.Role, RoleName: r.Called(r.Catalogue.Roles[n.Role].Name.V), Facts: plainFacts(n.Facts)}
	order := startOrder(r, n)
	p.Services = make([]plan.Service, 0, len(order))
	for _, id := range order {
		s := r.Catalogue.Services[id]
		p.Services = append(p.Services, plan.Service{ID: id, Name: r.Called(s.Name.V), Short: s.Short.V, PartOf: s.PartOf.V, Implied: !n.Own[id], After: servicesBefore(n, s)})
	}
	planned := r.Plan.Node(n.ID)
	switch {
	case n.Using || !r.Parties[n.ID].Managed(): // who uses something is told by its rules
	case planned == nil:
		r.Plan.Nodes = append(r.Plan.Nodes, &plan.Node{Party: r.Parties[n.ID], Part: p})
	case len(n.Path) > 2:
		planned.Also = append(planned.Also, p)
	default:
		planned.Part, planned.Also = p, append([]plan.Part{planned.Part}, planned.Also...)
	}
}

// servicesBefore are the services of the node that a service starts after, by id.
func servicesBefore(n *product.Node, s catalog.Service) []string {
	var ids []string
	for _, other := range s.StartsAfter {
		if n.Services[other.V] {
			ids = append(ids, other.V)
		}
	}
	slices.Sort(ids)
	return ids
}

// startOrder lists a node's services so that each comes after those it waits for, otherwise by name.
func startOrder(r *product.Product, n *product.Node) []string {
	var order []string
	done := map[string]bool{}
	var add func(id string)
	add = func(id string) {
		if done[id] || !n.Services[id] {
			return
		}
		done[id] = true
		after := source.Strings(r.Catalogue.Services[id].StartsAfter)
		slices.Sort(after)
		for _, other := range after {
			add(other)
		}
		order = append(order, id)
	}
	ids := slices.Sorted(maps.Keys(n.Services))
	slices.SortStableFunc(ids, func(a, b string) int { return plan.TrueFirst(n.Own[a], n.Own[b]) })
	for _, id := range ids {
		add(id)
	}
	return order
}

package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// node is a node while the plan is made: which services run, which flags hold in the normal state.
type node struct {
	id       string
	site     SiteNode
	role     string
	services map[string]bool // with those that come with others
	own      map[string]bool // those that the site or the role names
	flags    map[string]bool
	facts    map[string]any // facts that are no flags
}

// describeNodes works out services and facts of every node.
func (r *resolver) describeNodes() {
	for _, id := range r.nodeIDs() {
		n := &node{id: id, site: r.site.Nodes[id], services: map[string]bool{}, own: map[string]bool{}, flags: map[string]bool{}, facts: map[string]any{}}
		r.nodes = append(r.nodes, n)
		r.runServices(n)
	}
	for _, n := range r.nodes {
		r.giveFacts(n)
	}
	for _, n := range r.nodes {
		r.plan.Nodes = append(r.plan.Nodes, r.planNode(n))
	}
}

// nodeIDs are the nodes of this product, by id.
func (r *resolver) nodeIDs() []string {
	var ids []string
	for _, id := range sortedKeys(r.site.Nodes) {
		product := r.site.Nodes[id].Product
		if !product.Set() && r == r.products[0] || product.V == r.cat.Dir {
			ids = append(ids, id)
		}
		if product.Set() && r == r.products[0] && !slices.ContainsFunc(r.products, func(o *resolver) bool { return o.cat.Dir == product.V }) {
			r.fault("S43", product.At, "add it to the site's products", "node %s runs %q, which is none of the site's products", id, product.V)
		}
	}
	return ids
}

func (r *resolver) runServices(n *node) {
	names := n.site.Services
	if role := n.site.Role; role.Set() {
		known, ok := r.cat.Roles[role.V]
		if !ok {
			r.fault("S30", role.At, source.DidYouMean(role.V, slices.Collect(maps.Keys(r.cat.Roles))), "the catalogue %s knows no role %q", r.cat.Dir, role.V)
			return
		}
		n.role, names = role.V, known.Services
	}
	for _, name := range names {
		if _, ok := r.cat.Services[name.V]; !ok {
			r.fault("S31", name.At, source.DidYouMean(name.V, slices.Collect(maps.Keys(r.cat.Services))), "the catalogue %s knows no service %q", r.cat.Dir, name.V)
			continue
		}
		n.services[name.V], n.own[name.V] = true, true
	}
	for resource, host := range r.host {
		if service := r.cat.Resources[resource].Service; host == n.id && service.Set() {
			n.services[service.V] = true
		}
	}
	for added := true; added; {
		added = false
		for id, s := range r.cat.Services {
			if s.PartOf.Set() && n.services[s.PartOf.V] && !n.services[id] {
				n.services[id], added = true, true
			}
		}
	}
}

// giveFacts gives a node the facts that the site states, then those of its role, then defaults. Flags with default_for follow from the
// others and are worked out when somebody asks for them.
func (r *resolver) giveFacts(n *node) {
	ofNodes := func(_ string, f catalog.Fact) bool { return f.Holder.V == "node" }
	given := map[string]source.Val[any]{}
	maps.Copy(given, r.cat.Roles[n.role].Facts)
	maps.Copy(given, n.site.Facts)
	for name, value := range r.values("node "+n.id, n.site.At, given, r.cat.Facts, ofNodes) {
		if flag, ok := value.(bool); ok {
			n.flags[name] = flag
		} else {
			n.facts[name] = value
		}
	}
}

// defaultFlags works out the flags that the site left to the catalogue's default_for. A flag that depends on itself is false.
func (r *resolver) defaultFlags() {
	for _, n := range r.nodes {
		for _, name := range slices.Sorted(maps.Keys(r.cat.Facts)) {
			r.defaultFlag(n, name, nil)
		}
	}
}

func (r *resolver) defaultFlag(n *node, name string, asked []string) {
	fact := r.cat.Facts[name]
	if _, known := n.flags[name]; known || len(fact.DefaultFor) == 0 || slices.Contains(asked, name) {
		return
	}
	asked = append(asked, name)
	value := false
	for _, s := range fact.DefaultFor {
		for _, other := range slices.Concat(s.With, s.Without) {
			r.defaultFlag(n, other.V, asked)
		}
		value = value || r.matches(n, s, n.flags, nil)
	}
	n.flags[name] = value
}

func (r *resolver) planNode(n *node) *Node {
	p := &Node{Party: r.parties[n.id], Product: r.cat.Dir, Role: n.role, RoleName: r.cat.Roles[n.role].Name.V, Facts: plainFacts(n.facts)}
	for _, id := range r.startOrder(n) {
		s := r.cat.Services[id]
		p.Services = append(p.Services, Service{ID: id, Name: s.Name.V, Short: s.Short.V, PartOf: s.PartOf.V, Implied: !n.own[id], After: n.before(s)})
	}
	return p
}

// before are the services of the node that a service starts after, by id.
func (n *node) before(s catalog.Service) []string {
	var ids []string
	for _, other := range s.StartsAfter {
		if n.services[other.V] {
			ids = append(ids, other.V)
		}
	}
	slices.Sort(ids)
	return ids
}

// startOrder lists a node's services so that each comes after those it waits for, otherwise by name.
func (r *resolver) startOrder(n *node) []string {
	var order []string
	done := map[string]bool{}
	var add func(id string)
	add = func(id string) {
		if done[id] || !n.services[id] {
			return
		}
		done[id] = true
		after := texts(r.cat.Services[id].StartsAfter)
		slices.Sort(after)
		for _, other := range after {
			add(other)
		}
		order = append(order, id)
	}
	ids := slices.Sorted(maps.Keys(n.services))
	slices.SortStableFunc(ids, func(a, b string) int { return boolOrder(n.own[a], n.own[b]) })
	for _, id := range ids {
		add(id)
	}
	return order
}

// boolOrder puts true before false.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// membership remembers which nodes are in which set, for one assignment of flags.
type membership map[string]map[string]bool

// matches tells whether a node meets a selector, with the flags that it has in some state. known may be nil.
func (r *resolver) matches(n *node, s catalog.Selector, flags map[string]bool, known membership) bool {
	for _, v := range s.Runs {
		if !n.services[v.V] {
			return false
		}
	}
	for _, v := range s.RunsNot {
		if n.services[v.V] {
			return false
		}
	}
	for _, v := range s.With {
		if !flags[v.V] {
			return false
		}
	}
	for _, v := range s.Without {
		if flags[v.V] {
			return false
		}
	}
	if len(s.RunsAny) > 0 && !slices.ContainsFunc(s.RunsAny, func(v str) bool { return n.services[v.V] }) {
		return false
	}
	if len(s.Role) > 0 && !slices.ContainsFunc(s.Role, func(v str) bool { return n.role == v.V }) {
		return false
	}
	if len(s.OS) > 0 && !slices.ContainsFunc(s.OS, func(v str) bool { return n.site.OS.V == v.V }) {
		return false
	}
	for _, v := range s.In {
		if !r.inSet(n, v.V, flags, known) {
			return false
		}
	}
	for _, v := range s.NotIn {
		if r.inSet(n, v.V, flags, known) {
			return false
		}
	}
	return r.holdAll(s.When)
}

// inSet tells whether a node is in a set of the catalogue.
func (r *resolver) inSet(n *node, set string, flags map[string]bool, known membership) bool {
	if in, ok := known[set][n.id]; ok {
		return in
	}
	in := slices.ContainsFunc(r.cat.Sets[set].Is, func(s catalog.Selector) bool { return r.matches(n, s, flags, known) })
	if known != nil {
		if known[set] == nil {
			known[set] = map[string]bool{}
		}
		known[set][n.id] = in
	}
	return in
}

// holdAll tells whether all conditions hold at this site.
func (r *resolver) holdAll(conditions strs) bool {
	return !slices.ContainsFunc(conditions, func(v str) bool { return !r.holds(catalog.ParseCondition(v.V)) })
}

// holds reports whether a condition holds at this site.
func (r *resolver) holds(c catalog.Condition) bool {
	return r.isSo(c) != c.Not
}

func (r *resolver) isSo(c catalog.Condition) bool {
	switch c.Name {
	case catalog.SeveralNodes:
		return len(r.nodes) > 1
	case catalog.OneNode:
		return len(r.nodes) == 1
	case catalog.SeveralProducts:
		return len(r.products) > 1
	case catalog.Failover:
		return len(r.movable()) > 0
	}
	if so, known := r.hasMembers(c.Name); known {
		return so
	}
	switch value := r.facts[c.Name].(type) {
	case bool:
		return value
	case string:
		switch c.Op {
		case ">=":
			return catalog.CompareVersions(value, c.Value) >= 0
		case "<":
			return catalog.CompareVersions(value, c.Value) < 0
		}
		return c.Value != "" && matchesVersion(value, c.Value)
	case int64:
		switch c.Op {
		case ">=":
			return catalog.CompareVersions(fmt.Sprint(value), c.Value) >= 0
		case "<":
			return catalog.CompareVersions(fmt.Sprint(value), c.Value) < 0
		}
	}
	return false
}

// hasMembers answers conditions on sets, placed resources and forward proxies; known is false for others.
func (r *resolver) hasMembers(name string) (so, known bool) {
	if resource, ok := strings.CutPrefix(name, catalog.Placed); ok {
		_, placed := r.host[resource]
		return placed, true
	}
	if external, ok := strings.CutPrefix(name, catalog.Forwarded); ok {
		return r.forwardProxy(external) != nil, true
	}
	for word, least := range map[string]int{catalog.SomeOf: 1, catalog.SeveralOf: 2} {
		if set, ok := strings.CutPrefix(name, word); ok {
			return len(r.members(assignment{flags: r.flagsNow()}, set)) >= least, true
		}
	}
	return false, false
}

// flagsNow are the flags of every node in the normal state.
func (r *resolver) flagsNow() map[string]map[string]bool {
	now := make(map[string]map[string]bool, len(r.nodes))
	for _, n := range r.nodes {
		now[n.id] = n.flags
	}
	return now
}

// matchesVersion tells whether a value is the wanted one, or a version below it ("14.8" is a "14"), or begins as wanted ("windows*").
func matchesVersion(value, wanted string) bool {
	if start, ok := strings.CutSuffix(wanted, "*"); ok {
		return strings.HasPrefix(value, start)
	}
	return value == wanted || strings.HasPrefix(value, wanted+".")
}

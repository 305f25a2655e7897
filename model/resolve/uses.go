package resolve

import (
	"fmt"
	"maps"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// listUses makes nodes of the hosts that provide what the site uses, and of those that use it.
func listUses(r *product.Product) {
	if r.Setup.Use == nil || r.Absent() {
		return
	}
	u := use{r, *r.Setup.Use, map[string]*product.Node{}, map[string][]source.Text{}}
	if !r.Catalogue.IsInfrastructure() {
		r.Fault("S237", u.Use.Catalogue.At, fmt.Sprintf("install it: `[installations.%s]\nproduct = %q`", r.ID, r.Catalogue.Dir), "%q describes a product, and not what products use", r.Catalogue.Dir)
		return
	}
	u.providers()
	u.others()
	u.users()
	u.list()
}

// use is what the site says of something that it uses, with the roles that hosts get by it.
type use struct {
	*product.Product
	site.Use
	nodes map[string]*product.Node
	roles map[string][]source.Text // of a host, each with the place that gives it
}

func (u *use) providers() {
	role := u.Product.Catalogue.Provider()
	if u.Use.Providers.Set() && role == "" {
		u.Fault("S238", u.Use.Providers.At, "remove it", "no host provides what %s describes", u.Product.Catalogue.Dir)
		return
	}
	for _, p := range u.named(u.Use.Providers, true) {
		u.give(p, role, u.Use.Providers.At)
	}
}

// others gives hosts the further roles of the catalogue that the site names.
func (u *use) others() {
	for _, role := range source.SortedKeys(u.Use.Roles) {
		if _, ok := u.Product.Catalogue.Roles[role]; !ok {
			u.Fault("S30", u.Use.Roles[role].At, source.DidYouMean(role, source.SortedKeys(u.Product.Catalogue.Roles)), "the catalogue %s knows no role %q", u.Product.Catalogue.Dir, role)
			continue
		}
		for _, p := range u.named(u.Use.Roles[role], true) {
			u.give(p, role, u.Use.Roles[role].At)
		}
	}
}

// users gives those who use it their roles: whom the site names, else every host that is a user by its operating system and no provider.
func (u *use) users() {
	at, hosts := u.Use.Users.At, u.named(u.Use.Users, false)
	byDefault := !u.Use.Users.Set() && !u.InDoubt("uses", u.ID, "by")
	if byDefault {
		at = u.Use.At
		for _, id := range source.SortedKeys(u.Parties) {
			if p := u.Parties[id]; p.Managed() && len(u.roles[id]) == 0 {
				hosts = append(hosts, p)
			}
		}
	}
	for _, p := range hosts {
		for _, role := range u.Product.Catalogue.UserRoles() {
			known := u.Product.Catalogue.Roles[role]
			if byDefault && known.ByDefault(p.OS) || !byDefault && known.Applies(p.OS) {
				u.give(p, role, at)
			}
		}
	}
}

// named are the parties that an end of a use names: hosts and, where they may provide something, external services; all nodes; the members of groups.
func (u *use) named(v source.Val[any], external bool) []*plan.Party {
	if !v.Set() {
		return nil
	}
	names := namesOf(v)
	if names == nil {
		u.Fault("S34", v.At, "", "a name is a text in quotes, or a list of texts")
	}
	var out []*plan.Party
	for _, name := range names {
		found := u.meant(name)
		for _, p := range found {
			if !p.IsHost() && !(external && p.Kind == plan.ExternalParty) {
				u.Fault("S239", v.At, "name hosts of the site; providers may also be external services", "%q (%s) is no host that can take part in %s", name, p.Kind, u.ID)
			} else if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
		if len(found) == 0 && !u.PartyInDoubt(name) && name != allNodes {
			u.Fault("S35", v.At, source.DidYouMean(name, slices.Concat(managed(u.Network), externals(u.Network), source.SortedKeys(u.Site.Groups), []string{allNodes})), "unknown host %q", name)
		}
	}
	return out
}

// allNodes is the name of all nodes of the products of a site, with those that wait to stand in for others: they are administered, too.
const allNodes = "all nodes"

func (u *use) meant(name string) []*plan.Party {
	if p := u.Parties[name]; p != nil {
		return []*plan.Party{p}
	}
	var out []*plan.Party
	if name == allNodes {
		for _, id := range source.SortedKeys(u.Site.Nodes) {
			out = append(out, u.Parties[id])
		}
	}
	for _, member := range u.Site.Groups[name].Members {
		if member.V != name {
			out = append(out, u.meant(member.V)...)
		}
	}
	return out
}

// give gives a party a role in what is used. What the host's own table says of it counts instead.
func (u *use) give(p *plan.Party, role string, at source.Position) {
	if u.Site.Nodes[p.ID].Also[u.ID].At.IsValid() || u.Site.Servers[p.ID].Also[u.ID].At.IsValid() {
		return
	}
	if !slices.ContainsFunc(u.roles[p.ID], func(r source.Text) bool { return r.V == role }) {
		u.roles[p.ID] = append(u.roles[p.ID], source.V(role, at))
	}
}

// list makes a node of every party that has a role. One that has several runs the services of all.
func (u *use) list() {
	for _, id := range slices.Sorted(maps.Keys(u.roles)) {
		p, roles := u.Parties[id], u.roles[id]
		n := site.Node{At: roles[0].At, Host: source.V(p.Host, p.At), Zone: source.V(p.Zone, p.At), OS: source.V(p.OS, p.At)}
		if len(roles) == 1 {
			n.Role = roles[0]
		}
		using := true
		for _, role := range roles {
			known := u.Product.Catalogue.Roles[role.V]
			using = using && known.Part.V == catalog.UserPart
			for _, service := range known.Services {
				if len(roles) > 1 && !source.Contains(n.Services, service.V) {
					n.Services = append(n.Services, source.V(service.V, role.At))
				}
			}
		}
		node := product.NewNode(id, string(p.Kind), []string{"uses", u.ID}, n)
		node.Using = using
		u.Nodes = append(u.Nodes, node)
	}
}

// coveredByUses are the uses of the site whose rules cover a topic of its products: of each product that has the topic, some host is an end of such a
// rule. They are by id.
func coveredByUses(s *product.Network, topic string) []string {
	if len(s.Site.Uses) == 0 {
		return nil
	}
	var out []string
	for _, r := range s.Products {
		if !has(r, topic) {
			continue
		}
		here := coveringAt(r, topic)
		if len(here) == 0 {
			return nil
		}
		for _, id := range here {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	slices.Sort(out)
	return out
}

// has reports whether a product's documents leave a topic open.
func has(r *product.Product, topic string) bool {
	return slices.ContainsFunc(r.Catalogue.NotCovered, func(n catalog.NotCovered) bool { return n.ID.V == topic })
}

// coveringAt are the uses with rules for a topic that start or end at a host of a product: a node, or the host of a resource.
func coveringAt(r *product.Product, topic string) []string {
	here := map[string]bool{}
	for _, n := range r.Nodes {
		here[n.ID] = true
	}
	for _, host := range r.Hosts {
		here[host] = true
	}
	var out []string
	for _, f := range r.Plan.Flows {
		of := r.Of(f.Product)
		if of == nil || of.Setup.Use == nil || slices.Contains(out, of.ID) || !here[f.From] && !here[f.To] {
			continue
		}
		if rule := of.Catalogue.FlowRule(f.Rule); rule != nil && source.Contains(rule.Covers, topic) {
			out = append(out, of.ID)
		}
	}
	return out
}

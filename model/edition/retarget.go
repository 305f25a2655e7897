package edition

import (
	"maps"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// retargetAll makes the copies for every installation that changes, one after another.
func retargetAll(site *site.Site, old *plan.Plan, cats []*catalog.Catalogue, to *catalog.Catalogue, changing []int) *retargeting {
	all := &retargeting{site: site, old: old, cats: cats}
	for _, i := range changing {
		next := slices.Clone(all.cats)
		next[i] = to
		f := retarget(all.site, old, cats, next, i)
		all.site, all.cats = f.site, f.cats
		all.found, all.omitted = append(all.found, f.found...), append(all.omitted, f.omitted...)
	}
	return all
}

// retarget returns the copies. The old plan is that of the site as it is.
func retarget(site *site.Site, old *plan.Plan, oldCats, cats []*catalog.Catalogue, replaced int) *retargeting {
	copied := *site
	copied.Groups, copied.Translations, copied.Requests = nil, nil, nil // they change no connection, and may name what the new edition lacks
	f := &retargeting{site: &copied, old: old, oldCats: oldCats, cats: slices.Clone(cats), replaced: replaced, setup: site.Setups()[replaced]}
	f.products()
	f.nodes()
	f.siteFacts()
	f.resources()
	f.names()
	f.flows()
	f.externals()
	f.demands()
	return f
}

// products names the new edition wherever the site names the old one.
func (f *retargeting) products() {
	rename := func(v source.Text) source.Text {
		if v.V == f.from().Dir {
			v.V = f.to().Dir
		}
		return v
	}
	f.site.Installations = maps.Clone(f.site.Installations)
	if f.setup.Table {
		installation := f.site.Installations[f.setup.ID]
		installation.Product = rename(installation.Product)
		f.site.Installations[f.setup.ID] = installation
	} else {
		f.site.Product = rename(f.site.Product)
		f.site.Products = slices.Clone(f.site.Products)
		for i, p := range f.site.Products {
			f.site.Products[i] = rename(p)
		}
	}
	f.site.Nodes = maps.Clone(f.site.Nodes)
	for id, n := range f.site.Nodes {
		if f.isIn(id) {
			n.Product = rename(n.Product)
			f.site.Nodes[id] = n
		}
	}
}

func (f *retargeting) nodes() {
	for _, id := range source.SortedKeys(f.site.Nodes) {
		n := f.site.Nodes[id]
		if !f.isIn(id) {
			continue
		}
		f.role(id, &n)
		n.Services = f.services(id, n.Services)
		n.Facts = f.facts(holder{"node", id}, n.Facts, f.to().Facts, "node")
		f.site.Nodes[id] = n
	}
}

// role puts what a role means in the old edition in place of a role that the new one does not have.
func (f *retargeting) role(id string, n *site.Node) {
	if _, ok := f.to().Roles[n.Role.V]; ok || !n.Role.Set() {
		return
	}
	f.omit(n.Role.At, "role", n.Role.V, holder{"node", id})
	known := f.from().Roles[n.Role.V]
	given := map[string]source.Val[any]{}
	for name, value := range known.Facts {
		if _, ok := f.to().Facts[name]; ok {
			given[name] = value
		}
	}
	maps.Copy(given, n.Facts)
	n.Facts = given
	for _, s := range known.Services {
		n.Services = append(n.Services, source.V(s.V, n.Role.At))
	}
	n.Role = source.Text{}
}

func (f *retargeting) services(id string, services []source.Text) []source.Text {
	var kept []source.Text
	for _, s := range services {
		if _, ok := f.to().Services[s.V]; !ok {
			f.omit(s.At, "service", s.V, holder{"node", id})
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// siteFacts leaves facts alone that another product of the site answers for, by its name or because it alone knows them.
func (f *retargeting) siteFacts() {
	kept, mine := map[string]source.Val[any]{}, map[string]source.Val[any]{}
	ofSite := func(c *catalog.Catalogue, name string) bool { return c.Facts[name].Holder.V == "site" }
	for name, value := range f.site.Facts {
		own, ours := f.local(name)
		if !ours || f.anyHas(name, ofSite) && !ofSite(f.to(), own) {
			kept[name] = value
		} else {
			mine[name] = value
		}
	}
	known := maps.Clone(f.to().Facts)
	for name, fact := range f.to().Facts {
		known[site.Qualified(f.setup.ID, name)] = fact
	}
	maps.Copy(kept, f.facts(theSite, mine, known, "site"))
	f.site.Facts = kept
	if f.setup.Table {
		installation := f.site.Installations[f.setup.ID]
		installation.Facts = f.facts(holder{"installation", f.setup.ID}, installation.Facts, f.to().Facts, "site")
		f.site.Installations[f.setup.ID] = installation
	}
}

func (f *retargeting) resources() {
	f.site.Resources = maps.Clone(f.site.Resources)
	for _, id := range source.SortedKeys(f.site.Resources) {
		placed := f.site.Resources[id]
		name, ours := f.local(id)
		known, ok := f.to().Resources[name]
		if ok && ours {
			placed.Facts = f.facts(holder{"resource", id}, placed.Facts, known.Facts, "")
			f.site.Resources[id] = placed
		} else if !f.anyHas(id, func(c *catalog.Catalogue, name string) bool { _, ok := c.Resources[name]; return ok }) {
			f.omit(placed.At, "resource", id, theSite)
			delete(f.site.Resources, id)
		}
	}
}

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
	f := &retargeting{site: &copied, keys: source.PathsIn(site.File), old: old, oldCats: oldCats, cats: slices.Clone(cats), replaced: replaced, setup: site.Setups()[replaced]}
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

// nodes retargets what hosts run for the installation that changes: those that are described for it, and those that run services of it, too.
func (f *retargeting) nodes() {
	for _, id := range source.SortedKeys(f.site.Nodes) {
		n := f.site.Nodes[id]
		of := holder{"node", id}
		if f.isIn(id) {
			runs := f.runs(of, site.Also{Role: n.Role, Services: n.Services, Facts: n.Facts})
			n.Role, n.Services, n.Facts = runs.Role, runs.Services, runs.Facts
		}
		n.Also = f.also(of, n.Also)
		f.site.Nodes[id] = n
	}
	f.site.Servers = maps.Clone(f.site.Servers)
	for _, id := range source.SortedKeys(f.site.Servers) {
		n := f.site.Servers[id]
		n.Also = f.also(holder{"server", id}, n.Also)
		f.site.Servers[id] = n
	}
}

// also is what a host runs of further installations, of which one changes.
func (f *retargeting) also(of holder, list map[string]site.Also) map[string]site.Also {
	runs, ok := list[f.setup.ID]
	if !ok {
		return list
	}
	list = maps.Clone(list)
	list[f.setup.ID] = f.runs(of, runs)
	return list
}

func (f *retargeting) runs(of holder, runs site.Also) site.Also {
	f.role(of, &runs)
	runs.Services = f.services(of, runs.Services)
	runs.Facts = f.facts(of, runs.Facts, f.to().Facts, "node")
	return runs
}

// role puts what a role means in the old edition in place of a role that the new one does not have.
func (f *retargeting) role(of holder, runs *site.Also) {
	if _, ok := f.to().Roles[runs.Role.V]; ok || !runs.Role.Set() {
		return
	}
	f.omit(runs.Role.At, "role", runs.Role.V, of)
	known := f.from().Roles[runs.Role.V]
	given := map[string]source.Val[any]{}
	for name, value := range known.Facts {
		if _, ok := f.to().Facts[name]; ok {
			given[name] = value
		}
	}
	maps.Copy(given, runs.Facts)
	runs.Facts = given
	for _, s := range known.Services {
		runs.Services = append(runs.Services, source.V(s.V, runs.Role.At))
	}
	runs.Role = source.Text{}
}

func (f *retargeting) services(of holder, services []source.Text) []source.Text {
	var kept []source.Text
	for _, s := range services {
		if _, ok := f.to().Services[s.V]; !ok {
			f.omit(s.At, "service", s.V, of)
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

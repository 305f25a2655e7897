package edition

import (
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/site"
	"portolan/model/source"
)

// demands puts a less demanding copy in the place of the new edition's catalogue: a comparison is possible before the site says all that
// the new edition will ask for, and in spite of findings that have to be mended before the upgrade. Runbooks and files play no part in it.
func (f *retargeting) demands() {
	cat := *f.to()
	cat.Runbooks, cat.Generated, cat.Losses = nil, nil, nil
	f.site.Runbooks = nil
	cat.Lint = slices.Clone(cat.Lint)
	for i := range cat.Lint {
		if cat.Lint[i].Level.V == "error" {
			cat.Lint[i].Level.V = "warning"
		}
	}
	several := f.countNodes() > 1
	asked := func(required source.Text) bool {
		return required.V == "always" || required.V == catalog.SeveralNodes && several
	}
	f.demandedResources(&cat, asked)
	f.demandedPopulations(&cat, asked)
	cat.Facts = f.demandedFacts(cat.Facts, func(name string, fact catalog.Fact) {
		if fact.Holder.V == "site" {
			f.demandedOf(theSite, f.site.File.Top(), f.givenFacts(), name)
			return
		}
		f.eachMember(func(of holder, at source.Position, runs site.Also) {
			given := maps.Clone(cat.Roles[runs.Role.V].Facts)
			if given == nil {
				given = map[string]source.Val[any]{}
			}
			maps.Copy(given, runs.Facts)
			f.demandedOf(of, at, given, name)
		})
	})
	f.cats[f.replaced] = &cat
}

func (f *retargeting) countNodes() int {
	n := 0
	f.eachMember(func(holder, source.Position, site.Also) { n++ })
	return n
}

// eachMember goes through the hosts that run services of the installation that changes.
func (f *retargeting) eachMember(do func(of holder, at source.Position, runs site.Also)) {
	also := func(of holder, list map[string]site.Also) {
		if runs, ok := list[f.setup.ID]; ok {
			do(of, runs.At, runs)
		}
	}
	for _, id := range source.SortedKeys(f.site.Nodes) {
		n, of := f.site.Nodes[id], holder{"node", id}
		if f.isIn(id) {
			do(of, n.At, site.Also{Role: n.Role, Services: n.Services, Facts: n.Facts})
		}
		also(of, n.Also)
	}
	for _, id := range source.SortedKeys(f.site.Servers) {
		also(holder{"server", id}, f.site.Servers[id].Also)
	}
}

// givenFacts are the facts of the site that the installation which changes has.
func (f *retargeting) givenFacts() map[string]source.Val[any] {
	given := maps.Clone(f.setup.Facts)
	if given == nil {
		given = map[string]source.Val[any]{}
	}
	for name := range f.to().Facts {
		if value, ok := toldOf(f.site.Facts, f.setup.ID, name); ok && !given[name].Set() {
			given[name] = value
		}
	}
	return given
}

func (f *retargeting) demandedResources(cat *catalog.Catalogue, asked func(source.Text) bool) {
	cat.Resources = maps.Clone(cat.Resources)
	for _, id := range source.SortedKeys(cat.Resources) {
		r := cat.Resources[id]
		placed, ok := toldOf(f.site.Resources, f.setup.ID, id)
		if !ok {
			if asked(r.Required) {
				f.omit(f.site.File.Top(), "needed-resource", strings.ToLower(r.Name.V), theSite)
			}
			r.Required.V = "never"
		}
		r.Facts = f.demandedFacts(r.Facts, func(name string, _ catalog.Fact) {
			if ok {
				f.demandedOf(holder{"resource", id}, placed.At, placed.Facts, name)
			}
		})
		cat.Resources[id] = r
	}
}

func (f *retargeting) demandedPopulations(cat *catalog.Catalogue, asked func(source.Text) bool) {
	cat.Populations = maps.Clone(cat.Populations)
	for _, id := range source.SortedKeys(cat.Populations) {
		p := cat.Populations[id]
		if _, ok := f.site.Clients[id]; !ok {
			if asked(p.Required) {
				f.omit(f.site.File.Top(), "needed-population", strings.ToLower(p.Name.V), theSite)
			}
			p.Required.V = "never"
			cat.Populations[id] = p
		}
	}
}

// demandedFacts makes every fact optional, and lets check say which of the required ones are missing.
func (f *retargeting) demandedFacts(facts map[string]catalog.Fact, check func(string, catalog.Fact)) map[string]catalog.Fact {
	facts = maps.Clone(facts)
	for _, name := range source.SortedKeys(facts) {
		if fact := facts[name]; fact.Required.V {
			check(name, fact)
			fact.Required.V = false
			facts[name] = fact
		}
	}
	return facts
}

func (f *retargeting) demandedOf(of holder, at source.Position, given map[string]source.Val[any], name string) {
	if _, ok := given[name]; !ok {
		f.omit(at, "needed-fact", name, of)
	}
}

package catalog

import (
	"maps"
	"slices"
	"strings"
)

// services finds programs that no node can have except by a site's own word, and programs that take no part in any traffic.
func (r *reciprocity) services() {
	for _, id := range slices.Sorted(maps.Keys(r.c.Services)) {
		s := r.c.Services[id]
		placed := s.PartOf.Set()
		for _, role := range r.c.Roles {
			placed = placed || slices.ContainsFunc(role.Services, func(v str) bool { return v.V == id })
		}
		for _, resource := range r.c.Resources {
			placed = placed || resource.Service.V == id
		}
		if !placed && len(r.c.Roles) > 0 {
			r.loose(NoPlace, id, s.At, s.Note.V)
		}
		if len(s.Listeners) == 0 && !r.calls[id] && len(r.with(id)) == 1 {
			r.loose(IdleService, id, s.At, s.Note.V)
		}
	}
}

// parties finds whom no flow has at an end.
func (r *reciprocity) parties() {
	for _, id := range slices.Sorted(maps.Keys(r.c.Externals)) {
		if e := r.c.Externals[id]; !r.called["external "+id] {
			r.loose(IdleExternal, id, e.At, r.explained("external "+id, e.Note))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.c.Populations)) {
		if p := r.c.Populations[id]; !r.called["clients "+id] {
			r.loose(IdleClients, id, p.At, r.explained("clients "+id, p.Note))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.c.Multicast)) {
		if m := r.c.Multicast[id]; !r.called["multicast "+id] {
			r.loose(IdleGroup, id, m.At, r.explained("multicast "+id, m.Note))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.c.Resources)) {
		if x := r.c.Resources[id]; !r.called["resource "+id] {
			r.loose(IdleResource, id, x.At, r.explained("resource "+id, x.Note))
		}
	}
}

func (r *reciprocity) roles() {
	for _, id := range slices.Sorted(maps.Keys(r.c.Roles)) {
		role := r.c.Roles[id]
		active := slices.ContainsFunc(role.Services, func(v str) bool {
			return slices.ContainsFunc(r.with(v.V), func(s string) bool { return r.calls[s] || r.isCalled(s) })
		})
		if !active {
			r.loose(IdleRole, id, role.At, role.Note.V)
		}
	}
}

func (r *reciprocity) isCalled(service string) bool {
	for name := range r.c.Services[service].Listeners {
		if r.called[service+"."+name] {
			return true
		}
	}
	return false
}

// sets finds those that neither flows nor other rules name.
func (r *reciprocity) sets() {
	used := r.usedSets()
	for _, id := range slices.Sorted(maps.Keys(r.c.Sets)) {
		if !used[id] {
			r.loose(IdleSet, id, r.c.Sets[id].At, r.explained("set "+id, r.c.Sets[id].Note))
		}
	}
}

func (r *reciprocity) usedSets() map[string]bool {
	used := map[string]bool{}
	for _, f := range r.c.Facts {
		used[f.Distinct.V] = true
	}
	for _, f := range r.c.Flows {
		used[f.From.Set.V], used[f.To.Set.V] = true, true
	}
	for _, s := range r.selectors() {
		for _, v := range slices.Concat(s.In, s.NotIn) {
			used[v.V] = true
		}
	}
	for _, q := range r.c.Questions {
		used[q.EndIn.V] = true
	}
	for _, b := range r.c.Whole() {
		for _, s := range b.Steps {
			used[s.On.V], used[s.First.V], used[s.Last.V] = true, true, true
		}
		for _, check := range slices.Concat(b.PreChecks, b.Verify) {
			used[check.On.V] = true
		}
	}
	return used
}

// selectors are all conditions on nodes, wherever they stand.
func (r *reciprocity) selectors() []Selector {
	var all []Selector
	for _, s := range r.c.Sets {
		all = append(all, s.Is...)
	}
	for _, f := range r.c.Facts {
		all = append(all, f.DefaultFor...)
	}
	for _, l := range r.c.Lint {
		all = append(all, slices.Concat(l.Select, l.Must)...)
	}
	for _, q := range r.c.Questions {
		all = append(all, q.Select...)
	}
	return all
}

// conditions are all conditions on sites, wherever they stand.
func (r *reciprocity) conditions() strs {
	var all strs
	for _, s := range r.selectors() {
		all = append(all, s.When...)
	}
	for _, f := range r.c.Flows {
		all = append(all, f.When...)
	}
	for _, l := range r.c.Lint {
		all = append(all, l.When...)
	}
	for _, q := range r.c.Questions {
		all = append(all, q.When...)
	}
	for _, b := range r.c.Whole() {
		all = append(all, b.When...)
		for _, s := range b.Steps {
			all = append(all, s.When...)
		}
		for _, v := range b.Values {
			all = append(all, v.When...)
		}
	}
	return all
}

// facts finds those that no selector, condition, check or runbook asks for.
func (r *reciprocity) facts() {
	used := r.usedFacts()
	report := func(id string, f Fact) {
		if !used(id) {
			r.loose(IdleFact, id, f.At, r.explained("fact "+id, f.Note))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.c.Facts)) {
		report(id, r.c.Facts[id])
	}
	for _, resource := range slices.Sorted(maps.Keys(r.c.Resources)) {
		facts := r.c.Resources[resource].Facts
		for _, name := range slices.Sorted(maps.Keys(facts)) {
			report(resource+"."+name, facts[name])
		}
	}
}

func (r *reciprocity) usedFacts() func(string) bool {
	used := map[string]bool{}
	for _, s := range r.selectors() {
		for _, v := range slices.Concat(s.With, s.Without) {
			used[ParseCondition(v.V).Name] = true
		}
	}
	for _, f := range r.c.Flows {
		b, _ := ParseBetween(f.Between.V)
		used[b.Fact] = true
	}
	for _, s := range r.c.Services {
		for _, l := range s.Listeners {
			for _, fact := range FormulaOf(l).Facts {
				used[fact] = true
			}
		}
	}
	for _, v := range r.conditions() {
		used[ParseCondition(v.V).Name] = true
	}
	for _, l := range r.c.Lint {
		used[l.Fact.V], used[l.SumOf.V] = true, true
	}
	for _, f := range r.c.Facts {
		used[f.MovesTo.V] = true
	}
	runbooks := r.runbookTexts()
	return func(id string) bool { return used[id] || strings.Contains(runbooks, id) }
}

// runbookTexts are the texts of the runbooks' files: values of the site are filled in wherever a text has their name in double braces.
func (r *reciprocity) runbookTexts() string {
	var b strings.Builder
	for _, f := range r.c.Files {
		if strings.Contains(f.Name, "/runbooks/") {
			b.Write(f.Data())
		}
	}
	return b.String()
}

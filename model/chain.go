package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// direction is a flow rule with the end that it starts from, since a rule may lead in both directions.
type direction struct {
	rule         *catalog.Flow
	set, service string
}

// chain lists why a flow exists: what the site says of both ends, which rule of the catalogue leads from one to the other, and which
// places of the vendor's documents the rule rests on.
func (r *derivation) chain(rule *catalog.Flow, fromEnd, toEnd catalog.End, f *Flow) []Link {
	return slices.Concat(r.endLinks(fromEnd, f.From), r.endLinks(toEnd, f.To), r.ruleLinks(rule, fromEnd, toEnd, f.Listener))
}

// ruleLinks are the links that all flows of a rule share, so they are made once.
func (r *derivation) ruleLinks(rule *catalog.Flow, fromEnd, toEnd catalog.End, listener string) []Link {
	key := direction{rule, fromEnd.Set.V, fromEnd.Service.V}
	if known, ok := r.reasons[key]; ok {
		return known
	}
	var links []Link
	if o, ok := r.site.Overrides[listener]; ok {
		links = append(links, Link{SiteLink, fmt.Sprintf("%s listens on %d: %s", listener, o.Port.V, o.Reason.V), r.place(o.At), nil})
	}
	links = append(links, Link{CatalogueLink, fmt.Sprintf("flow rule %s: %s -> %s", rule.ID.V, r.endName(fromEnd), r.endName(toEnd)), r.place(rule.At), nil})
	if l, ok := r.cat.Listener(toEnd.Listener.V); ok {
		links = append(links, Link{CatalogueLink, fmt.Sprintf("listener %s: port %s", toEnd.Listener.V, l.Port.V), r.place(l.At), nil})
	}
	for _, c := range r.cite(rule.Source) {
		links = append(links, Link{DocumentLink, c.String(), c.Lines, &c})
	}
	r.reasons[key] = links
	return links
}

// String is the citation as readers need it: publisher, title, edition and section.
func (c Citation) String() string {
	title := c.Title
	if c.Edition != "" {
		title += ", " + c.Edition
	}
	return fmt.Sprintf("%s: %s, section %q", c.Publisher, title, c.Section)
}

func (r *derivation) endName(end catalog.End) string {
	switch {
	case end.Set.Set():
		name := r.cat.Sets[end.Set.V].Name.V
		if service := end.Service.V; service != "" {
			return fmt.Sprintf("%s of %s", r.shortName(service), name)
		}
		return name
	case end.Clients.Set():
		return strings.ToLower(r.cat.Populations[end.Clients.V].Name.V)
	case end.Resource.Set():
		return "host of the " + strings.ToLower(r.cat.Resources[end.Resource.V].Name.V)
	}
	return r.cat.Externals[end.External.V].Name.V
}

func (r *derivation) shortName(service string) string {
	s := r.cat.Services[service]
	if s.Short.Set() {
		return s.Short.V
	}
	return s.Name.V
}

// endLinks are the lines of the site that put a party at this end of a flow.
func (r *derivation) endLinks(end catalog.End, party string) []Link {
	switch {
	case end.Set.Set():
		return r.nodeLinks(end, party)
	case end.Clients.Set():
		return []Link{{SiteLink, fmt.Sprintf("clients %s", party), r.place(r.parties[party].at), nil}}
	case end.Resource.Set():
		placed := r.site.Resources[end.Resource.V]
		what := fmt.Sprintf("the %s is on %s", strings.ToLower(r.cat.Resources[end.Resource.V].Name.V), party)
		if placed.Port.Set() {
			what += fmt.Sprintf(", port %d", placed.Port.V)
		}
		return []Link{{SiteLink, what, r.place(placed.On.At), nil}}
	}
	kind := CatalogueLink
	if _, described := r.site.Externals[party]; described {
		kind = SiteLink
	}
	return []Link{{kind, fmt.Sprintf("external party %s", party), r.place(r.parties[party].at), nil}}
}

func (r *derivation) nodeLinks(end catalog.End, id string) []Link {
	if p := r.parties[id]; p.Kind == GroupParty {
		return []Link{r.groupLink(p)}
	}
	key := [2]string{end.Set.V, id}
	if known, ok := r.joined[key]; ok {
		return known
	}
	n := r.site.Nodes[id]
	var links []Link
	if n.Role.Set() {
		links = append(links, Link{SiteLink, fmt.Sprintf("node %s has the role %s", id, n.Role.V), r.place(n.Role.At), nil})
	} else if len(n.Services) > 0 {
		links = append(links, Link{SiteLink, fmt.Sprintf("node %s runs %s", id, strings.Join(texts(n.Services), ", ")), r.place(n.Services[0].At), nil})
	}
	for _, flag := range r.flagsOf(end.Set.V) {
		if value, ok := n.Facts[flag]; ok {
			links = append(links, Link{SiteLink, fmt.Sprintf("node %s: %s = %v", id, flag, value.V), r.place(value.At), nil})
		}
	}
	r.joined[key] = links
	return links
}

// flagsOf lists the flags that a set's definition asks about, by name, with those of the sets that it builds on.
func (r *derivation) flagsOf(set string) []string {
	if names, ok := r.setFlags[set]; ok {
		return names
	}
	names := map[string]bool{}
	for _, s := range r.cat.Sets[set].Is {
		for _, v := range slices.Concat(s.With, s.Without) {
			names[v.V] = true
		}
		for _, v := range slices.Concat(s.In, s.NotIn) {
			for _, name := range r.flagsOf(v.V) {
				names[name] = true
			}
		}
	}
	sorted := slices.Sorted(maps.Keys(names))
	r.setFlags[set] = sorted
	return sorted
}

package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/source"
)

// ruleLinks are the links that all flows of a rule share.
func (r *derivation) ruleLinks(rule *catalog.Flow, fromEnd, toEnd catalog.End, listener string) []*plan.Link {
	var links []*plan.Link
	links = append(links, r.overrideLinks(rule, listener)...)
	links = append(links, &plan.Link{Kind: plan.CatalogueLink, What: fmt.Sprintf("flow rule %s: %s -> %s", rule.ID.V, r.endName(fromEnd), r.endName(toEnd)), Where: r.Catalogue.Dir})
	if l, ok := r.Listeners.Find(toEnd.Listener.V); ok {
		links = append(links, &plan.Link{Kind: plan.CatalogueLink, What: fmt.Sprintf("listener %s: port %s", toEnd.Listener.V, l.Port.V), Where: r.Catalogue.Dir})
	}
	cited := r.Cite(rule.Source)
	for i := range cited {
		c := &cited[i]
		links = append(links, &plan.Link{Kind: plan.DocumentLink, What: c.String(), Where: c.URL, Citation: c})
	}
	return links
}

func (r *derivation) endName(end catalog.End) string {
	switch {
	case end.Set.Set():
		name := r.Catalogue.Sets[end.Set.V].Name.V
		if service := end.Service.V; service != "" {
			return fmt.Sprintf("%s of %s", r.shortName(service), name)
		}
		return name
	case end.Clients.Set():
		return inSentence(r.Catalogue.Populations[end.Clients.V].Name.V)
	case end.Resource.Set():
		return "host of the " + inSentence(r.Catalogue.Resources[end.Resource.V].Name.V)
	case end.Multicast.Set():
		return "multicast group " + r.Catalogue.Multicast[end.Multicast.V].Name.V
	}
	return r.Catalogue.Externals[end.External.V].Name.V
}

func (r *derivation) shortName(service string) string {
	s := r.Catalogue.Services[service]
	if s.Short.Set() {
		return s.Short.V
	}
	return s.Name.V
}

// endLinks are the keys of the site that put a party at this end of a flow.
func (r *derivation) endLinks(end catalog.End, party *plan.Party) []*plan.Link {
	switch {
	case end.Set.Set():
		return r.nodeLinks(end, party)
	case end.Clients.Set():
		return []*plan.Link{r.SiteLink("clients "+party.ID, party.At)}
	case end.Resource.Set():
		placed := r.Given.Resources[end.Resource.V]
		what := fmt.Sprintf("the %s is on %s", inSentence(r.Catalogue.Resources[end.Resource.V].Name.V), party.ID)
		if placed.Port.Set() {
			what += fmt.Sprintf(", port %d", placed.Port.V)
		}
		return []*plan.Link{r.SiteLink(what, placed.On.At)}
	case end.Multicast.Set():
		return []*plan.Link{r.SiteLink("multicast group "+party.ID, party.At)}
	}
	what := "external service " + party.ID
	if _, described := r.Site.Externals[party.ID]; described {
		return []*plan.Link{r.SiteLink(what, party.At)}
	}
	return []*plan.Link{{Kind: plan.CatalogueLink, What: what, Where: r.Catalogue.Dir}}
}

// A membership is a node in a set.
type membership struct {
	set  string
	node *plan.Party
}

func (r *derivation) nodeLinks(end catalog.End, party *plan.Party) []*plan.Link {
	if party.Kind == plan.GroupParty {
		return []*plan.Link{r.groupLink(party)}
	}
	key := membership{end.Set.V, party}
	if known, ok := r.joined[key]; ok {
		return known
	}
	id := party.ID
	what, n := r.nodes[id].What, r.nodes[id].Site
	var links []*plan.Link
	switch use := r.Setup.Use; {
	case use != nil && r.nodes[id].Path[0] == "uses" && r.nodes[id].Using:
		links = append(links, r.SiteLink(fmt.Sprintf("%s uses %s", what, r.ID), n.At))
	case use != nil && r.nodes[id].Path[0] == "uses" && n.Role.V == r.Catalogue.Provider():
		links = append(links, r.SiteLink(fmt.Sprintf("%s provides %s", what, r.ID), n.At))
	case n.Role.Set():
		links = append(links, r.SiteLink(fmt.Sprintf("%s has the role %s", what, n.Role.V), n.Role.At))
	case len(n.Services) > 0:
		links = append(links, r.SiteLink(fmt.Sprintf("%s runs %s", what, strings.Join(source.Strings(n.Services), ", ")), n.Services[0].At))
	}
	for _, flag := range r.flagsOf(end.Set.V) {
		links = append(links, r.factLinks(id, flag)...)
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
	for _, s := range r.Catalogue.Sets[set].Is {
		for _, v := range slices.Concat(s.With, s.Without) {
			names[catalog.ParseCondition(v.V).Name] = true
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

// inSentence is a name as it stands within a sentence: its first word in lower case, unless that is an abbreviation.
func inSentence(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if word, _, _ := strings.Cut(name[size:], " "); word != strings.ToLower(word) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}

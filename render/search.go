package render

import (
	"path"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/outage"
	"portolan/render/content/review"
	"portolan/render/content/topology"
	"portolan/render/format/html"
)

// The kinds of results, in the order in which a reader at night wants those that are equally good.
const (
	foundHost = iota
	foundFailure
	foundPerson
	foundRule
	foundRunbook
	foundDocument
)

// search says what readers look for in the pack: by which names they know hosts, what they type for what, and which rows are results of their own.
func (p *packer) search() html.Search {
	t := p.words.Text
	s := html.Search{Prose: p.prose, Page: p.found, Row: p.foundRow, Idle: t("search.idle"), Synonyms: map[string]string{},
		Kinds: []string{foundHost: t("search.hosts"), foundFailure: t("search.failures"), foundRunbook: t("search.runbooks"), foundPerson: t("search.people"),
			foundRule: t("search.rules"), foundDocument: t("search.documents")}}
	for _, word := range p.words.Keys("synonym") {
		s.Synonyms[word] = t("synonym." + word)
	}
	return s
}

// found is what a document is, by its id.
func (p *packer) found(id string) html.Found {
	folder, name := path.Split(id)
	switch folder {
	case docs.Hosts:
		return html.Found{Kind: foundHost, Names: p.namesOf(name), About: p.duties(name), Rank: p.rank(name)}
	case docs.Losses:
		return html.Found{Kind: foundFailure, Names: p.namesOf(name), About: p.duties(name), Rank: p.rank(name), Like: docs.Host(name).Document}
	case docs.Runbooks:
		if book := p.model.Runbook(name); book != nil && len(book.Serves) > 0 { // what is done in need comes before what is planned
			return html.Found{Kind: foundRunbook, Rank: preferred}
		}
		return html.Found{Kind: foundRunbook}
	case docs.Firewalls:
		return html.Found{Kind: foundDocument, Names: []string{name, p.model.Firewall(name).Name}}
	case docs.Starts:
		return html.Found{Kind: foundDocument, Names: []string{name}}
	}
	if id == review.ControlID {
		return html.Found{Kind: foundDocument, Names: p.authors()}
	}
	return html.Found{Kind: foundDocument}
}

// preferred is what a reason to show a document first counts, in pages that lead there.
const preferred = 5

// rank puts a host first for whose loss there are many procedures.
func (p *packer) rank(host string) int {
	if party := p.model.Party(host); party == nil || !outage.HasPage(party) {
		return 0
	}
	return preferred * p.losses.Procedures(host)
}

// authors are their names, without what stands behind them in brackets.
func (p *packer) authors() []string {
	var names []string
	for _, author := range p.model.Document.Authors {
		name, _, _ := strings.Cut(author, " (")
		names = append(names, name)
	}
	return names
}

// duties are what a host is there for.
func (p *packer) duties(host string) []string {
	party := p.model.Party(host)
	if party == nil {
		return nil
	}
	return []string{topology.Does(p.model, host, p.words), p.words.Text("kind." + strings.ReplaceAll(string(party.Kind), " ", "-"))}
}

// namesOf are the names and addresses by which readers know a host: its own, and those by which other zones do.
func (p *packer) namesOf(host string) []string {
	party := p.model.Party(host)
	if party == nil {
		return nil
	}
	names := append([]string{party.ID, party.Name, party.Host}, party.Aliases...)
	for _, place := range p.model.Places(party.ID) {
		for _, a := range place.Addresses {
			names = append(names, a.String())
		}
		for _, t := range p.model.Translations {
			if t.Kind == plan.DestinationTranslation && t.Parties[0] == place.ID {
				for _, a := range t.Addresses {
					names = append(names, a.String())
				}
			}
		}
	}
	return names
}

// foundRow tells of rows that are results of their own: a rule, a grouped rule, a person.
func (p *packer) foundRow(id string) (kind int, own bool) {
	if slices.ContainsFunc(p.model.Contacts, func(c plan.Contact) bool { return docs.Contact(c.ID) == id }) {
		return foundPerson, true
	}
	return foundRule, p.model.Flow(id) != nil || p.policy.Rule(id) != nil
}

package product

import (
	"fmt"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// Network is what is known of the whole site while a plan is made.
type Network struct {
	Site         *site.Site
	AsOf         source.Date  // the day on which acceptances and rehearsals are judged
	Books        []*site.Book // the site's own runbooks and its changes to those of its products
	Plan         *plan.Plan   // in the making
	Products     []*Product   // one for each product, in the site's order
	Every        []*plan.Flow // the plan's flows once they are there, those included that the strict profile leaves out
	Crossing     []*plan.Flow // those of the plan that lead from host to host, likewise
	Parties      map[string]*plan.Party
	Found        source.Diagnostics
	BooksInDoubt bool           // a book of the site could not be read
	Uncertain    bool           // which rules there are may follow from a fault
	Doubts       *source.Doubts // what is faulty
	Keys         *source.KeyPaths
	noted        int // of Found, how many the doubts know
}

// Override is what the site says of a listener, whichever of its sockets is meant.
func (r *Product) Override(listener string) site.Override {
	return r.Given.Overrides[catalog.BaseListener(listener)]
}

// UsedIn reports whether a load balancer or forward proxy with these states is used in one of them; without any it always is.
func UsedIn(states []source.Text, id string) bool {
	return states == nil || source.Contains(states, id)
}

// ProxiesTo are the forward proxies on the way to an external party in a state, by id. A proxy that names the party is the way for all that
// goes there by TCP; one that names none is the way where the documents lead by way of one.
func (s *Network) ProxiesTo(external, state, protocol string, documented bool) []string {
	var ids []string
	for _, id := range source.SortedKeys(s.Site.ForwardProxies) {
		p := s.Site.ForwardProxies[id]
		named := source.Contains(p.For, external)
		if !p.StandsInFor.Set() && UsedIn(p.States, state) && (documented && (named || len(p.For) == 0) || named && protocol == "tcp") {
			ids = append(ids, id)
		}
	}
	return ids
}

// Warn reports what does not stop a plan.
func (s *Network) Warn(code string, v source.Text, help, format string, args ...any) {
	s.Found = append(s.Found, source.Diagnostic{Severity: source.Warning, Code: code, At: v.At, What: fmt.Sprintf(format, args...), Help: help})
}

// ForwardProxy is the site's proxy on the way to an external party, or nil. Of several it is the first that is used in the normal state.
func (s *Network) ForwardProxy(external string) *site.Proxy {
	ways := s.ProxiesTo(external, plan.NormalState, "", true)
	if len(ways) == 0 {
		return nil
	}
	p := s.Site.ForwardProxies[ways[0]]
	return &p
}

// Each lets every product take a step.
func (s *Network) Each(step func(*Product)) {
	for _, r := range s.Products {
		step(r)
	}
}

// Fault reports an error of the site.
func (s *Network) Fault(code string, at source.Position, help, format string, args ...any) {
	s.Found = append(s.Found, source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

// SiteLink is a key of the site as a reason of a flow.
func (s *Network) SiteLink(what string, at source.Position) *plan.Link {
	return &plan.Link{Kind: plan.SiteLink, What: what, Where: s.Site.Seen(at.File()), Key: s.Keys.At(at), Line: at.Line()}
}

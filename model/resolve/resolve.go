// Package resolve works out what a site means: the site and its products' catalogues in, a plan and diagnostics out. Each phase has a file.
package resolve

import (
	"cmp"
	"maps"
	"slices"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/procedure"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// Options are what Resolve needs besides the site and its catalogue.
type Options struct {
	AsOf   source.Date  // the day on which acceptances and rehearsals are judged; the document's date when zero
	Strict bool         // runbooks that are left out for want of a value are warnings
	Books  []*site.Book // the site's own runbooks and its changes to those of its products

	Approvals       *approval.File // what was approved, or nil where the site has no such file
	RequireApproved bool           // a rule that is not approved is an error
}

// Resolve works out what a site of one product means. Diagnostics include the findings of the catalogue's lint rules; where any is an
// error the plan is nil.
func Resolve(site *site.Site, cat *catalog.Catalogue, opts Options) (*plan.Plan, source.Diagnostics) {
	return All(site, []*catalog.Catalogue{cat}, opts)
}

// All works out what a site means whose network holds several products. The catalogues are in the order of the site's own list.
func All(site *site.Site, cats []*catalog.Catalogue, opts Options) (*plan.Plan, source.Diagnostics) {
	if opts.AsOf.IsZero() {
		opts.AsOf = site.Document.Date.V
	}
	s := &product.Network{Site: site, AsOf: opts.AsOf, Books: opts.Books, Plan: newPlan(site, cats), Parties: map[string]*plan.Party{}}
	s.Plan.LookIn(s.Parties, nil)
	for _, cat := range onceEach(s, cats) {
		s.Products = append(s.Products, product.New(s, cat))
	}
	placeParties(s)
	s.Each(placeResources)
	checkFacts(s)
	s.Each(describeNodes)
	checkNames(s)
	s.Each(checkNamedNodes)
	judgeSite(s)
	if s.Found.HasErrors() {
		return nil, s.Found.Sorted()
	}
	enumerateStates(s)
	checkUse(s)
	s.Each(checkPairs)
	checkPorts(s)
	s.Each(checkExternals)
	u := newUnion(s, expectedFlows*len(site.Nodes))
	u.deriveFlows()
	u.declareFlows()
	placeFirewalls(s)
	if s.Found.HasErrors() {
		return nil, s.Found.Sorted()
	}
	finishFlows(s, u.flows)
	requests := applyRequests(s)
	approve(s, opts.Approvals, opts.RequireApproved)
	requests.checkClaims()
	listeners := indexListeners(s)
	s.Plan.Unopened = unopened(s, listeners)
	s.Plan.Sets = ofAll(s, sets)
	checkConflicts(s, listeners)
	checkOutside(s)
	applyLint(s, u)
	s.Plan.Questions = ofAll(s, questions)
	s.Plan.NotCovered = notCovered(s)
	s.Plan.Review = reviewDates(s)
	s.Plan.Insecure, s.Plan.Trust, s.Plan.Terms = ofAll(s, insecure), ofAll(s, trust), ofAll(s, terms)
	procedure.CheckSiteBooks(s)
	s.Each(procedure.GenerateFiles)
	s.Each(procedure.CompileRunbooks)
	s.Plan.Losses = ofAll(s, procedure.Losses)
	s.Plan.Components, s.Plan.Triage = ofAll(s, procedure.Components), ofAll(s, procedure.Triage)
	if opts.Strict {
		procedure.NameLeftOut(s)
	}
	sortPlan(s)
	if s.Found.HasErrors() {
		return nil, s.Found.Sorted()
	}
	hintReviews(s)
	return s.Plan, s.Found.Sorted()
}

// onceEach are the catalogues without those that come twice. A product that is named twice is an error: its nodes, resources and rules would be one
// installation, whatever the site means.
func onceEach(s *product.Network, cats []*catalog.Catalogue) []*catalog.Catalogue {
	var out []*catalog.Catalogue
	named := s.Site.Catalogues()
	for i, cat := range cats {
		at := slices.IndexFunc(cats[:i], func(o *catalog.Catalogue) bool { return o.Product.ID.V == cat.Product.ID.V })
		if at >= 0 {
			s.Fault("S193", named[i].At, "remove it; describe a second installation as a site of its own", "%q and %q are the same product, and a site holds one installation of each", named[at].V, named[i].V)
		}
		if at < 0 || cats[at].Dir != cat.Dir {
			out = append(out, cat)
		}
	}
	return out
}

// ofAll joins what the products contribute, in their order.
func ofAll[T any](s *product.Network, of func(*product.Product) []T) []T {
	var out []T
	for _, r := range s.Products {
		out = append(out, of(r)...)
	}
	return out
}

// expectedFlows is the number of flows per node that room is made for beforehand. A wrong guess costs time, nothing else.
const expectedFlows = 128

func newPlan(site *site.Site, cats []*catalog.Catalogue) *plan.Plan {
	p := &plan.Plan{Site: site.ID, Profile: cmp.Or(plan.Profile(site.Profile.V), plan.UsualProfile), Document: documentInfo(site.Document)}
	for _, cat := range cats {
		p.Products = append(p.Products, plan.ProductInfo{Catalogue: cat.Dir, ID: cat.Product.ID.V, Edition: cat.Product.Edition.V, Name: cat.Product.Name.V})
	}
	for _, id := range slices.Sorted(maps.Keys(site.Zones)) {
		z := site.Zones[id]
		p.Zones = append(p.Zones, plan.Zone{ID: id, Name: z.Name.V, Networks: source.Strings(z.Networks), Outside: z.Outside.V, Inside: z.Inside.V})
	}
	for _, id := range slices.Sorted(maps.Keys(site.Contacts)) {
		c := site.Contacts[id]
		p.Contacts = append(p.Contacts, plan.Contact{ID: id, Name: c.Name.V, Role: c.Role.V, Phone: c.Phone.V, Mail: c.Mail.V, When: c.When.V, Duties: source.Strings(c.Duties)})
	}
	if b := site.Backup; b != nil {
		p.Backup = &plan.BackupInfo{Folder: b.Folder.V, EveryHours: b.EveryHours.V, KeepDays: b.KeepDays.V, Owner: b.Owner.V}
	}
	if b := site.Recovery; b != nil {
		p.Recovery = &plan.RecoveryInfo{RTO: b.RTOMinutes.V, RPO: b.RPOMinutes.V}
	}
	return p
}

func documentInfo(d site.DocumentControl) plan.DocumentInfo {
	info := plan.DocumentInfo{Customer: d.Customer.V, Title: d.Title.V, ID: d.ID.V, Classification: d.Classification.V, Revision: d.Revision.V,
		Date: d.Date.V, Authors: source.Strings(d.Authors), Distribution: source.Strings(d.Distribution)}
	for _, h := range d.History {
		info.History = append(info.History, plan.HistoryInfo{Revision: h.Revision.V, Date: h.Date.V, Text: h.Text.V})
	}
	for _, a := range d.Approvals {
		info.Approvals = append(info.Approvals, plan.SignerInfo{Name: a.Name.V, Role: a.Role.V, Date: a.Date.V})
	}
	return info
}

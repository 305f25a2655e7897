package model

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/source"
)

// Options are what Resolve needs besides the site and its catalogue.
type Options struct {
	AsOf   source.Date // the day on which acceptances and rehearsals are judged; the document's date when zero
	Strict bool        // runbooks that are left out for want of a value are warnings
	Books  []*SiteBook // the site's own runbooks and its changes to those of its products

	Approvals       *approval.File // what was approved, or nil where the site has no such file
	RequireApproved bool           // a rule that is not approved is an error
}

// Resolve works out what a site of one product means. Diagnostics include the findings of the catalogue's lint rules; where any is an
// error the plan is nil.
func Resolve(site *Site, cat *catalog.Catalogue, opts Options) (*Plan, source.Diagnostics) {
	return ResolveAll(site, []*catalog.Catalogue{cat}, opts)
}

// ResolveAll works out what a site means whose network holds several products. The catalogues are in the order of the site's own list.
func ResolveAll(site *Site, cats []*catalog.Catalogue, opts Options) (*Plan, source.Diagnostics) {
	if opts.AsOf.IsZero() {
		opts.AsOf = site.Document.Date.V
	}
	s := &shared{site: site, opts: opts, plan: newPlan(site, cats), parties: map[string]*Party{}, carried: map[carriage]bool{},
		flows: make(map[flowKey]*Flow, expectedFlows*len(site.Nodes))}
	s.plan.party = s.parties
	for _, cat := range cats {
		s.products = append(s.products, newResolver(s, cat))
	}
	s.placeParties()
	s.each((*resolver).placeResources)
	s.checkFacts()
	s.each((*resolver).describeNodes)
	s.checkNames()
	if s.found.HasErrors() {
		return nil, s.found.Sorted()
	}
	s.enumerateStates()
	s.checkUse()
	s.each((*resolver).deriveFlows)
	s.declareFlows()
	s.placeFirewalls()
	if s.found.HasErrors() {
		return nil, s.found.Sorted()
	}
	s.finishFlows()
	s.each((*resolver).listUnopened)
	s.each((*resolver).listSets)
	s.checkConflicts()
	s.applyLint()
	s.each((*resolver).askQuestions)
	s.listNotCovered()
	s.reviewDates()
	s.each((*resolver).listSecurity)
	s.checkSiteBooks()
	s.each((*resolver).generateFiles)
	s.each((*resolver).compileRunbooks)
	s.each((*resolver).noteLosses)
	s.each((*resolver).noteTriage)
	if opts.Strict {
		s.nameLeftOut()
	}
	s.order()
	if s.found.HasErrors() {
		return nil, s.found.Sorted()
	}
	s.hintReviews()
	return s.plan, s.found.Sorted()
}

// expectedFlows is the number of flows per node that room is made for beforehand. A wrong guess costs time, nothing else.
const expectedFlows = 128

// shared is what is known of the whole site while a plan is made.
type shared struct {
	site     *Site
	opts     Options
	plan     *Plan
	products []*resolver // one for each product, in the site's order
	parties  map[string]*Party
	flows    map[flowKey]*Flow
	carried  map[carriage]bool // what goes by way of load balancers and forward proxies
	found    source.Diagnostics
}

// resolver is what is known of one product of the site.
type resolver struct {
	*shared
	cat       *catalog.Catalogue
	nodes     []*node           // by id
	host      map[string]string // resource -> party
	facts     map[string]any    // conditions: the site's facts, and "resource.fact"
	states    []assignment
	listeners map[string][]knownListener // by service
	offs      map[string]bool            // listeners that are not in use here
	setFlags  map[string][]string        // flags that a set's definition asks about
	made      map[origin]*Flow
	reasons   map[direction][]Link
	joined    map[[2]string][]Link // set and node
	orders    map[string][]string  // node -> its services in their order of start
}

func newResolver(s *shared, cat *catalog.Catalogue) *resolver {
	return &resolver{shared: s, cat: cat, host: map[string]string{}, facts: map[string]any{}, setFlags: map[string][]string{}, listeners: map[string][]knownListener{}, offs: map[string]bool{},
		made: map[origin]*Flow{}, reasons: map[direction][]Link{}, joined: map[[2]string][]Link{}, orders: map[string][]string{}}
}

// each lets every product take a step.
func (s *shared) each(step func(*resolver)) {
	for _, r := range s.products {
		step(r)
	}
}

func (s *shared) fault(code string, at source.Position, help, format string, args ...any) {
	s.found = append(s.found, source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

func newPlan(site *Site, cats []*catalog.Catalogue) *Plan {
	p := &Plan{Site: site.ID, Profile: cmp.Or(site.Profile.V, "full"), Document: documentInfo(site.Document)}
	for _, cat := range cats {
		p.Products = append(p.Products, ProductInfo{cat.Dir, cat.Product.ID.V, cat.Product.Edition.V, cat.Product.Name.V})
	}
	for _, id := range slices.Sorted(maps.Keys(site.Zones)) {
		z := site.Zones[id]
		p.Zones = append(p.Zones, Zone{ID: id, Name: z.Name.V, Networks: texts(z.Networks), Outside: z.Outside.V})
	}
	for _, id := range slices.Sorted(maps.Keys(site.Contacts)) {
		c := site.Contacts[id]
		p.Contacts = append(p.Contacts, Contact{id, c.Name.V, c.Role.V, c.Phone.V, c.Mail.V, c.When.V, texts(c.Duties)})
	}
	if b := site.Backup; b != nil {
		p.Backup = &BackupInfo{b.Folder.V, b.EveryHours.V, b.KeepDays.V, b.Owner.V}
	}
	if b := site.Recovery; b != nil {
		p.Recovery = &RecoveryInfo{b.RTOMinutes.V, b.RPOMinutes.V}
	}
	return p
}

func documentInfo(d DocumentControl) DocumentInfo {
	info := DocumentInfo{Customer: d.Customer.V, Title: d.Title.V, ID: d.ID.V, Classification: d.Classification.V, Revision: d.Revision.V,
		Date: d.Date.V, Authors: texts(d.Authors), Distribution: texts(d.Distribution)}
	for _, h := range d.History {
		info.History = append(info.History, HistoryInfo{h.Revision.V, h.Date.V, h.Text.V})
	}
	for _, a := range d.Approvals {
		info.Approvals = append(info.Approvals, SignerInfo{a.Name.V, a.Role.V, a.Date.V})
	}
	return info
}

func texts(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.V)
	}
	return out
}

// place is a position as a pack shows it: without the folders of the machine it was built on.
func (s *shared) place(at source.Position) string {
	if at.File == s.site.File.Name {
		return fmt.Sprintf("%s:%d", path.Base(at.File), at.Line)
	}
	file := at.File
	for _, r := range s.products {
		if plain := r.cat.Plain(at.File); plain != at.File {
			file = plain
			break
		}
	}
	return fmt.Sprintf("%s:%d", file, at.Line)
}

// cite turns the catalogue's places in documents into what readers know them by.
func (r *resolver) cite(sources strs) []Citation {
	var out []Citation
	for _, s := range sources {
		c, _ := catalog.ParseCitation(s.V)
		d := r.cat.Documents[c.Document]
		out = append(out, Citation{d.Publisher.V, d.Title.V, d.Edition.V, c.Section, c.Lines, d.File.V})
	}
	return out
}

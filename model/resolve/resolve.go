// Package resolve works out what a site means: the site and its products' catalogues in, a plan and diagnostics out. Each phase has a file.
package resolve

import (
	"cmp"
	"maps"
	"slices"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/model/procedure"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// Options are what Resolve needs besides the site and its catalogue.
type Options struct {
	AsOf         source.Date        // the day on which acceptances and rehearsals are judged; the document's date when zero
	Strict       bool               // runbooks that are left out for want of a value are warnings, even at a site that says nothing of its operation
	Propose      Proposal           // to which sites it is proposed what to write for topics that stay open
	Books        []*site.Book       // the site's own runbooks and its changes to those of its products
	BooksInDoubt bool               // a runbook of the site could not be read
	Found        source.Diagnostics // what was found when the site was read

	Approvals       *approval.File    // what was approved, or nil where the site has no such file
	Decisions       *decision.File    // likewise what was decided on open items
	Base            *plan.Plan        // of an environment: what its base means, where that is a whole site
	RequireApproved bool              // a rule that is not approved is an error
	Records         *approval.Records // what was returned of rules, likewise
}

// Resolve works out what a site of one product means, in however many installations. Diagnostics include the findings of the catalogue's lint rules; where any is an
// error the plan is nil.
func Resolve(site *site.Site, cat *catalog.Catalogue, opts Options) (*plan.Plan, source.Diagnostics) {
	return All(site, slices.Repeat([]*catalog.Catalogue{cat}, max(1, len(site.Setups()))), opts)
}

// keysOf are the keys that reasons may name.
func keysOf(site *site.Site, decided *decision.File) *source.KeyPaths {
	if decided == nil {
		return source.PathsIn(site.File)
	}
	return source.PathsIn(site.File, decided.Source)
}

// All works out what a site means whose network holds several products. The catalogues are in the order of the site's own list; of one that
// is not there only the name is known. Behind an error the phases go on with what is known, so that every fault is told at once, and the
// plan is nil.
func All(site *site.Site, cats []*catalog.Catalogue, opts Options) (*plan.Plan, source.Diagnostics) {
	if opts.AsOf.IsZero() {
		opts.AsOf = site.Document.Date.V
	}
	s := &product.Network{Site: site, AsOf: opts.AsOf, Books: opts.Books, Plan: newPlan(site), Parties: map[string]*plan.Party{}, Doubts: site.File.Doubts(), Keys: keysOf(site, opts.Decisions), BooksInDoubt: opts.BooksInDoubt}
	s.Doubts.Note(ofValues(opts.Found))
	s.Plan.LookIn(s.Parties, nil)
	install(s, cats)
	chosen := chooseSources(s, opts.Decisions)
	s.Plan.Products = ofAll(s, productInfo)
	placeParties(s)
	placeNetworks(s)
	listNodes(s)
	checkAmbiguous(s)
	checkFacts(s)
	s.Each(placeResources)
	s.Each(describeNodes)
	checkNames(s)
	s.Each(checkNamedNodes)
	backupHost(s)
	judgeSite(s)
	checkSeverities(s)
	enumerateStates(s)
	checkUse(s)
	s.Each(checkPairs)
	checkPorts(s)
	s.Each(checkExternals)
	s.Each(joinMulticast)
	u := newUnion(s, expectedFlows*len(site.Nodes))
	u.deriveFlows()
	u.declareFlows()
	u.standIn()
	placeFirewalls(s)
	s.Uncertain = opts.Found.HasErrors() || s.Found.HasErrors()
	finishFlows(s, u.flows, chosen)
	markUpkeep(s)
	markTopics(s)
	requests := applyRequests(s)
	approve(s, opts.Approvals, opts.RequireApproved)
	requests.takeRecords(opts.Records)
	requests.checkClaims()
	listeners := indexListeners(s)
	s.Plan.Unopened = unopened(listeners)
	s.Plan.Sets = ofAll(s, sets)
	s.Plan.Omitted = ofAll(s, omitted)
	checkConflicts(s, listeners)
	checkOutside(s)
	settled := applyLint(s, u)
	s.Plan.Questions = joinQuestions(ofAll(s, questions))
	s.Plan.Sources = sources(s)
	s.Plan.NotCovered = notCovered(s)
	s.Plan.Waivers = waive(s)
	proposeUses(s)
	s.Plan.Review = reviewDates(s)
	s.Plan.Diagram = diagramHints(s)
	placeZones(s.Plan)
	s.Plan.Insecure, s.Plan.Trust, s.Plan.Terms = ofAll(s, insecure), trust(s), terms(s)
	procedure.CheckSiteBooks(s)
	s.Each(procedure.GenerateFiles)
	s.Each(procedure.CompileRunbooks)
	s.Plan.Losses = ofAll(s, procedure.Losses)
	s.Plan.Components, s.Plan.Triage = ofAll(s, procedure.Components), ofAll(s, procedure.Triage)
	s.Plan.Environment = environment(s, opts.Base)
	if opts.Strict || operated(s) {
		procedure.NameLeftOut(s)
	}
	sortPlan(s)
	s.Plan.Decisions = decide(s, opts.Decisions)
	if !opts.Found.HasErrors() && !s.Found.HasErrors() {
		hintReviews(s)
		if opts.Propose == ToAll || opts.Propose == ToUsers && len(site.Uses) > 0 {
			hintTopics(s)
		}
	}
	acceptedNothing(s, slices.Concat(opts.Found, s.Found), settled, opts.Strict)
	return outcome(s, Weigh(site, accept(s, slices.Concat(opts.Found, s.Found), settled)))
}

// outcome is the plan, where nothing that was found is an error, and what is told: nothing of rules where it is uncertain which there are.
func outcome(s *product.Network, found source.Diagnostics) (*plan.Plan, source.Diagnostics) {
	switch {
	case !found.HasErrors():
		plan.Settle(s.Plan)
		return s.Plan, found.Sorted()
	case s.Uncertain:
		found = slices.DeleteFunc(found, ofRules)
	}
	return nil, found.Sorted()
}

// ofValues are the errors that put in doubt what they stand at: a misspelled id still names its thing.
func ofValues(found source.Diagnostics) source.Diagnostics {
	return slices.DeleteFunc(slices.Clone(found), func(d source.Diagnostic) bool { return d.Code == "S05" })
}

// ofRules reports whether something is said of the rules of a plan. It is told when it is certain which rules there are.
func ofRules(d source.Diagnostic) bool {
	return slices.Contains([]string{"S37", "S38", "S40", "S44", "S57", "S59", "S60", "S62", "S63", "S64", "S65", "S67", "S81", "S92", "S93", "S94", "S95", "S96", "S97", "S98", "S99", "S149", "S371", "S372", "S373", "S374", "S377", "S395", "S396",
		"S204", "S205", balancerWithoutRule, proxyWithoutRule, partWithoutRule}, d.Code)
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
const expectedFlows = 80

func newPlan(site *site.Site) *plan.Plan {
	p := &plan.Plan{Site: site.ID, Profile: cmp.Or(plan.Profile(site.Profile.V), plan.UsualProfile), Document: documentInfo(site.Document), Objects: site.Objects.Plain()}
	for _, id := range slices.Sorted(maps.Keys(site.Locations)) {
		l := site.Locations[id]
		p.Locations = append(p.Locations, plan.Location{ID: id, Name: l.Name.V, Kind: l.Kind.V, Note: l.Note.V, StandsInFor: l.StandsInFor.V})
	}
	for _, id := range slices.Sorted(maps.Keys(site.Zones)) {
		z := site.Zones[id]
		p.Zones = append(p.Zones, plan.Zone{ID: id, Name: z.Name.V, Location: site.LocationOf(id), VLAN: z.VLAN.V, Networks: source.Strings(z.Networks), Outside: z.Outside.V, Inside: z.Inside.V, Scope: z.Scope.V, Tier: z.Tier.V})
	}
	for _, id := range slices.Sorted(maps.Keys(site.Contacts)) {
		c := site.Contacts[id]
		p.Contacts = append(p.Contacts, plan.Contact{ID: id, Name: c.Name.V, Role: c.Role.V, Phone: c.Phone.V, Mail: c.Mail.V, When: c.When.V, Always: c.Always.V, Duties: source.Strings(c.Duties)})
	}
	slices.SortStableFunc(p.Contacts, answersFirst)
	if b := site.Backup; b != nil {
		p.Backup = &plan.BackupInfo{Folder: b.Folder.V, EveryHours: b.EveryHours.V, KeepDays: b.KeepDays.V, Owner: b.Owner.V}
	}
	if b := site.Recovery; b != nil {
		p.Recovery = &plan.RecoveryInfo{RTO: b.RTOMinutes.V, RPO: b.RPOMinutes.V}
	}
	if i := site.Incident; i != nil {
		p.Incident = incidentInfo(i)
	}
	return p
}

func incidentInfo(i *site.Incident) plan.IncidentInfo {
	out := plan.IncidentInfo{Declare: source.Strings(i.Declare), Tell: source.Strings(i.Tell), UpdateMinutes: i.UpdateMinutes.V, Start: i.Messages.Start.V, Progress: i.Messages.Progress.V, End: i.Messages.End.V}
	for _, s := range i.Escalate {
		out.Escalate = append(out.Escalate, plan.Escalation{AfterMinutes: s.AfterMinutes.V, Contacts: source.Strings(s.To)})
	}
	for name, own := range map[string]source.Text{"critical": i.Severities.Critical, "high": i.Severities.High, "medium": i.Severities.Medium, "low": i.Severities.Low} {
		if own.Set() {
			if out.Severities == nil {
				out.Severities = map[string]string{}
			}
			out.Severities[name] = own.V
		}
	}
	return out
}

// productInfo names an installation in the plan.
func productInfo(r *product.Product) []plan.ProductInfo {
	return []plan.ProductInfo{{Catalogue: r.Catalogue.Dir, ID: r.ID, Edition: r.Catalogue.Product.Edition.V, Name: r.Name, Product: r.Catalogue.Product.Name.V, Label: r.Label(),
		Language: cmp.Or(r.Catalogue.Product.Language.V, "en")}}
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

// answersFirst puts contacts first who answer at any hour.
func answersFirst(a, b plan.Contact) int {
	switch {
	case a.Always == b.Always:
		return 0
	case a.Always:
		return -1
	}
	return 1
}

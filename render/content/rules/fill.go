package rules

import (
	"fmt"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/text/jsontext"
)

// JSON is rules.json. Equal plans give equal bytes.
func JSON(plan *plan.Plan, pol *policy.Policy) ([]byte, error) {
	data, err := jsontext.JSON(Of(plan, pol))
	if err != nil {
		return nil, fmt.Errorf("rules.json: %w", err)
	}
	return data, nil
}

// Of is a plan and its grouped form in the published format.
func Of(plan *plan.Plan, pol *policy.Policy) *File {
	d := plan.Document
	f := &File{Schema: SchemaName, Format: FormatVersion, Site: plan.Site, Profile: plan.Profile, Views: views(pol),
		Document: Document{Customer: d.Customer, Title: d.Title, ID: d.ID, Classification: d.Classification, Revision: d.Revision, Date: d.Date},
		Products: []Product{}, Questions: []Question{}, NotCovered: []NotCovered{}}
	for _, p := range plan.Products {
		f.Products = append(f.Products, Product{p.Catalogue, p.Name, installation(p)})
	}
	f.network(plan)
	f.objects(plan, pol)
	f.rules(plan)
	for i := range pol.Rules {
		f.Grouped = append(f.Grouped, grouped(plan, pol, &pol.Rules[i]))
	}
	c := pol.Counts
	f.Counts = Counts{Rules: c.Flows, Internal: len(plan.Flows) - len(plan.Network()), Between: c.Between, Inside: c.Inside, Unenforced: c.Unenforced, Grouped: c.Rules,
		Perimeter: c.Perimeter, SameZone: c.SameZone, Connections: c.Connected}
	for _, q := range plan.Questions {
		f.Questions = append(f.Questions, Question{q.ID, q.Title, q.Decision, list(q.Flows), list(q.Nodes)})
	}
	for _, n := range plan.NotCovered {
		f.NotCovered = append(f.NotCovered, NotCovered{n.ID, n.Topic, list(n.Declared)})
	}
	return f
}

// rules are the rules of the long form, and their reasons.
func (f *File) rules(p *plan.Plan) {
	reasons := plan.NewReasons()
	for _, flow := range p.Flows {
		f.Rules = append(f.Rules, rule(p, flow, reasons.Of(flow)))
	}
	f.Reasons = map[string]Link{}
	for id, l := range reasons.ByID {
		link := Link{Kind: string(l.Kind), What: l.What, Where: l.Where, Key: l.Key}
		if c := l.Citation; c != nil {
			link.Citation = &Citation{c.Publisher, c.Title, c.Edition, c.Section, c.Page, c.Kind, c.URL}
		}
		f.Reasons[id] = link
	}
}

// network is what the site says of its network.
func (f *File) network(plan *plan.Plan) {
	f.States, f.Zones, f.Firewalls, f.Translations = []State{}, []Zone{}, []Firewall{}, []Translation{}
	for _, s := range plan.States {
		f.States = append(f.States, State{ID: s.ID, Fact: s.Fact, Floating: s.Floating, Holder: s.Holder, From: s.From, Location: s.Location, Lost: s.Lost, StandIns: s.StandIns})
	}
	for _, l := range plan.Locations {
		f.Locations = append(f.Locations, Location{l.ID, l.Name, l.Kind, l.StandsInFor})
	}
	for _, z := range plan.Zones {
		f.Zones = append(f.Zones, Zone{z.ID, z.Name, list(z.Networks), z.Outside, z.Location, z.VLAN, z.Scope})
	}
	for _, w := range plan.Firewalls {
		f.Firewalls = append(f.Firewalls, Firewall{w.ID, w.Name, list(w.Zones), w.Owner, w.Log, w.Interfaces, w.ZoneNames})
	}
	for _, t := range plan.Translations {
		f.Translations = append(f.Translations, Translation{t.ID, string(t.Kind), list(t.Parties), texts(t.Addresses), t.Firewall, list(t.Zones)})
	}
}

// objects are what rules name.
func (f *File) objects(plan *plan.Plan, pol *policy.Policy) {
	f.Parties, f.HostGroups, f.ServiceGroups, f.Rules, f.Grouped = []Party{}, []HostGroup{}, []ServiceGroup{}, []Rule{}, []Grouped{}
	for _, p := range plan.Parties {
		f.Parties = append(f.Parties, party(plan, p))
	}
	for _, h := range pol.Hosts {
		where := []string{}
		for _, id := range h.Members {
			where = append(where, plan.Party(id).Where()...)
		}
		f.HostGroups = append(f.HostGroups, HostGroup{h.ID, h.Name, h.Zone, list(h.Members), where, h.Named})
	}
	for _, s := range pol.Services {
		ports := []Port{}
		for _, p := range s.Ports {
			ports = append(ports, port(p))
		}
		f.ServiceGroups = append(f.ServiceGroups, ServiceGroup{s.ID, s.Name, ports, list(s.Services), s.Named})
	}
}

// installation is the id of an installation where the site has several of its product.
func installation(p plan.ProductInfo) string {
	if p.Label == "" {
		return ""
	}
	return p.ID
}

func rule(plan *plan.Plan, f *plan.Flow, because []string) Rule {
	r := Rule{ID: f.ID, Rule: f.Rule, Installation: installation(plan.Installation(f.Product)), Internal: f.Internal, From: f.From, To: f.To, FromZone: plan.FromZone(f), FromLoc: location(plan, plan.FromZone(f)), ToLoc: location(plan, plan.ToZone(f)),
		ToZone: plan.ToZone(f), Caller: f.Caller, Service: f.Service, Listener: f.Listener, Port: port(f.Port), Basis: f.Basis,
		Application: f.Application, Purpose: f.Purpose, Encrypted: f.Encrypted, Via: f.Via, Leg: f.Leg, Families: plan.Families(f).Keys(), Translated: list(f.Translated), KnownAs: knownAs(plan, f), Requests: list(f.Requests),
		Notes: list(f.Notes), Chain: because,
		Terms: terms(policy.TermsOf(f), f.Firewalls)}
	for _, h := range f.Hops {
		r.Hops = append(r.Hops, Hop(h))
	}
	return r
}

func grouped(plan *plan.Plan, pol *policy.Policy, r *policy.Rule) Grouped {
	uses := []Use{}
	for _, u := range pol.Uses(r) {
		uses = append(uses, Use{port(u.Port), u.Answers, u.Purposes, u.Flows})
	}
	return Grouped{ID: r.ID, FromZone: r.FromZone, ToZone: r.ToZone, From: r.From, To: r.To, Services: r.Services, Purposes: list(r.Purposes), Reasons: list(r.Reasons),
		Families: familiesOf(plan, r).Keys(), Hops: hopsOf(plan, r), Rules: list(r.Flows), Uses: uses, Terms: terms(r.Terms, r.Firewalls)}
}

// terms are those of a flow or a grouped rule in the published format.
func terms(t policy.Terms, firewalls []string) Terms {
	return Terms{Action: t.Action, SourcePort: t.SourcePort, Phase: string(t.Phase), States: list(t.States), Requirement: t.Requirement, Condition: t.Condition,
		Disputed: t.Disputed, Log: t.Log, Status: t.Status, Owner: t.Owner, Requester: t.Requester, Ticket: t.Ticket, Since: t.Since, Until: t.Until, Need: t.Justification, Review: t.Review,
		Approval: agreed(t.Approval), Standing: standing(t.Standing), Claimed: t.Claimed, Implementer: t.Implementer, Firewalls: list(firewalls)}
}

func port(p catalog.Port) Port {
	return Port{Protocol: p.Protocol, Name: named(p), Port: p.Numbers.String(), Type: p.Type, Choice: string(p.Choice)}
}

// named is the name of a protocol that is given by its number.
func named(p catalog.Port) string {
	if name := p.Name(); name != p.Protocol {
		return name
	}
	return ""
}

func agreed(a *plan.Approval) *Approval {
	if a == nil {
		return nil
	}
	return &Approval{a.By, a.Role, a.Date, a.Ticket, a.Until}
}

func standing(s approval.Standing) Standing {
	out := Standing{State: string(s.State), Was: agreed(s.Was)}
	for _, c := range s.Changes {
		out.Changes = append(out.Changes, Changed{c.What, list(c.Old), list(c.New)})
	}
	return out
}

// texts are addresses or networks as text.
func texts[T fmt.Stringer](values []T) []string {
	out := []string{}
	for _, v := range values {
		out = append(out, v.String())
	}
	return out
}

// location is the id of the location of a zone, or "".
func location(resolved *plan.Plan, zone string) string {
	if l := plan.LocationOf(resolved, zone); l != nil {
		return l.ID
	}
	return ""
}

// Package plan holds what a site means: every flow, rule, reason and procedure, and look-ups on them. Nothing changes a plan after it is resolved.
package plan

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A Plan is what a site means: complete, sorted, and not changed after Resolve returns it. Every output comes from it.
type Plan struct {
	Site          string            `json:"site"`
	Products      []ProductInfo     `json:"products"`
	Profile       Profile           `json:"profile"`
	Environment   *Environment      `json:"environment,omitempty"` // what it differs in from its base
	Document      DocumentInfo      `json:"document"`
	Locations     []Location        `json:"locations,omitempty"` // by id
	Zones         []Zone            `json:"zones"`
	Parties       []*Party          `json:"parties"` // by id
	Nodes         []*Node           `json:"nodes"`   // by id
	Resources     []PlacedResource  `json:"resources"`
	States        []State           `json:"states"`                  // the first is the normal state
	Flows         []*Flow           `json:"flows"`                   // by from, to, port, rule
	Dropped       []*Flow           `json:"dropped"`                 // disputed flows that the profile or a decision leaves out
	Omitted       []OmittedRule     `json:"omitted_rules,omitempty"` // flow rules that the site does without
	Unopened      []Listening       `json:"unopened"`                // listeners that no flow ends at, with the reason
	Questions     []Question        `json:"questions"`
	NotCovered    []NotCovered      `json:"not_covered"`
	Findings      []Finding         `json:"findings"`
	Waivers       []Waiver          `json:"waivers,omitempty"`   // by name
	Decisions     []Decision        `json:"decisions,omitempty"` // on open items, by id
	Contacts      []Contact         `json:"contacts,omitempty"`
	Incident      IncidentInfo      `json:"incident,omitzero"`
	Groups        []Group           `json:"groups,omitempty"`         // named by the site, by id
	ServiceGroups []ServiceGroup    `json:"service_groups,omitempty"` // likewise
	Objects       ObjectNames       `json:"objects,omitzero"`         // as the site says
	Firewalls     []Firewall        `json:"firewalls,omitempty"`      // likewise
	Translations  []Translation     `json:"translations,omitempty"`   // likewise
	Backup        *BackupInfo       `json:"backup,omitempty"`
	Recovery      *RecoveryInfo     `json:"recovery,omitempty"`
	Review        *ReviewInfo       `json:"review,omitempty"`
	Policies      []RulePolicy      `json:"policies,omitempty"`
	Insecure      []InsecureService `json:"insecure"`        // listeners whose traffic is not encrypted, with the rules that end there
	Trust         []TrustFact       `json:"trust,omitempty"` // what the documents say on trust and certificates
	Terms         []Term            `json:"terms,omitempty"` // words and short names of the products, for a glossary
	Runbooks      []*Runbook        `json:"runbooks"`
	LeftOut       []LeftOut         `json:"runbooks_left_out,omitempty"`
	Files         []*GeneratedFile  `json:"files,omitempty"` // by host, then by path
	Losses        []LossNote        `json:"losses,omitempty"`
	Components    []Component       `json:"components,omitempty"`
	Triage        []TriageCheck     `json:"triage,omitempty"`
	Sources       []Source          `json:"sources"` // the documents of the catalogues, each once

	Diagram DiagramHints `json:"-"` // of the site
	Sets    []Set        `json:"-"` // of the catalogues, in the order of the products, then by id

	party map[string]*Party
	flow  map[string]*Flow
	found *found
}

// ProductInfo names an installation of a product that a plan is made from.
type ProductInfo struct {
	Catalogue string `json:"catalogue"`
	ID        string `json:"id"` // of the installation: the product's, where the site has one of it
	Edition   string `json:"edition"`
	Name      string `json:"name"`

	Product  string `json:"-"` // the product's own name
	Language string `json:"-"` // of the catalogue's texts
	Label    string `json:"-"` // what names of its catalogue end with, in brackets, where the site has several installations of the product
}

// Called is a name of the catalogue as the plan has it.
func (p ProductInfo) Called(name string) string {
	if name == "" || p.Label == "" {
		return name
	}
	return name + " (" + p.Label + ")"
}

// Plain is a name of the plan as the catalogue has it.
func (p ProductInfo) Plain(name string) string {
	if p.Label == "" {
		return name
	}
	return strings.TrimSuffix(name, " ("+p.Label+")")
}

// Installation finds an installation by its id.
func (p *Plan) Installation(id string) ProductInfo {
	if i := slices.IndexFunc(p.Products, func(of ProductInfo) bool { return of.ID == id }); i >= 0 {
		return p.Products[i]
	}
	return ProductInfo{ID: id}
}

// DocumentInfo is the pack's document control.
type DocumentInfo struct {
	Customer       string        `json:"customer"`
	Title          string        `json:"title"`
	ID             string        `json:"id,omitempty"`
	Classification string        `json:"classification"`
	Revision       string        `json:"revision"`
	Date           source.Date   `json:"date"`
	Authors        []string      `json:"authors,omitempty"`
	Distribution   []string      `json:"distribution,omitempty"`
	History        []HistoryInfo `json:"history,omitempty"`
	Approvals      []SignerInfo  `json:"approvals,omitempty"`
}

// HistoryInfo is one revision of the document.
type HistoryInfo struct {
	Revision string      `json:"revision"`
	Date     source.Date `json:"date"`
	Text     string      `json:"text"`
}

// SignerInfo is somebody who approves the document.
type SignerInfo struct {
	Name string      `json:"name"`
	Role string      `json:"role"`
	Date source.Date `json:"date"` // zero while open
}

// Zone is an area of the network.
type Zone struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Location string   `json:"location,omitempty"` // where it is, by id
	VLAN     string   `json:"vlan,omitempty"`
	Networks []string `json:"networks,omitempty"`
	Outside  bool     `json:"outside,omitempty"`
	Inside   string   `json:"inside,omitempty"` // the zone that it is a part of; its addresses belong to the part
	Scope    string   `json:"scope,omitempty"`  // what a standard or the customer counts it as, in their own words
	Tier     string   `json:"tier"`             // what it is for, one of Tiers: where it stands in diagrams
}

// What a zone is for. Diagrams show it in this order, from above down.
const (
	OutsideTier        = "outside"
	UsersTier          = "users"
	AdministrationTier = "administration"
	DMZTier            = "dmz"
	ApplicationTier    = "application"
	DataTier           = "data"
)

// Tiers are the tiers of zones in their order.
var Tiers = []string{OutsideTier, UsersTier, AdministrationTier, DMZTier, ApplicationTier, DataTier}

// DiagramHints is what the site says of its diagrams.
type DiagramHints struct {
	Order  []string             // ids of zones and hosts: within their tier or zone these come first, in this order
	Split  []string             // ids of hosts that have a box of their own, although others are alike
	Labels map[string]string    // own words for a box, by its party's id
	Lines  map[[2]string]string // own words for a line, by the ids of its ends in either order
}

// Line is the site's own word for the line between two parties, or empty.
func (h DiagramHints) Line(a, b string) string {
	if text := h.Lines[[2]string{a, b}]; text != "" {
		return text
	}
	return h.Lines[[2]string{b, a}]
}

// PlacedResource is a resource with its host.
type PlacedResource struct {
	ID    string            `json:"id"`
	Name  string            `json:"name"`
	On    string            `json:"on"` // a party's id
	Facts map[string]string `json:"facts,omitempty"`

	Product  string `json:"-"` // the installation that asks for it, by id
	Service  string `json:"-"` // the service that provides it, by id; may be empty
	Holds    string `json:"-"` // what its host holds: "database", "files", or nothing that pictures have a shape for
	Required bool   `json:"-"` // the catalogue does not let a site like this one do without it
}

// State is one way in which roles can lie on nodes: the normal one, or one after a failover.
type State struct {
	ID     string `json:"id"`               // "normal", or "central-on-qs2"
	Fact   string `json:"fact,omitempty"`   // the flag that moved
	Holder string `json:"holder,omitempty"` // the node that holds it now
	From   string `json:"from,omitempty"`   // the node that held it
	Before string `json:"before,omitempty"` // the flag that the holder gave for it, and that the node that held it has got
	Was    string `json:"was,omitempty"`    // the id that it had before its holder was renamed

	Floating string `json:"floating,omitempty"` // the floating address that moved, by id; then there is no flag

	Location string            `json:"location,omitempty"`      // that is active instead of one that is lost
	Lost     string            `json:"lost_location,omitempty"` // that one
	StandIns map[string]string `json:"stand_ins,omitempty"`     // host of the lost location -> the host that takes over its duties

	Product string `json:"-"` // the installation whose flag moved, by id; empty for the normal state
}

// Listening is a port that a service listens on and that no flow of the plan ends at.
type Listening struct {
	Node     string `json:"node"`
	Listener string `json:"listener"`
	Service  string `json:"service"`
	catalog.Port
	Reason string `json:"reason"` // never, unknown, local, unused
	Note   string `json:"note,omitempty"`

	Product string `json:"-"` // the installation whose service listens, by id
}

// Contact is somebody to call.
type Contact struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Role  string `json:"role"`
	Phone string `json:"phone,omitempty"`
	Mail  string `json:"mail,omitempty"`
	When  string `json:"when,omitempty"`

	Always bool `json:"always,omitempty"` // answers at any hour of any day

	Duties []string `json:"duties,omitempty"`
}

// IncidentInfo is what a site says of a failure while it lasts.
type IncidentInfo struct {
	Declare       []string          `json:"declare,omitempty"` // ids of contacts who may declare a disaster
	Escalate      []Escalation      `json:"escalate,omitempty"`
	Tell          []string          `json:"tell,omitempty"` // ids of contacts who tell users
	UpdateMinutes int               `json:"update_minutes,omitempty"`
	Severities    map[string]string `json:"severities,omitempty"` // the site's own names
	Start         string            `json:"start,omitempty"`      // texts for users, where the site has its own
	Progress      string            `json:"progress,omitempty"`
	End           string            `json:"end,omitempty"`
}

// BackupInfo is where and how often backups are made.
type BackupInfo struct {
	Folder     string `json:"folder"`
	Host       string `json:"host,omitempty"` // that the folder is on, by id, where it is one of the site
	EveryHours int    `json:"every_hours"`
	KeepDays   int    `json:"keep_days,omitempty"`
	Owner      string `json:"owner,omitempty"`
}

// RecoveryInfo is what was promised for a loss, in minutes.
type RecoveryInfo struct {
	RTO int `json:"rto_minutes"`
	RPO int `json:"rpo_minutes"`
}

// ReviewInfo is when the rules of the site are looked over.
type ReviewInfo struct {
	EveryMonths int         `json:"every_months"`
	Last        source.Date `json:"last,omitzero"`
	By          string      `json:"by,omitempty"`
	Next        source.Date `json:"next,omitzero"` // when the next review is due; zero while there was none
}

// NormalState is the id of the state that the site describes.
const NormalState = "normal"

// LookIn makes Party and Flow find what two tables hold by id. Who makes a plan calls it, with tables that may still grow.
func (p *Plan) LookIn(parties map[string]*Party, flows map[string]*Flow) {
	p.party, p.flow = parties, flows
}

// Party finds a party by its id; every id in a plan has one.
func (p *Plan) Party(id string) *Party { return p.party[id] }

// Flow finds a flow by its id, or nil.
func (p *Plan) Flow(id string) *Flow { return p.flow[id] }

// EndsAt reports whether a flow is an inbound one of a party.
func (p *Plan) EndsAt(f *Flow, id string) bool {
	return !f.Internal && p.holdsFor(p.party[f.To], id) && !p.callsItself(f.To, f.From, id)
}

// StartsAt reports whether a flow is an outbound one of a party.
func (p *Plan) StartsAt(f *Flow, id string) bool {
	return !f.Internal && p.holdsFor(p.party[f.From], id) && !p.callsItself(f.From, f.To, id)
}

// holdsFor reports whether rules of a party hold for a host: for the addresses that it is known by, or for those of one of its interfaces.
func (p *Plan) holdsFor(party *Party, host string) bool {
	return slices.ContainsFunc(p.Places(host), party.Covers)
}

// holding tells of parties whether their rules hold for a host, of each only once.
func holding(p *Plan, host string) func(party string) bool {
	known := map[string]bool{}
	return func(party string) bool {
		holds, ok := known[party]
		if !ok {
			holds = p.holdsFor(p.party[party], host)
			known[party] = holds
		}
		return holds
	}
}

// Places are a host, its interfaces in other networks and its floating addresses: wherever packets reach it.
func (p *Plan) Places(host string) []*Party {
	places := []*Party{p.party[host]}
	for _, id := range slices.Concat(p.party[host].Interfaces, p.party[host].Floats) {
		places = append(places, p.party[id])
	}
	return places
}

// callsItself reports whether one end of a flow is a population that a host is one of, or a floating address that it may have, and the other the host
// itself. Of a population that calls a floating address, a host does call another while that one has the address.
func (p *Plan) callsItself(several, other, host string) bool {
	party, far := p.party[several], p.party[other]
	if party.ByNetworks() && far.Kind == FloatingParty && len(far.Hosts) > 1 {
		return false
	}
	return (party.ByNetworks() || party.Kind == FloatingParty) && far.Kind != GroupParty && slices.Contains(far.OnHosts(), host)
}

// Covered are the ids of the parties that a party covers, itself among them, in the plan's order.
func (p *Plan) Covered(id string) []string {
	party := p.party[id]
	if party.Kind != GroupParty && !party.ByNetworks() {
		return []string{id}
	}
	var out []string
	for _, other := range p.Parties {
		if party.Covers(other) {
			out = append(out, other.ID)
		}
	}
	return out
}

// Internal are the flows that stay inside a host.
func (p *Plan) Internal(id string) []*Flow {
	return p.filter(func(f *Flow) bool { return f.Internal && f.From == id })
}

// Network are the flows between hosts: those that firewalls see.
func (p *Plan) Network() []*Flow { return p.filter(func(f *Flow) bool { return !f.Internal }) }

func (p *Plan) filter(keep func(*Flow) bool) []*Flow {
	out := make([]*Flow, 0, len(p.Flows))
	for _, f := range p.Flows {
		if keep(f) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

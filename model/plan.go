package model

import (
	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/source"
)

// A Plan is what a site means: complete, sorted, and not changed after Resolve returns it. Every output comes from it.
type Plan struct {
	Site          string            `json:"site"`
	Products      []ProductInfo     `json:"products"`
	Profile       string            `json:"profile"`
	Document      DocumentInfo      `json:"document"`
	Zones         []Zone            `json:"zones"`
	Parties       []*Party          `json:"parties"` // by id
	Nodes         []*Node           `json:"nodes"`   // by id
	Resources     []PlacedResource  `json:"resources"`
	States        []State           `json:"states"`   // the first is the normal state
	Flows         []*Flow           `json:"flows"`    // by from, to, port, rule
	Dropped       []*Flow           `json:"dropped"`  // disputed flows that the strict profile leaves out
	Unopened      []Listening       `json:"unopened"` // listeners that no flow ends at, with the reason
	Questions     []Question        `json:"questions"`
	NotCovered    []NotCovered      `json:"not_covered"`
	Findings      []Finding         `json:"findings"`
	Contacts      []Contact         `json:"contacts,omitempty"`
	Groups        []Group           `json:"groups,omitempty"`         // named by the site, by id
	ServiceGroups []ServiceGroup    `json:"service_groups,omitempty"` // likewise
	Firewalls     []Firewall        `json:"firewalls,omitempty"`      // likewise
	Translations  []Translation     `json:"translations,omitempty"`   // likewise
	Backup        *BackupInfo       `json:"backup,omitempty"`
	Recovery      *RecoveryInfo     `json:"recovery,omitempty"`
	Review        *ReviewInfo       `json:"review,omitempty"`
	Insecure      []InsecureService `json:"insecure"`        // listeners whose traffic is not encrypted, with the rules that end there
	Trust         []TrustFact       `json:"trust,omitempty"` // what the documents say on trust and certificates
	Terms         []Term            `json:"terms,omitempty"` // words and short names of the products, for a glossary
	Runbooks      []*Runbook        `json:"runbooks"`
	LeftOut       []LeftOut         `json:"runbooks_left_out,omitempty"`
	Files         []*GeneratedFile  `json:"files,omitempty"` // by host, then by path
	Losses        []LossNote        `json:"losses,omitempty"`
	Components    []Component       `json:"components,omitempty"`
	Triage        []TriageCheck     `json:"triage,omitempty"`

	Sets []Set `json:"-"` // of the catalogues, in the order of the products, then by id

	party map[string]*Party
	flow  map[string]*Flow
}

// ProductInfo names the product that a plan is made from.
type ProductInfo struct {
	Catalogue string `json:"catalogue"`
	ID        string `json:"id"`
	Edition   string `json:"edition"`
	Name      string `json:"name"`
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
	Networks []string `json:"networks,omitempty"`
	Outside  bool     `json:"outside,omitempty"`
}

// Node is a host that runs services of the product.
type Node struct {
	*Party
	Product  string            `json:"product"` // its catalogue: a role's id means something within one only
	Role     string            `json:"role,omitempty"`
	RoleName string            `json:"role_name,omitempty"`
	Services []Service         `json:"services"` // in order of start
	Flags    []string          `json:"flags"`    // facts of kind flag that hold, by name
	Facts    map[string]string `json:"facts,omitempty"`
}

// Service is a service that runs on a node.
type Service struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Short   string `json:"short,omitempty"`
	PartOf  string `json:"part_of,omitempty"`
	Implied bool   `json:"implied,omitempty"` // came with another service, not by the site's own word

	After []string `json:"-"` // services of this node that start before it, by id
}

// PlacedResource is a resource with its host.
type PlacedResource struct {
	ID    string            `json:"id"`
	Name  string            `json:"name"`
	On    string            `json:"on"` // a party's id
	Facts map[string]string `json:"facts,omitempty"`

	Product  string `json:"-"` // the product that asks for it, by id
	Service  string `json:"-"` // the service that provides it, by id; may be empty
	Required bool   `json:"-"` // the catalogue does not let a site like this one do without it
}

// State is one way in which roles can lie on nodes: the normal one, or one after a failover.
type State struct {
	ID     string `json:"id"`               // "normal", or "central-on-qs2"
	Fact   string `json:"fact,omitempty"`   // the flag that moved
	Holder string `json:"holder,omitempty"` // the node that holds it now
	From   string `json:"from,omitempty"`   // the node that held it
	Before string `json:"before,omitempty"` // the flag that the holder gave for it, and that the node that held it has got

	Product string `json:"-"` // the product whose flag moved, by id; empty for the normal state
}

// NormalState is the id of the state that the site describes.
const NormalState = "normal"

// Flow is one connection that may be opened: once outbound at From, once inbound at To. Where both are the same host it is internal and
// no firewall sees it.
type Flow struct {
	ID          string      `json:"id"`   // stable: from rule, from, to and listener
	Rule        string      `json:"rule"` // the catalogue's flow rule, or "site.NAME" for a declared flow
	From        string      `json:"from"` // a party's id
	To          string      `json:"to"`
	Internal    bool        `json:"internal,omitempty"`
	Caller      string      `json:"caller,omitempty"` // name of the service that opens it
	Listener    string      `json:"listener"`         // "service.listener", an external's id, or the port for declared flows
	Service     string      `json:"service"`          // name of the service that answers; of a leg to a forward proxy, that
	Protocol    string      `json:"protocol"`         // tcp, udp, icmp, ip/N
	Port        string      `json:"port,omitempty"`
	Choice      string      `json:"port_choice,omitempty"` // which of several numbers: "one of", "alternatives", "dynamic"
	Basis       string      `json:"basis,omitempty"`       // of the protocol: stated, inferred, declared
	Application string      `json:"application,omitempty"`
	Purpose     string      `json:"purpose"`
	Encrypted   string      `json:"encrypted"`   // yes, no, by default no, not stated
	Requirement string      `json:"requirement"` // required, optional, conditional
	Condition   string      `json:"condition,omitempty"`
	States      []string    `json:"states"`             // ids of the states in which it is needed
	Via         string      `json:"via,omitempty"`      // the load balancer or forward proxy of which this is a leg, the first of several
	Leg         int         `json:"leg,omitempty"`      // 1 to it, 2 from it
	Hops        []Hop       `json:"hops,omitempty"`     // all of them, where there are several, or one that is not used in all of the states
	Disputed    string      `json:"disputed,omitempty"` // a question's id
	Drawn       []string    `json:"drawn,omitempty"`
	Owner       string      `json:"owner,omitempty"`
	Requester   string      `json:"requester,omitempty"`
	Ticket      string      `json:"ticket,omitempty"`
	Since       source.Date `json:"since,omitzero"`
	Until       source.Date `json:"until,omitzero"`
	Approval    *Approval   `json:"approval,omitempty"`       // what counts; nil where nothing does
	Action      string      `json:"action"`                   // AllowAction
	SourcePort  string      `json:"source_port"`              // AnyPort, a number, or a range
	Log         string      `json:"log,omitempty"`            // yes, no; empty where the site leaves it to the firewall
	Status      string      `json:"status,omitempty"`         // one of Statuses; empty where the site does not say
	Claimed     string      `json:"status_claimed,omitempty"` // the site's own word, where it claims more than is approved
	Phase       Phase       `json:"phase"`
	PhaseBasis  []Citation  `json:"phase_basis,omitempty"`  // where the documents say that the phase is not all of the time
	Requests    []string    `json:"requests,omitempty"`     // names of the site's requests that say something of this flow
	Firewalls   []string    `json:"firewalls,omitempty"`    // ids of the firewalls that enforce it; none inside a zone
	Translated  []string    `json:"translations,omitempty"` // ids of the translations that one of its ends has on this way
	Notes       []string    `json:"notes,omitempty"`
	Chain       []Link      `json:"chain"`

	Standing approval.Standing `json:"approval_state"`

	Product string `json:"-"` // of the rule, by id; empty for declared flows

	port     catalog.Port
	added    bool   // to the union of states
	straight []Link // the chain without load balancers and forward proxies
}

// A LinkKind is the kind of a link in a chain of reasons.
type LinkKind string

// The kinds of links, in the order of a chain.
const (
	SiteLink      LinkKind = "site"
	CatalogueLink LinkKind = "catalogue"
	DocumentLink  LinkKind = "document"
)

// Link is one reason why a flow exists: a line of the site, a rule of the catalogue, a place in a document.
type Link struct {
	Kind  LinkKind `json:"kind"`
	What  string   `json:"what"`
	Where string   `json:"where"` // "site.toml:31", "product/edition/flows.toml:12", "line 1460"

	Citation *Citation `json:"citation,omitempty"` // of a document link
}

// Listening is a port that a service listens on and that no flow of the plan ends at.
type Listening struct {
	Node     string `json:"node"`
	Listener string `json:"listener"`
	Service  string `json:"service"`
	Protocol string `json:"protocol"`
	Port     string `json:"port"`
	Choice   string `json:"port_choice,omitempty"`
	Reason   string `json:"reason"` // never, unknown, local, unused
	Note     string `json:"note,omitempty"`
}

// Citation is a place in a document, as readers know it.
type Citation struct {
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	Edition   string `json:"edition,omitempty"`
	Section   string `json:"section"`
	Lines     string `json:"lines"`
	File      string `json:"file"`
}

// Question is an open question of the catalogue that touches this site.
type Question struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Sides    []Side   `json:"sides"`
	Decision string   `json:"decision"`
	Flows    []string `json:"flows,omitempty"` // ids of the flows that it bears on
	Nodes    []string `json:"nodes,omitempty"`
}

// Side is one side of a question.
type Side struct {
	Says    string     `json:"says"`
	Sources []Citation `json:"sources"`
}

// NotCovered is traffic that the plan cannot know, and the declared flows that cover it here.
type NotCovered struct {
	ID       string   `json:"id"`
	Topic    string   `json:"topic"`
	Text     string   `json:"text"`
	Declared []string `json:"declared,omitempty"` // keys of the site's flows, and flow rules
	Names    []string `json:"names,omitempty"`    // the same as readers know them
}

// Finding is a vendor's rule that this site breaks.
type Finding struct {
	ID       string     `json:"id"`
	Level    string     `json:"level"`
	What     string     `json:"what"`
	Help     string     `json:"help,omitempty"`
	Node     string     `json:"node,omitempty"`
	Sources  []Citation `json:"sources"`
	Accepted *Accepted  `json:"accepted,omitempty"`

	at source.Position
}

// Accepted is the site's word on a finding.
type Accepted struct {
	Reason string      `json:"reason"`
	By     string      `json:"by,omitempty"`
	Until  source.Date `json:"until"`
}

// Contact is somebody to call.
type Contact struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Role  string `json:"role"`
	Phone string `json:"phone,omitempty"`
	Mail  string `json:"mail,omitempty"`
	When  string `json:"when,omitempty"`

	Duties []string `json:"duties,omitempty"`
}

// BackupInfo is where and how often backups are made.
type BackupInfo struct {
	Folder     string `json:"folder"`
	EveryHours int    `json:"every_hours"`
	KeepDays   int    `json:"keep_days,omitempty"`
	Owner      string `json:"owner,omitempty"`
}

// RecoveryInfo is what was promised for a loss, in minutes.
type RecoveryInfo struct {
	RTO int `json:"rto_minutes"`
	RPO int `json:"rpo_minutes"`
}

// Party finds a party by its id; every id in a plan has one.
func (p *Plan) Party(id string) *Party { return p.party[id] }

// Node finds a node by its id, or nil.
func (p *Plan) Node(id string) *Node {
	for _, n := range p.Nodes {
		if n.ID == id {
			return n
		}
	}
	return nil
}

// Flow finds a flow by its id, or nil.
func (p *Plan) Flow(id string) *Flow { return p.flow[id] }

// Inbound are the flows that end at a party, or at a group that holds it, and start elsewhere.
func (p *Plan) Inbound(id string) []*Flow {
	return p.filter(func(f *Flow) bool { return !f.Internal && p.party[f.To].Is(id) })
}

// Outbound are the flows that start at a party, or at a group that holds it, and end elsewhere.
func (p *Plan) Outbound(id string) []*Flow {
	return p.filter(func(f *Flow) bool { return !f.Internal && p.party[f.From].Is(id) })
}

// Internal are the flows that stay inside a host.
func (p *Plan) Internal(id string) []*Flow {
	return p.filter(func(f *Flow) bool { return f.Internal && f.From == id })
}

// Network are the flows between hosts: those that firewalls see.
func (p *Plan) Network() []*Flow { return p.filter(func(f *Flow) bool { return !f.Internal }) }

func (p *Plan) filter(keep func(*Flow) bool) []*Flow {
	var out []*Flow
	for _, f := range p.Flows {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

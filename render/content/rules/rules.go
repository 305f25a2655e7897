// Package rules fills rules.json: the worksheets and their grouped form for programs, in a format with a published schema. Values are the
// plan's own and not printed words, so that no program has to understand a language.
package rules

import (
	_ "embed"

	"portolan/model/plan"
	"portolan/model/source"
)

// FormatVersion is the version of the format. A program that reads files of it need not fear that a key of this version vanishes or changes
// its meaning; new ones make another version.
const FormatVersion = 2

// SchemaName is the schema's file, beside rules.json.
const SchemaName = "rules.schema.json"

// Schema is the JSON Schema (draft 2020-12) of the format.
//
//go:embed rules.schema.json
var Schema []byte

// A File is what rules.json holds. Lists are sorted, ids in views too.
type File struct {
	Schema        string          `json:"$schema"`
	Format        int             `json:"format"`
	Site          string          `json:"site"`
	Document      Document        `json:"document"`
	Products      []Product       `json:"products"`
	Profile       plan.Profile    `json:"profile"`
	States        []State         `json:"states"`
	Locations     []Location      `json:"locations,omitempty"`
	Zones         []Zone          `json:"zones"`
	Firewalls     []Firewall      `json:"firewalls"`
	Translations  []Translation   `json:"translations"`
	Parties       []Party         `json:"parties"`
	HostGroups    []HostGroup     `json:"host_groups"`
	ServiceGroups []ServiceGroup  `json:"service_groups"`
	Rules         []Rule          `json:"rules"`
	Reasons       map[string]Link `json:"reasons"`
	Grouped       []Grouped       `json:"grouped_rules"`
	Views         Views           `json:"views"`
	Counts        Counts          `json:"counts"`
	Questions     []Question      `json:"questions"`
	NotCovered    []NotCovered    `json:"not_covered"`
}

// Document is the pack's document control, as far as programs need it.
type Document struct {
	Customer       string      `json:"customer"`
	Title          string      `json:"title"`
	ID             string      `json:"id,omitempty"`
	Classification string      `json:"classification"`
	Revision       string      `json:"revision"`
	Date           source.Date `json:"date"`
}

// Product is a product whose catalogue the rules follow from.
type Product struct {
	Catalogue string `json:"catalogue"`
	Name      string `json:"name"`

	Installation string `json:"installation,omitempty"` // where the site has several of the product
}

// State is one way in which roles lie on nodes.
type State struct {
	ID       string `json:"id"`
	Fact     string `json:"fact,omitempty"`
	Floating string `json:"floating,omitempty"`
	Holder   string `json:"holder,omitempty"`
	From     string `json:"from,omitempty"`

	Location string            `json:"location,omitempty"`
	Lost     string            `json:"lost_location,omitempty"`
	StandIns map[string]string `json:"stand_ins,omitempty"`
}

// Location is where zones are.
type Location struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Kind        string `json:"kind,omitempty"`
	StandsInFor string `json:"stands_in_for,omitempty"`
}

// Zone is an area of the network.
type Zone struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Networks []string `json:"networks"`
	Outside  bool     `json:"outside"`
	Location string   `json:"location,omitempty"`
	VLAN     string   `json:"vlan,omitempty"`
	Scope    string   `json:"scope,omitempty"`
}

// Firewall is a firewall between zones.
type Firewall struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Zones []string `json:"zones"`
	Owner string   `json:"owner,omitempty"`
	Log   string   `json:"log,omitempty"`

	Interfaces map[string]string `json:"interfaces,omitempty"`
	ZoneNames  map[string]string `json:"zone_names,omitempty"`
}

// Translation says by which addresses parties in some zones know a party.
type Translation struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind"`
	Parties   []string `json:"parties"`
	Addresses []string `json:"addresses"`
	Firewall  string   `json:"firewall"`
	Zones     []string `json:"zones"`
}

// Party is an end of rules.
type Party struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	Host      string   `json:"host,omitempty"`
	Aliases   []string `json:"aliases,omitempty"`
	Zone      string   `json:"zone,omitempty"`
	NamedBy   string   `json:"named_by"`
	Addresses []string `json:"addresses"`
	Networks  []string `json:"networks"`
	Members   []string `json:"members"`
	Contains  []string `json:"contains"`
	Of        string   `json:"of,omitempty"`
	Network   string   `json:"network,omitempty"`
	Hosts     []string `json:"hosts,omitempty"`
	Was       string   `json:"was,omitempty"`
}

// HostGroup is the source or destination of grouped rules.
type HostGroup struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Zone    string   `json:"zone,omitempty"`
	Members []string `json:"members"`
	Where   []string `json:"addresses"`
	Named   bool     `json:"named"`
}

// ServiceGroup is what grouped rules allow.
type ServiceGroup struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Ports    []Port   `json:"ports"`
	Services []string `json:"services"`
	Named    bool     `json:"named"`
}

// Port is a protocol with a port or range.
type Port struct {
	Protocol string `json:"protocol"`
	Name     string `json:"protocol_name,omitempty"` // of ip/N
	Port     string `json:"port,omitempty"`
	Type     string `json:"icmp_type,omitempty"`
	Choice   string `json:"port_choice,omitempty"`
}

// Terms are what single and grouped rules say alike.
type Terms struct {
	Action      string      `json:"action"`
	SourcePort  string      `json:"source_port"`
	Phase       string      `json:"phase"`
	States      []string    `json:"states"`
	Requirement string      `json:"requirement"`
	Condition   string      `json:"condition,omitempty"`
	Disputed    string      `json:"disputed,omitempty"`
	Log         string      `json:"log,omitempty"`
	Status      string      `json:"status,omitempty"`
	Owner       string      `json:"owner,omitempty"`
	Requester   string      `json:"requester,omitempty"`
	Ticket      string      `json:"ticket,omitempty"`
	Since       source.Date `json:"since,omitzero"`
	Until       source.Date `json:"until,omitzero"`
	Need        string      `json:"justification,omitempty"`
	Review      source.Date `json:"review,omitzero"`
	Approval    *Approval   `json:"approval,omitempty"` // what counts
	Standing    Standing    `json:"approval_state"`
	Claimed     string      `json:"status_claimed,omitempty"`
	Implementer string      `json:"implementer,omitempty"`
	Firewalls   []string    `json:"firewalls"`
}

// Approval says who agreed.
type Approval struct {
	By     string      `json:"by"`
	Role   string      `json:"role,omitempty"`
	Date   source.Date `json:"date"`
	Ticket string      `json:"ticket,omitempty"`
	Until  source.Date `json:"until,omitzero"`
}

// Standing says how the approval of a rule stands.
type Standing struct {
	State   string    `json:"state"`
	Was     *Approval `json:"was,omitempty"`
	Changes []Changed `json:"changes,omitempty"`
}

// Changed is one aspect in which a rule differs from what was agreed.
type Changed struct {
	What string   `json:"what"`
	Old  []string `json:"old"`
	New  []string `json:"new"`
}

// Rule is one connection in the long form.
type Rule struct {
	ID   string `json:"id"`
	Rule string `json:"reason"`

	Installation string `json:"installation,omitempty"` // of the product whose rule it is, where the site has several
	Internal     bool   `json:"internal"`
	From         string `json:"from"`
	To           string `json:"to"`
	FromZone     string `json:"from_zone"`
	ToZone       string `json:"to_zone"`
	FromLoc      string `json:"from_location,omitempty"`
	ToLoc        string `json:"to_location,omitempty"`
	Caller       string `json:"caller,omitempty"`
	Service      string `json:"service"`
	Listener     string `json:"listener"`
	Port
	Basis       string    `json:"protocol_basis,omitempty"`
	Application string    `json:"application,omitempty"`
	Purpose     string    `json:"purpose"`
	Encrypted   string    `json:"encrypted"`
	Via         string    `json:"via,omitempty"`
	Leg         int       `json:"leg,omitempty"`
	Hops        []Hop     `json:"hops,omitempty"`
	Families    []string  `json:"families"`
	Translated  []string  `json:"translations"`
	KnownAs     []KnownAs `json:"known_as"`
	Requests    []string  `json:"requests"`
	Notes       []string  `json:"notes"`
	Terms
	Chain []string `json:"because"` // ids of reasons
}

// KnownAs is an end of a rule that the other end knows by other addresses than its own.
type KnownAs struct {
	End         string   `json:"end"` // source, destination
	Addresses   []string `json:"addresses"`
	Translation string   `json:"translation"`
}

// Hop is a load balancer, forward proxy or jump host of which a rule is a leg, and the states in which it is used.
type Hop struct {
	Via    string   `json:"via"`
	Leg    int      `json:"leg"`
	States []string `json:"states"`
}

// Link is one reason of a rule: a key of the site, a rule of a catalogue, or a place in a document.
type Link struct {
	Kind     string    `json:"kind"`
	What     string    `json:"what"`
	Where    string    `json:"where,omitempty"`
	Key      string    `json:"key,omitempty"`
	Citation *Citation `json:"citation,omitempty"`
}

// Citation is a place in a document.
type Citation struct {
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	Edition   string `json:"edition,omitempty"`
	Section   string `json:"section"`
	Page      string `json:"page,omitempty"`
	Kind      string `json:"kind,omitempty"`
	URL       string `json:"url,omitempty"`
}

// Grouped is a rule between groups, with the rules of the long form that it stands for.
type Grouped struct {
	ID       string `json:"id"`
	FromZone string `json:"from_zone"`
	ToZone   string `json:"to_zone"`
	From     string `json:"from"`
	To       string `json:"to"`
	Services string `json:"services"`
	Terms
	Purposes []string     `json:"purposes"`
	Reasons  []string     `json:"reasons"`
	Families []string     `json:"families"`
	Hops     []GroupedHop `json:"hops"`
	Rules    []string     `json:"rules"`
	Uses     []Use        `json:"uses"`
}

// GroupedHop is a load balancer, forward proxy or jump host of which rules of a grouped rule are a leg.
type GroupedHop struct {
	Via   string   `json:"via"`
	Leg   int      `json:"leg"`
	Rules []string `json:"rules"`
}

// Use is one port of a grouped rule, with what answers there and what it is for: the rule's own lists are sorted each by itself.
type Use struct {
	Port
	Services []string `json:"services"`
	Purposes []string `json:"purposes"`
	Rules    []string `json:"rules"`
}

// Question is an open question of a catalogue that touches the site.
type Question struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Decision string   `json:"decision"`
	Rules    []string `json:"rules"`
	Hosts    []string `json:"hosts"`
}

// NotCovered is traffic that the catalogues cannot know, with the declared flows that cover it.
type NotCovered struct {
	ID       string   `json:"id"`
	Topic    string   `json:"topic"`
	Declared []string `json:"declared"`
}

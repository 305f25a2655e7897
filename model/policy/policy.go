// Package policy files the flows of a plan as firewall teams file rules: groups of hosts, groups of ports, and rules between them, by pair
// of zones, by firewall and by phase. It allows nothing that the plan does not and leaves nothing out; it never decides what a flow is.
package policy

import (
	"net/netip"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
)

// A Policy is the long form of a plan, one rule for each connection between hosts, filed anew. Every part names the flows and the grouped
// rules that stand in it, by id and sorted, so that each view can be counted against the plan.
type Policy struct {
	Hosts     []HostGroup    `json:"host_groups"`    // those that rules name, and those of the site; by id
	Services  []ServiceGroup `json:"service_groups"` // likewise
	Rules     []Rule         `json:"rules"`          // by zones, source, destination, services; each flow between hosts is in exactly one
	Zones     []ZonePair     `json:"zone_pairs"`     // those with traffic, by ids, then those outside all zones
	Firewalls []FirewallPart `json:"firewalls"`      // all firewalls of the site, by id
	Phases    []PhasePart    `json:"phases"`         // all phases, in order
	Parties   []PartyPart    `json:"hosts"`          // parties with traffic between hosts, by id
	Profile   ProfilePart    `json:"profile"`
	Counts    Counts         `json:"counts"`

	plan *plan.Plan
	rule map[string]*Rule
	host map[string]*HostGroup
	svc  map[string]*ServiceGroup
	of   map[string]string // flow -> its rule
	seen *Sightings        // by evidence; nil without
}

// HostGroup is what a rule has as source or destination: a party alone, or several of one zone.
type HostGroup struct {
	ID      string   `json:"id"`             // the name of the object on firewalls
	Name    string   `json:"name"`           // for readers, made of the site's and the catalogue's names alone
	Zone    string   `json:"zone,omitempty"` // of all members; empty for a group of the site whose members stand in several
	Members []string `json:"members"`        // parties' ids, sorted
	Named   bool     `json:"named,omitempty"`
	Note    string   `json:"note,omitempty"` // of a group that the site names

	Nameless bool `json:"-"` // it has no name but those of its members

	stem  string // what tells it from others: it does not follow the site's rules for names
	whole bool   // all hosts of its zone with the roles of its members are in it
}

// Hosts are the members of a group; of a member that is a group of the catalogue's itself, its hosts.
func (g *HostGroup) Hosts(resolved *plan.Plan) []*plan.Party {
	var all []*plan.Party
	for _, id := range g.Members {
		p := resolved.Party(id)
		if p.Kind != plan.GroupParty {
			all = append(all, p)
			continue
		}
		for _, member := range p.Members {
			all = append(all, resolved.Party(member))
		}
	}
	return all
}

// ServiceGroup is what a rule allows: one or several ports.
type ServiceGroup struct {
	ID       string         `json:"id"`       // the name of the object on firewalls
	Name     string         `json:"name"`     // for readers: the site's, those of the services that answer there, or, where they are many, the id
	Ports    []catalog.Port `json:"ports"`    // sorted
	Services []string       `json:"services"` // names of what answers at these ports in this plan, sorted
	Named    bool           `json:"named,omitempty"`
	Note     string         `json:"note,omitempty"` // of a group that the site names

	stem string // what tells it from others
}

// Terms are what all flows of a grouped rule have in common beside the ends and the port.
type Terms struct {
	Phase       plan.Phase `json:"phase"`
	States      []string   `json:"states"`
	Requirement string     `json:"requirement"`
	Condition   string     `json:"condition,omitempty"`
	Disputed    string     `json:"disputed,omitempty"`
	plan.RuleMetadata

	Standing approval.Standing `json:"approval_state"`
}

// Rule is a grouped rule: every member of the source may reach every other member of the destination at every port of the services, on
// the same terms. It stands for flows of the plan, all of them and no others.
type Rule struct {
	ID       string `json:"id"`        // stable: a G and the id of the flow that comes first in it
	FromZone string `json:"from_zone"` // a zone's id, model.OutsideZone or model.SeveralZone
	ToZone   string `json:"to_zone"`
	From     string `json:"from"` // a host group's id
	To       string `json:"to"`
	Services string `json:"services"` // a service group's id
	Terms
	Answers   []string `json:"answers"`             // names of the services that answer, sorted
	Purposes  []string `json:"purposes"`            // of its flows, each once, sorted
	Reasons   []string `json:"reasons"`             // flow rules of the catalogue and declared flows that it follows from, sorted
	Firewalls []string `json:"firewalls,omitempty"` // that enforce it
	Flows     []string `json:"flows"`
}

// Part is a part of the plan's flows between hosts, with the grouped rules that they stand in.
type Part struct {
	Flows []string `json:"flows"`
	Rules []string `json:"rules"`
}

// ZonePair is the traffic from one zone to another, or inside one.
type ZonePair struct {
	From string `json:"from"`
	To   string `json:"to"`
	Part
	Firewalls []string `json:"firewalls,omitempty"` // that stand between the two, in the order in which traffic meets them
	Ways      int      `json:"ways,omitempty"`      // number of equally short ways; where there are several, the firewalls of all are named
}

// Inside tells whether the traffic stays in one zone, so that no firewall between zones sees it.
func (z ZonePair) Inside() bool {
	return z.From == z.To && z.From != plan.OutsideZone && z.From != plan.SeveralZone
}

// Unenforced tells whether the traffic passes from zone to zone and the site declares no firewall on its way.
func (z ZonePair) Unenforced() bool { return !z.Inside() && len(z.Firewalls) == 0 }

// FirewallPart is what one firewall has to allow. A flow that passes several firewalls is in the part of each.
type FirewallPart struct {
	Firewall string `json:"firewall"`
	Part
	Enforced []EnforcedRule `json:"enforced"` // the same rules, as this firewall sees them
}

// EnforcedRule is a grouped rule at one firewall, with the addresses that packets have there.
type EnforcedRule struct {
	Rule        string     `json:"rule"`
	Log         string     `json:"log,omitempty"` // the rule's own, or what the firewall does by default
	Source      []Endpoint `json:"source"`        // one for each member
	Destination []Endpoint `json:"destination"`
}

// Endpoint is a party as a firewall sees it: its addresses or networks, or its host name where it has none, before and after the firewall.
type Endpoint struct {
	Party        string   `json:"party"`
	Arriving     []string `json:"arriving"`               // on the side that packets come from
	Leaving      []string `json:"leaving"`                // on the side that they go to; differs where this firewall translates
	Translations []string `json:"translations,omitempty"` // ids of the translations that make one of the two differ from the party's own

	Before, Behind []netip.Prefix `json:"-"` // the same as addresses, arriving and leaving; none for a host name
}

// PhasePart is what is needed in one phase of a site's life.
type PhasePart struct {
	Phase plan.Phase `json:"phase"`
	Part
}

// PartyPart is the traffic of one end of flows. A flow is outbound at one party and inbound at another.
type PartyPart struct {
	Party    string `json:"party"`
	Inbound  Part   `json:"inbound"`
	Outbound Part   `json:"outbound"`
}

// ProfilePart tells which flows documents dispute, and which of those the plan opens.
type ProfilePart struct {
	Undisputed Part     `json:"undisputed"`        // in every profile
	Disputed   Part     `json:"disputed"`          // disputed, and open in this plan
	Dropped    []string `json:"dropped,omitempty"` // disputed flows that this plan's profile leaves out
}

// Counts are the numbers that every document prints and that must agree.
type Counts struct {
	Flows      int `json:"flows"`       // between hosts: the long form
	Between    int `json:"between"`     // of these, from zone to zone
	Inside     int `json:"inside"`      // inside a zone
	Unenforced int `json:"unenforced"`  // of those between zones, without a firewall on their way
	Rules      int `json:"rules"`       // grouped
	Perimeter  int `json:"perimeter"`   // of these, from zone to zone
	SameZone   int `json:"same_zone"`   // inside a zone
	Connected  int `json:"connections"` // single connections of the long form: from one party to another at one port, each once, on whatever terms
	Expanded   int `json:"expanded"`    // those that the grouped rules expand to: as many, or the policy is wrong
}

// Connection is one connection of the expanded or of the long form.
type Connection struct {
	From, To string // parties' ids
	catalog.Port
}

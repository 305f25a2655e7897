// Package catalog holds products as data: what runs, on which ports it listens, who calls whom, in which order it starts, which
// rules the vendor gives and where the vendor's documents disagree. It loads and checks that data and knows no product itself.
package catalog

import "portolan/model/source"

type (
	str  = source.Val[string]
	strs = []source.Val[string]
)

// A Catalogue is one edition of one product. It is spread over the files of a folder; every table may stand in any of them, none
// twice.
type Catalogue struct {
	Dir    string         // "product/edition", as sites name it
	Folder Folder         // where it was found
	Files  []*source.File // in order of name, named "product/edition/file.toml"

	Product     Product               `toml:"product"`
	Documents   map[string]Document   `toml:"documents"`
	Facts       map[string]Fact       `toml:"facts"`
	Roles       map[string]Role       `toml:"roles"`
	Services    map[string]Service    `toml:"services"`
	Addresses   map[string]Address    `toml:"addresses"` // roles of addresses, where hosts are in several networks
	Resources   map[string]Resource   `toml:"resources"`
	Populations map[string]Population `toml:"populations"`
	Multicast   map[string]Multicast  `toml:"multicast_groups"`
	Externals   map[string]External   `toml:"externals"`
	Sets        map[string]Set        `toml:"sets"`
	Flows       []Flow                `toml:"flows"`
	Lint        []Lint                `toml:"lint"`
	Questions   []Question            `toml:"questions"`
	NotCovered  []NotCovered          `toml:"not_covered"`
	Insecure    []Insecure            `toml:"insecure"`
	Trust       []Trust               `toml:"trust"`
	Terms       map[string]Term       `toml:"terms"`

	Losses        []LossNote             `toml:"losses"`
	Components    map[string]Component   `toml:"components"`     // what can fail while the rest is well
	Triage        []TriageCheck          `toml:"triage"`         // in the order in which the checks are made
	Destructive   []DestructiveCommand   `toml:"destructive"`    // kinds of commands of the product's own that take something away
	RunbookValues []Value                `toml:"runbook_values"` // that all runbooks share
	RunbookLists  map[string]RunbookList `toml:"runbook_lists"`
	Duties        map[string]Duty        `toml:"duties"` // for which runbooks escalate

	Runbooks   []*Runbook   // from the files of the folder "runbooks", in order of id
	Procedures []*Procedure // from the files of the folder "procedures", in order of id
	Generated  []*Generated // from the files of the folder "files", in order of id

	destructive matchers // Destructive, compiled
}

// Product names the product and its edition.
type Product struct {
	At      source.Position
	ID      str `toml:"id,required"`
	Edition str `toml:"edition,required"`
	Name    str `toml:"name,required"` // for readers, with edition

	Language str `toml:"language"` // of the texts, a BCP 47 tag; English unless it says otherwise
}

// Fact is a property that a site may give a node, a resource or itself.
type Fact struct {
	At          source.Position
	Holder      str              `toml:"holder"`  // node or site; facts of resources stand with the resource
	Type        str              `toml:"type"`    // flag, text, number, choice; node: the id of another node
	Form        str              `toml:"form"`    // what a text must look like: account
	Meaning     str              `toml:"meaning"` // one sentence for readers
	Default     source.Val[any]  `toml:"default"`
	DefaultFor  []Selector       `toml:"default_for"`  // a flag of nodes: true for nodes that match one of these
	DefaultWhen []DefaultWhen    `toml:"default_when"` // of a resource: the value where the site says nothing and the conditions hold; the first counts
	Choices     strs             `toml:"choices"`
	Min         source.Val[int]  `toml:"min"`
	Max         source.Val[int]  `toml:"max"`
	Required    source.Val[bool] `toml:"required"`
	Distinct    str              `toml:"distinct"` // of nodes: a set of which no two nodes have the same value
	MovesTo     str              `toml:"moves_to"` // a flag of nodes that names who may take this flag over when its holder fails
	Source      strs             `toml:"source"`
	Note        str              `toml:"note"` // why no rule of the edition asks for it
}

// DefaultWhen is the value of a fact of a resource that follows from others.
type DefaultWhen struct {
	At     source.Position
	Value  source.Val[any] `toml:"value,required"`
	When   strs            `toml:"when,required"`
	Source strs            `toml:"source"`
}

// Role is a name for a set of services that a node runs.
type Role struct {
	At       source.Position
	Name     str                        `toml:"name,required"`
	Services strs                       `toml:"services,required"`
	Facts    map[string]source.Val[any] `toml:"facts"`
	Part     str                        `toml:"part"`  // who has it where a site uses the catalogue as infrastructure: Provider, User
	OS       strs                       `toml:"os"`    // of users: the systems of the hosts that it applies to by default
	Holds    str                        `toml:"holds"` // what hosts with the role hold, which pictures show: Holdings
	Source   strs                       `toml:"source"`
	Note     str                        `toml:"note"`
}

// Service is a program that runs on nodes or on the hosts of resources.
type Service struct {
	At          source.Position
	Name        str                 `toml:"name,required"`
	Short       str                 `toml:"short"`
	PartOf      str                 `toml:"part_of"`      // runs wherever this service runs
	StartsAfter strs                `toml:"starts_after"` // services of the same node
	Unit        str                 `toml:"unit"`         // name in the operating system's service list, where the documents give it
	Listeners   map[string]Listener `toml:"listeners"`
	Note        str                 `toml:"note"`
	Source      strs                `toml:"source,required"`
}

// Listener is a port on which a service accepts connections.
type Listener struct {
	At             source.Position
	Port           str              `toml:"port,required"`   // see PortOf
	Transport      str              `toml:"transport"`       // tcp, udp, or BothTransports; absent for ports that are not numbers
	TransportBasis str              `toml:"transport_basis"` // stated or inferred
	Application    str              `toml:"application"`     // the protocol on top, as the documents name it
	Encrypted      str              `toml:"encrypted"`       // see encryptions
	Purpose        str              `toml:"purpose,required"`
	Never          str              `toml:"never"`  // why no firewall may ever open it
	Binds          str              `toml:"binds"`  // the role of the addresses that it accepts connections at; all ordinary ones where it is absent
	Peer           str              `toml:"peer"`   // "unknown": no client named in the documents; "local": callers on the same host only
	Shared         source.Val[bool] `toml:"shared"` // the host has it once, whichever products describe it: file sharing, RPC, sign-in
	Note           str              `toml:"note"`
	Questions      strs             `toml:"questions"`
	Source         strs             `toml:"source,required"`
}

// Address is a role of addresses: what a network is for in which hosts have addresses of their own.
type Address struct {
	At       source.Position
	Name     str              `toml:"name,required"`
	Meaning  str              `toml:"meaning"`
	Required source.Val[bool] `toml:"required"` // hosts whose listeners are bound to it have to have such an address
	Source   strs             `toml:"source,required"`
}

// Resource is something that a site places on a node or server: a database, a file share.
type Resource struct {
	At       source.Position
	Name     str             `toml:"name,required"`
	Service  str             `toml:"service"`  // the service that provides it
	Holds    str             `toml:"holds"`    // what its host holds, which pictures show: Holdings
	Required str             `toml:"required"` // always, several nodes, never
	Facts    map[string]Fact `toml:"facts"`
	Source   strs            `toml:"source"`
	Note     str             `toml:"note"`
}

// Holdings are what a host holds that pictures have a shape for.
var Holdings = []string{"database", "files"}

// Population is a group of people or programs outside the nodes that open connections to them.
type Population struct {
	At       source.Position
	Name     str  `toml:"name,required"`
	Required str  `toml:"required"` // always, several nodes, never
	Meaning  str  `toml:"meaning"`
	Source   strs `toml:"source"`
	Note     str  `toml:"note"`
}

// Multicast is a kind of group that is addressed as one, to which hosts of the product send. Sites declare it, with its addresses, under the same id.
type Multicast struct {
	At        source.Position
	Name      str  `toml:"name,required"`
	Addresses strs `toml:"addresses"` // multicast or broadcast addresses that the documents give
	Meaning   str  `toml:"meaning"`
	Source    strs `toml:"source"`
	Note      str  `toml:"note"`
}

// External is a party outside the site that calls hosts of the site, or is called by them or by clients.
type External struct {
	At             source.Position
	Name           str              `toml:"name,required"`
	Host           str              `toml:"host"`     // where the vendor gives it; else the site must
	Hosts          strs             `toml:"hosts"`    // more names, where the vendor gives several
	Networks       strs             `toml:"networks"` // where the vendor gives them, in CIDR
	Port           str              `toml:"port"`     // as above
	Ports          strs             `toml:"ports"`    // or several, each with its transport: "tcp/443"
	Optional       source.Val[bool] `toml:"optional"` // only there when the site declares it
	Transport      str              `toml:"transport"`
	TransportBasis str              `toml:"transport_basis"`
	Application    str              `toml:"application"`
	Encrypted      str              `toml:"encrypted"`
	Purpose        str              `toml:"purpose,required"`
	Note           str              `toml:"note"`
	Source         strs             `toml:"source,required"`
}

// hostNames are all names that the vendor gives.
func (e External) hostNames() strs {
	if !e.Host.Set() {
		return e.Hosts
	}
	return append(strs{e.Host}, e.Hosts...)
}

// Set is a named group of nodes: those that match one of its selectors.
type Set struct {
	At     source.Position
	Name   str        `toml:"name,required"` // for readers, in the plural
	Is     []Selector `toml:"is,required"`
	Source strs       `toml:"source"`
	Note   str        `toml:"note"`
}

// Selector is a condition on a node. Every part that is given must hold; an empty selector matches every node.
type Selector struct {
	At      source.Position
	Runs    strs `toml:"runs"`     // all of these services
	RunsAny strs `toml:"runs_any"` // at least one
	RunsNot strs `toml:"runs_not"` // none
	Role    strs `toml:"role"`     // one of
	With    strs `toml:"with"`     // flags that are true, facts that have a value, or "FACT = VALUE"
	Without strs `toml:"without"`  // the opposite: flags that are false ...
	In      strs `toml:"in"`       // sets, all of them
	NotIn   strs `toml:"not_in"`   // sets, none of them
	OS      strs `toml:"os"`       // one of, or how it begins: "windows*"
	When    strs `toml:"when"`     // conditions on the site
}

// Flow is a rule from which connections follow: every member of From that runs its service opens connections to every member of To.
type Flow struct {
	At          source.Position
	ID          str              `toml:"id,required"`
	From        End              `toml:"from,required"`
	To          End              `toml:"to,required"`
	Between     str              `toml:"between"`     // which pairs of hosts; see ParseBetween
	Together    source.Val[bool] `toml:"together"`    // one statement about the sets as groups, not one flow for each pair of members
	AndBack     source.Val[bool] `toml:"and_back"`    // the same in the other direction: To's members call From's, on the same listener
	Via         str              `toml:"via"`         // "load balancer", "forward proxy": by way of one, where the site has it
	When        strs             `toml:"when"`        // conditions on the site, all of which must hold
	Requirement str              `toml:"requirement"` // required (the default), optional, conditional
	Condition   str              `toml:"condition"`   // for readers
	Purpose     str              `toml:"purpose,required"`
	Disputed    str              `toml:"disputed"` // the question that doubts this flow; the undisputed profile leaves it out
	Unusual     source.Val[bool] `toml:"unusual"`  // of a disputed flow: against the usual direction, as the catalogue itself says; only the full profile opens it
	Drawn       strs             `toml:"drawn"`    // "in", "out": the vendor's example drawings list it on that side
	Phase       str              `toml:"phase"`    // "set-up", "failover": when alone it is needed, where the documents say so
	PhaseSource strs             `toml:"phase_source"`
	Covers      strs             `toml:"covers"`      // topics of products' lists of what they do not cover that a rule of the flow covers
	SourcePort  str              `toml:"source_port"` // "123", "1024-65535": from which the caller connects, where the documents say so; see ParseSourcePort
	Note        str              `toml:"note"`
	Source      strs             `toml:"source,required"`
}

// End is one end of a flow: exactly one of Set, Clients, Resource, External and Multicast is given.
type End struct {
	At       source.Position
	Set      str `toml:"set"`
	Service  str `toml:"service"`  // of a From: who opens the connection
	Listener str `toml:"listener"` // of a To: "service.listener"
	Network  str `toml:"network"`  // of a From: the role of the addresses that it calls from, where it is not that of the listener
	Clients  str `toml:"clients"`
	Resource str `toml:"resource"`
	External str `toml:"external"`

	Multicast str `toml:"multicast"` // of a To: a multicast or broadcast group, which those receive that have the listener
}

// Lint is a rule of the vendor that a site can break. Kind says which of the other keys count.
type Lint struct {
	At       source.Position
	ID       str             `toml:"id,required"`
	Level    str             `toml:"level,required"` // error, warning, hint
	What     str             `toml:"what,required"`  // the finding, for readers; {node} and {value} are filled in
	Help     str             `toml:"help"`
	Kind     str             `toml:"kind,required"` // count, each, none, resource on, value, capacity, condition
	When     strs            `toml:"when"`
	Select   []Selector      `toml:"select"`
	Must     []Selector      `toml:"must"`     // each: what every selected node must match
	Min      source.Val[int] `toml:"min"`      // count: nodes at least; value: smallest number
	Max      source.Val[int] `toml:"max"`      // count: nodes at most; value: largest number
	Resource str             `toml:"resource"` // resource on: finding when it stands on a selected node
	Fact     str             `toml:"fact"`     // value, capacity: "fact", or "resource.fact"
	Allow    strs            `toml:"allow"`    // value: accepted values; "14" accepts "14.8" too; count: numbers, OddCount, EvenCount
	Deny     strs            `toml:"deny"`     // value: refused values, likewise
	SumOf    str             `toml:"sum_of"`   // capacity: number fact of nodes that is summed over the selected ones
	Plus     source.Val[int] `toml:"plus"`     // capacity: added to the sum
	Source   strs            `toml:"source,required"`
}

// Words for counts of nodes.
const (
	OddCount  = "odd"
	EvenCount = "even"
)

// Question is a place where the vendor's documents contradict each other or leave something open.
type Question struct {
	At       source.Position
	ID       str        `toml:"id,required"`
	Title    str        `toml:"title,required"`
	Sides    []Side     `toml:"sides,required"`
	Decision str        `toml:"decision,required"` // what the plan does, and what a reader should check
	Concerns strs       `toml:"concerns"`          // flow rules; the question touches a site where one of them yields a flow
	EndIn    str        `toml:"end_in"`            // only flows with an end in this set count
	Select   []Selector `toml:"select"`            // the question touches a site where a node matches
	When     strs       `toml:"when"`              // and only under these conditions
}

// Side is what one place says.
type Side struct {
	At     source.Position
	Says   str  `toml:"says,required"`
	Source strs `toml:"source,required"`

	Opens strs                       `toml:"opens"` // where a site chooses it: of the rules that are disputed for the question, those that are open; the others are not
	Ports map[string]source.Val[int] `toml:"ports"` // likewise: listener -> its port
}

// Chooses reports whether a site can choose a side: it makes a difference for rules.
func (s Side) Chooses() bool { return s.Opens != nil || len(s.Ports) > 0 }

// NotCovered is traffic that every site has but the documents do not describe. A site's own flow can name it.
type NotCovered struct {
	At        source.Position
	ID        str  `toml:"id,required"`
	Topic     str  `toml:"topic,required"`
	Text      str  `toml:"text,required"`
	CoveredBy strs `toml:"covered_by"` // flow rules that describe it where the site uses them
	Source    strs `toml:"source"`
}

// OfRoles reports whether a service is one of some role; a catalogue without roles leaves all of them to the site.
func (c *Catalogue) OfRoles(service string) bool {
	for _, r := range c.Roles {
		if source.Contains(r.Services, service) {
			return true
		}
	}
	return len(c.Roles) == 0
}

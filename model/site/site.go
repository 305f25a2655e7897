// Package site holds what a customer wrote of a site: values with their places, and every fault that shows without a product's catalogue.
// It knows the forms of ports and of runbooks, and no product.
package site

import (
	"portolan/model/source"
)

type (
	str  = source.Val[string]
	strs = []source.Val[string]
)

// A Site is a site description as written. Every value remembers its place.
type Site struct {
	ID    string         // the name of the site's folder, set by the caller
	File  *source.File   // what it was read from, put together
	Files []*source.File // the texts that this was put together from, the site's own first
	Bases []string       // names of the files that it is based on, one on the other
	On    *source.File   // of an environment: its base, put together; else nil

	Schema         source.Val[int]            `toml:"schema,required"`
	Base           str                        `toml:"base"`     // of an environment: the file that it differs from
	Include        strs                       `toml:"include"`  // files that hold other parts of the description
	Remove         strs                       `toml:"remove"`   // what the base says and the environment does not have
	Product        str                        `toml:"product"`  // a catalogue, "product/edition"; or
	Products       strs                       `toml:"products"` // several, for a network that holds several products
	Installations  map[string]Installation    `toml:"installations"`
	Uses           map[string]Use             `toml:"uses"`     // what stands around the products
	Catalogs       strs                       `toml:"catalogs"` // folders of products of the site's own, seen from the site's folder; the caller reads them
	Profile        str                        `toml:"profile"`  // one of plan.Profiles; the usual one where it is empty
	Document       DocumentControl            `toml:"document,required"`
	Locations      map[string]Location        `toml:"locations"`
	Zones          map[string]Zone            `toml:"zones,required"`
	Nodes          map[string]Node            `toml:"nodes,required"`
	Servers        map[string]Server          `toml:"servers"`
	Resources      map[string]Resource        `toml:"resources"`
	LoadBalancers  map[string]Balancer        `toml:"load_balancers"`
	Floating       map[string]Floating        `toml:"floating"`
	ForwardProxies map[string]Proxy           `toml:"forward_proxies"`
	Externals      map[string]External        `toml:"externals"`
	Clients        map[string]Clients         `toml:"clients"`
	Multicast      map[string]Multicast       `toml:"multicast_groups"`
	Addresses      map[string]AddressRole     `toml:"addresses"` // roles of addresses beside those of the catalogues
	Flows          map[string]Flow            `toml:"flows"`
	Facts          map[string]source.Val[any] `toml:"facts"` // "fact", or "product.fact" where several products know one of that name
	Groups         map[string]Group           `toml:"groups"`
	ServiceGroups  map[string]ServiceGroup    `toml:"service_groups"`
	Objects        Objects                    `toml:"objects"`
	Firewalls      map[string]Firewall        `toml:"firewalls"`
	Translations   map[string]Translation     `toml:"translations"`
	Worksheet      Worksheet                  `toml:"worksheet"`
	Pack           Pack                       `toml:"pack"`
	Diagram        Diagram                    `toml:"diagram"`
	Requests       map[string]Request         `toml:"requests"`
	Policies       map[string]RulePolicy      `toml:"policies"`
	Overrides      map[string]Override        `toml:"overrides"`
	Approvals      map[string]Approval        `toml:"approvals"`
	Contacts       map[string]Contact         `toml:"contacts"`
	Backup         *Backup                    `toml:"backup"`
	Recovery       *Recovery                  `toml:"recovery"`
	Incident       *Incident                  `toml:"incident"`
	Accept         map[string]Acceptance      `toml:"accept"`
	Severity       map[string]str             `toml:"severity"`
	Waivers        map[string]Waiver          `toml:"waivers"`
	Review         *Review                    `toml:"review"`
	Runbooks       map[string]Runbook         `toml:"runbooks"`
}

// DocumentControl is what a pack says about itself.
type DocumentControl struct {
	At             source.Position
	Customer       str                     `toml:"customer,required"`
	Title          str                     `toml:"title,required"`
	ID             str                     `toml:"id"` // the document's number in the customer's files
	Classification str                     `toml:"classification,required"`
	Revision       str                     `toml:"revision,required"`
	Date           source.Val[source.Date] `toml:"date,required"` // the day that dates the whole pack
	Authors        strs                    `toml:"authors"`
	Distribution   strs                    `toml:"distribution"`
	History        []Revision              `toml:"history"`
	Approvals      []Signature             `toml:"approvals"`
}

// Revision is one entry of a document's history.
type Revision struct {
	At       source.Position
	Revision str                     `toml:"revision,required"`
	Date     source.Val[source.Date] `toml:"date,required"`
	Text     str                     `toml:"text,required"`
}

// Signature is somebody who approves the document; without a date the approval is still open.
type Signature struct {
	At   source.Position
	Name str                     `toml:"name,required"`
	Role str                     `toml:"role,required"`
	Date source.Val[source.Date] `toml:"date"`
}

// Zone is an area of the network.
type Zone struct {
	At       source.Position
	Name     str              `toml:"name,required"`
	Location str              `toml:"location"`
	VLAN     str              `toml:"vlan"`     // as the network team calls it
	Networks strs             `toml:"networks"` // CIDR
	Outside  source.Val[bool] `toml:"outside"`  // not under the site's control
	Inside   str              `toml:"inside"`   // the zone that it is a part of; its addresses belong to the part
	Scope    str              `toml:"scope"`    // what a standard or the customer counts it as, in their own words
	Tier     str              `toml:"tier"`     // where it stands in diagrams, one of plan.Tiers; when absent what stands in it says so
}

// Node is a host that runs services of the product.
type Node struct {
	At           source.Position
	Host         str                        `toml:"host,required"`
	Addresses    strs                       `toml:"addresses"`
	Networks     map[string]strs            `toml:"networks"` // addresses of its own in more networks, by their role
	Zone         str                        `toml:"zone"`     // when absent the one that holds its addresses
	OS           str                        `toml:"os,required"`
	Product      str                        `toml:"product"`      // which of the site's products; the first when absent
	Installation str                        `toml:"installation"` // which installation, where the site has several of a product
	Role         str                        `toml:"role"`         // of the catalogue; or
	Services     strs                       `toml:"services"`     // outright
	Facts        map[string]source.Val[any] `toml:"facts"`
	Also         map[string]Also            `toml:"also"` // what it runs of further products, by their ids
	Note         str                        `toml:"note"`
	Was          str                        `toml:"was"` // the id under which its rules were made first
	StandIn
}

// Server is a host that is not described for a product: it holds a resource, takes part in declared flows, or runs services of products beside
// something else.
type Server struct {
	At        source.Position
	Host      str             `toml:"host,required"`
	Addresses strs            `toml:"addresses"`
	Networks  map[string]strs `toml:"networks"` // addresses of its own in more networks, by their role
	Zone      str             `toml:"zone"`     // when absent the one that holds its addresses
	OS        str             `toml:"os"`
	Also      map[string]Also `toml:"also"` // what it runs of products, by their ids
	Note      str             `toml:"note"`
	Was       str             `toml:"was"` // the id under which its rules were made first
	StandIn
}

// Also is what a host runs of one more product.
type Also struct {
	At       source.Position
	Role     str                        `toml:"role"`     // of the catalogue; or
	Services strs                       `toml:"services"` // outright
	Facts    map[string]source.Val[any] `toml:"facts"`
}

// Resource places a resource of the catalogue.
type Resource struct {
	At    source.Position
	On    str                        `toml:"on,required"` // a node or server
	Port  source.Val[int]            `toml:"port"`        // where it differs from the catalogue's
	Facts map[string]source.Val[any] `toml:"facts"`
}

// Balancer is a load balancer before nodes.
type Balancer struct {
	At        source.Position
	Host      str                        `toml:"host,required"`
	Addresses strs                       `toml:"addresses"`
	Zone      str                        `toml:"zone"`    // when absent the one that holds its addresses
	Targets   strs                       `toml:"targets"` // nodes, or sets of the catalogue
	Source    str                        `toml:"source"`  // "translated" or "transparent": which address nodes see
	Serves    strs                       `toml:"serves"`  // listeners of its targets; when absent what the catalogue leads by way of one
	Ports     map[string]source.Val[int] `toml:"ports"`   // its own port for a listener, where it differs; it serves that too
	States    strs                       `toml:"states"`  // in which it is used; all when absent
	Note      str                        `toml:"note"`
	Was       str                        `toml:"was"` // the id under which its rules were made first
	StandIn
}

// Proxy is a forward proxy on the way out.
type Proxy struct {
	At        source.Position
	Host      str             `toml:"host,required"`
	Addresses strs            `toml:"addresses"`
	Zone      str             `toml:"zone"` // when absent the one that holds its addresses
	Port      source.Val[int] `toml:"port"`
	For       strs            `toml:"for"`    // externals; when absent all that the catalogue leads by way of one
	States    strs            `toml:"states"` // in which it is used; all when absent
	Note      str             `toml:"note"`
	Was       str             `toml:"was"` // the id under which its rules were made first
	StandIn
}

// External is a party outside the site: one that the catalogue knows, or one of the site's own.
type External struct {
	At        source.Position
	Name      str             `toml:"name"`
	Host      str             `toml:"host"`
	Hosts     strs            `toml:"hosts"`     // more names, where it has several
	Addresses strs            `toml:"addresses"` // where a rule file cannot take a name; networks may be among them
	Networks  strs            `toml:"networks"`  // that it has, in CIDR
	Zone      str             `toml:"zone"`      // when absent the one that holds its addresses, or none
	Port      source.Val[int] `toml:"port"`
	Ports     strs            `toml:"ports"` // or several, "tcp/443"
	Note      str             `toml:"note"`
	Was       str             `toml:"was"` // the id under which its rules were made first
}

// Clients is a population of people or programs that open connections.
type Clients struct {
	At       source.Position
	Name     str              `toml:"name"`
	Networks strs             `toml:"networks,required"`
	Zone     str              `toml:"zone"`    // when absent the one that holds its networks
	Outside  source.Val[bool] `toml:"outside"` // it is in no zone of the site
	Note     str              `toml:"note"`
	Was      str              `toml:"was"` // the id under which its rules were made first
}

// Multicast is a group of hosts that is addressed as one: by multicast or broadcast addresses, which are no host's. Declared flows end at it.
type Multicast struct {
	At        source.Position
	Name      str  `toml:"name,required"`
	Addresses strs `toml:"addresses,required"` // multicast or broadcast addresses
	Zone      str  `toml:"zone,required"`      // where it is received
	Members   strs `toml:"members"`            // nodes and servers that receive it
	Note      str  `toml:"note"`
}

// Flow is traffic that the product's documents cannot know.
type Flow struct {
	At        source.Position
	From      source.Val[any]  `toml:"from,required"` // a party, or a list of parties; a group, "zone ID", a network or address, "anything"
	To        source.Val[any]  `toml:"to,required"`
	Ports     strs             `toml:"ports,required"` // "tcp/389", "udp/53", "tcp/8000-8010", "icmp", "ip/50"
	Name      str              `toml:"name"`           // of the service, as people know it; else that of the well-known port, or the table's key in words
	Purpose   str              `toml:"purpose,required"`
	Encrypted source.Val[bool] `toml:"encrypted"`
	Via       str              `toml:"via"`    // a jump host, load balancer or forward proxy between the two ends
	Reason    str              `toml:"reason"` // why the rule is for anything, which it has to say
	Note      str              `toml:"note"`
	Covers    strs             `toml:"covers"` // entries of the catalogue's list of what it does not cover
	Phase     str              `toml:"phase"`  // "run" (default), "set-up"
	RuleMetadata
}

// RuleMetadata is what a site says beside rules, of a flow that it declares or in a request.
type RuleMetadata struct {
	Owner      str                     `toml:"owner"`
	Requester  str                     `toml:"requester"`
	Ticket     str                     `toml:"ticket"`
	Since      source.Val[source.Date] `toml:"since"`
	Until      source.Val[source.Date] `toml:"until"`
	SourcePort str                     `toml:"source_port"` // "any" (default), "123", "1024-65535"
	Log        source.Val[bool]        `toml:"log"`
	Status     str                     `toml:"status"` // see Statuses

	Justification str                     `toml:"justification"` // the business need, in the site's own words
	Review        source.Val[source.Date] `toml:"review"`        // the day by which somebody looks again whether the rule is needed
}

// Override is the site's own word on a listener ("service.listener") or a flow rule ("R4") of its products.
type Override struct {
	At        source.Position
	MovedPort                        // of a listener: where it listens instead
	On        map[string]MovedPortOn `toml:"on"`        // the same for single hosts, by their ids
	Binds     str                    `toml:"binds"`     // of a listener: the role of the addresses that it is bound to
	Encrypted source.Val[bool]       `toml:"encrypted"` // of a listener: true where the site has switched encryption on
	Purpose   str                    `toml:"purpose"`   // what the traffic is for at this site
	Drop      source.Val[bool]       `toml:"drop"`      // of a flow rule that is not required: the site does without it
	Reason    str                    `toml:"reason,required"`
}

// Approval says which rules an approval is asked for, and of whom. It approves nothing: what was approved is in a file of its own, with
// its meaning.
type Approval struct {
	At     source.Position
	By     str                     `toml:"by,required"`
	Role   str                     `toml:"role"`
	Date   source.Val[source.Date] `toml:"date,required"`
	Ticket str                     `toml:"ticket"`
	Covers strs                    `toml:"covers,required"` // "all", flow rules ("R4"), declared flows, or rule ids
}

// Contact is somebody to call.
type Contact struct {
	At    source.Position
	Name  str `toml:"name,required"`
	Role  str `toml:"role,required"`
	Phone str `toml:"phone"`
	Mail  str `toml:"mail"`
	When  str `toml:"when"`

	Always source.Val[bool] `toml:"always"` // answers at any hour of any day

	Duties strs `toml:"duties"` // what they are called for, as runbooks name it: "database"
}

// Backup is where and how often backups are made.
type Backup struct {
	At         source.Position
	Folder     str             `toml:"folder,required"`
	EveryHours source.Val[int] `toml:"every_hours,required"`
	KeepDays   source.Val[int] `toml:"keep_days"`
	Owner      str             `toml:"owner"`
}

// Recovery is what was promised for a loss.
type Recovery struct {
	At         source.Position
	RTOMinutes source.Val[int] `toml:"rto_minutes,required"`
	RPOMinutes source.Val[int] `toml:"rpo_minutes,required"`
}

// Acceptance accepts a finding for a time.
type Acceptance struct {
	At     source.Position
	Reason str                     `toml:"reason,required"`
	By     str                     `toml:"by"`
	Until  source.Val[source.Date] `toml:"until,required"`
}

// Review says how often the rules of the site are looked over, and when that was last done.
type Review struct {
	At          source.Position
	EveryMonths source.Val[int]         `toml:"every_months,required"`
	Last        source.Val[source.Date] `toml:"last"`
	By          str                     `toml:"by"`
}

// Names reports whether the site says that a load balancer answers for a listener, or on which port it does.
func (lb Balancer) Names(listener string) bool {
	_, ported := lb.Ports[listener]
	return ported || source.Contains(lb.Serves, listener)
}

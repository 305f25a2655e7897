// Package model reads what a site says and works out what it means: a Site is the description as written, a Plan is every flow, rule
// and reason that follows from it. It finds all faults before anything is drawn. It reads no clock, writes no file, and knows neither a
// format nor a product.
package model

import (
	"net/netip"

	"portolan/model/source"
)

type (
	str  = source.Val[string]
	strs = []source.Val[string]
)

// A Site is a site description as written. Every value remembers its place.
type Site struct {
	ID   string       // the name of the site's folder, set by the caller
	File *source.File // the text it was read from

	Schema         source.Val[int]             `toml:"schema,required"`
	Product        str                         `toml:"product"`  // a catalogue, "product/edition"; or
	Products       strs                        `toml:"products"` // several, for a network that holds several products
	Catalogs       strs                        `toml:"catalogs"` // folders of products of the site's own, seen from the site's folder; the caller reads them
	Profile        str                         `toml:"profile"`  // "full" (default) or "strict": without disputed flows
	Document       DocumentControl             `toml:"document,required"`
	Zones          map[string]SiteZone         `toml:"zones,required"`
	Nodes          map[string]SiteNode         `toml:"nodes,required"`
	Servers        map[string]SiteServer       `toml:"servers"`
	Resources      map[string]SiteResource     `toml:"resources"`
	LoadBalancers  map[string]SiteBalancer     `toml:"load_balancers"`
	ForwardProxies map[string]SiteProxy        `toml:"forward_proxies"`
	Externals      map[string]SiteExternal     `toml:"externals"`
	Clients        map[string]SiteClients      `toml:"clients"`
	Flows          map[string]SiteFlow         `toml:"flows"`
	Facts          map[string]source.Val[any]  `toml:"facts"` // "fact", or "product.fact" where several products know one of that name
	Groups         map[string]SiteGroup        `toml:"groups"`
	ServiceGroups  map[string]SiteServiceGroup `toml:"service_groups"`
	Firewalls      map[string]SiteFirewall     `toml:"firewalls"`
	Translations   map[string]SiteTranslation  `toml:"translations"`
	Worksheet      SiteWorksheet               `toml:"worksheet"`
	Requests       map[string]SiteRequest      `toml:"requests"`
	Overrides      map[string]SiteOverride     `toml:"overrides"`
	Approvals      map[string]SiteApproval     `toml:"approvals"`
	Contacts       map[string]SiteContact      `toml:"contacts"`
	Backup         *SiteBackup                 `toml:"backup"`
	Recovery       *SiteRecovery               `toml:"recovery"`
	Accept         map[string]SiteAcceptance   `toml:"accept"`
	Review         *SiteReview                 `toml:"review"`
	Runbooks       map[string]SiteRunbook      `toml:"runbooks"`
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

// SiteZone is an area of the network.
type SiteZone struct {
	At       source.Position
	Name     str              `toml:"name,required"`
	Networks strs             `toml:"networks"` // CIDR
	Outside  source.Val[bool] `toml:"outside"`  // not under the site's control
	prefixes []netip.Prefix
}

// SiteNode is a host that runs services of the product.
type SiteNode struct {
	At        source.Position
	Host      str                        `toml:"host,required"`
	Addresses strs                       `toml:"addresses"`
	Zone      str                        `toml:"zone,required"`
	OS        str                        `toml:"os,required"`
	Product   str                        `toml:"product"`  // which of the site's products; the first when absent
	Role      str                        `toml:"role"`     // of the catalogue; or
	Services  strs                       `toml:"services"` // outright
	Facts     map[string]source.Val[any] `toml:"facts"`
	Note      str                        `toml:"note"`
}

// SiteServer is a host that runs no service of the product but holds a resource or takes part in declared flows.
type SiteServer struct {
	At        source.Position
	Host      str  `toml:"host,required"`
	Addresses strs `toml:"addresses"`
	Zone      str  `toml:"zone,required"`
	OS        str  `toml:"os"`
	Note      str  `toml:"note"`
}

// SiteResource places a resource of the catalogue.
type SiteResource struct {
	At    source.Position
	On    str                        `toml:"on,required"` // a node or server
	Port  source.Val[int]            `toml:"port"`        // where it differs from the catalogue's
	Facts map[string]source.Val[any] `toml:"facts"`
}

// SiteBalancer is a load balancer before nodes.
type SiteBalancer struct {
	At        source.Position
	Host      str                        `toml:"host,required"`
	Addresses strs                       `toml:"addresses"`
	Zone      str                        `toml:"zone,required"`
	Targets   strs                       `toml:"targets,required"` // nodes, or sets of the catalogue
	Source    str                        `toml:"source,required"`  // "translated" or "transparent": which address nodes see
	Serves    strs                       `toml:"serves"`           // listeners of its targets; when absent what the catalogue leads by way of one
	Ports     map[string]source.Val[int] `toml:"ports"`            // its own port for a listener, where it differs; it serves that too
	States    strs                       `toml:"states"`           // in which it is used; all when absent
	Note      str                        `toml:"note"`
}

// SiteProxy is a forward proxy on the way out.
type SiteProxy struct {
	At        source.Position
	Host      str             `toml:"host,required"`
	Addresses strs            `toml:"addresses"`
	Zone      str             `toml:"zone,required"`
	Port      source.Val[int] `toml:"port,required"`
	For       strs            `toml:"for"`    // externals; when absent all that the catalogue leads by way of one
	States    strs            `toml:"states"` // in which it is used; all when absent
	Note      str             `toml:"note"`
}

// SiteExternal is a party outside the site: one that the catalogue knows, or one of the site's own.
type SiteExternal struct {
	At        source.Position
	Name      str             `toml:"name"`
	Host      str             `toml:"host"`
	Addresses strs            `toml:"addresses"` // where a rule file cannot take a name
	Zone      str             `toml:"zone"`
	Port      source.Val[int] `toml:"port"`
	Note      str             `toml:"note"`
}

// SiteClients is a population of people or programs that open connections.
type SiteClients struct {
	At       source.Position
	Name     str  `toml:"name"`
	Networks strs `toml:"networks,required"`
	Zone     str  `toml:"zone"`
	Note     str  `toml:"note"`
}

// SiteFlow is traffic that the product's documents cannot know.
type SiteFlow struct {
	At        source.Position
	From      source.Val[any]         `toml:"from,required"` // a party, or a list of parties
	To        source.Val[any]         `toml:"to,required"`
	Ports     strs                    `toml:"ports,required"` // "tcp/389", "udp/53", "tcp/8000-8010", "icmp", "ip/50"
	Name      str                     `toml:"name"`           // of the service, as people know it; else the table's key in words
	Purpose   str                     `toml:"purpose,required"`
	Encrypted source.Val[bool]        `toml:"encrypted"`
	Owner     str                     `toml:"owner"`
	Requester str                     `toml:"requester"`
	Ticket    str                     `toml:"ticket"`
	Since     source.Val[source.Date] `toml:"since"`
	Until     source.Val[source.Date] `toml:"until"`
	Covers    strs                    `toml:"covers"` // entries of the catalogue's list of what it does not cover

	SourcePort str              `toml:"source_port"` // "any" (default), "123", "1024-65535"
	Log        source.Val[bool] `toml:"log"`
	Phase      str              `toml:"phase"`  // "run" (default), "set-up"
	Status     str              `toml:"status"` // see Statuses
}

// SiteOverride moves a listener to another port.
type SiteOverride struct {
	At     source.Position
	Port   source.Val[int] `toml:"port,required"`
	Reason str             `toml:"reason,required"`
}

// SiteApproval says which rules an approval is asked for, and of whom. It approves nothing: what was approved is in a file of its own, with
// its meaning.
type SiteApproval struct {
	At     source.Position
	By     str                     `toml:"by,required"`
	Role   str                     `toml:"role"`
	Date   source.Val[source.Date] `toml:"date,required"`
	Ticket str                     `toml:"ticket"`
	Covers strs                    `toml:"covers,required"` // "all", flow rules ("R4"), declared flows, or rule ids
}

// SiteContact is somebody to call.
type SiteContact struct {
	At    source.Position
	Name  str `toml:"name,required"`
	Role  str `toml:"role,required"`
	Phone str `toml:"phone"`
	Mail  str `toml:"mail"`
	When  str `toml:"when"`

	Duties strs `toml:"duties"` // what they are called for, as runbooks name it: "database"
}

// SiteBackup is where and how often backups are made.
type SiteBackup struct {
	At         source.Position
	Folder     str             `toml:"folder,required"`
	EveryHours source.Val[int] `toml:"every_hours,required"`
	KeepDays   source.Val[int] `toml:"keep_days"`
	Owner      str             `toml:"owner"`
}

// SiteRecovery is what was promised for a loss.
type SiteRecovery struct {
	At         source.Position
	RTOMinutes source.Val[int] `toml:"rto_minutes,required"`
	RPOMinutes source.Val[int] `toml:"rpo_minutes,required"`
}

// SiteAcceptance accepts a finding for a time.
type SiteAcceptance struct {
	At     source.Position
	Reason str                     `toml:"reason,required"`
	By     str                     `toml:"by"`
	Until  source.Val[source.Date] `toml:"until,required"`
}

// SiteReview says how often the rules of the site are looked over, and when that was last done.
type SiteReview struct {
	At          source.Position
	EveryMonths source.Val[int]         `toml:"every_months,required"`
	Last        source.Val[source.Date] `toml:"last"`
	By          str                     `toml:"by"`
}

// Catalogues are the products of the site, in its order. Each names a catalogue, "product/edition".
func (s *Site) Catalogues() []source.Val[string] {
	if s.Product.Set() {
		return strs{s.Product}
	}
	return s.Products
}

package plan

import (
	"encoding/json"
	"net/netip"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A Phase is when in a site's life a flow is needed.
type Phase string

// Group is a group of hosts that the site names.
type Group struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Members []string `json:"members"` // parties' ids, sorted
	Note    string   `json:"note,omitempty"`
}

// ServiceGroup is a group of ports that the site names.
type ServiceGroup struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Ports PortList `json:"ports"` // sorted
	Note  string   `json:"note,omitempty"`
}

// PortList is a list of ports that plans write as people do: "tcp/443", "icmp".
type PortList []catalog.Port

// MarshalJSON writes the list.
func (l PortList) MarshalJSON() ([]byte, error) {
	texts := []string{}
	for _, p := range l {
		texts = append(texts, p.String())
	}
	return json.Marshal(texts)
}

// Firewall is a firewall between zones.
type Firewall struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Zones []string `json:"zones"` // zones' ids, sorted; OutsideZone where it stands before what lies in no zone
	Owner string   `json:"owner,omitempty"`
	Log   string   `json:"log,omitempty"` // yes, no: of rules that say nothing themselves
	Note  string   `json:"note,omitempty"`

	Interfaces map[string]string `json:"interfaces,omitempty"` // zone -> its interface there
	ZoneNames  map[string]string `json:"zone_names,omitempty"` // zone -> what the firewall calls it

	OS            string      `json:"os,omitempty"`
	VirtualSystem string      `json:"virtual_system,omitempty"` // the part of the device that holds the rules
	Above         source.Text `json:"-"`                        // the rule of its owner above which ours are put
	Prefix        string      `json:"prefix,omitempty"`         // what names begin with that rule files give to objects and rules

	Sides map[string]FirewallSide `json:"-"` // zone -> all that the firewall calls it and what it has there, with places
	At    source.Position         `json:"-"`
}

// FirewallSide is what a firewall has towards a zone, in its own names.
type FirewallSide struct{ Interface, ZoneName, AccessList source.Text }

// A TranslationKind tells which end of a connection a translation changes.
type TranslationKind string

// Translation says by which addresses parties in some zones know a party.
type Translation struct {
	ID        string          `json:"id"`
	Kind      TranslationKind `json:"kind"`
	Parties   []string        `json:"parties"`   // ids, sorted; one where the kind is destination
	Addresses []netip.Addr    `json:"addresses"` // as the others know them
	Firewall  string          `json:"firewall"`
	Zones     []string        `json:"zones"`            // of the others; OutsideZone among them where they lie in no zone
	Object    string          `json:"object,omitempty"` // what the firewall calls the translation
	Note      string          `json:"note,omitempty"`

	At source.Position `json:"-"`
}

// A FirewallPath is how traffic gets from one zone to another: through the firewalls on the shortest ways between them.
type FirewallPath struct {
	From, To  string
	Firewalls []PathPoint // in the order in which traffic meets them, then by id; none where no firewall joins the zones
	Count     int         // of shortest ways; where there are several, all their firewalls need the rules
}

// PathPoint is a firewall on a way.
type PathPoint struct {
	Firewall string
	Step     int // 1 for the first that traffic meets
}

// AllowAction is what every rule of a plan does: what no rule allows is denied.
const AllowAction = "allow"

// AnyPort is the source port of a rule that leaves it to the caller's system.
const AnyPort = "any"

// The phases. A flow that a document or the site calls one of setting up is of that phase in whatever state; of the others, those that
// the normal state does not need are of failover.
const (
	RunPhase      Phase = "run"
	SetUpPhase    Phase = "set-up"
	FailoverPhase Phase = "failover"
)

// Phases are all phases, in the order of documents.
var Phases = []Phase{RunPhase, SetUpPhase, FailoverPhase}

// Ends of flows that stand in no single zone of the site. No zone can have these ids.
const (
	OutsideZone = "_outside" // in no zone
	SeveralZone = "_several" // a group whose members stand in several zones
)

// The kinds of translations.
const (
	DestinationTranslation TranslationKind = "destination" // others call the party by these addresses
	SourceTranslation      TranslationKind = "source"      // the party calls others with these addresses
)

// Statuses are how far a rule has come, in their order.
var Statuses = []string{"requested", "approved", "implemented", "verified"}

package site

import (
	"portolan/model/source"
)

// Group names hosts that the site's firewalls know as one object.
type Group struct {
	At      source.Position
	Name    str  `toml:"name,required"`
	Members strs `toml:"members,required"` // parties, sets of the catalogue, or "all nodes"
	Note    str  `toml:"note"`
}

// ServiceGroup names ports that the site's firewalls know as one object.
type ServiceGroup struct {
	At    source.Position
	Name  str  `toml:"name,required"`
	Ports strs `toml:"ports,required"` // "tcp/443", "udp/53", "tcp/8000-8010", "icmp", "ip/50"
	Note  str  `toml:"note"`
}

// Firewall is a firewall between zones. Traffic from one of its zones to another passes it.
type Firewall struct {
	At    source.Position
	Name  str  `toml:"name,required"`
	Zones strs `toml:"zones,required"`

	Interfaces map[string]source.Val[string] `toml:"interfaces"` // zone -> its interface there, as the firewall calls it
	ZoneNames  map[string]source.Val[string] `toml:"zone_names"` // zone -> what the firewall calls it
	Outside    source.Val[bool]              `toml:"outside"`    // it also stands before what lies in no zone of the site; in names by zone, that is the zone "outside"
	OS         str                           `toml:"os"`         // chooses the dialect of its rule file, as that of a host does

	AccessLists   map[string]source.Val[string] `toml:"access_lists"`   // zone -> the list of rules that is bound to its interface there
	VirtualSystem str                           `toml:"virtual_system"` // the part of the device that holds the rules: VDOM, vsys, context
	Above         str                           `toml:"above"`          // the rule of the firewall's owner above which ours are put; when absent they are the last
	Prefix        str                           `toml:"prefix"`         // what names begin with that rule files give to objects and rules

	Owner str              `toml:"owner"`
	Log   source.Val[bool] `toml:"log"` // what it does where nobody says otherwise of a rule
	Note  str              `toml:"note"`
}

// Translation says by which addresses others know a party, because a firewall translates them.
type Translation struct {
	At        source.Position
	Party     str              `toml:"party,required"`     // a party; for "source" also a group of the site or a set
	Addresses strs             `toml:"addresses,required"` // as the other side knows it
	Kind      str              `toml:"kind,required"`      // "destination": others call it by them; "source": it calls with them
	Firewall  str              `toml:"firewall,required"`  // the one that translates
	Zones     strs             `toml:"zones"`              // where the others are; when absent the zone that holds the addresses
	Outside   source.Val[bool] `toml:"outside"`            // they are also, or only, in no zone of the site
	Object    str              `toml:"object"`             // what the firewall calls the translation, where its rules have to name it
	Note      str              `toml:"note"`
}

// OutsideName is what lies in no zone of the site, in a firewall's names by zone.
const OutsideName = "outside"

// Request says of rules, whatever they follow from, what a firewall team files beside them.
type Request struct {
	At     source.Position
	Covers strs `toml:"covers,required"` // "all", flow rules ("R4"), declared flows, or rule ids
	RuleMetadata
}

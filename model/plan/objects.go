package plan

import "cmp"

// ObjectNames are the rules by which hosts, groups of hosts and services have names on firewalls. A rule is text with placeholders in braces; one in
// capitals gives capitals.
type ObjectNames struct {
	Host    string `json:"host,omitempty"`
	Group   string `json:"group,omitempty"`
	Service string `json:"service,omitempty"`
}

// usualNames are the rules of a site that says nothing.
var usualNames = ObjectNames{Host: "{host}", Group: "GRP-{ZONE}-{ROLE}", Service: "SVC-{PORTS}"}

// OrUsual are the rules, with the usual ones where the site says nothing.
func (n ObjectNames) OrUsual() ObjectNames {
	return ObjectNames{Host: cmp.Or(n.Host, usualNames.Host), Group: cmp.Or(n.Group, usualNames.Group), Service: cmp.Or(n.Service, usualNames.Service)}
}

// The placeholders of each rule.
var (
	HostPlaceholders    = []string{"host", "zone", "kind", "address"}
	GroupPlaceholders   = []string{"zone", "role", "members", "count"}
	ServicePlaceholders = []string{"ports", "services", "count"}
)

// MostObjectName is the longest name of an object, in characters: what the narrowest of the usual firewalls takes.
const MostObjectName = 63

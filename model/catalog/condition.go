package catalog

import "strings"

// A Condition is a test of the site: "http", "not http", "database.version = 12", "database.version >= 13", "several nodes", "some rim".
// It is text in catalogues, and this is what the text means.
type Condition struct {
	Not   bool
	Name  string // a site's flag, "resource.fact", or one of the built-in names
	Op    string // "=", ">=", "<"; empty for flags
	Value string // empty for flags; several are divided by "|"
}

// Words that stand before a name in a condition, or between two.
const (
	SomeOf    = "some "      // "some SET": at least one node
	SeveralOf = "several "   // "several SET": more than one
	Placed    = "placed "    // "placed RESOURCE": the site has it
	Forwarded = "forwarded " // "forwarded EXTERNAL": the site has a forward proxy for it
	HostedOn  = " on "       // "RESOURCE on SET": the host of the resource is a node of the set
)

// The conditions that every product has, without declaring them.
const (
	SeveralNodes    = "several nodes" // the site has more than one node
	OneNode         = "one node"
	SeveralProducts = "several products" // the network holds more than one product
	Failover        = "failover"         // some flag can move to another node
	ResourceOS      = "os"               // "database.os = windows*": the operating system of a resource's host
)

// Wanted are the values of which the condition asks for one: "database.os = linux | windows*" has two.
func (c Condition) Wanted() []string {
	wanted := strings.Split(c.Value, "|")
	for i := range wanted {
		wanted[i] = strings.TrimSpace(wanted[i])
	}
	return wanted
}

// ParseCondition reads a condition.
func ParseCondition(s string) Condition {
	rest, not := strings.CutPrefix(s, "not ")
	for _, op := range []string{"=", ">=", "<"} {
		if name, value, ok := strings.Cut(rest, " "+op+" "); ok {
			return Condition{Not: not, Name: strings.TrimSpace(name), Op: op, Value: strings.TrimSpace(value)}
		}
	}
	return Condition{Not: not, Name: strings.TrimSpace(rest)}
}

package catalog

import "strings"

// Each says what a command is repeated over. It is text in catalogues, and this is what the text means.
type Each struct {
	Of       EachKind
	Name     string   // a list's name; the set or "resource:NAME" of nodes and addresses
	Only     []string // services: these; none for all
	But      []string // services: without these
	Reversed bool
}

// EachKind is a kind of things that commands are repeated over.
type EachKind string

// What commands can be repeated over.
const (
	EachOfList    EachKind = "list"
	EachService   EachKind = "services"  // of the host, in their order of start, by their names in the operating system
	EachNode      EachKind = "nodes"     // of a set
	EachAddress   EachKind = "addresses" // of a set's nodes or a resource's host, as networks of one address
	eachServices           = string(EachService)
	eachNodesOf            = "nodes of "
	eachAddresses          = "addresses of "
)

// ParseEach reads "databases", "services", "services reversed", "services: qsd, qrs", "services but qrd reversed", "nodes of SET",
// "addresses of SET" and "addresses of resource:NAME".
func ParseEach(s string) Each {
	if set, ok := strings.CutPrefix(s, eachNodesOf); ok {
		return Each{Of: EachNode, Name: set}
	}
	if place, ok := strings.CutPrefix(s, eachAddresses); ok {
		return Each{Of: EachAddress, Name: place}
	}
	rest, ok := strings.CutPrefix(s, eachServices)
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != ':' {
		return Each{Of: EachOfList, Name: s}
	}
	e := Each{Of: EachService}
	rest, e.Reversed = strings.CutSuffix(rest, " reversed")
	if only, ok := strings.CutPrefix(rest, ":"); ok {
		e.Only = splitIDs(only)
	} else if but, ok := strings.CutPrefix(rest, " but "); ok {
		e.But = splitIDs(but)
	}
	return e
}

func splitIDs(s string) []string {
	var ids []string
	for id := range strings.SplitSeq(s, ",") {
		ids = append(ids, strings.TrimSpace(id))
	}
	return ids
}

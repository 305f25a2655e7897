package product

import (
	"portolan/model/site"
)

// Node is a node while the plan is made: which services run, which flags hold in the normal state.
type Node struct {
	ID       string
	Site     site.Node
	Role     string
	Services map[string]bool // with those that come with others
	Own      map[string]bool // those that the site or the role names
	Flags    map[string]bool
	Facts    map[string]any // facts that are no flags
}

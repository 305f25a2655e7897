// Package product answers what both the phases of resolving and the procedures ask of one product of a site while its plan is made: its nodes,
// sets, facts and conditions, the hosts of its resources, the ports of its listeners, its places in documents.
package product

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// Product is what is known of one installation of a product in the site.
type Product struct {
	*Network
	ID        string     // of the installation: the product's, where the site has one of it
	Name      string     // of the installation, for readers
	Setup     site.Setup // how the site names it
	Given     Given
	Catalogue *catalog.Catalogue
	Nodes     []*Node           // by id
	Hosts     map[string]string // resource -> party
	Facts     map[string]any    // conditions: the site's facts, and "resource.fact"
	States    []Assignment
	Listeners Listeners

	fixed   map[string]catalog.Port // of listeners that have one port on every host, as it is asked for
	normal  Membership              // see InNormal
	held    map[string]bool         // see HoldNow
	touched bool                    // what was worked out last rests on something faulty
}

// New begins with a product of which nothing is placed yet.
func New(s *Network, setup site.Setup, cat *catalog.Catalogue) *Product {
	name := cat.Product.Name.V
	switch {
	case setup.Name.Set():
		name = setup.Name.V
	case setup.Table:
		name += " (" + setup.ID + ")"
	}
	return &Product{Network: s, ID: setup.ID, Name: name, Setup: setup, Catalogue: cat, Hosts: map[string]string{}, Facts: map[string]any{}, fixed: map[string]catalog.Port{}, Listeners: Listeners{cat, map[string]*written{}}}
}

// Node finds what a host is in this product, or nil.
func (r *Product) Node(host string) *Node {
	if i, ok := slices.BinarySearchFunc(r.Nodes, host, func(n *Node, id string) int { return strings.Compare(n.ID, id) }); ok {
		return r.Nodes[i]
	}
	return nil
}

// Cite turns the catalogue's places in documents into what readers know them by.
func (r *Product) Cite(sources []source.Text) []plan.Citation {
	if len(sources) == 0 {
		return nil
	}
	out := make([]plan.Citation, 0, len(sources))
	for _, s := range sources {
		c := catalog.CitationOf(s.V)
		d := r.Catalogue.Documents[c.Document]
		out = append(out, plan.Citation{Publisher: d.Publisher.V, Title: d.Title.V, Edition: d.Edition.V, Kind: d.Unofficial(), Section: c.Section, Page: c.Page, URL: d.URL.V})
	}
	return out
}

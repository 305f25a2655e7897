package resolve

import (
	"slices"
	"strings"

	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// listNodes finds the nodes of every product: the hosts that the site describes for it, and those that also run services of it.
func listNodes(s *product.Network) {
	for _, id := range source.SortedKeys(s.Site.Nodes) {
		n := s.Site.Nodes[id]
		if n.StandsInFor.Set() {
			continue // it does nothing of its own
		}
		own := productOfNode(s, id, n)
		if own != nil {
			own.Nodes = append(own.Nodes, product.NewNode(id, "node", []string{"nodes", id}, n))
		}
		listAlso(s, "nodes", id, n, own)
	}
	for _, id := range source.SortedKeys(s.Site.Servers) {
		n := s.Site.Servers[id]
		listAlso(s, "servers", id, site.Node{Host: n.Host, Addresses: n.Addresses, Zone: n.Zone, OS: n.OS, Also: n.Also}, nil)
	}
	for _, r := range s.Products {
		listUses(r)
		slices.SortStableFunc(r.Nodes, func(a, b *product.Node) int { return strings.Compare(a.ID, b.ID) })
	}
}

// productOfNode is the product that the site describes a node for, or nil.
func productOfNode(s *product.Network, id string, n site.Node) *product.Product {
	switch among := ofProduct(s, n.Product.V); {
	case n.Installation.Set():
		return s.Of(n.Installation.V) // one that is not there was told when the site was read
	case len(among) > 0 && !n.Product.Set() && !among[0].Setup.Table:
		return among[0]
	case len(among) > 0 && s.DoubtWithin("installations"):
		return nil
	case len(among) > 0:
		return choose(s, n.At, "node "+id, among)
	}
	if !s.InDoubt("products") && len(s.Products) > 0 {
		s.Fault("S43", n.Product.At, "add it to the site's products", "node %s runs %q, which is none of the site's products", id, n.Product.V)
	}
	return nil
}

// listAlso lists a host with what it also runs, of products that are not the one that it is described for.
func listAlso(s *product.Network, table, id string, host site.Node, own *product.Product) {
	var known []string
	for _, r := range s.Products {
		if r != own {
			known = append(known, r.ID)
		}
	}
	for _, name := range source.SortedKeys(host.Also) {
		also := host.Also[name]
		i := slices.IndexFunc(s.Products, func(r *product.Product) bool { return r.ID == name })
		switch {
		case i >= 0 && s.Products[i] == own:
			s.Fault("S236", also.At, "say it in the table of the node itself, and remove this one", "node %s is described for %s already", id, name)
		case i >= 0:
			n := host
			n.At, n.Role, n.Services, n.Facts = also.At, also.Role, also.Services, also.Facts
			s.Products[i].Nodes = append(s.Products[i].Nodes, product.NewNode(id, strings.TrimSuffix(table, "s"), []string{table, id, "also", name}, n))
		case !s.InDoubt("products"):
			s.Fault("S235", also.At, source.DidYouMean(name, known), "%s also runs %q, which is none of the site's products", id, name)
		}
	}
}

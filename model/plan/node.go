package plan

import "slices"

// Node is a host that runs services of one or more of the site's products.
type Node struct {
	*Party
	Part        // in the product that the host is described for; of a server the first in which it takes part
	Also []Part `json:"also,omitempty"` // in further products, by their ids
}

// Part is what a node is in one product.
type Part struct {
	Product  string            `json:"product"` // its catalogue: a role's id means something within one only
	Role     string            `json:"role,omitempty"`
	RoleName string            `json:"role_name,omitempty"`
	Services []Service         `json:"services"` // in order of start
	Flags    []string          `json:"flags"`    // facts of kind flag that hold, by name
	Facts    map[string]string `json:"facts,omitempty"`

	Installation string `json:"-"` // of the product, by id
	Holds        string `json:"-"` // what hosts with its role hold: "database", "files", or nothing that pictures have a shape for
	Around       bool   `json:"-"` // it provides what the site's products use, and is none of them
}

// Service is a service that runs on a node.
type Service struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Short   string `json:"short,omitempty"`
	PartOf  string `json:"part_of,omitempty"`
	Implied bool   `json:"implied,omitempty"` // came with another service, not by the site's own word

	After []string `json:"-"` // services of this node that start before it, by id
}

// OfProducts are the nodes that run products of the site, and do not only provide what products use.
func (p *Plan) OfProducts() []*Node {
	return slices.DeleteFunc(slices.Clone(p.Nodes), func(n *Node) bool {
		return !slices.ContainsFunc(n.Parts(), func(p Part) bool { return !p.Around })
	})
}

// Parts are what the node is in all of its products.
func (n *Node) Parts() []Part { return append([]Part{n.Part}, n.Also...) }

// PartIn is what the node is in a product, or nil.
func (n *Node) PartIn(product string) *Part {
	if n.Installation == product {
		return &n.Part
	}
	if i := slices.IndexFunc(n.Also, func(p Part) bool { return p.Installation == product }); i >= 0 {
		return &n.Also[i]
	}
	return nil
}

// NamedServices are those of all products that the site or roles name, product by product.
func (n *Node) NamedServices() []Service {
	var out []Service
	for _, p := range n.Parts() {
		out = append(out, p.Named()...)
	}
	return out
}

// RoleNames are the names of the node's roles, product by product.
func (n *Node) RoleNames() []string {
	var out []string
	for _, p := range n.Parts() {
		if p.RoleName != "" {
			out = append(out, p.RoleName)
		}
	}
	return out
}

// Named are the services that the site or the role names, not those that come with others.
func (p Part) Named() []Service {
	return slices.DeleteFunc(slices.Clone(p.Services), func(s Service) bool { return s.Implied })
}

// Service is a service of the part by its id, or nil.
func (p Part) Service(id string) *Service {
	if i := slices.IndexFunc(p.Services, func(s Service) bool { return s.ID == id }); i >= 0 {
		return &p.Services[i]
	}
	return nil
}

// Node finds a node by its id, or nil.
func (p *Plan) Node(id string) *Node {
	for _, n := range p.Nodes {
		if n.ID == id {
			return n
		}
	}
	return nil
}

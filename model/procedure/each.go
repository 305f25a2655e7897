package procedure

import (
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
)

// item is one of the things that a command is repeated over: a text, and the host that it is about if it is about one.
type item struct {
	text    string
	party   *plan.Party
	address string // of its addresses the one that it is about
}

// scope is where a command stands: the host of the step, and the item of its repetition.
type scope struct {
	party *plan.Party
	item  item
}

// itemsOf adds what a command is repeated over to a list; one empty item where it is not repeated.
func (c *filler) itemsOf(out []item, e catalog.Each, p *plan.Party) []item {
	switch e.Of {
	case catalog.EachService:
		for _, u := range c.services(e, p) {
			out = append(out, item{text: u.name})
		}
	case catalog.EachNode:
		for _, host := range c.hostsOf(e.Name) {
			out = append(out, item{text: host.Host, party: host})
		}
	case catalog.EachAddress:
		for _, host := range c.hostsOf(e.Name) {
			for _, a := range host.Addresses {
				out = append(out, item{netip.PrefixFrom(a, a.BitLen()).String(), host, a.String()})
			}
		}
	case catalog.EachOfList:
		if e.Name == "" {
			return append(out, item{})
		}
		list, own := c.lists[e.Name]
		if !own {
			list = c.r.Catalogue.RunbookLists[e.Name].Items
		}
		for _, v := range list {
			out = append(out, item{text: v.V})
		}
	}
	return out
}

// hostsOf are the nodes of a set or the host of "resource:NAME".
func (c *filler) hostsOf(place string) []*plan.Party {
	if resource, ok := strings.CutPrefix(place, resourcePrefix); ok {
		if host, placed := c.r.Hosts[resource]; placed {
			return []*plan.Party{c.r.Parties[host]}
		}
		c.missing[product.ResourceTable+"."+c.r.Key(product.ResourceTable, resource)] = true
		return nil
	}
	return c.membersOf(place)
}

// unit is a service of a host that the operating system knows by a name.
type unit struct{ id, name string }

// services are the units of a host, in their order of start or the opposite. The list holds until the next is asked for.
func (c *filler) services(e catalog.Each, p *plan.Party) []unit {
	if p == nil {
		return nil
	}
	all, known := c.served[p]
	if !known {
		all = c.unitsOf(p)
		c.served[p] = all
	}
	if len(e.Only)+len(e.But) == 0 && !e.Reversed {
		return all
	}
	c.units = c.units[:0]
	for _, u := range all {
		if (len(e.Only) == 0 || slices.Contains(e.Only, u.id)) && !slices.Contains(e.But, u.id) {
			c.units = append(c.units, u)
		}
	}
	if e.Reversed {
		slices.Reverse(c.units)
	}
	return c.units
}

func (c *filler) unitsOf(p *plan.Party) []unit {
	n := c.r.Plan.Node(p.ID)
	if n == nil {
		return nil
	}
	part := n.PartIn(c.r.ID)
	if part == nil {
		return nil
	}
	var out []unit
	for _, s := range part.Services {
		if name := c.r.Catalogue.Services[s.ID].Unit; !s.Implied && name.Set() {
			out = append(out, unit{s.ID, name.V})
		}
	}
	return out
}

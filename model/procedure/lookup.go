package procedure

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// values finds what a site gives under the names that runbooks and files use.
type values struct {
	r     *product.Product
	state *plan.State // after a failover, if it is for one
}

// membersOf are the nodes that a word means: those of a set, or of a failover.
func (c values) membersOf(word string) []*plan.Party {
	var out []*plan.Party
	for _, n := range c.r.Nodes {
		if c.in(n, word) {
			out = append(out, c.r.Parties[n.ID])
		}
	}
	return out
}

// in reports whether a node is one of the hosts that a word means. In a runbook for a failover, sets are those of the normal state.
func (c values) in(n *product.Node, word string) bool {
	switch {
	case word == catalog.OnLost:
		return c.state != nil && n.ID == c.state.From
	case word == catalog.OnTaker:
		return c.state != nil && n.ID == c.state.Holder
	case word == catalog.OnKept:
		return c.state != nil && n.ID != c.state.From
	}
	_, isSet := c.r.Catalogue.Sets[word]
	return isSet && product.InNormal(c.r, n, word)
}

func (c values) backupValue(rest string) string {
	b := c.r.Plan.Backup
	if b == nil {
		return ""
	}
	switch rest {
	case "folder":
		return b.Folder
	case "owner":
		return b.Owner
	case "host":
		return uncHost(b.Folder)
	case "keep_days":
		if b.KeepDays == 0 {
			return ""
		}
		return strconv.Itoa(b.KeepDays)
	}
	return strconv.Itoa(b.EveryHours)
}

// uncHost is the host in a path of the form \\host\share, or "".
func uncHost(path string) string {
	inside, ok := strings.CutPrefix(path, `\\`)
	host, _, _ := strings.Cut(inside, `\`)
	if !ok {
		return ""
	}
	return host
}

// failoverNode is the node that is lost, or that takes over.
func (c values) failoverNode(which string) *plan.Party {
	if c.state == nil {
		return nil
	}
	return c.r.Parties[map[string]string{catalog.OnLost: c.state.From, catalog.OnTaker: c.state.Holder}[which]]
}

func (c values) nodeValue(p *plan.Party, rest string) (value, key string) {
	if p == nil {
		return "", "node." + rest
	}
	if value = c.ofHost(p, rest); value != "" {
		return value, ""
	}
	at := []string{"nodes", p.ID}
	if n := c.r.Node(p.ID); n != nil {
		at = n.Path
	}
	return "", strings.Join(at, ".") + ".facts." + rest
}

// ofHost is a part of a host's name and address, or a fact of a node.
func (c values) ofHost(p *plan.Party, part string) string {
	if p == nil {
		return ""
	}
	switch part {
	case "host":
		return p.Host
	case "id":
		return p.ID
	case "short":
		short, _, _ := strings.Cut(p.Host, ".")
		return short
	case "address":
		if len(p.Addresses) == 0 {
			return ""
		}
		return p.Addresses[0].String()
	}
	if n := c.r.Node(p.ID); n != nil && n.Facts[part] != nil {
		return fmt.Sprint(n.Facts[part])
	}
	return ""
}

// setValue is of the only member of a set ("central.host"), or the number of its members.
func (c values) setValue(rest string) string {
	set, part, _ := strings.Cut(rest, ".")
	hosts := c.membersOf(set)
	switch {
	case part == "count":
		return strconv.Itoa(len(hosts))
	case len(hosts) == 1:
		return c.ofHost(hosts[0], part)
	}
	return ""
}

// entry is the host by which clients reach a set: the load balancer that stands before all of it, else its only member. Of several it is the
// first that is used in the normal state.
func (c values) entry(set string) string {
	for _, id := range source.SortedKeys(c.r.Site.LoadBalancers) {
		if b := c.r.Site.LoadBalancers[id]; (source.Contains(b.Targets, set) || source.Contains(b.Targets, site.Qualified(c.r.ID, set))) && b.Host.Set() && product.UsedIn(b.States, plan.NormalState) {
			return b.Host.V
		}
	}
	return c.setValue(set + ".host")
}

// forwardValue is "EXTERNAL.host" or "EXTERNAL.port" of the proxy on the way there.
func (c values) forwardValue(rest string) (value, key string) {
	external, part, _ := strings.Cut(rest, ".")
	p := c.r.ForwardProxy(external)
	switch {
	case p == nil:
		return "", "forward_proxies"
	case part == "port":
		return strconv.Itoa(p.Port.V), ""
	}
	return p.Host.V, ""
}

// listenerPort is the port of a listener, "service.listener", as this site has it.
func (c values) listenerPort(id string) string {
	l, ok := c.r.Listeners.Find(id)
	if !ok {
		return ""
	}
	return c.numbers(catalog.End{Listener: source.V(id, l.At)})
}

// numbers are what a command is told of a port: its numbers, or the protocol that has none.
func (c values) numbers(end catalog.End) string {
	port := c.r.PortOfAll(end)
	if l, _ := c.r.Listeners.Find(end.Listener.V); port.Numbers.None() && l.Transport.Set() {
		return "" // hosts differ
	}
	return cmp.Or(port.Part(), port.Name())
}

func (c values) resourceValue(id, rest string) string {
	host, ok := c.r.Hosts[id]
	if !ok {
		return ""
	}
	switch rest {
	case "host", "id", "short", "address":
		return c.ofHost(c.r.Parties[host], rest)
	case "port":
		return c.resourcePort(id)
	case "major": // of its version
		version, _ := c.r.Facts[id+".version"].(string)
		major, _, _ := strings.Cut(version, ".")
		return major
	}
	if value, ok := c.r.Facts[id+"."+rest]; ok {
		return fmt.Sprint(value)
	}
	return ""
}

// resourcePort is the port of the flows that end at a resource.
func (c values) resourcePort(id string) string {
	for _, f := range c.r.Catalogue.Flows {
		if f.To.Resource.V == id && product.HoldNow(c.r, f.When) {
			return c.numbers(f.To)
		}
	}
	return ""
}

// capacity is the number that a rule of capacity asks for.
func (c values) capacity(id string) (value, key string) {
	for i := range c.r.Catalogue.Lint {
		if rule := &c.r.Catalogue.Lint[i]; rule.ID.V == id {
			if sum, ok := c.r.Demand(rule); ok {
				return strconv.Itoa(sum), ""
			}
			return "", "nodes.*.facts." + rule.SumOf.V
		}
	}
	return "", "capacity." + id
}

// capacityMeaning is what the fact is that a rule of capacity is about.
func (c values) capacityMeaning(id string) string {
	for _, rule := range c.r.Catalogue.Lint {
		if rule.ID.V == id {
			resource, fact, _ := strings.Cut(rule.Fact.V, ".")
			return cmp.Or(c.r.Catalogue.Resources[resource].Facts[fact].Meaning.V, c.r.Catalogue.Facts[rule.Fact.V].Meaning.V)
		}
	}
	return ""
}

// total is the sum of a fact over the nodes that give it.
func (c values) total(fact string) (value, key string) {
	sum, given := int64(0), false
	for _, n := range c.r.Nodes {
		if number, ok := n.Facts[fact].(int64); ok {
			sum, given = sum+number, true
		}
	}
	if !given {
		return "", "nodes.*.facts." + fact
	}
	return strconv.FormatInt(sum, 10), ""
}

package model

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// lookup finds a value by its name and notes that it was used, or that it is missing.
func (c *compiler) lookup(name str, at scope) string {
	head, rest, _ := strings.Cut(name.V, ".")
	switch {
	case head == "item":
		return c.itemValue(rest, at.item)
	case name.V == catalog.MinutesDown: // the runbook's own, not a value of the site's
		return strconv.Itoa(c.down)
	}
	text, key := c.planValue(head, rest, at.party)
	if text == "" {
		c.missing[key] = true
		return ""
	}
	if head != "node" {
		c.used[name.V] = Value{Name: name.V, Text: text, Meaning: c.meaning(head, rest)}
	}
	return text
}

func (c *compiler) itemValue(part string, it item) string {
	switch {
	case part == "":
		return it.text
	case part == "address" && it.address != "":
		return it.address
	}
	text, key := c.nodeValue(it.party, part)
	if text == "" {
		c.missing[key] = true
	}
	return text
}

func (c *compiler) backupValue(rest string) string {
	b := c.r.plan.Backup
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
func (c *compiler) failoverNode(which string) *Party {
	if c.state == nil {
		return nil
	}
	return c.r.parties[map[string]string{catalog.OnLost: c.state.From, catalog.OnTaker: c.state.Holder}[which]]
}

func (c *compiler) nodeValue(p *Party, rest string) (value, key string) {
	if p == nil {
		return "", "node." + rest
	}
	return c.ofHost(p, rest), "nodes." + p.ID + ".facts." + rest
}

// ofHost is a part of a host's name and address, or a fact of a node.
func (c *compiler) ofHost(p *Party, part string) string {
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
	for _, n := range c.r.nodes {
		if fact, ok := n.facts[part]; ok && n.id == p.ID {
			return fmt.Sprint(fact)
		}
	}
	return ""
}

// setValue is of the only member of a set ("central.host"), or the number of its members.
func (c *compiler) setValue(rest string) string {
	set, part, _ := strings.Cut(rest, ".")
	hosts := c.hostsOf(set)
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
func (c *compiler) entry(set string) string {
	for _, id := range sortedKeys(c.r.site.LoadBalancers) {
		if b := c.r.site.LoadBalancers[id]; contains(b.Targets, set) && b.Host.Set() && usedIn(b.States, NormalState) {
			return b.Host.V
		}
	}
	return c.setValue(set + ".host")
}

// forwardProxy is the site's proxy on the way to an external party, or nil. Of several it is the first that is used in the normal state.
func (s *shared) forwardProxy(external string) *SiteProxy {
	ways := s.proxiesTo(external, NormalState, "", true)
	if len(ways) == 0 {
		return nil
	}
	p := s.site.ForwardProxies[ways[0]]
	return &p
}

// forwardValue is "EXTERNAL.host" or "EXTERNAL.port" of the proxy on the way there.
func (c *compiler) forwardValue(rest string) (value, key string) {
	external, part, _ := strings.Cut(rest, ".")
	p := c.r.forwardProxy(external)
	switch {
	case p == nil:
		return "", "forward_proxies"
	case part == "port":
		return strconv.Itoa(p.Port.V), ""
	}
	return p.Host.V, ""
}

// listenerPort is the port of a listener, "service.listener", as this site has it.
func (c *compiler) listenerPort(id string) string {
	l, ok := c.r.cat.Listener(id)
	if !ok {
		return ""
	}
	probe := &Flow{}
	c.r.listenerPort(probe, catalog.End{Listener: source.V(id, l.At)})
	return probe.port.String()
}

func (c *compiler) resourceValue(id, rest string) string {
	host, ok := c.r.host[id]
	if !ok {
		return ""
	}
	switch rest {
	case "host", "id", "short", "address":
		return c.ofHost(c.r.parties[host], rest)
	case "port":
		return c.resourcePort(id)
	case "major": // of its version
		version, _ := c.r.facts[id+".version"].(string)
		major, _, _ := strings.Cut(version, ".")
		return major
	}
	if value, ok := c.r.facts[id+"."+rest]; ok {
		return fmt.Sprint(value)
	}
	return ""
}

// resourcePort is the port of the flows that end at a resource.
func (c *compiler) resourcePort(id string) string {
	for _, f := range c.r.cat.Flows {
		if f.To.Resource.V == id && c.r.holdAll(f.When) {
			probe := &Flow{}
			c.r.listenerPort(probe, f.To)
			return probe.port.String()
		}
	}
	return ""
}

// capacity is the number that a rule of capacity asks for.
func (c *compiler) capacity(id string) (value, key string) {
	for i := range c.r.cat.Lint {
		if rule := &c.r.cat.Lint[i]; rule.ID.V == id {
			if sum, ok := c.r.demand(rule); ok {
				return strconv.Itoa(sum), ""
			}
			return "", "nodes.*.facts." + rule.SumOf.V
		}
	}
	return "", "capacity." + id
}

// capacityMeaning is what the fact is that a rule of capacity is about.
func (c *compiler) capacityMeaning(id string) string {
	for _, rule := range c.r.cat.Lint {
		if rule.ID.V == id {
			resource, fact, _ := strings.Cut(rule.Fact.V, ".")
			return cmp.Or(c.r.cat.Resources[resource].Facts[fact].Meaning.V, c.r.cat.Facts[rule.Fact.V].Meaning.V)
		}
	}
	return ""
}

// total is the sum of a fact over the nodes that give it.
func (c *compiler) total(fact string) (value, key string) {
	sum, given := int64(0), false
	for _, n := range c.r.nodes {
		if number, ok := n.facts[fact].(int64); ok {
			sum, given = sum+number, true
		}
	}
	if !given {
		return "", "nodes.*.facts." + fact
	}
	return strconv.FormatInt(sum, 10), ""
}

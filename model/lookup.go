package model

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// lookup finds a value by its name and notes that it was used. fromSite tells whether a person wrote it into the site.
func (c *compiler) lookup(name str, p *Party, shell string) (value string, fromSite bool) {
	if own, ok := strings.CutPrefix(name.V, "value:"); ok {
		return c.ownValue(name, own, p, shell), false
	}
	text, key, ok := c.planValue(name.V, p)
	if !ok {
		c.missing[key] = true
		return "", false
	}
	if !strings.HasPrefix(name.V, "node.") {
		c.used[name.V] = Value{Name: name.V, Text: text, Meaning: c.meaning(name.V)}
	}
	return text, true
}

// meaning is what the catalogue says of a value; "" leaves it to the word list.
func (c *compiler) meaning(name string) string {
	head, rest, _ := strings.Cut(name, ".")
	switch head {
	case "set":
		set, _, _ := strings.Cut(rest, ".")
		return c.r.cat.Sets[set].Name.V
	case "port":
		l, _ := c.r.cat.Listener(rest)
		return l.Purpose.V
	}
	return c.r.cat.Resources[head].Facts[rest].Meaning.V
}

func (c *compiler) ownValue(name str, own string, p *Party, shell string) string {
	for _, v := range c.book.Values {
		if v.Name.V == own && c.r.holdAll(v.When) {
			text := c.fill(v.Text, p, "", shell)
			c.used[own] = Value{Name: own, Text: text, Meaning: v.Meaning.V}
			return text
		}
	}
	c.r.fault("P14", name.At, "", "the runbook %s has no value %q that applies here", c.book.ID.V, own)
	return ""
}

// planValue finds a value of the plan. key names what the site would have to give where it is missing.
func (c *compiler) planValue(name string, p *Party) (value, key string, ok bool) {
	head, rest, _ := strings.Cut(name, ".")
	plan := c.r.plan
	switch head {
	case "site":
		value = map[string]string{"title": plan.Document.Title, "customer": plan.Document.Customer}[rest]
	case "backup":
		if plan.Backup != nil {
			value = map[string]string{"folder": plan.Backup.Folder, "every_hours": strconv.Itoa(plan.Backup.EveryHours)}[rest]
		}
	case "node":
		if p != nil {
			value = map[string]string{"host": p.Host, "id": p.ID}[rest]
		}
	case "set":
		value = c.setValue(rest)
	case "port":
		value = c.listenerPort(rest)
	default:
		value = c.resourceValue(head, rest)
		name = "resources." + head + ".facts." + rest
	}
	return value, name, value != ""
}

// setValue is the host of the only member of a set: "central.host".
func (c *compiler) setValue(rest string) string {
	set, _, _ := strings.Cut(rest, ".")
	var hosts []string
	for _, n := range c.r.nodes {
		if c.r.inSet(n, set, n.flags, nil) {
			hosts = append(hosts, c.r.parties[n.id].Host)
		}
	}
	if len(hosts) == 1 {
		return hosts[0]
	}
	return ""
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
	case "host":
		return c.r.parties[host].Host
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

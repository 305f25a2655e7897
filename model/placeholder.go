package model

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A filler knows what stands for the placeholders of one head; catalog.Placeholders says which there are and what they mean.
type filler struct {
	value   func(c *compiler, head, rest string, p *Party) (value, key string) // key names what the site would have to give; "" is HEAD.REST
	meaning func(c *compiler, rest string) string                              // what the catalogue says of it; nil leaves it to the word list
	place   func(c *compiler, rest string) source.Position                     // where the site gives it; nil is the place of a fact
}

// fillers are by head. What has none is the name of a resource. The runbook's own minutes, values and items are filled in by those who have them.
var fillers = map[string]filler{
	"site": {
		value: func(c *compiler, _, rest string, _ *Party) (string, string) {
			plan := c.r.plan
			return map[string]string{"id": plan.Site, "title": plan.Document.Title, "customer": plan.Document.Customer}[rest], ""
		},
		place: func(c *compiler, _ string) source.Position { return c.r.site.Document.At },
	},
	"backup": {
		value: func(c *compiler, _, rest string, _ *Party) (string, string) { return c.backupValue(rest), "" },
		place: func(c *compiler, rest string) source.Position {
			if b := c.r.site.Backup; b != nil {
				return b.Folder.At
			}
			return c.r.factPlace("backup." + rest)
		},
	},
	"recovery": {
		value: func(c *compiler, _, rest string, _ *Party) (string, string) {
			if r := c.r.plan.Recovery; r != nil {
				return strconv.Itoa(map[string]int{"rto_minutes": r.RTO, "rpo_minutes": r.RPO}[rest]), ""
			}
			return "", ""
		},
		place: func(c *compiler, rest string) source.Position {
			if r := c.r.site.Recovery; r != nil {
				return r.At
			}
			return c.r.factPlace("recovery." + rest)
		},
	},
	"node":          {value: func(c *compiler, _, rest string, p *Party) (string, string) { return c.nodeValue(p, rest) }},
	catalog.OnLost:  {value: ofFailover},
	catalog.OnTaker: {value: ofFailover},
	"set": {
		value:   func(c *compiler, _, rest string, _ *Party) (string, string) { return c.setValue(rest), "" },
		meaning: setName,
	},
	"entry": {
		value: func(c *compiler, _, rest string, _ *Party) (string, string) {
			return c.entry(strings.TrimSuffix(rest, ".host")), ""
		},
		meaning: setName,
	},
	"forward": {
		value:   func(c *compiler, _, rest string, _ *Party) (string, string) { return c.forwardValue(rest) },
		meaning: func(c *compiler, rest string) string { return c.r.cat.Externals[firstPart(rest)].Name.V },
	},
	"port": {
		value: func(c *compiler, _, rest string, _ *Party) (string, string) { return c.listenerPort(rest), "" },
		meaning: func(c *compiler, rest string) string {
			l, _ := c.r.cat.Listener(rest)
			return l.Purpose.V
		},
	},
	"unit": {
		value:   func(c *compiler, _, rest string, _ *Party) (string, string) { return c.r.cat.Services[rest].Unit.V, "" },
		meaning: func(c *compiler, rest string) string { return c.r.cat.Services[rest].Name.V },
	},
	"fact": {
		value: func(c *compiler, _, rest string, _ *Party) (string, string) {
			if fact, ok := c.r.facts[rest]; ok {
				return fmt.Sprint(fact), ""
			}
			return "", "facts." + rest
		},
		meaning: factMeaning,
		place:   func(c *compiler, rest string) source.Position { return c.r.factPlace(rest) },
	},
	"capacity": {
		value:   func(c *compiler, _, rest string, _ *Party) (string, string) { return c.capacity(rest) },
		meaning: (*compiler).capacityMeaning,
	},
	"total": {
		value:   func(c *compiler, _, rest string, _ *Party) (string, string) { return c.total(rest) },
		meaning: factMeaning,
	},
}

func ofFailover(c *compiler, head, rest string, _ *Party) (value, key string) {
	return c.nodeValue(c.failoverNode(head), rest)
}

func setName(c *compiler, rest string) string { return c.r.cat.Sets[firstPart(rest)].Name.V }

func factMeaning(c *compiler, rest string) string { return c.r.cat.Facts[rest].Meaning.V }

func firstPart(rest string) string {
	first, _, _ := strings.Cut(rest, ".")
	return first
}

// planValue finds a value of the plan. key names what the site would have to give where it is missing.
func (c *compiler) planValue(head, rest string, p *Party) (value, key string) {
	f, ok := fillers[head]
	if !ok {
		return c.resourceValue(head, rest), "resources." + head + ".facts." + rest
	}
	if value, key = f.value(c, head, rest, p); key == "" {
		key = head + "." + rest
	}
	return value, key
}

// meaning is what the catalogue says of a value; "" leaves it to the word list.
func (c *compiler) meaning(head, rest string) string {
	if f, ok := fillers[head]; ok && f.meaning != nil {
		return f.meaning(c, rest)
	}
	resource := c.r.cat.Resources[head]
	if fact := resource.Facts[rest].Meaning.V; fact != "" {
		return fact
	}
	return resource.Name.V
}

// place is where the site gives a value.
func (c *compiler) place(name string) source.Position {
	head, rest, _ := strings.Cut(name, ".")
	if f := fillers[head]; f.place != nil {
		return f.place(c, rest)
	}
	return c.r.factPlace(name)
}

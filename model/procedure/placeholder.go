package procedure

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// A supply knows what stands for the placeholders of one head; catalog.Placeholders says which there are and what they mean.
type supply struct {
	value   func(c values, head, rest string, p *plan.Party) (value, key string) // key names what the site would have to give; "" is HEAD.REST
	meaning func(c values, rest string) string                                   // what the catalogue says of it; nil leaves it to the word list
	place   func(c values, rest string) source.Position                          // where the site gives it; nil is the place of a fact
}

// supplies are by head. What has none is the name of a resource. The runbook's own minutes, values and items are filled in by those who have them.
var supplies = map[string]supply{
	"site": {
		value: func(c values, _, rest string, _ *plan.Party) (string, string) {
			p := c.r.Plan
			return map[string]string{"id": p.Site, "title": p.Document.Title, "customer": p.Document.Customer}[rest], ""
		},
		place: func(c values, _ string) source.Position { return c.r.Site.Document.At },
	},
	"backup": {
		value: func(c values, _, rest string, _ *plan.Party) (string, string) { return c.backupValue(rest), "" },
		place: func(c values, rest string) source.Position {
			if b := c.r.Site.Backup; b != nil {
				return b.Folder.At
			}
			return c.r.FactPlace("backup." + rest)
		},
	},
	"recovery": {
		value: func(c values, _, rest string, _ *plan.Party) (string, string) {
			if r := c.r.Plan.Recovery; r != nil {
				return strconv.Itoa(map[string]int{"rto_minutes": r.RTO, "rpo_minutes": r.RPO}[rest]), ""
			}
			return "", ""
		},
		place: func(c values, rest string) source.Position {
			if r := c.r.Site.Recovery; r != nil {
				return r.At
			}
			return c.r.FactPlace("recovery." + rest)
		},
	},
	"node":          {value: func(c values, _, rest string, p *plan.Party) (string, string) { return c.nodeValue(p, rest) }},
	catalog.OnLost:  {value: ofFailover},
	catalog.OnTaker: {value: ofFailover},
	"set": {
		value:   func(c values, _, rest string, _ *plan.Party) (string, string) { return c.setValue(rest), "" },
		meaning: setName,
	},
	"entry": {
		value: func(c values, _, rest string, _ *plan.Party) (string, string) {
			return c.entry(strings.TrimSuffix(rest, ".host")), ""
		},
		meaning: setName,
	},
	"forward": {
		value:   func(c values, _, rest string, _ *plan.Party) (string, string) { return c.forwardValue(rest) },
		meaning: func(c values, rest string) string { return c.r.Catalogue.Externals[firstPart(rest)].Name.V },
	},
	"port": {
		value: func(c values, _, rest string, _ *plan.Party) (string, string) { return c.listenerPort(rest), "" },
		meaning: func(c values, rest string) string {
			l, _ := c.r.Listeners.Find(rest)
			return l.Purpose.V
		},
	},
	"unit": {
		value: func(c values, _, rest string, _ *plan.Party) (string, string) {
			return c.r.Catalogue.Services[rest].Unit.V, ""
		},
		meaning: func(c values, rest string) string { return c.r.Catalogue.Services[rest].Name.V },
	},
	"fact": {
		value: func(c values, _, rest string, _ *plan.Party) (string, string) {
			if fact, ok := c.r.Facts[rest]; ok {
				return fmt.Sprint(fact), ""
			}
			return "", product.FactTable + "." + c.r.Key(product.FactTable, rest)
		},
		meaning: factMeaning,
		place:   func(c values, rest string) source.Position { return c.r.FactPlace(rest) },
	},
	"capacity": {
		value:   func(c values, _, rest string, _ *plan.Party) (string, string) { return c.capacity(rest) },
		meaning: values.capacityMeaning,
	},
	"total": {
		value:   func(c values, _, rest string, _ *plan.Party) (string, string) { return c.total(rest) },
		meaning: factMeaning,
	},
}

func ofFailover(c values, head, rest string, _ *plan.Party) (value, key string) {
	return c.nodeValue(c.failoverNode(head), rest)
}

func setName(c values, rest string) string { return c.r.Catalogue.Sets[firstPart(rest)].Name.V }

func factMeaning(c values, rest string) string { return c.r.Catalogue.Facts[rest].Meaning.V }

func firstPart(rest string) string {
	first, _, _ := strings.Cut(rest, ".")
	return first
}

// planValue finds a value of the plan. Where it is missing, key names what the site would have to give.
func (c values) planValue(head, rest string, p *plan.Party) (value, key string) {
	f, ok := supplies[head]
	if ok {
		value, key = f.value(c, head, rest, p)
	} else {
		value = c.resourceValue(head, rest)
	}
	switch {
	case value != "" || key != "":
		return value, key
	case !ok:
		return "", product.ResourceTable + "." + c.r.Key(product.ResourceTable, head) + ".facts." + rest
	}
	return "", head + "." + rest
}

// meaning is what the catalogue says of a value; "" leaves it to the word list.
func (c values) meaning(head, rest string) string {
	if f, ok := supplies[head]; ok && f.meaning != nil {
		return f.meaning(c, rest)
	}
	resource := c.r.Catalogue.Resources[head]
	if fact := resource.Facts[rest].Meaning.V; fact != "" {
		return fact
	}
	return resource.Name.V
}

// place is where the site gives a value.
func (c values) place(name string) source.Position {
	head, rest, _ := strings.Cut(name, ".")
	if f := supplies[head]; f.place != nil {
		return f.place(c, rest)
	}
	return c.r.FactPlace(name)
}

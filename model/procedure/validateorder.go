package procedure

import (
	"cmp"
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/source"
)

// event is a service being started or stopped on a host by a step.
type event struct {
	starts  bool
	service string
	made    *madeStep
}

// validateOrder finds services that are started before one that they wait for, or stopped after it.
func (c *validator) validateOrder() {
	var moving []*madeStep
	var hosts []*plan.Party
	for i := range c.made {
		if m := &c.made[i]; m.forward && m.from != nil && len(m.from.Stops)+len(m.from.Starts) > 0 {
			moving, hosts = append(moving, m), append(hosts, m.parties...)
		}
	}
	slices.SortFunc(hosts, func(a, b *plan.Party) int { return cmp.Compare(a.ID, b.ID) })
	var seen [][]event
	for _, host := range slices.Compact(hosts) {
		events := c.events[:0]
		for _, m := range moving {
			if slices.Contains(m.parties, host) {
				events = c.eventsOf(events, m, host)
			}
		}
		c.events = events
		if slices.ContainsFunc(seen, func(other []event) bool { return slices.Equal(other, events) }) {
			continue // of which the same was said
		}
		seen = append(seen, slices.Clone(events))
		for i, e := range events {
			c.validateEvent(events, i, e)
		}
	}
}

// eventsOf adds what a step does to the services of one host.
func (c *validator) eventsOf(out []event, m *madeStep, p *plan.Party) []event {
	add := func(list []source.Text, starts bool) {
		for _, v := range list {
			if v.V != string(catalog.EachService) {
				out = append(out, event{starts, v.V, m})
				continue
			}
			for _, u := range c.services(catalog.ParseEach(m.from.Each.V), p) {
				out = append(out, event{starts, u.id, m})
			}
		}
	}
	add(m.from.Stops, false)
	add(m.from.Starts, true)
	return out
}

// validateEvent reports the first wrong event of a step: what follows is usually the same.
func (c *validator) validateEvent(all []event, i int, e event) {
	if slices.ContainsFunc(c.b.Faults, func(f plan.BookFault) bool { return f.Code == "S65" && f.Step == e.made.step }) {
		return
	}
	for j, other := range all {
		waits := func() bool { return c.waitsFor(e.service, other.service) }
		switch {
		case e.starts && other.starts && j > i && waits() && !happens(all[i:j], other.service, false):
			c.report(plan.BookFault{Code: "S65", Step: e.made.step, What: fmt.Sprintf("%s starts %s before %s, which it waits for", c.called(e.made), c.serviceName(e.service),
				c.serviceName(other.service)), Help: "start it after the other"}, e.made.at)
		case !e.starts && !other.starts && j < i && waits() && !happens(all[j:i], e.service, true):
			c.report(plan.BookFault{Code: "S65", Step: other.made.step, What: fmt.Sprintf("%s stops %s while %s, which needs it, still runs", c.called(other.made),
				c.serviceName(other.service), c.serviceName(e.service)), Help: "stop it after the other"}, other.made.at)
		}
	}
	if !e.starts {
		return
	}
	if last := c.stopped(all[:i], e); last != "" {
		c.report(plan.BookFault{Code: "S65", Step: e.made.step, What: fmt.Sprintf("%s starts %s while %s, which it waits for, is stopped", c.called(e.made),
			c.serviceName(e.service), c.serviceName(last)), Help: "start the other first"}, e.made.at)
	}
}

// stopped is the first service, by id, that e waits for and whose last event so far is a stop.
func (c *validator) stopped(before []event, e event) string {
	last := ""
	for i, x := range before {
		if !x.starts && (last == "" || x.service < last) && !happens(before[i:], x.service, true) && c.waitsFor(e.service, x.service) {
			last = x.service
		}
	}
	return last
}

// happens reports whether a service is started, or stopped, in a stretch of events.
func happens(events []event, service string, starts bool) bool {
	return slices.ContainsFunc(events, func(e event) bool { return e.service == service && e.starts == starts })
}

// waitsFor reports whether a service starts after another, directly or by way of others.
func (c *validator) waitsFor(service, other string) bool {
	return slices.Contains(c.waited(service), other)
}

// waited are the services that one waits for, those of others among them, each once: a product whose services wait for all before them has many ways
// from one to another.
func (c *validator) waited(service string) []string {
	all, known := c.rules.waited[service]
	if !known {
		for _, after := range c.r.Catalogue.Services[service].StartsAfter {
			for _, id := range append([]string{after.V}, c.waited(after.V)...) {
				if !slices.Contains(all, id) {
					all = append(all, id)
				}
			}
		}
		c.rules.waited[service] = all
	}
	return all
}

func (c *validator) serviceName(id string) string { return c.r.Catalogue.Services[id].Name.V }

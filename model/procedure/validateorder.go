package procedure

import (
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
	events := map[string][]event{}
	for i := range c.made {
		if m := &c.made[i]; m.forward && m.from != nil && len(m.from.Stops)+len(m.from.Starts) > 0 {
			for _, p := range m.parties {
				events[p.ID] = append(events[p.ID], c.events(m, p)...)
			}
		}
	}
	var seen [][]event
	for _, host := range source.SortedKeys(events) {
		if slices.ContainsFunc(seen, func(other []event) bool { return slices.EqualFunc(other, events[host], event.same) }) {
			continue // of which the same was said
		}
		seen = append(seen, events[host])
		for i, e := range events[host] {
			c.validateEvent(events[host], i, e)
		}
	}
}

// same tells whether two events are one, but for the host.
func (e event) same(other event) bool {
	return e.starts == other.starts && e.service == other.service && e.made == other.made
}

// events are what a step does to the services of one host.
func (c *validator) events(m *madeStep, p *plan.Party) []event {
	var out []event
	add := func(list []source.Text, starts bool) {
		for _, v := range list {
			ids := []string{v.V}
			if v.V == string(catalog.EachService) {
				ids = c.services(catalog.ParseEach(m.from.Each.V), p)
			}
			for _, id := range ids {
				out = append(out, event{starts, id, m})
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
			c.report(plan.BookFault{Code: "S65", Step: e.made.step, What: fmt.Sprintf("%s starts %s before %s, which it waits for", c.called(*e.made), c.serviceName(e.service),
				c.serviceName(other.service)), Help: "start it after the other"}, e.made.at)
		case !e.starts && !other.starts && j < i && waits() && !happens(all[j:i], e.service, true):
			c.report(plan.BookFault{Code: "S65", Step: other.made.step, What: fmt.Sprintf("%s stops %s while %s, which needs it, still runs", c.called(*other.made),
				c.serviceName(other.service), c.serviceName(e.service)), Help: "stop it after the other"}, other.made.at)
		}
	}
	if !e.starts {
		return
	}
	if last := c.stopped(all[:i], e); last != "" {
		c.report(plan.BookFault{Code: "S65", Step: e.made.step, What: fmt.Sprintf("%s starts %s while %s, which it waits for, is stopped", c.called(*e.made),
			c.serviceName(e.service), c.serviceName(last)), Help: "start the other first"}, e.made.at)
	}
}

// stopped is a service that e waits for and whose last event so far is a stop.
func (c *validator) stopped(before []event, e event) string {
	running := map[string]bool{}
	for _, x := range before {
		running[x.service] = x.starts
	}
	for _, id := range source.SortedKeys(running) {
		if !running[id] && c.waitsFor(e.service, id) {
			return id
		}
	}
	return ""
}

// happens reports whether a service is started, or stopped, in a stretch of events.
func happens(events []event, service string, starts bool) bool {
	return slices.ContainsFunc(events, func(e event) bool { return e.service == service && e.starts == starts })
}

// waitsFor reports whether a service starts after another, directly or by way of others.
func (c *validator) waitsFor(service, other string) bool {
	for _, after := range c.r.Catalogue.Services[service].StartsAfter {
		if after.V == other || c.waitsFor(after.V, other) {
			return true
		}
	}
	return false
}

func (c *validator) serviceName(id string) string { return c.r.Catalogue.Services[id].Name.V }

package outage

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
)

// Stalled is a service that stalls on a host that is not lost.
type Stalled struct {
	Host    string `json:"host"`
	Service string `json:"service"`
	ID      string `json:"id"`
	Cause   Cause  `json:"cause"`
}

// stalledServices lists the stalled services, host by host in order of start.
func (w *world) stalledServices() []Stalled {
	out := []Stalled{}
	for _, n := range w.plan.Nodes {
		for _, part := range n.Parts() {
			for _, s := range part.Services {
				if c := w.stalled[unit{n.ID, part.Installation, s.ID}]; c != nil && !w.lost[n.ID] {
					out = append(out, Stalled{n.ID, s.Name, s.ID, *c})
				}
			}
		}
	}
	slices.SortStableFunc(out, compareStalled)
	return out
}

func compareStalled(a, b Stalled) int { return strings.Compare(a.Host, b.Host) }

// stall finds the stalled services: first those that require a resource that is gone, then those that start after them, until no more come.
func (w *world) stall() {
	for more := true; more; {
		more = false
		for _, r := range w.resources {
			if r.Required && r.Service != "" && w.gone(r) {
				more = w.stallCallers(r) || more
			}
		}
		for _, n := range w.plan.Nodes {
			if w.lost[n.ID] {
				continue
			}
			for _, part := range w.nodes[n.ID].Parts() {
				more = w.stallAfter(n.ID, &part) || more
			}
		}
	}
}

// gone tells whether a resource is not there any more: its host is lost, or the service that provides it is stalled.
func (w *world) gone(r plan.PlacedResource) bool {
	return w.lost[r.On] || w.stalled[unit{r.On, r.Product, r.Service}] != nil
}

// stallCallers stalls the services that make required calls to a resource that is gone.
func (w *world) stallCallers(r plan.PlacedResource) bool {
	more := false
	for _, f := range w.flows {
		if !requires(f, r) {
			continue
		}
		roots := []string{r.On}
		if c := w.stalled[unit{r.On, r.Product, r.Service}]; c != nil {
			roots = c.Lost
		}
		cause := &Cause{NoResource, roots, fmt.Sprintf("requires the %s on %s", r.Name, r.On)}
		for _, host := range w.hosts(f.From) {
			part := w.partOf(unit{host, r.Product, ""})
			if part == nil || w.lost[host] || host == r.On {
				continue
			}
			more = w.mark(unit{host, r.Product, serviceNamed(part, f.Caller)}, cause) || more
		}
	}
	return more
}

// requires reports whether a flow is a required call to a resource.
func requires(f *plan.Flow, r plan.PlacedResource) bool {
	service, _, _ := strings.Cut(f.Listener, ".")
	return f.Product == r.Product && f.To == r.On && service == r.Service && f.Requirement == Required
}

// stalledBy reports whether a flow is the very call for whose end a service is stalled by a cause.
func (w *world) stalledBy(c *Cause, f *plan.Flow) bool {
	return c.Kind == NoResource && slices.Contains(c.Lost, f.To) && slices.ContainsFunc(w.resources, func(r plan.PlacedResource) bool { return requires(f, r) })
}

// serviceNamed is the id of a service of a node in a product, by its name. Without a name it is none: the node as a whole calls.
func serviceNamed(part *plan.Part, name string) string {
	for _, s := range part.Services {
		if s.Name == name {
			return s.ID
		}
	}
	return ""
}

// stallAfter stalls the services of a node in a product that start after, or are part of, a stalled one, and all of them where the node as a whole is.
func (w *world) stallAfter(host string, part *plan.Part) bool {
	more := false
	for _, s := range part.Services {
		if c := w.stalled[unit{host, part.Installation, ""}]; c != nil {
			more = w.mark(unit{host, part.Installation, s.ID}, c) || more
		}
		for _, other := range slices.Concat(s.After, []string{s.PartOf}) {
			if other == "" {
				continue
			}
			if c := w.stalled[unit{host, part.Installation, other}]; c != nil {
				how := "starts after"
				if other == s.PartOf {
					how = "is part of"
				}
				more = w.mark(unit{host, part.Installation, s.ID}, &Cause{StartsAfter, c.Lost, how + " " + nameOf(part, other) + ", which is stalled"}) || more
			}
		}
	}
	return more
}

func nameOf(part *plan.Part, service string) string {
	if s := part.Service(service); s != nil {
		return s.Name
	}
	return service
}

func (w *world) mark(u unit, c *Cause) bool {
	if w.stalled[u] != nil {
		return false
	}
	w.stalled[u] = c
	return true
}

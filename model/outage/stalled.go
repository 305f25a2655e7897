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
		for _, s := range n.Services {
			if c := w.stalled[unit{n.ID, s.ID}]; c != nil && !w.lost[n.ID] {
				out = append(out, Stalled{n.ID, s.Name, s.ID, *c})
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
		for _, r := range w.plan.Resources {
			if r.Required && r.Service != "" && w.gone(r) {
				more = w.stallCallers(r) || more
			}
		}
		for _, n := range w.plan.Nodes {
			if !w.lost[n.ID] {
				more = w.stallAfter(n) || more
			}
		}
	}
}

// gone tells whether a resource is not there any more: its host is lost, or the service that provides it is stalled.
func (w *world) gone(r plan.PlacedResource) bool {
	return w.lost[r.On] || w.stalled[unit{r.On, r.Service}] != nil
}

// stallCallers stalls the services that make required calls to a resource that is gone.
func (w *world) stallCallers(r plan.PlacedResource) bool {
	more := false
	for _, f := range w.flows {
		if !requires(f, r) {
			continue
		}
		roots := []string{r.On}
		if c := w.stalled[unit{r.On, r.Service}]; c != nil {
			roots = c.Lost
		}
		cause := &Cause{NoResource, roots, fmt.Sprintf("requires the %s on %s", r.Name, r.On)}
		for _, host := range w.hosts(f.From) {
			n := w.nodes[host]
			if n == nil || w.lost[host] || host == r.On {
				continue
			}
			more = w.mark(unit{host, serviceNamed(n, f.Caller)}, cause) || more
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
	return c.Kind == NoResource && slices.Contains(c.Lost, f.To) && slices.ContainsFunc(w.plan.Resources, func(r plan.PlacedResource) bool { return requires(f, r) })
}

// serviceNamed is the id of a node's service, by its name. Without a name it is none: the node as a whole calls.
func serviceNamed(n *plan.Node, name string) string {
	for _, s := range n.Services {
		if s.Name == name {
			return s.ID
		}
	}
	return ""
}

// stallAfter stalls the services of a node that start after, or are part of, a stalled one, and all of them where the node as a whole is.
func (w *world) stallAfter(n *plan.Node) bool {
	more := false
	for _, s := range n.Services {
		if c := w.stalled[unit{n.ID, ""}]; c != nil {
			more = w.mark(unit{n.ID, s.ID}, c) || more
		}
		for _, other := range slices.Concat(s.After, []string{s.PartOf}) {
			if other == "" {
				continue
			}
			if c := w.stalled[unit{n.ID, other}]; c != nil {
				how := "starts after"
				if other == s.PartOf {
					how = "is part of"
				}
				more = w.mark(unit{n.ID, s.ID}, &Cause{StartsAfter, c.Lost, how + " " + nameOf(n, other) + ", which is stalled"}) || more
			}
		}
	}
	return more
}

func nameOf(n *plan.Node, service string) string {
	for _, s := range n.Services {
		if s.ID == service {
			return s.Name
		}
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

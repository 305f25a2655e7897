package model

import (
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// DeclaredPrefix begins the rule name of a flow that the site declares.
const DeclaredPrefix = "site."

// declareFlows adds the flows that the site declares. They hold in every state.
func (r *resolver) declareFlows() {
	for _, name := range sortedKeys(r.site.Flows) {
		declared := r.site.Flows[name]
		froms, tos := r.ends(declared.From), r.ends(declared.To)
		for _, from := range froms {
			for _, to := range tos {
				if to.Kind == ClientsParty {
					r.fault("S33", declared.To.At, "turn the flow round", "clients open connections; none ends at %s", to.ID)
					continue
				}
				if from.ID != to.ID || len(froms) == 1 && len(tos) == 1 {
					r.declare(name, declared, from, to)
				}
			}
		}
	}
}

func (r *resolver) declare(name string, d SiteFlow, from, to *Party) {
	for _, text := range d.Ports {
		protocol, port, err := parseDeclaredPort(text.V)
		if err != nil {
			continue // reported when the site was loaded
		}
		f := &Flow{Rule: DeclaredPrefix + name, From: from.ID, To: to.ID, Listener: text.V, Service: d.Purpose.V, Protocol: protocol, port: port,
			Basis: "declared", Purpose: d.Purpose.V, Encrypted: "not stated", Requirement: "required", Owner: d.Owner.V, Requester: d.Requester.V,
			Ticket: d.Ticket.V, Since: d.Since.V, Until: d.Until.V,
			Chain: []Link{{SiteLink, "declared flow " + name + ": " + d.Purpose.V, r.place(d.At), nil}}}
		if port.Kind == catalog.NoPort {
			f.Protocol = port.Protocol
		}
		if d.Encrypted.Set() {
			f.Encrypted = map[bool]string{true: "yes", false: "no"}[d.Encrypted.V]
		}
		for _, a := range r.states {
			copied := *f
			r.add(a, &copied)
		}
	}
}

// ends finds the parties that a declared flow names: one, or a list; "all nodes", or a set of the catalogue, or a party.
func (r *resolver) ends(v source.Val[any]) []*Party {
	var names []string
	switch value := v.V.(type) {
	case string:
		names = []string{value}
	case []any:
		for _, item := range value {
			name, ok := item.(string)
			if !ok {
				r.fault("S34", v.At, "", "a party is named by text in quotes")
				return nil
			}
			names = append(names, name)
		}
	default:
		r.fault("S34", v.At, "", "a party is named by text in quotes, or by a list of texts")
		return nil
	}
	var out []*Party
	for _, name := range names {
		found := r.partiesNamed(name)
		if len(found) == 0 {
			if _, isSet := r.cat.Sets[name]; !isSet {
				r.fault("S35", v.At, source.DidYouMean(name, r.partyNames()), "unknown party %q", name)
			}
		}
		for _, p := range found {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

func (r *resolver) partiesNamed(name string) []*Party {
	if p, ok := r.parties[name]; ok {
		return []*Party{p}
	}
	var out []*Party
	for _, n := range r.nodes {
		if name == "all nodes" || r.inSet(n, name, n.flags, nil) {
			out = append(out, r.parties[n.id])
		}
	}
	return out
}

func (r *resolver) partyNames() []string {
	return slices.Concat([]string{"all nodes"}, slices.Collect(maps.Keys(r.parties)), slices.Collect(maps.Keys(r.cat.Sets)))
}

// listNotCovered lists the traffic that no document describes, and which of it the site declares.
func (r *resolver) listNotCovered() {
	declared := map[string][]string{}
	var known []string
	for _, n := range r.cat.NotCovered {
		known = append(known, n.ID.V)
	}
	for _, name := range sortedKeys(r.site.Flows) {
		for _, id := range r.site.Flows[name].Covers {
			if !slices.Contains(known, id.V) {
				r.fault("S36", id.At, source.DidYouMean(id.V, known), "the catalogue's list of what it does not cover has no entry %q", id.V)
			}
			declared[id.V] = append(declared[id.V], name)
		}
	}
	for _, n := range r.cat.NotCovered {
		r.plan.NotCovered = append(r.plan.NotCovered, NotCovered{n.ID.V, n.Topic.V, n.Text.V, declared[n.ID.V]})
	}
	slices.SortStableFunc(r.plan.NotCovered, func(a, b NotCovered) int { return strings.Compare(a.ID, b.ID) })
}

// sortedKeys are the keys of a table in order, because no output may depend on the order of a map.
func sortedKeys[T any](table map[string]T) []string { return slices.Sorted(maps.Keys(table)) }

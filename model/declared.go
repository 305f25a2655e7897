package model

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// DeclaredPrefix begins the rule name of a flow that the site declares.
const DeclaredPrefix = "site."

// declareFlows adds the flows that the site declares. They hold in every state; what leads out may go by way of a forward proxy.
func (s *shared) declareFlows() {
	for _, name := range sortedKeys(s.site.Flows) {
		declared := s.site.Flows[name]
		froms, tos := s.ends(declared.From), s.ends(declared.To)
		for _, from := range froms {
			for _, to := range tos {
				if to.Kind == ClientsParty {
					s.fault("S33", declared.To.At, "turn the flow round", "clients open connections; none ends at %s", to.ID)
					continue
				}
				alone := len(froms) == 1 && len(tos) == 1
				switch {
				case from.ID != to.ID, alone && (to.Managed() || to.Kind == GroupParty):
					s.declare(name, declared, from, to)
				case alone:
					s.fault("S46", declared.To.At, "name the other end", "a flow from %s to itself passes no host of the site", to.ID)
				}
			}
		}
	}
}

func (s *shared) declare(name string, d SiteFlow, from, to *Party) {
	for _, text := range d.Ports {
		protocol, port, err := parseDeclaredPort(text.V)
		if err != nil {
			continue // reported when the site was loaded
		}
		f := &Flow{Rule: DeclaredPrefix + name, From: from.ID, To: to.ID, Listener: text.V, Service: cmp.Or(d.Name.V, inWords(name)), Protocol: protocol, port: port,
			Basis: "declared", Purpose: d.Purpose.V, Encrypted: "not stated", Requirement: "required", Owner: d.Owner.V, Requester: d.Requester.V,
			Ticket: d.Ticket.V, Since: d.Since.V, Until: d.Until.V, SourcePort: d.SourcePort.V, Log: yesNo(d.Log), Status: d.Status.V, Phase: Phase(d.Phase.V),
			Chain: []Link{{SiteLink, "declared flow " + name + ": " + d.Purpose.V, s.place(d.At), nil}}}
		if port.Kind == catalog.NoPort {
			f.Protocol = port.Protocol
		}
		if d.Encrypted.Set() {
			f.Encrypted = yesNo(d.Encrypted)
		}
		f.straight = f.Chain
		s.lead(f, to)
	}
}

// lead adds a declared flow in every state: straight, or by way of the forward proxies that name the party it ends at.
func (s *shared) lead(f *Flow, to *Party) {
	for _, state := range s.plan.States {
		var ways []string
		if to.Kind == ExternalParty {
			ways = s.proxiesTo(to.ID, state.ID, f.Protocol, false)
		}
		for _, id := range ways {
			s.throughProxy("", state.ID, f, id)
		}
		if len(ways) == 0 {
			s.add("", state.ID, f)
		}
	}
}

// inWords is a table's key as a reader expects a name: "remote-desktop" is "Remote desktop".
func inWords(key string) string {
	text := strings.ReplaceAll(key, "-", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// ends finds the parties that a declared flow names: one, or a list; "all nodes", or a set of the catalogue, or a party.
func (s *shared) ends(v source.Val[any]) []*Party {
	var names []string
	switch value := v.V.(type) {
	case string:
		names = []string{value}
	case []any:
		for _, item := range value {
			name, ok := item.(string)
			if !ok {
				s.fault("S34", v.At, "", "a party is named by text in quotes")
				return nil
			}
			names = append(names, name)
		}
	default:
		s.fault("S34", v.At, "", "a party is named by text in quotes, or by a list of texts")
		return nil
	}
	var out []*Party
	for _, name := range names {
		found := s.partiesNamed(name)
		if len(found) == 0 {
			if !slices.Contains(s.setNames(), name) {
				s.fault("S35", v.At, source.DidYouMean(name, s.partyNames()), "unknown party %q", name)
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

func (s *shared) partiesNamed(name string) []*Party {
	if p, ok := s.parties[name]; ok {
		return []*Party{p}
	}
	var out []*Party
	for _, r := range s.products {
		for _, n := range r.nodes {
			if name == "all nodes" || r.inSet(n, name, n.flags, nil) {
				out = append(out, s.parties[n.id])
			}
		}
	}
	return out
}

func (s *shared) partyNames() []string {
	return slices.Concat([]string{"all nodes"}, slices.Collect(maps.Keys(s.parties)), s.setNames())
}

// listNotCovered lists the traffic that no document describes, and which of it the site declares.
func (s *shared) listNotCovered() {
	declared := map[string][]string{}
	for _, name := range sortedKeys(s.site.Flows) {
		for _, id := range s.site.Flows[name].Covers {
			declared[id.V] = append(declared[id.V], name)
		}
	}
	var known []string
	derived := map[string]bool{}
	for _, f := range s.plan.Flows {
		derived[f.Rule] = true
	}
	for _, r := range s.products {
		for _, n := range r.cat.NotCovered {
			for _, rule := range n.CoveredBy {
				if derived[rule.V] {
					declared[n.ID.V] = append(declared[n.ID.V], rule.V)
				}
			}
			if !slices.Contains(known, n.ID.V) {
				known = append(known, n.ID.V)
				s.plan.NotCovered = append(s.plan.NotCovered, NotCovered{n.ID.V, n.Topic.V, n.Text.V, declared[n.ID.V], s.printed(declared[n.ID.V])})
			}
		}
	}
	for _, name := range sortedKeys(s.site.Flows) {
		for _, id := range s.site.Flows[name].Covers {
			if !slices.Contains(known, id.V) {
				s.fault("S36", id.At, source.DidYouMean(id.V, known), "no catalogue's list of what it does not cover has an entry %q", id.V)
			}
		}
	}
	slices.SortStableFunc(s.plan.NotCovered, func(a, b NotCovered) int { return strings.Compare(a.ID, b.ID) })
}

// printed are names of declared flows and of flow rules as readers know them: what the services are called that answer them, each once.
func (s *shared) printed(names []string) []string {
	var out []string
	for _, name := range names {
		called := name
		if d, ok := s.site.Flows[name]; ok {
			called = cmp.Or(d.Name.V, inWords(name))
		} else if i := slices.IndexFunc(s.plan.Flows, func(f *Flow) bool { return f.Rule == name }); i >= 0 {
			called = s.plan.Flows[i].Service
		}
		if !slices.Contains(out, called) {
			out = append(out, called)
		}
	}
	return out
}

// sortedKeys are the keys of a table in order, because no output may depend on the order of a map.
func sortedKeys[T any](table map[string]T) []string { return slices.Sorted(maps.Keys(table)) }

package catalog

import (
	"regexp"
	"slices"
	"strconv"

	"portolan/model/source"
)

func (k *checker) flows() {
	seen := map[string]source.Position{}
	for _, f := range k.c.Flows {
		k.listed(seen, f.ID, "flow")
		k.end(f.From, true)
		k.end(f.To, false)
		if f.From.External.Set() && (f.To.External.Set() || f.AndBack.V) {
			k.fault("P90", f.From.At, "name a set, or the listener of one, at one end, and write a flow for each direction: `from = { external = \"ID\" }`, `to = { set = \"SET\", listener = \"SERVICE.LISTENER\" }`",
				"flow %s leads from an external service to one, or there and back", f.ID.V)
		}
		if f.To.Multicast.Set() && (f.AndBack.V || f.Via.Set()) {
			k.fault("P99", f.To.Multicast.At, "remove and_back and via", "flow %s ends at a multicast group: nothing is sent from it, and no load balancer or proxy forwards to it", f.ID.V)
		}
		k.between(f)
		k.oneOf("via", f.Via, Choices["Flow.via"]...)
		k.oneOf("a requirement", f.Requirement, Choices["Flow.requirement"]...)
		for _, d := range f.Drawn {
			k.oneOf("drawn", d, Choices["Flow.drawn"]...)
		}
		if f.Requirement.V == "conditional" && f.Condition.V == "" {
			k.fault("P75", f.At, "add condition = \"...\"", "flow %s is conditional and does not say on what", f.ID.V)
		}
		k.conditions(f.When)
		k.question(f.Disputed)
		if f.Unusual.V && !f.Disputed.Set() {
			k.fault("P85", f.Unusual.At, `add disputed = "ID" with the id of a [[questions]] table, or drop the line`, "flow %s is called unusual, and no question says why it is there at all", f.ID.V)
		}
		k.oneOf("a phase", f.Phase, Choices["Flow.phase"]...)
		k.sourcePort(f)
		k.cited(f.At, f.Source, true)
		k.cited(f.At, f.PhaseSource, f.Phase.Set())
	}
}

// sourcePort checks from which port the caller of a flow connects. A protocol without ports has none.
func (k *checker) sourcePort(f Flow) {
	if !f.SourcePort.Set() {
		return
	}
	if _, err := ParseSourcePort(f.SourcePort.V); err != nil {
		k.fault("P95", f.SourcePort.At, `write "123" or "1024-65535"; without the line it is any`, "%v", err)
	}
	transport := k.c.Externals[f.To.External.V].Transport
	if l, ok := k.c.Listener(f.To.Listener.V); ok {
		transport = l.Transport
	}
	if (f.To.External.Set() || f.To.Listener.Set()) && !transport.Set() {
		k.fault("P96", f.SourcePort.At, "remove it", "flow %s has a source port, and the protocol that it ends on has no ports", f.ID.V)
	}
}

// shortID is what ids of rules and questions look like: they stand in tables, links and names of files, in capitals where a vendor has them so.
var shortID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9.-]{0,62}$`)

// listed checks the id of something that is in a list with others.
func (k *checker) listed(seen map[string]source.Position, id str, what string) {
	if id.Set() && !shortID.MatchString(id.V) {
		k.fault("P04", id.At, "begin with a letter, and use letters, digits, hyphens and dots", "%q cannot be the id of a %s", id.V, what)
	}
	k.unique(seen, id, what)
}

func (k *checker) unique(seen map[string]source.Position, id str, what string) {
	if first, ok := seen[id.V]; ok {
		k.found = append(k.found, source.Diagnostic{Code: "P03", At: id.At, What: what + " " + id.V + " is there twice",
			Related: []source.Related{{At: first, What: "first here"}}})
	}
	seen[id.V] = id.At
}

func (k *checker) question(q str) {
	if q.Set() && !slices.ContainsFunc(k.c.Questions, func(x Question) bool { return x.ID.V == q.V }) {
		k.fault("P05", q.At, "", "unknown question %q", q.V)
	}
}

// end checks one end of a flow: one kind of party, and the parts that go with it.
func (k *checker) end(e End, from bool) {
	given := 0
	for _, v := range []str{e.Set, e.Clients, e.Resource, e.External, e.Multicast} {
		if v.Set() {
			given++
		}
	}
	if given != 1 {
		k.fault("P12", e.At, "give exactly one of set, clients, resource, external, multicast", "an end of a flow has %d keys", given)
	}
	known(k, "set", e.Set, k.c.Sets)
	known(k, "population", e.Clients, k.c.Populations)
	known(k, "resource", e.Resource, k.c.Resources)
	known(k, "external", e.External, k.c.Externals)
	known(k, "multicast group", e.Multicast, k.c.Multicast)
	known(k, "service", e.Service, k.c.Services)
	known(k, "role of addresses", e.Network, k.c.Addresses)
	if e.Network.Set() && (!from || e.Clients.Set() || e.External.Set()) {
		k.fault("P72", e.Network.At, "remove it: a listener says by `binds = \"ROLE\"` which of its host's addresses it has", "only nodes and hosts of resources call from a network of theirs")
	}
	if e.Listener.Set() {
		if _, ok := k.c.Listener(e.Listener.V); !ok {
			k.fault("P05", e.Listener.At, source.DidYouMean(e.Listener.V, k.c.listenerIDs()), "unknown listener %q", e.Listener.V)
		}
	}
	switch {
	case from && (e.Listener.Set() || e.Multicast.Set()):
		k.fault("P12", e.At, "", "a flow starts at a set, clients, a resource or an external service, and from a service")
	case !from && e.Clients.Set():
		k.fault("P12", e.At, "", "a flow cannot end at clients")
	case !from && !e.External.Set() && !e.Listener.Set():
		k.fault("P12", e.At, `add listener = "service.listener"`, "a flow must say on which listener it ends")
	}
}

// FlowRule finds a flow rule by its id, or nil.
func (c *Catalogue) FlowRule(id string) *Flow {
	for i := range c.Flows {
		if c.Flows[i].ID.V == id {
			return &c.Flows[i]
		}
	}
	return nil
}

func (c *Catalogue) listenerIDs() []string {
	var ids []string
	for service, s := range c.Services {
		for name := range s.Listeners {
			ids = append(ids, service+"."+name)
		}
	}
	return ids
}

// needs lists what each kind of lint rule must say.
var lintNeeds = map[string]func(Lint) bool{
	"count":       func(l Lint) bool { return len(l.Select) > 0 && (l.Min.Set() || l.Max.Set() || len(l.Allow) > 0) },
	"each":        func(l Lint) bool { return len(l.Must) > 0 },
	"none":        func(l Lint) bool { return len(l.Select) > 0 },
	"resource on": func(l Lint) bool { return l.Resource.Set() },
	"value": func(l Lint) bool {
		return l.Fact.Set() && (len(l.Allow) > 0 || len(l.Deny) > 0 || l.Min.Set() || l.Max.Set())
	},
	"capacity":  func(l Lint) bool { return l.Fact.Set() && l.SumOf.Set() },
	"condition": func(l Lint) bool { return len(l.When) > 0 },
}

func (k *checker) lint() {
	seen := map[string]source.Position{}
	for _, l := range k.c.Lint {
		k.listed(seen, l.ID, "lint rule")
		if code, ok := source.LookUp(l.ID.V); ok {
			k.fault("P70", l.ID.At, "call it otherwise", "a lint rule cannot be called %q: the program means by it: %s", l.ID.V, code.Summary)
		}
		k.oneOf("a level", l.Level, Choices["Lint.level"]...)
		complete, ok := lintNeeds[l.Kind.V]
		if !ok {
			var kinds []string
			for kind := range lintNeeds {
				kinds = append(kinds, kind)
			}
			k.fault("P06", l.Kind.At, source.DidYouMean(l.Kind.V, kinds), "unknown kind of lint rule %q", l.Kind.V)
		} else if !complete(l) {
			k.fault("P13", l.At, "see the table of kinds in the guide", "lint rule %s lacks keys that its kind needs", l.ID.V)
		}
		k.counts(l)
		k.selectors(l.Select)
		k.selectors(l.Must)
		k.conditions(l.When)
		known(k, "resource", l.Resource, k.c.Resources)
		if f, ok := k.c.Facts[l.Fact.V]; l.Fact.Set() && (!ok || f.Holder.V != "node") {
			k.conditions(strs{l.Fact})
		}
		known(k, "fact", l.SumOf, k.c.Facts)
		k.cited(l.At, l.Source, true)
	}
}

// counts checks which numbers of nodes a rule of the kind "count" allows.
func (k *checker) counts(l Lint) {
	for _, v := range l.Allow {
		if _, err := strconv.Atoi(v.V); l.Kind.V == "count" && v.V != OddCount && v.V != EvenCount && err != nil {
			k.fault("P06", v.At, `write numbers, "odd" or "even"`, "a count cannot be %q", v.V)
		}
	}
}

func (k *checker) questions() {
	seen := map[string]source.Position{}
	for _, q := range k.c.Questions {
		k.listed(seen, q.ID, "question")
		for _, flow := range q.Concerns {
			k.flow(flow)
		}
		known(k, "set", q.EndIn, k.c.Sets)
		k.selectors(q.Select)
		k.conditions(q.When)
		for _, side := range q.Sides {
			k.cited(side.At, side.Source, true)
			for _, rule := range side.Opens {
				if i := slices.IndexFunc(k.c.Flows, func(f Flow) bool { return f.ID.V == rule.V }); i < 0 || k.c.Flows[i].Disputed.V != q.ID.V {
					k.fault("P103", rule.At, "name rules that have `disputed = \""+q.ID.V+"\"`", "the rule %s is not disputed for the question %s", rule.V, q.ID.V)
				}
			}
			for _, listener := range source.SortedKeys(side.Ports) {
				if _, ok := k.c.Listener(listener); !ok {
					k.fault("P05", side.Ports[listener].At, "", "unknown listener %q", listener)
				}
			}
		}
	}
}

func (k *checker) flow(id str) {
	if !slices.ContainsFunc(k.c.Flows, func(f Flow) bool { return f.ID.V == id.V }) {
		k.fault("P05", id.At, "", "unknown flow %q", id.V)
	}
}

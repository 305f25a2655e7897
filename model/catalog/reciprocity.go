package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/source"
)

// A LooseEnd is an end of a catalogue that nothing holds on to: a listener that no flow ends at, a flow that no host can have an end of, a
// name that no rule speaks of. Each is explained where it stands, or somebody forgot half of a pair.
type LooseEnd struct {
	Kind    LooseKind
	ID      string
	At      source.Position
	Because string // the explanation, "" where there is none
}

// A LooseKind says what is loose and what it lacks.
type LooseKind string

// The kinds of loose ends, in the order of a report.
const (
	NoCaller     LooseKind = "listener without a client"
	NoListener   LooseKind = "flow whose target cannot run the service"
	NoOpener     LooseKind = "flow whose source cannot run the service"
	NoPlace      LooseKind = "service that no role, resource or service brings along"
	IdleService  LooseKind = "service that neither listens nor calls"
	IdleExternal LooseKind = "external service without a client"
	IdleClients  LooseKind = "clients without a destination"
	IdleGroup    LooseKind = "multicast group without a sender"
	IdleResource LooseKind = "resource that no flow has an end at"
	IdleRole     LooseKind = "role whose services take no part in a flow"
	IdleSet      LooseKind = "set that no rule speaks of"
	IdleFact     LooseKind = "fact that no rule asks for"
)

var looseKinds = []LooseKind{NoCaller, NoListener, NoOpener, NoPlace, IdleService, IdleExternal, IdleClients, IdleGroup, IdleResource, IdleRole, IdleSet, IdleFact}

// Reciprocity lists the loose ends of a catalogue, by kind and id. A name that another edition of the product speaks of is explained by that:
// it is there so that one site description compiles for both.
func Reciprocity(c *Catalogue, editions ...*Catalogue) []LooseEnd {
	r := newReciprocity(c)
	for _, other := range editions {
		if other.Product.ID.V == c.Product.ID.V && other.Dir != c.Dir {
			r.others = append(r.others, newReciprocity(other))
		}
	}
	r.listeners()
	r.flows()
	r.services()
	r.parties()
	r.roles()
	r.sets()
	r.facts()
	slices.SortStableFunc(r.found, func(a, b LooseEnd) int { return slices.Index(looseKinds, a.Kind) - slices.Index(looseKinds, b.Kind) })
	return r.found
}

// Unexplained are the loose ends that the catalogue gives no reason for.
func Unexplained(c *Catalogue, editions ...*Catalogue) []LooseEnd {
	return slices.DeleteFunc(Reciprocity(c, editions...), func(l LooseEnd) bool { return l.Because != "" })
}

type reciprocity struct {
	c      *Catalogue
	calls  map[string]bool // services that open connections
	called map[string]bool // listeners, and parties as "resource NAME", that flows have an end at
	others []*reciprocity  // of other editions of the product
	found  []LooseEnd
}

func newReciprocity(c *Catalogue) *reciprocity {
	r := &reciprocity{c: c, calls: map[string]bool{}, called: map[string]bool{}}
	for _, f := range c.Flows {
		r.note(f)
	}
	return r
}

// explained tells why no rule speaks of a name, "resource x" or "set x": another edition does, or a note says why.
func (r *reciprocity) explained(what string, note str) string {
	kind, id, _ := strings.Cut(what, " ")
	for _, other := range r.others {
		known := other.called[what]
		switch kind {
		case "set":
			known = other.usedSets()[id]
		case "fact":
			known = other.usedFacts()(id)
		}
		if kind == "fact" && !note.Set() {
			note = other.c.factNote(id)
		}
		if known {
			return "spoken of by " + other.c.Dir
		}
	}
	return note.V
}

func (r *reciprocity) loose(kind LooseKind, id string, at source.Position, because string) {
	r.found = append(r.found, LooseEnd{kind, id, at, because})
}

// note remembers both ends of a flow. Where a set opens connections and no service is named, whatever runs there may be the caller.
func (r *reciprocity) note(f Flow) {
	r.called[f.To.Listener.V] = true
	service, _, _ := strings.Cut(f.To.Listener.V, ".")
	if f.AndBack.V {
		r.calls[service] = true
	}
	r.calls[f.From.Service.V] = true
	for _, e := range []End{f.From, f.To} {
		for kind, v := range map[string]str{"clients ": e.Clients, "resource ": e.Resource, "external ": e.External, "multicast ": e.Multicast} {
			r.called[kind+v.V] = true
		}
	}
}

// factNote is the note of a fact of nodes or the site, or of "resource.fact".
func (c *Catalogue) factNote(id string) str {
	if resource, name, ok := strings.Cut(id, "."); ok {
		return c.Resources[resource].Facts[name].Note
	}
	return c.Facts[id].Note
}

// listeners finds those that no flow ends at. The data explains it by a peer, by a reason never to open it, by a note or by a question.
func (r *reciprocity) listeners() {
	for _, service := range slices.Sorted(maps.Keys(r.c.Services)) {
		listeners := r.c.Services[service].Listeners
		for _, name := range slices.Sorted(maps.Keys(listeners)) {
			id, l := service+"."+name, listeners[name]
			if r.called[id] {
				continue
			}
			because := cmp.Or(l.Never.V, l.Note.V)
			if peer := explainedPeers[l.Peer.V]; peer != "" {
				because = strings.TrimSuffix(peer+": "+because, ": ")
			}
			if because == "" {
				because = r.questions(l.Questions)
			}
			r.loose(NoCaller, id, l.At, because)
		}
	}
}

// explainedPeers are the values of a listener's peer that explain why no flow ends at it.
var explainedPeers = map[string]string{"unknown": "no client named in the documents", "local": "callers on the same host only"}

// questions are the titles of the questions that doubt something.
func (r *reciprocity) questions(ids strs) string {
	var titles []string
	for _, id := range ids {
		for _, q := range r.c.Questions {
			if q.ID.V == id.V {
				titles = append(titles, id.V+" "+q.Title.V)
			}
		}
	}
	return strings.Join(titles, "; ")
}

// flows finds those of which no host can be an end: the set leaves out every node that runs the service, or the resource is another
// service's.
func (r *reciprocity) flows() {
	for _, f := range r.c.Flows {
		service, _, _ := strings.Cut(f.To.Listener.V, ".")
		because := cmp.Or(f.Note.V, r.questions(strs{f.Disputed}))
		if service != "" && !r.canRun(f.To, service) {
			r.loose(NoListener, f.ID.V, f.At, because)
		}
		if f.From.Service.Set() && !r.canRun(f.From, f.From.Service.V) || f.AndBack.V && !r.canRun(f.To, service) {
			r.loose(NoOpener, f.ID.V, f.At, because)
		}
		if f.AndBack.V && !r.canRun(End{Set: f.From.Set}, service) {
			r.loose(NoListener, f.ID.V+" back", f.At, because)
		}
	}
}

func (r *reciprocity) canRun(e End, service string) bool {
	switch {
	case e.Resource.Set():
		return slices.Contains(r.with(r.c.Resources[e.Resource.V].Service.V), service)
	case e.Set.Set():
		return r.setCanRun(e.Set.V, service)
	}
	return true
}

// setCanRun tells whether a set can hold a node that runs a service.
func (r *reciprocity) setCanRun(set, service string) bool {
	return slices.ContainsFunc(r.c.Sets[set].Is, func(s Selector) bool { return r.allows(s, service) })
}

func (r *reciprocity) allows(s Selector, service string) bool {
	brings := r.broughtBy(service)
	in := func(v str) bool { return slices.Contains(brings, v.V) }
	if slices.ContainsFunc(s.RunsNot, in) { // a service that comes with another is gone with it
		return false
	}
	if len(s.Role) > 0 && !slices.ContainsFunc(s.Role, func(v str) bool { return r.roleRuns(v.V, service) }) {
		return false
	}
	if slices.ContainsFunc(s.NotIn, func(v str) bool { return r.allHave(v.V, brings) }) {
		return false
	}
	return !slices.ContainsFunc(s.In, func(v str) bool { return !r.setCanRun(v.V, service) })
}

// allHave tells whether a set holds every node that runs a service: one of its selectors asks for nothing else.
func (r *reciprocity) allHave(set string, brings []string) bool {
	return slices.ContainsFunc(r.c.Sets[set].Is, func(s Selector) bool {
		plain := len(s.RunsAny)+len(s.RunsNot)+len(s.Role)+len(s.With)+len(s.Without)+len(s.In)+len(s.NotIn)+len(s.OS)+len(s.When) == 0
		return plain && !slices.ContainsFunc(s.Runs, func(v str) bool { return !slices.Contains(brings, v.V) })
	})
}

// broughtBy is a service with those that bring it along: it is part of the first of them, and so on.
func (r *reciprocity) broughtBy(service string) []string {
	var out []string
	for id := service; id != "" && !slices.Contains(out, id); id = r.c.Services[id].PartOf.V {
		out = append(out, id)
	}
	return out
}

// with is a service with those that come along with it.
func (r *reciprocity) with(service string) []string {
	var out []string
	for id := range r.c.Services {
		if slices.Contains(r.broughtBy(id), service) {
			out = append(out, id)
		}
	}
	return out
}

func (r *reciprocity) roleRuns(role, service string) bool {
	brings := r.broughtBy(service)
	return slices.ContainsFunc(r.c.Roles[role].Services, func(v str) bool { return slices.Contains(brings, v.V) })
}

// ReciprocityText is the report of a catalogue for people: a section for each kind, a line for each loose end.
func ReciprocityText(c *Catalogue, editions ...*Catalogue) string {
	var b strings.Builder
	ends := Reciprocity(c, editions...)
	unexplained := len(Unexplained(c, editions...))
	fmt.Fprintf(&b, "%s: %d flows; %d loose ends, %d of them without an explanation\n", c.Dir, len(c.Flows), len(ends), unexplained)
	for i, l := range ends {
		if i == 0 || l.Kind != ends[i-1].Kind {
			fmt.Fprintf(&b, "\n%s\n", l.Kind)
		}
		fmt.Fprintf(&b, "  %s\n      %s\n", l.ID, cmp.Or(l.Because, fmt.Sprintf("NOT EXPLAINED, %s:%d", l.At.File(), l.At.Line())))
	}
	return b.String()
}

package product

import (
	"fmt"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// InDoubt reports whether something of the site is faulty, or what holds it. Phases go on behind a fault, and are silent about what follows
// from it.
func (s *Network) InDoubt(path ...string) bool {
	s.note()
	return s.Doubts.Any() && s.Doubts.Of(path...)
}

// DoubtWithin reports whether something of the site is faulty, or anything in it.
func (s *Network) DoubtWithin(path ...string) bool {
	s.note()
	return s.Doubts.Any() && s.Doubts.Within(path...)
}

// FaultOf reports an error that puts one value in doubt, not what it stands at: something is missing there.
func (s *Network) FaultOf(code string, path []string, at source.Position, help, format string, args ...any) {
	s.Judge(source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
	s.Doubts.Mark(path...)
}

// Judge reports what is wrong with a site whose values are in order: it puts none of them in doubt.
func (s *Network) Judge(d source.Diagnostic) {
	s.note()
	s.Found = append(s.Found, d)
	s.noted = len(s.Found)
}

func (s *Network) note() {
	s.Doubts.Note(s.Found[s.noted:])
	s.noted = len(s.Found)
}

// Lacking reports whether a catalogue of the site is not there. What it would know is not judged.
func (s *Network) Lacking() bool {
	for _, r := range s.Products {
		if r.Absent() {
			return true
		}
	}
	return len(s.Products) == 0
}

// Absent reports whether the catalogue of this product is not there.
func (r *Product) Absent() bool { return !r.Catalogue.Product.At.IsValid() }

// PartyInDoubt reports whether a name may be that of a party whose description is faulty.
func (s *Network) PartyInDoubt(id string) bool {
	for _, table := range []string{"nodes", "servers", "load_balancers", "forward_proxies", "externals", "clients", "groups"} {
		if s.InDoubt(table, id) {
			return true
		}
	}
	return s.Lacking()
}

// HostInDoubt reports whether it is uncertain which services a host runs.
func (s *Network) HostInDoubt(id string) bool {
	return s.InDoubt("nodes", id, "role") || s.InDoubt("nodes", id, "services") || s.InDoubt("nodes", id, "os") || s.InDoubt("servers", id, "os") ||
		s.DoubtWithin("nodes", id, "also") || s.DoubtWithin("servers", id, "also")
}

// NodesInDoubt reports whether it is uncertain which nodes there are, or what any of them runs.
func (s *Network) NodesInDoubt() bool {
	s.note()
	if !s.Doubts.Any() {
		return false
	}
	if s.Lacking() || s.Doubts.Lost("nodes", func(id string) bool { _, ok := s.Site.Nodes[id]; return ok }) {
		return true
	}
	for id := range s.Site.Nodes {
		if s.HostInDoubt(id) || s.InDoubt("nodes", id, "product") || s.DoubtWithin("nodes", id, "facts") {
			return true
		}
	}
	for id := range s.Site.Servers {
		if s.HostInDoubt(id) {
			return true
		}
	}
	return false
}

// Surely reports whether something is so, and does not rest on anything faulty.
func (r *Product) Surely(so func() bool) bool {
	is := false
	return !r.Rests(func() { is = so() }) && is
}

// Rests reports whether what is worked out rests on something faulty.
func (r *Product) Rests(work func()) bool {
	before := r.touched
	r.touched = false
	work()
	rests := r.touched
	r.touched = before
	return rests
}

// touch remembers that what is worked out rests on something faulty.
func (r *Product) touch(path ...string) {
	if r.InDoubt(path...) {
		r.touched = true
	}
}

// TouchNodes does so for the question which nodes there are.
func (r *Product) TouchNodes() {
	r.note()
	if r.Doubts.Any() && (r.Lacking() || r.Doubts.Lost("nodes", func(id string) bool { _, ok := r.Site.Nodes[id]; return ok })) {
		r.touched = true
	}
	r.touch("products")
	for id := range r.Site.Nodes {
		r.touch("nodes", id, "product")
		r.touch("nodes", id, "also")
	}
	for id := range r.Site.Servers {
		r.touch("servers", id, "also")
	}
}

// TouchFact does so for a fact of a node, whoever gives it.
func (r *Product) TouchFact(n *Node, fact string) {
	r.touch(n.At("facts", fact)...)
	r.touch(n.At("role")...)
}

// touchSelector does so for what a selector asks of a node.
func (r *Product) touchSelector(n *Node, s catalog.Selector) {
	if len(s.Runs)+len(s.RunsNot)+len(s.RunsAny)+len(s.Role)+len(s.OS) > 0 && r.HostInDoubt(n.ID) {
		r.touched = true
	}
	for _, list := range [][]source.Text{s.With, s.Without} {
		for _, flag := range list {
			r.TouchFact(n, catalog.ParseCondition(flag.V).Name)
		}
	}
}

// touchCondition does so for what a condition asks of the site.
func (r *Product) touchCondition(name string) {
	switch name {
	case catalog.SeveralNodes, catalog.OneNode, catalog.Failover:
		r.TouchNodes()
		return
	}
	if resource, ok := strings.CutPrefix(name, catalog.Placed); ok {
		r.touch(ResourceTable, r.Key(ResourceTable, resource))
		r.touch(ResourceTable, r.Key(ResourceTable, resource), "on")
		return
	}
	if resource, _, ok := strings.Cut(name, catalog.HostedOn); ok {
		r.touch(ResourceTable, r.Key(ResourceTable, resource))
		r.touch(ResourceTable, r.Key(ResourceTable, resource), "on")
		r.TouchNodes()
		return
	}
	if strings.HasPrefix(name, catalog.Forwarded) && r.DoubtWithin("forward_proxies") {
		r.touched = true
		return
	}
	r.TouchSiteFact(name)
}

// TouchSiteFact does so for a fact of the site, or "resource.fact".
func (r *Product) TouchSiteFact(name string) {
	r.touch("facts", name)
	r.touch("facts", site.Qualified(r.ID, name))
	r.touch("installations", r.ID, "facts", name)
	if resource, fact, ok := strings.Cut(name, "."); ok {
		key := r.Key(ResourceTable, resource)
		r.touch(ResourceTable, key, "on")
		r.touch(ResourceTable, key, "facts", fact)
		if fact == catalog.ResourceOS {
			on := r.Given.Resources[resource].On.V
			r.touch("nodes", on, "os")
			r.touch("servers", on, "os")
		}
	}
}

// DateInDoubt reports whether the day by which things are judged is not known.
func (s *Network) DateInDoubt() bool { return s.AsOf.IsZero() || s.InDoubt("document", "date") }

// StateInDoubt reports whether a state that the site does not have may be one that it would have.
func (s *Network) StateInDoubt(id string) bool { return id != plan.NormalState && s.NodesInDoubt() }

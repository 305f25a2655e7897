package resolve

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// trust are the catalogues' facts on trust that hold at this site. Installations of one product have theirs in common; where two products have one of
// the same id, the later one's takes its installation's id before it.
func trust(s *product.Network) []plan.TrustFact {
	var out []plan.TrustFact
	for _, r := range s.Products {
		for _, t := range r.Catalogue.Trust {
			fact := plan.TrustFact{ID: t.ID.V, Topic: t.Topic.V, Text: t.Text.V, Review: t.Review.V, Sources: r.Cite(t.Source)}
			at := slices.IndexFunc(out, func(o plan.TrustFact) bool { return o.ID == fact.ID })
			if at >= 0 && out[at].Text == fact.Text || !r.HoldAll(t.When) {
				continue
			}
			if at >= 0 {
				fact.ID = r.ID + "-" + fact.ID
			}
			out = append(out, fact)
		}
	}
	return out
}

// terms are the catalogues' terms, and the short names of the services that run here, each once.
func terms(s *product.Network) []plan.Term {
	var out []plan.Term
	for _, t := range ofAll(s, termsOf) {
		if !slices.ContainsFunc(out, func(o plan.Term) bool { return o.Term == t.Term && o.Meaning == t.Meaning }) {
			out = append(out, t)
		}
	}
	return out
}

func termsOf(r *product.Product) []plan.Term {
	var out []plan.Term
	for _, id := range source.SortedKeys(r.Catalogue.Terms) {
		t := r.Catalogue.Terms[id]
		out = append(out, plan.Term{Term: t.Name.V, Meaning: t.Meaning.V, Sources: r.Cite(t.Source)})
	}
	for _, id := range source.SortedKeys(r.Catalogue.Services) {
		if s := r.Catalogue.Services[id]; s.Short.Set() && runsService(r, id) {
			out = append(out, plan.Term{Term: s.Short.V, Meaning: s.Name.V, Short: true})
		}
	}
	return out
}

func runsService(r *product.Product, service string) bool {
	return slices.ContainsFunc(r.Nodes, func(n *product.Node) bool { return n.Services[service] })
}

// answering is what answers unencrypted traffic: one listener, or one declared flow, at its numbers.
type answering struct {
	listener  string
	numbers   catalog.Numbers
	encrypted string
}

// insecure gathers the unencrypted flows of this product by listener, in the order of the plan's flows, and joins what the catalogue
// says of each. What a site declares belongs to no product and comes with the first.
func insecure(r *product.Product) []plan.InsecureService {
	var out []plan.InsecureService
	at := map[answering]int{}
	for _, f := range r.Plan.Flows {
		product, declared := f.Product, strings.HasPrefix(f.Rule, plan.DeclaredPrefix)
		if f.Internal || !f.PlainText() || product != r.ID && !(declared && r == r.Products[0]) {
			continue
		}
		key := answering{f.Listener, f.Numbers, f.Encrypted}
		if declared {
			key.listener = f.Rule
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, insecureService(r, f, declared))
		}
		out[i].Flows = append(out[i].Flows, f.ID)
	}
	return append(out, inside(r, at)...)
}

// inside are unencrypted listeners to which no rule between hosts leads: those that are called inside a host, and those that only
// listen. A review names them too, since a firewall rule made elsewhere would open them.
func inside(r *product.Product, known map[answering]int) []plan.InsecureService {
	var out []plan.InsecureService
	add := func(s plan.InsecureService) {
		key := answering{s.Listener, s.Numbers, s.Encrypted}
		if _, ok := known[key]; !ok {
			known[key] = len(known)
			out = append(out, s)
		}
	}
	for _, f := range r.Plan.Flows {
		if f.Internal && f.PlainText() && f.Product == r.ID {
			add(insecureService(r, f, false))
		}
	}
	for _, u := range r.Plan.Unopened {
		l, ok := r.Listeners.Find(u.Listener)
		if ok && u.Product == r.ID && slices.Contains(catalog.Unencrypted, l.Encrypted.V) && !r.Override(u.Listener).Encrypted.V {
			add(explained(r, plan.InsecureService{Listener: u.Listener, Service: u.Service, Port: u.Plain(), Encrypted: l.Encrypted.V}))
		}
	}
	return out
}

// insecureService is the service that answers an unencrypted flow.
func insecureService(r *product.Product, f *plan.Flow, declared bool) plan.InsecureService {
	return explained(r, plan.InsecureService{Listener: f.Listener, Service: f.Service, Port: f.Plain(), Encrypted: f.Encrypted, Declared: declared})
}

// explained adds what the catalogue says of an unencrypted service.
func explained(r *product.Product, s plan.InsecureService) plan.InsecureService {
	for _, e := range r.Catalogue.Insecure {
		if slices.ContainsFunc(e.Listeners, func(v source.Text) bool { return v.V == catalog.BaseListener(s.Listener) }) {
			s.Why, s.Mitigation, s.Sources = e.Why.V, e.Mitigation.V, r.Cite(e.Source)
			s.LowRisk, s.Finding = e.LowRisk.V, e.Lint.V
		}
	}
	return s
}

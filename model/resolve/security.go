package resolve

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// listSecurity takes from a catalogue what a security review needs: unencrypted services that this site uses, facts on trust, and terms.
func listSecurity(r *product.Product) {
	listInsecure(r)
	for _, t := range r.Catalogue.Trust {
		if r.HoldAll(t.When) {
			r.Plan.Trust = append(r.Plan.Trust, plan.TrustFact{ID: t.ID.V, Topic: t.Topic.V, Text: t.Text.V, Sources: r.Cite(t.Source)})
		}
	}
	for _, id := range source.SortedKeys(r.Catalogue.Terms) {
		t := r.Catalogue.Terms[id]
		r.Plan.Terms = append(r.Plan.Terms, plan.Term{Term: t.Name.V, Meaning: t.Meaning.V, Short: false, Sources: r.Cite(t.Source)})
	}
	for _, id := range source.SortedKeys(r.Catalogue.Services) {
		if s := r.Catalogue.Services[id]; s.Short.Set() && runsService(r, id) {
			r.Plan.Terms = append(r.Plan.Terms, plan.Term{Term: s.Short.V, Meaning: s.Name.V, Short: true, Sources: nil})
		}
	}
}

func runsService(r *product.Product, service string) bool {
	return slices.ContainsFunc(r.Nodes, func(n *product.Node) bool { return n.Services[service] })
}

// listInsecure gathers the unencrypted flows of this product by listener, in the order of the plan's flows, and joins what the catalogue
// says of each. What a site declares belongs to no product and comes with the first.
func listInsecure(r *product.Product) {
	at := map[[3]string]int{}
	for _, f := range r.Plan.Flows {
		product, declared := f.Product, strings.HasPrefix(f.Rule, plan.DeclaredPrefix)
		if f.Internal || !f.PlainText() || product != r.Catalogue.Product.ID.V && !(declared && r == r.Products[0]) {
			continue
		}
		key := [3]string{f.Listener, f.Port, f.Encrypted}
		if declared {
			key[0] = f.Rule
		}
		i, ok := at[key]
		if !ok {
			i = len(r.Plan.Insecure)
			at[key] = i
			r.Plan.Insecure = append(r.Plan.Insecure, insecureService(r, f, declared))
		}
		r.Plan.Insecure[i].Flows = append(r.Plan.Insecure[i].Flows, f.ID)
	}
	listInside(r, at)
}

// listInside adds unencrypted listeners to which no rule between hosts leads: those that are called inside a host, and those that only
// listen. A review names them too, since a firewall rule made elsewhere would open them.
func listInside(r *product.Product, known map[[3]string]int) {
	add := func(s plan.InsecureService) {
		key := [3]string{s.Listener, s.Port, s.Encrypted}
		if _, ok := known[key]; !ok {
			known[key] = len(r.Plan.Insecure)
			r.Plan.Insecure = append(r.Plan.Insecure, s)
		}
	}
	for _, f := range r.Plan.Flows {
		if f.Internal && f.PlainText() && f.Product == r.Catalogue.Product.ID.V {
			add(insecureService(r, f, false))
		}
	}
	for _, u := range r.Plan.Unopened {
		l, ok := r.Catalogue.Listener(u.Listener)
		own := slices.ContainsFunc(r.Nodes, func(n *product.Node) bool { return n.ID == u.Node })
		if ok && own && slices.Contains(catalog.Unencrypted, l.Encrypted.V) {
			add(insecureService(r, &plan.Flow{Listener: u.Listener, Service: u.Service, Protocol: u.Protocol, Port: u.Port, Encrypted: l.Encrypted.V}, false))
		}
	}
}

func insecureService(r *product.Product, f *plan.Flow, declared bool) plan.InsecureService {
	out := plan.InsecureService{Listener: f.Listener, Service: f.Service, Protocol: f.Protocol, Port: f.Port, Encrypted: f.Encrypted, Declared: declared}
	for _, e := range r.Catalogue.Insecure {
		if slices.ContainsFunc(e.Listeners, func(v source.Text) bool { return v.V == f.Listener }) {
			out.Why, out.Mitigation, out.Sources = e.Why.V, e.Mitigation.V, r.Cite(e.Source)
		}
	}
	return out
}

package model

import (
	"slices"
	"strings"

	"portolan/model/catalog"
)

// InsecureService is a listener whose traffic is not encrypted in this site, with every rule that ends there.
type InsecureService struct {
	Listener   string     `json:"listener"` // "service.listener", or the declared port
	Service    string     `json:"service"`
	Protocol   string     `json:"protocol"`
	Port       string     `json:"port,omitempty"`
	Encrypted  string     `json:"encrypted"` // no, by default no
	Declared   bool       `json:"declared,omitempty"`
	Why        string     `json:"why,omitempty"`
	Mitigation string     `json:"mitigation,omitempty"` // empty: no document states one
	Sources    []Citation `json:"sources,omitempty"`
	Flows      []string   `json:"flows"` // ids of the rules between hosts; none where it is only called, or only listens, inside a host
}

// TrustFact is what the documents say on one topic of trust and certificates.
type TrustFact struct {
	ID      string     `json:"id"`
	Topic   string     `json:"topic"`
	Text    string     `json:"text"`
	Sources []Citation `json:"sources"`
}

// Term is a word or a short name of a product with its meaning. A short name is one that stands for a longer name.
type Term struct {
	Term    string     `json:"term"`
	Meaning string     `json:"meaning"`
	Short   bool       `json:"short,omitempty"`
	Sources []Citation `json:"sources,omitempty"`
}

// PlainText tells whether a flow's traffic is not encrypted, as far as the documents or the site say.
func (f *Flow) PlainText() bool { return slices.Contains(catalog.Unencrypted, f.Encrypted) }

// listSecurity takes from a catalogue what a security review needs: unencrypted services that this site uses, facts on trust, and terms.
func (r *resolver) listSecurity() {
	r.listInsecure()
	for _, t := range r.cat.Trust {
		if r.holdAll(t.When) {
			r.plan.Trust = append(r.plan.Trust, TrustFact{t.ID.V, t.Topic.V, t.Text.V, r.cite(t.Source)})
		}
	}
	for _, id := range sortedKeys(r.cat.Terms) {
		t := r.cat.Terms[id]
		r.plan.Terms = append(r.plan.Terms, Term{t.Name.V, t.Meaning.V, false, r.cite(t.Source)})
	}
	for _, id := range sortedKeys(r.cat.Services) {
		if s := r.cat.Services[id]; s.Short.Set() && r.runs(id) {
			r.plan.Terms = append(r.plan.Terms, Term{s.Short.V, s.Name.V, true, nil})
		}
	}
}

func (r *resolver) runs(service string) bool {
	return slices.ContainsFunc(r.nodes, func(n *node) bool { return n.services[service] })
}

// listInsecure gathers the unencrypted flows of this product by listener, in the order of the plan's flows, and joins what the catalogue
// says of each. What a site declares belongs to no product and comes with the first.
func (r *resolver) listInsecure() {
	at := map[[3]string]int{}
	for _, f := range r.plan.Flows {
		product, declared := f.Product, strings.HasPrefix(f.Rule, DeclaredPrefix)
		if f.Internal || !f.PlainText() || product != r.cat.Product.ID.V && !(declared && r == r.products[0]) {
			continue
		}
		key := [3]string{f.Listener, f.Port, f.Encrypted}
		if declared {
			key[0] = f.Rule
		}
		i, ok := at[key]
		if !ok {
			i = len(r.plan.Insecure)
			at[key] = i
			r.plan.Insecure = append(r.plan.Insecure, r.insecure(f, declared))
		}
		r.plan.Insecure[i].Flows = append(r.plan.Insecure[i].Flows, f.ID)
	}
	r.listInside(at)
}

// listInside adds unencrypted listeners to which no rule between hosts leads: those that are called inside a host, and those that only
// listen. A review names them too, since a firewall rule made elsewhere would open them.
func (r *resolver) listInside(known map[[3]string]int) {
	add := func(s InsecureService) {
		key := [3]string{s.Listener, s.Port, s.Encrypted}
		if _, ok := known[key]; !ok {
			known[key] = len(r.plan.Insecure)
			r.plan.Insecure = append(r.plan.Insecure, s)
		}
	}
	for _, f := range r.plan.Flows {
		if f.Internal && f.PlainText() && f.Product == r.cat.Product.ID.V {
			add(r.insecure(f, false))
		}
	}
	for _, u := range r.plan.Unopened {
		l, ok := r.cat.Listener(u.Listener)
		own := slices.ContainsFunc(r.nodes, func(n *node) bool { return n.id == u.Node })
		if ok && own && slices.Contains(catalog.Unencrypted, l.Encrypted.V) {
			add(r.insecure(&Flow{Listener: u.Listener, Service: u.Service, Protocol: u.Protocol, Port: u.Port, Encrypted: l.Encrypted.V}, false))
		}
	}
}

func (r *resolver) insecure(f *Flow, declared bool) InsecureService {
	out := InsecureService{Listener: f.Listener, Service: f.Service, Protocol: f.Protocol, Port: f.Port, Encrypted: f.Encrypted, Declared: declared}
	for _, e := range r.cat.Insecure {
		if slices.ContainsFunc(e.Listeners, func(v str) bool { return v.V == f.Listener }) {
			out.Why, out.Mitigation, out.Sources = e.Why.V, e.Mitigation.V, r.cite(e.Source)
		}
	}
	return out
}

package product

import (
	"slices"
	"strings"

	"portolan/model/catalog"
)

// Listeners are those of a catalogue, each looked up once: many flows end at the same. Nobody changes one.
type Listeners struct {
	of     *catalog.Catalogue
	looked map[string]*written
}

// written is a listener as the catalogue has it.
type written struct {
	catalog.Listener
	formula catalog.Formula
	known   bool
}

// Find is a listener, and whether there is such a one.
func (all *Listeners) Find(id string) (*catalog.Listener, bool) {
	l := all.find(id)
	return &l.Listener, l.known
}

func (all *Listeners) find(id string) *written {
	l, ok := all.looked[id]
	if !ok {
		as, known := all.of.Listener(id)
		l = &written{as, catalog.FormulaOf(as), known}
		all.looked[id] = l
	}
	return l
}

// ListensOn is the port of an end's listener on one of its hosts, as this site has it.
func (r *Product) ListensOn(end catalog.End, host string) catalog.Port {
	port := r.PortOn(end.Listener.V, host)
	if placed := r.Given.Resources[end.Resource.V]; end.Resource.Set() && placed.Port.Set() {
		return port.At(placed.Port.V)
	}
	return port
}

// PortOn is the port of a listener on a host: the site's own word before the catalogue's. It has no numbers where the catalogue works them out
// from facts that the host does not have.
func (r *Product) PortOn(listener, host string) catalog.Port {
	if port, known := r.fixed[listener]; known {
		return port
	}
	l := r.Listeners.find(listener)
	o, f := r.Override(listener), l.formula
	if m := o.MovedOn(host); m.Moved() {
		known, _ := r.Documented(listener)
		port := m.Of(catalog.Port{Protocol: l.Transport.V, Choice: known.Choice})
		if len(o.On) == 0 {
			r.fixed[listener] = port
		}
		return port
	}
	port, err := r.Catalogue.Work(f, catalog.Values{
		Fact: func(name string) (int, bool) { return r.number(name, host) },
		Listener: func(id string) (catalog.Port, bool) {
			port := r.PortOn(id, host)
			return port, !port.Numbers.None()
		},
	})
	if err != nil {
		return catalog.Port{Protocol: l.Transport.V}
	}
	if f.Fixed() && !o.Moves() {
		r.fixed[listener] = port
	}
	return port
}

// largest is the largest value of a number fact.
func (r *Product) largest(fact string) (int, bool) {
	f, ok := r.Catalogue.Facts[fact]
	return f.Max.V, ok
}

// Documented is the port of a listener with the largest values of the facts that it follows from: which kind of port it is, is the same for all.
func (r *Product) Documented(listener string) (catalog.Port, bool) {
	l := r.Listeners.find(listener)
	port, err := r.Catalogue.Work(l.formula, catalog.Values{Fact: r.largest, Listener: r.Documented})
	return port, l.known && l.Port.Set() && err == nil
}

// number is a number fact of a host, or of the site.
func (r *Product) number(name, host string) (int, bool) {
	value := r.Facts[name]
	if n := r.Node(host); n != nil && n.Facts[name] != nil {
		value = n.Facts[name]
	}
	number, ok := value.(int64)
	return int(number), ok
}

// PortOfAll is the port of an end's listener where every host that has it has the same; it has no numbers where they differ.
func (r *Product) PortOfAll(end catalog.End) catalog.Port {
	service, _, _ := strings.Cut(end.Listener.V, ".")
	hosts := []string{""}
	for _, n := range r.Nodes {
		if n.Services[service] {
			hosts = append(hosts, n.ID)
		}
	}
	if len(hosts) > 1 {
		hosts = hosts[1:]
	}
	port := r.ListensOn(end, hosts[0])
	for _, host := range hosts[1:] {
		if r.ListensOn(end, host) != port {
			return catalog.Port{Protocol: port.Protocol}
		}
	}
	return port
}

// PortFacts are the facts from which the port of a listener follows, with those of the listener that it is counted from.
func (r *Product) PortFacts(listener, host string) []string {
	if r.Override(listener).MovedOn(host).Moved() {
		return nil
	}
	f := r.Listeners.find(listener).formula
	if f.Listener != "" {
		return slices.Concat(r.PortFacts(f.Listener, host), f.Facts)
	}
	return f.Facts
}

package product

import (
	"strings"

	"portolan/model/catalog"
)

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
	l, _ := r.Catalogue.Listener(listener)
	o, f := r.Override(listener), catalog.FormulaOf(l)
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
	l, known := r.Catalogue.Listener(listener)
	port, err := r.Catalogue.Work(catalog.FormulaOf(l), catalog.Values{Fact: r.largest, Listener: r.Documented})
	return port, known && l.Port.Set() && err == nil
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
	l, _ := r.Catalogue.Listener(listener)
	if r.Override(listener).MovedOn(host).Moved() {
		return nil
	}
	f := catalog.FormulaOf(l)
	if f.Listener != "" {
		return append(r.PortFacts(f.Listener, host), f.Facts...)
	}
	return f.Facts
}

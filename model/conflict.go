package model

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// socket is what only one program of a host can listen on.
type socket struct {
	host, protocol string
	number         int
}

// listenerClaim is a listener that wants a socket. It is certain where a flow ends at it and it has just one number; a listener that
// nobody is known to call, or that picks from a range, may never be there.
type listenerClaim struct {
	id      string
	at      source.Position
	certain bool
}

// checkConflicts finds listeners that claim one port of one host, within a product or across products: an error where both are certain, a
// warning where one may give way.
func (s *shared) checkConflicts() {
	reached := s.reached()
	claims := map[socket][]listenerClaim{}
	var order []socket
	for _, r := range s.products {
		for _, n := range r.nodes {
			for _, service := range sortedKeys(n.services) {
				for _, name := range sortedKeys(r.cat.Services[service].Listeners) {
					id := service + "." + name
					port, at := r.listeningPort(n, id)
					if port.Kind != catalog.OnePort {
						continue
					}
					key := socket{n.id, r.cat.Services[service].Listeners[name].Transport.V, port.Low}
					if len(claims[key]) == 0 {
						order = append(order, key)
					}
					claims[key] = append(claims[key], listenerClaim{id, at, reached[[2]string{n.id, id}]})
				}
			}
		}
	}
	for _, key := range order {
		s.reportConflict(key, claims[key])
	}
}

// listeningPort is where a listener of a node listens here, and the line of the site that says so.
func (r *resolver) listeningPort(n *node, id string) (catalog.Port, source.Position) {
	if o, ok := r.site.Overrides[id]; ok {
		return catalog.Port{Low: o.Port.V, High: o.Port.V}, o.Port.At
	}
	service, _, _ := strings.Cut(id, ".")
	for resource, host := range r.host {
		if placed := r.site.Resources[resource]; host == n.id && r.cat.Resources[resource].Service.V == service && placed.Port.Set() {
			return catalog.Port{Low: placed.Port.V, High: placed.Port.V}, placed.Port.At
		}
	}
	l, _ := r.cat.Listener(id)
	port, _ := catalog.ParsePort(l.Port.V)
	return port, n.site.At
}

func (s *shared) reportConflict(key socket, claims []listenerClaim) {
	slices.SortStableFunc(claims, func(a, b listenerClaim) int { return boolOrder(a.certain, b.certain) })
	for _, other := range claims[1:] {
		first := claims[0]
		d := source.Diagnostic{Severity: source.Warning, Code: "S44", At: other.at, Help: "move one of them with [overrides], or to another host"}
		d.What = first.id + " and " + other.id + " both claim " + catalog.Port{Low: key.number, High: key.number}.String() + "/" + key.protocol + " on " + key.host
		if first.certain && other.certain {
			d.Severity, d.Code = source.Error, "S39"
		}
		s.found = append(s.found, d)
	}
}

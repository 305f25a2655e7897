package model

import (
	"slices"

	"portolan/model/catalog"
	"portolan/model/source"
)

// socket is what only one program of a host can listen on.
type socket struct {
	protocol string
	number   int
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
	first := map[socket]listenerClaim{}
	for _, id := range sortedKeys(s.parties) {
		if !s.parties[id].Managed() {
			continue
		}
		clear(first)
		contested := map[socket][]listenerClaim{}
		var order []socket
		for _, r := range s.products {
			for _, service := range r.servicesOn(id) {
				for _, l := range r.listenersOf(service) {
					port, at := r.listeningPort(id, l)
					if port.Kind != catalog.OnePort || r.off(l.id) {
						continue
					}
					key := socket{l.Transport.V, port.Low}
					claim := listenerClaim{l.id, at, reached[[2]string{id, l.id}]}
					old, taken := first[key]
					switch {
					case !taken:
						first[key] = claim
					case contested[key] == nil:
						contested[key] = []listenerClaim{old, claim}
						order = append(order, key)
					default:
						contested[key] = append(contested[key], claim)
					}
				}
			}
		}
		for _, key := range order {
			s.reportConflict(id, key, contested[key])
		}
	}
}

// servicesOn lists the services of this product on a host: those of a node, and those that provide a resource there.
func (r *resolver) servicesOn(host string) []string {
	for _, n := range r.nodes {
		if n.id == host {
			return sortedKeys(n.services)
		}
	}
	var services []string
	for _, resource := range sortedKeys(r.host) {
		if service := r.cat.Resources[resource].Service.V; r.host[resource] == host && service != "" && !slices.Contains(services, service) {
			services = append(services, service)
		}
	}
	return services
}

// knownListener is a listener of the catalogue with its port read.
type knownListener struct {
	catalog.Listener
	id, service string
	port        catalog.Port
}

// listenersOf lists a service's listeners by name. They are read once, since many nodes run the same services.
func (r *resolver) listenersOf(service string) []knownListener {
	known, ok := r.listeners[service]
	if ok {
		return known
	}
	all := r.cat.Services[service].Listeners
	for _, name := range sortedKeys(all) {
		port, _ := catalog.ParsePort(all[name].Port.V)
		known = append(known, knownListener{all[name], service + "." + name, service, port})
	}
	r.listeners[service] = known
	return known
}

// listeningPort is where a listener of a host listens here, and the line of the site that says so.
func (r *resolver) listeningPort(host string, l knownListener) (catalog.Port, source.Position) {
	if o, ok := r.site.Overrides[l.id]; ok {
		return catalog.Port{Low: o.Port.V, High: o.Port.V}, o.Port.At
	}
	for resource, on := range r.host {
		if on != host || r.cat.Resources[resource].Service.V != l.service {
			continue
		}
		if placed := r.site.Resources[resource]; placed.Port.Set() {
			return catalog.Port{Low: placed.Port.V, High: placed.Port.V}, placed.Port.At
		}
	}
	return l.port, r.parties[host].at
}

func (s *shared) reportConflict(host string, key socket, claims []listenerClaim) {
	slices.SortStableFunc(claims, func(a, b listenerClaim) int { return boolOrder(a.certain, b.certain) })
	for _, other := range claims[1:] {
		first := claims[0]
		d := source.Diagnostic{Severity: source.Warning, Code: "S44", At: other.at, Help: "move one of them with [overrides], or to another host"}
		d.What = first.id + " and " + other.id + " both claim " + catalog.Port{Low: key.number, High: key.number}.String() + "/" + key.protocol + " on " + host
		if first.certain && other.certain {
			d.Severity, d.Code = source.Error, "S39"
		}
		s.found = append(s.found, d)
	}
}

package resolve

import (
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// listenerClaim is a listener of a product that wants a socket. It is certain where a flow ends at it and it has just one number; a listener that
// nobody is known to call, or that picks from a range, may never be there.
type listenerClaim struct {
	id      string
	of      *product.Product
	at      source.Position
	certain bool
	network string // the role of the addresses that it is bound to; empty for all addresses of the host
}

// meets reports whether two listeners of a host would want a port of the same addresses.
func (c listenerClaim) meets(other listenerClaim) bool {
	return c.network == "" || other.network == "" || c.network == other.network
}

// checkConflicts finds listeners that claim one port of one host, within a product or across products: an error where both are certain, a
// warning where one may give way.
func checkConflicts(s *product.Network, listeners []*listenerIndex) {
	first := map[catalog.Port]listenerClaim{}
	for _, id := range source.SortedKeys(s.Parties) {
		if !s.Parties[id].Managed() || s.HostInDoubt(id) {
			continue
		}
		clear(first)
		contested := map[catalog.Port][]listenerClaim{}
		var order []catalog.Port
		for _, r := range listeners {
			for _, service := range servicesOn(r.Product, id) {
				for _, l := range r.listenersOf(service) {
					port, at := r.listeningPort(id, l)
					if !port.Numbers.One() || l.Shared.V || r.off(l.id) || r.portInDoubt(id, l) {
						continue // no claim; a shared one hosts have once, whichever products describe it
					}
					key := port.Plain()
					claim := listenerClaim{l.id, r.Product, at, r.reached[l.id][id], boundOn(r.Product, id, l.id)}
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
			reportConflict(s, id, key, contested[key])
		}
	}
}

// servicesOn lists the services of this product on a host: those of a node, and those that provide a resource there.
func servicesOn(r *product.Product, host string) []string {
	if n := r.Node(host); n != nil {
		return source.SortedKeys(n.Services)
	}
	var services []string
	for _, resource := range source.SortedKeys(r.Hosts) {
		if service := r.Catalogue.Resources[resource].Service.V; r.Hosts[resource] == host && service != "" && !slices.Contains(services, service) {
			services = append(services, service)
		}
	}
	return services
}

func reportConflict(s *product.Network, host string, key catalog.Port, claims []listenerClaim) {
	slices.SortStableFunc(claims, func(a, b listenerClaim) int { return plan.TrueFirst(a.certain, b.certain) })
	for i, other := range claims {
		at := slices.IndexFunc(claims[:i], other.meets)
		if at < 0 {
			continue
		}
		first := claims[at]
		d := source.Diagnostic{Severity: source.Warning, Code: "S44", At: other.at, Help: "move one of them with [overrides], or to another host"}
		d.What = first.id + " and " + other.id + " both claim " + key.String() + " on " + host
		if first.of != other.of {
			d.What = fmt.Sprintf("%s of %s and %s of %s both claim %s on %s", first.id, first.of.Name, other.id, other.of.Name, key, host)
		}
		if first.certain && other.certain {
			d.Severity, d.Code = source.Error, "S39"
		}
		s.Found = append(s.Found, d)
	}
}

package resolve

import (
	"cmp"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// knownListener is a listener of the catalogue with its id and that of its service.
type knownListener struct {
	*catalog.Listener
	id, service string
}

// listenerIndex answers questions on the listeners of one product. What is asked of many nodes is worked out once.
type listenerIndex struct {
	*product.Product
	known   map[string][]knownListener // by service
	offs    map[string]bool            // listeners that are not in use here
	reached map[string]map[string]bool // hosts by the listener that some flow ends at there, those included that the strict profile leaves out
}

func indexListeners(s *product.Network) []*listenerIndex {
	var all []*listenerIndex
	for _, r := range s.Products {
		all = append(all, &listenerIndex{r, map[string][]knownListener{}, map[string]bool{}, reached(r)})
	}
	return all
}

// listenersOf lists a service's listeners by name. They are read once, since many nodes run the same services.
func (r *listenerIndex) listenersOf(service string) []knownListener {
	known, ok := r.known[service]
	if ok {
		return known
	}
	for _, id := range r.Catalogue.SocketsOf(service) {
		l, _ := r.Listeners.Find(id)
		known = append(known, knownListener{l, id, service})
	}
	r.known[service] = known
	return known
}

// listeningPort is where a listener of a host listens here, and the key of the site that says so.
func (r *listenerIndex) listeningPort(host string, l knownListener) (catalog.Port, source.Position) {
	port := r.PortOn(l.id, host)
	if m := r.Override(l.id).MovedOn(host); m.Moved() {
		return port, m.Where()
	}
	for resource, on := range r.Hosts {
		if on != host || r.Catalogue.Resources[resource].Service.V != l.service {
			continue
		}
		if placed := r.Given.Resources[resource]; placed.Port.Set() {
			return port.At(placed.Port.V), placed.Port.At
		}
	}
	if n := r.Node(host); n != nil {
		return port, n.Site.At
	}
	return port, r.Parties[host].At
}

// portInDoubt reports whether the site gives a listener of a host a port that is faulty.
func (r *listenerIndex) portInDoubt(host string, l knownListener) bool {
	for resource, on := range r.Hosts {
		if on == host && r.Catalogue.Resources[resource].Service.V == l.service && r.InDoubt("resources", r.Key(product.ResourceTable, resource), "port") {
			return true
		}
	}
	return r.DoubtWithin("overrides", r.Key(product.OverrideTable, l.id))
}

// unopened lists the ports that services listen on and that no flow ends at, so that a reader sees that they were not forgotten.
func unopened(listeners []*listenerIndex) []plan.Listening {
	var out []plan.Listening
	for _, r := range listeners {
		for _, n := range r.Nodes {
			if !r.Parties[n.ID].Managed() {
				continue // what else others' services listen on is theirs
			}
			for _, service := range source.SortedKeys(n.Services) {
				for _, l := range r.listenersOf(service) {
					if !r.reached[l.id][n.ID] && !r.off(l.id) {
						out = append(out, r.listening(n, l))
					}
				}
			}
		}
	}
	return out
}

// off reports whether a listener is not in use here: flow rules end at it, and every one of them needs a condition that the site does not
// meet.
func (r *listenerIndex) off(listener string) bool {
	if off, known := r.offs[listener]; known {
		return off
	}
	off := r.needsMore(listener)
	r.offs[listener] = off
	return off
}

func (r *listenerIndex) needsMore(listener string) bool {
	rules := 0
	for i := range r.Catalogue.Flows {
		if rule := &r.Catalogue.Flows[i]; rule.To.Listener.V == catalog.BaseListener(listener) {
			if rules++; r.HoldAll(rule.When) {
				return false
			}
		}
	}
	return rules > 0
}

// reached tells at which hosts some flow of a product ends, by the listener that it ends at.
func reached(r *product.Product) map[string]map[string]bool {
	reached := map[string]map[string]bool{}
	for _, f := range r.Every {
		if f.Product != r.ID {
			continue
		}
		hosts, party := reached[f.Listener], r.Parties[f.To]
		if hosts == nil {
			hosts = map[string]bool{}
			reached[f.Listener] = hosts
		}
		hosts[f.To] = true
		for _, members := range [][]string{party.OnHosts(), party.Receivers} {
			for _, member := range members {
				hosts[member] = true
			}
		}
	}
	return reached
}

func (r *listenerIndex) listening(n *product.Node, l knownListener) plan.Listening {
	port, _ := r.listeningPort(n.ID, l)
	out := plan.Listening{Node: n.ID, Product: r.ID, Listener: l.id, Service: r.Called(r.Catalogue.Services[l.service].Name.V), Port: port,
		Reason: cmp.Or(l.Peer.V, "unused"), Note: l.Note.V}
	if l.Never.Set() {
		out.Reason, out.Note = "never", l.Never.V
	}
	return out
}

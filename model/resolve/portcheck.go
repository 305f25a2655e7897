package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// checkPorts refuses numbers of ports that cannot take effect as they are given: for a protocol without ports, for a range, or for several listeners at
// once. It comes after the states, because conditions of flow rules hold or do not hold only then.
func checkPorts(s *product.Network) {
	for _, id := range source.SortedKeys(s.Site.Overrides) {
		o := s.Site.Overrides[id]
		replaceListener(s, "listener "+id, id, o.MovedPort)
		for _, host := range source.SortedKeys(o.On) {
			replaceListener(s, "listener "+id, id, o.On[host].MovedPort)
		}
	}
	for _, id := range source.SortedKeys(s.Site.LoadBalancers) {
		ports := s.Site.LoadBalancers[id].Ports
		for _, listener := range source.SortedKeys(ports) {
			replaceListener(s, "listener "+listener, listener, site.MovedPort{Port: ports[listener]})
		}
	}
	for _, id := range source.SortedKeys(s.Site.Externals) {
		known := externalOf(s, id)
		if port, err := catalog.PortOf(known.Transport.V, known.Port.V); err == nil && known.Port.Set() {
			replace(s, "external service "+id, port, s.Site.Externals[id].Port)
		}
	}
	s.Each(checkResourcePorts)
}

// checkResourcePorts looks at the ports that the site gives resources. Such a port counts for all rules that end at the resource, so they have to
// end at one port of the catalogue.
func checkResourcePorts(r *product.Product) {
	for _, id := range source.SortedKeys(r.Hosts) {
		port := r.Given.Resources[id].Port
		if !port.Set() {
			continue
		}
		var ports []catalog.Port
		var listeners []string
		for i := range r.Catalogue.Flows {
			rule := &r.Catalogue.Flows[i]
			if rule.To.Resource.V != id || slices.Contains(listeners, rule.To.Listener.V) || !r.HoldAll(rule.When) {
				continue
			}
			listeners = append(listeners, rule.To.Listener.V)
			port, ok := r.Documented(rule.To.Listener.V)
			if ok && !slices.ContainsFunc(ports, func(p catalog.Port) bool { return p.Numbers == port.Numbers && p.Choice == port.Choice }) {
				ports = append(ports, port)
			}
		}
		if len(ports) > 1 {
			var cure []string
			for _, listener := range listeners {
				cure = append(cure, fmt.Sprintf("[overrides.%q] with port and reason", r.Key(product.OverrideTable, listener)))
			}
			r.Fault("S192", port.At, "remove it, and add for each listener that differs "+strings.Join(cure, ", or "),
				"port %d of resource %s would be that of several listeners: %s", port.V, id, strings.Join(listeners, ", "))
			continue
		}
		for _, documented := range ports {
			replace(r.Network, "resource "+id, documented, port)
		}
	}
}

// replaceListener looks at a port that the site gives for a listener, in the first catalogue that knows it.
func replaceListener(s *product.Network, what, id string, given site.MovedPort) {
	name, of := overridden(s, id)
	for _, r := range of {
		if _, ok := r.Listeners.Find(name); ok {
			if port, ok := r.Documented(name); ok {
				replace(s, what, port, given.Port)
				replaceRange(s, what, port, given.Ports)
			}
			return
		}
	}
}

// replaceRange refuses a range where the catalogue has none that it could stand for.
func replaceRange(s *product.Network, what string, port catalog.Port, given source.Text) {
	switch spans := port.Numbers.Spans(); {
	case !given.Set():
	case port.Numbers.None():
		s.Fault("S190", given.At, "remove the range", "%s is %s, a protocol without ports", what, port)
	case len(spans) > 1 || port.Numbers.One():
		s.Fault("S191", given.At, "write one port, `port = 8443`", "%s has one port, and %q is a range", what, given.V)
	}
}

// replace refuses a number where the catalogue has no single port that it could stand for. Of several numbers of which one is in use, it may name it.
func replace(s *product.Network, what string, port catalog.Port, given source.Val[int]) {
	switch {
	case !given.Set():
	case port.Numbers.None():
		s.Fault("S190", given.At, "remove the port", "%s is %s, a protocol without ports", what, port)
	case !port.Choice.Unsettled() && !port.Numbers.One():
		span := port.Numbers.Spans()[0]
		s.Fault("S191", given.At, fmt.Sprintf("write a range, as `ports = \"%s\"` has one, or remove it: the range of the catalogue counts", port.Numbers),
			"%s is the range %s, and port %d would leave one port of %d", what, port.Numbers, given.V, span.High-span.Low+1)
	}
}

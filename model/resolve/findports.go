package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// widest is the number of ports from which on a declared flow is a hole and no list of services: as many as there are well-known ports. A range of a
// catalogue is the vendor's word, and no finding of the site.
const widest = 1024

// widePorts finds declared flows that open very many ports of a protocol.
func (k *findings) widePorts() {
	for _, id := range source.SortedKeys(k.Site.Flows) {
		ports := k.Site.Flows[id].Ports
		for _, protocol := range []string{"tcp", "udp"} {
			var spans []catalog.Span
			at, most := source.Position{}, 0
			for _, v := range ports {
				port, err := catalog.ParsePort(v.V)
				if err != nil || port.Protocol != protocol {
					continue
				}
				spans = append(spans, port.Numbers.Spans()...)
				if n := size(port.Numbers.Spans()); n > most {
					at, most = v.At, n
				}
			}
			if n := size(spans); n >= widest {
				k.add("S158", id, at, "list the ports that are needed, or the range that the program is set to", "the flow %s opens %d ports of %s", id, n, protocol)
				break
			}
		}
	}
}

// size counts the numbers of ranges, each once.
func size(spans []catalog.Span) int {
	slices.SortFunc(spans, func(a, b catalog.Span) int { return cmp.Or(a.Low-b.Low, a.High-b.High) })
	n, next := 0, 0
	for _, s := range spans {
		if low := max(s.Low, next); low <= s.High {
			n, next = n+s.High-low+1, s.High+1
		}
	}
	return n
}

// choices finds ports that are one of several numbers and of which nobody says which: a firewall would have to open all of them.
func (k *findings) choices() {
	seen := map[string]bool{}
	for _, f := range k.Crossing {
		if f.Choice != catalog.Alternatives {
			continue
		}
		key, at, cure := k.portKey(f)
		if seen[key] {
			continue
		}
		seen[key] = true
		k.add("S159", key, at, fmt.Sprintf("say which: %s", cure), "%s is on one of %s, and nothing says on which", key, catalog.Socket(f.Protocol, strings.ReplaceAll(f.Numbers.String(), "|", ", ")))
	}
}

// portKey names what the site would set to give the port of a rule: a resource, an external service or a listener, or a declared flow; with the place
// of that and the key.
func (k *findings) portKey(f *plan.Flow) (name string, at source.Position, cure string) {
	one := f.At(f.Numbers.Low())
	if name := declared(f); name != "" {
		return name, k.Site.Flows[name].At, fmt.Sprintf("[flows.%s] ports = [%q]", name, one.Socket())
	}
	if given, ok := k.Site.Externals[catalog.BaseListener(f.Listener)]; ok {
		return f.Listener, given.At, fmt.Sprintf("[externals.%s] port = %s", catalog.BaseListener(f.Listener), one.Numbers)
	}
	r := k.Of(f.Product)
	if resource := k.resourceOf(f); resource != "" {
		key := r.Key(product.ResourceTable, resource)
		return key, r.Given.Resources[resource].At, fmt.Sprintf("[resources.%s] port = %s", site.TableKey(key), one.Numbers)
	}
	return r.Key(product.OverrideTable, f.Listener), k.Parties[f.To].At, fmt.Sprintf("[overrides.%q] reason = \"...\" and port = %s", r.Key(product.OverrideTable, catalog.BaseListener(f.Listener)), one.Numbers)
}

// resourceOf is the resource at which a rule of a catalogue ends, or "".
func (k *findings) resourceOf(f *plan.Flow) string {
	if rule := k.ruleOf(f); rule != nil {
		return rule.To.Resource.V
	}
	return ""
}

// ruleOf is the flow rule of a catalogue that a rule follows from, or nil.
func (k *findings) ruleOf(f *plan.Flow) *catalog.Flow {
	if r := k.Of(f.Product); r != nil {
		return r.Catalogue.FlowRule(f.Rule)
	}
	return nil
}

// clearText finds ports of clear-text protocols that the site opens by its own word, and of which it does not say that they are encrypted: those of its
// flows, and those that it gives resources, listeners, external services and load balancers of which the documents do not say.
func (k *findings) clearText() {
	for _, id := range source.SortedKeys(k.Site.Flows) {
		d := k.Site.Flows[id]
		var found []spoken
		for _, v := range d.Ports {
			port, err := catalog.ParsePort(v.V)
			if err == nil && size(port.Numbers.Spans()) < widest && !d.Encrypted.V {
				found = append(found, spokenOn(port, v.At)...)
			}
		}
		k.spoken("flow "+id, id, found, fmt.Sprintf("[flows.%s] encrypted = true", id))
	}
	seen := map[string]bool{}
	for _, f := range k.Crossing {
		if f.Encrypted != "not stated" {
			continue
		}
		what, name, port, cure := k.givenPort(f)
		if seen[what] || !port.Set() {
			continue
		}
		seen[what] = true
		k.spoken(what, name, spokenOn(f.At(port.V), port.At), cure)
	}
}

// spoken is a clear-text protocol with the port that the site gives for it.
type spoken struct {
	catalog.WellKnown
	port string
	at   source.Position
}

func spokenOn(port catalog.Port, at source.Position) []spoken {
	var out []spoken
	for _, p := range catalog.ClearTextOn(port) {
		out = append(out, spoken{p, port.Socket(), at})
	}
	return out
}

func (k *findings) spoken(what, about string, list []spoken, cure string) {
	var names, instead []string
	for _, p := range list {
		names = append(names, fmt.Sprintf("%s (%s)", p.Name.V, p.port))
		if !slices.Contains(instead, p.Instead.V) {
			instead = append(instead, p.Instead.V)
		}
	}
	if len(names) > 0 {
		help := "use " + strings.Join(instead, ", ")
		if cure != "" {
			help += "; where it is encrypted, write " + cure
		}
		k.add("S160", about, list[0].at, help, "the %s opens what is not encrypted: %s", what, strings.Join(names, ", "))
	}
}

// givenPort is the port that the site gives a rule of a catalogue, with what it is given for and the key that would say that it is encrypted.
func (k *findings) givenPort(f *plan.Flow) (what, name string, port source.Val[int], cure string) {
	if f.Product == "" {
		return "", "", port, ""
	}
	r := k.Of(f.Product)
	cure = fmt.Sprintf("[overrides.%q] with encrypted = true and a reason", r.Key(product.OverrideTable, catalog.BaseListener(f.Listener)))
	if lb, ok := k.Site.LoadBalancers[f.To]; ok {
		return "load balancer " + f.To, f.To, lb.Ports[listenerAt(lb, f.Product, f.Listener)], cure
	}
	if given, ok := k.Site.Externals[catalog.BaseListener(f.Listener)]; ok && k.Parties[f.To].Kind != plan.ProxyParty {
		if len(given.Ports) > 0 {
			return "external service " + f.Listener, f.Listener, source.V(f.Numbers.Low(), given.Ports[0].At), ""
		}
		return "external service " + f.Listener, f.Listener, given.Port, ""
	}
	if resource := k.resourceOf(f); resource != "" && r.Given.Resources[resource].Port.Set() {
		key := r.Key(product.ResourceTable, resource)
		return "resource " + key, key, r.Given.Resources[resource].Port, cure
	}
	name = r.Key(product.OverrideTable, f.Listener)
	return "override " + name, name, r.Override(f.Listener).Port, cure
}

package catalog

import (
	"fmt"
	"slices"

	"portolan/model/source"
)

// Judge finds what is no fault of a catalogue and what its author most likely did not mean. Only authors are told; sites that use the catalogue are not.
func (c *Catalogue) Judge() source.Diagnostics {
	k := &checker{c: c}
	for _, id := range source.SortedKeys(c.Roles) {
		k.portTwice(id, c.Roles[id])
	}
	k.unexplained()
	k.unnamed()
	return k.found.Sorted()
}

func (k *checker) warn(code string, at source.Position, help, format string, args ...any) {
	k.found = append(k.found, source.Diagnostic{Severity: source.Warning, Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

// portTwice finds listeners that want one port of the nodes of a role: only one program of a host can have it.
func (k *checker) portTwice(role string, r Role) {
	first := map[Port]string{}
	for _, service := range k.running(r.Services) {
		listeners := k.c.Services[service].Listeners
		for _, name := range source.SortedKeys(listeners) {
			l, id := listeners[name], service+"."+name
			port, err := PortOf(l.Transport.V, l.Port.V)
			if err != nil || !port.Numbers.One() {
				continue
			}
			if other, taken := first[port]; taken {
				k.warn("P76", l.Port.At, "correct one of the ports, or keep the services apart in roles", "%s and %s listen on %s, and both run on nodes of the role %s", other, id, port, role)
				continue
			}
			first[port] = id
		}
	}
}

// running are services with those that come with them, sorted.
func (k *checker) running(services strs) []string {
	runs := map[string]bool{}
	for _, s := range services {
		runs[s.V] = true
	}
	for added := true; added; {
		added = false
		for id, s := range k.c.Services {
			if s.PartOf.Set() && runs[s.PartOf.V] && !runs[id] {
				runs[id], added = true, true
			}
		}
	}
	return source.SortedKeys(runs)
}

// unexplained finds listeners whose traffic is not encrypted and of which no entry says why, and what makes up for it.
func (k *checker) unexplained() {
	explained := map[string]bool{}
	for _, e := range k.c.Insecure {
		for _, v := range e.Listeners {
			explained[v.V] = true
		}
	}
	for _, service := range source.SortedKeys(k.c.Services) {
		listeners := k.c.Services[service].Listeners
		for _, name := range source.SortedKeys(listeners) {
			l, id := listeners[name], service+"."+name
			if slices.Contains(Unencrypted, l.Encrypted.V) && !explained[id] {
				k.warn("P77", l.Encrypted.At, fmt.Sprintf("add [[insecure]] with listeners = [%q], why, source and, where a document names one, mitigation", id),
					"traffic to %s is not encrypted, and no [[insecure]] entry says why", id)
			}
		}
	}
}

// unnamed finds external services that a flow rule needs at every site, and that no site has to name.
func (k *checker) unnamed() {
	for i := range k.c.Flows {
		f := &k.c.Flows[i]
		external := f.To.External
		if !external.Set() {
			external = f.From.External
		}
		e, ok := k.c.Externals[external.V]
		if ok && e.Optional.V && f.Needed() && len(f.When) == 0 {
			k.warn("P78", external.At, fmt.Sprintf("remove optional from [externals.%s], so that a site has to name it; or give the flow a requirement, or conditions", external.V),
				"flow %s needs the external service %s, which no site has to name", f.ID.V, external.V)
		}
	}
}

// Needed reports whether a flow is required wherever its conditions hold: the documents call it neither optional nor conditional.
func (f *Flow) Needed() bool { return f.Requirement.V == "" || f.Requirement.V == "required" }

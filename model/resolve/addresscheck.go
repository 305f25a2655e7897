package resolve

import (
	"fmt"
	"slices"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// withoutAddress finds hosts of the site that rules can only call by their names: most firewalls take addresses, and those that take a name ask
// DNS for it.
func withoutAddress(s *product.Network) []plan.Finding {
	var out []plan.Finding
	add := func(code, id string, at source.Position, help, format string, args ...any) {
		out = append(out, plan.Finding{ID: code, Level: "warning", What: fmt.Sprintf(format, args...), Help: help, Node: id, At: at})
	}
	rules := map[string]int{} // by host without an address
	for id, p := range s.Parties {
		if p.IsHost() && len(p.Addresses) == 0 {
			rules[id] = 0
		}
	}
	if len(rules) == 0 {
		return nil
	}
	for _, f := range s.Crossing {
		ends := map[string]bool{f.From: true, f.To: true}
		for _, id := range slices.Concat(s.Parties[f.From].Members, s.Parties[f.To].Members) {
			ends[id] = true
		}
		for id := range ends {
			if n, lacks := rules[id]; lacks {
				rules[id] = n + 1
			}
		}
	}
	for _, id := range source.SortedKeys(rules) {
		if p := s.Parties[id]; rules[id] > 0 {
			add("S149", id, p.At, "add `addresses = [\"10.20.0.11\"]`, with those that it has", "the %s %s has no address: %d rules can only call it %s", p.Kind, id, rules[id], p.Host)
		}
	}
	return out
}

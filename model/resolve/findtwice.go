package resolve

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/source"
)

// twice finds declared flows that another rule makes needless, or that make rules of a catalogue needless. What a catalogue says twice is the vendor's
// word.
func (k *findings) twice() {
	if len(k.Site.Flows) == 0 {
		return
	}
	said := map[string][]string{} // by declared flow
	for _, id := range source.SortedKeys(k.Site.Flows) {
		said[id] = k.portsTwice(id)
	}
	o := k.overlaps()
	for _, id := range source.SortedKeys(k.Site.Flows) {
		if outer := o.outer[id]; len(outer) > 0 {
			said[id] = append(said[id], fmt.Sprintf("%s allowed by %s already", portion(o.inner[id], o.rules[id]), strings.Join(source.SortedKeys(outer), ", ")))
		}
		if inner := o.vendors[id]; len(inner) > 0 {
			said[id] = append(said[id], fmt.Sprintf("it also allows what rules of the documents allow (%s)", strings.Join(source.SortedKeys(inner), ", ")))
		}
	}
	for _, id := range source.SortedKeys(said) {
		if len(said[id]) > 0 {
			k.add("S156", id, k.Site.Flows[id].At, "remove what is allowed twice, or narrow the wider flow", "the flow %s: %s", id, strings.Join(said[id], "; "))
		}
	}
}

// portion says how many of a flow's rules are meant.
func portion(some, all int) string {
	switch {
	case all == 1:
		return "its rule is"
	case some == all:
		return fmt.Sprintf("all of its %d rules are", all)
	case some == 1:
		return fmt.Sprintf("1 of its %d rules is", all)
	}
	return fmt.Sprintf("%d of its %d rules are", some, all)
}

// portsTwice are the ports of a declared flow that another of its ports holds.
func (k *findings) portsTwice(id string) []string {
	var out []string
	var ports []catalog.Port
	for _, text := range k.Site.Flows[id].Ports {
		if port, err := catalog.ParsePort(text.V); err == nil {
			ports = append(ports, port)
		}
	}
	for i, port := range ports {
		for j, wide := range ports {
			if wide.Numbers.One() && wide.Numbers != port.Numbers { // most are
				continue
			}
			if i == j || !wide.Holds(port) || port.Holds(wide) && i < j {
				continue
			}
			text := fmt.Sprintf("its port %s is within %s", port, wide)
			if port == wide {
				text = fmt.Sprintf("it lists %s twice", port)
			}
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// overlaps are what declared flows share with other rules, by the flow.
type overlaps struct {
	rules   map[string]int             // how many a flow has
	inner   map[string]int             // how many of them another rule holds
	outer   map[string]map[string]bool // which flows and flow rules hold them
	vendors map[string]map[string]bool // which flow rules of catalogues a flow holds
}

func (k *findings) overlaps() overlaps {
	o := overlaps{map[string]int{}, map[string]int{}, map[string]map[string]bool{}, map[string]map[string]bool{}}
	ends := map[[2]string][]*plan.Flow{}
	flows := slices.DeleteFunc(slices.Clone(k.Crossing), func(f *plan.Flow) bool { // what leads to a forward proxy is told apart only behind it
		return f.Leg == 1 && k.Parties[f.To].Kind == plan.ProxyParty
	})
	first := 0 // of those with the same ends, which stand side by side
	for i, f := range flows {
		if next := i + 1; next == len(flows) || flows[next].From != f.From || flows[next].To != f.To {
			ends[[2]string{f.From, f.To}] = flows[first:next]
			first = next
		}
	}
	wider := k.wider()
	for _, inner := range flows {
		id, held := declared(inner), false
		for _, from := range wider(inner.From) {
			for _, to := range wider(inner.To) {
				for _, outer := range ends[[2]string{from, to}] {
					other := declared(outer)
					switch {
					case id == "" && other == "": // the vendor's word
					case outer.Rule == inner.Rule && outer.Product == inner.Product || !holds(outer, inner):
					case id == "":
						if !sameTwo(outer, inner) {
							note(o.vendors, other, inner.Rule)
						}
					case other == "" || !sameTwo(outer, inner) || other < id:
						held = true
						note(o.outer, id, map[bool]string{true: "rule ", false: "flow "}[other == ""]+strings.TrimPrefix(outer.Rule, plan.DeclaredPrefix))
					}
				}
			}
		}
		if o.rules[id]++; held {
			o.inner[id]++
		}
	}
	return o
}

// sameTwo reports whether two rules allow the same, so that only one of them is to be named.
func sameTwo(a, b *plan.Flow) bool {
	return a.From == b.From && a.To == b.To && holds(a, b) && holds(b, a)
}

func note(in map[string]map[string]bool, key, value string) {
	if in[key] == nil {
		in[key] = map[string]bool{}
	}
	in[key][value] = true
}

// holds reports whether a rule allows all that another one between the same ends allows, and at least as long.
func holds(outer, inner *plan.Flow) bool {
	if !outer.Holds(inner.Port) || outer.Phase != plan.RunPhase && outer.Phase != inner.Phase {
		return false
	}
	if !outer.Until.IsZero() && (inner.Until.IsZero() || outer.Until.Before(inner.Until)) {
		return false
	}
	if slices.ContainsFunc(inner.States, func(s string) bool { return !slices.Contains(outer.States, s) }) {
		return false
	}
	if outer.SourcePort == inner.SourcePort || outer.SourcePort == plan.AnyPort {
		return true
	}
	from, err := catalog.PortOf(outer.Protocol, outer.SourcePort)
	other, err2 := catalog.PortOf(inner.Protocol, inner.SourcePort)
	return err == nil && err2 == nil && from.Holds(other)
}

// wider finds the parties that hold all addresses of a party, itself among them: groups of which it is a member, and clients with its networks.
func (k *findings) wider() func(id string) []string {
	var holders []*plan.Party
	for _, id := range source.SortedKeys(k.Parties) {
		if p := k.Parties[id]; len(p.Networks)+len(p.Members) > 0 {
			holders = append(holders, p)
		}
	}
	known := map[string][]string{}
	return func(id string) []string {
		if _, ok := known[id]; !ok {
			known[id] = []string{id}
			for _, p := range holders {
				if p.ID != id && (slices.Contains(p.Members, id) || within(k.Parties[id], p.Networks)) {
					known[id] = append(known[id], p.ID)
				}
			}
		}
		return known[id]
	}
}

// within reports whether all addresses of a party are in networks.
func within(p *plan.Party, networks []netip.Prefix) bool {
	all := slices.Clone(p.Networks)
	for _, a := range p.Addresses {
		all = append(all, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
	}
	return len(all) > 0 && !slices.ContainsFunc(all, func(n netip.Prefix) bool {
		return !slices.ContainsFunc(networks, func(w netip.Prefix) bool { return w.Bits() <= n.Bits() && w.Contains(n.Addr()) })
	})
}

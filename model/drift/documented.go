package drift

import (
	"net/netip"

	"portolan/model/catalog"
	"portolan/model/evidence"
	"portolan/model/passage"
)

// A rule is a grouped rule of the plan as packets at a hook.
type rule struct {
	id    string
	boxes []evidence.Box
	ways  []way // at a firewall: its packets, by the interfaces that they pass
	blind bool  // nobody knows the addresses of some of its packets
}

// A way is a pair of interfaces of a firewall, as the site calls them, with packets that pass them; no name is one that the site does not say.
type way struct {
	in, out string
	boxes   []evidence.Box
}

// documented are the rules of the plan at a hook of a device, in the order of the policy.
func (c *comparer) documented(device string, hook evidence.Hook) []rule {
	boxes, ways, known := map[string][]evidence.Box{}, map[string][]way{}, map[string]bool{}
	for _, each := range passage.At(c.plan, device, passage.Hook(hook)) {
		id, packets := c.rules[each.Flow.ID], boxesOf(each)
		boxes[id] = append(boxes[id], packets...)
		if whole, seen := known[id]; whole || !seen {
			known[id] = len(packets) > 0
		}
		for _, w := range c.ways(device, each) {
			ways[id] = append(ways[id], way{w[0], w[1], packets})
		}
	}
	var out []rule
	for _, r := range c.policy.Rules {
		if whole, here := known[r.ID]; here {
			out = append(out, rule{r.ID, boxes[r.ID], ways[r.ID], !whole})
			if last := &out[len(out)-1]; len(last.ways) == 0 {
				last.ways = []way{{boxes: last.boxes}}
			}
		}
	}
	return out
}

// ways are the pairs of interfaces by which packets of a passage go through a firewall, none if they do not; at a host one without names.
func (c *comparer) ways(device string, p passage.Passage) (out [][2]string) {
	w := c.plan.Firewall(device)
	if w == nil {
		return [][2]string{{}}
	}
	for _, from := range c.plan.ZonesOf(p.Ends[0]) {
		for _, to := range c.plan.ZonesOf(p.Ends[1]) {
			in, behind := w.Crossing(c.plan, from, to)
			for _, a := range in {
				for _, b := range behind {
					out = append(out, [2]string{w.Interfaces[a], w.Interfaces[b]})
				}
			}
		}
	}
	return out
}

// boxesOf are the packets of a passage.
func boxesOf(p passage.Passage) []evidence.Box {
	var out []evidence.Box
	sources := []evidence.Range{evidence.AnyPort}
	if from, asked := p.SourcePorts(); asked {
		sources = rangesOf(from)
	}
	ports := rangesOf(p.Flow.Numbers)
	if len(ports) == 0 {
		ports = []evidence.Range{evidence.AnyPort}
	}
	for _, from := range p.From {
		for _, to := range p.To {
			four := from.Addr().Is4()
			if four != to.Addr().Is4() || !p.Flow.In(four) {
				continue
			}
			n := p.Flow.Number(four)
			types := evidence.AnyType
			if p.Flow.Type != "" {
				t := catalog.TypeNumber(p.Flow.Type, four)
				types = evidence.Range{Low: t, High: t}
			}
			for _, s := range sources {
				for _, port := range ports {
					out = append(out, evidence.Box{From: evidence.SpanOf(from), To: evidence.SpanOf(to), Protocol: evidence.Range{Low: n, High: n}, Source: s, Port: port, Type: types})
				}
			}
		}
	}
	return out
}

func rangesOf(n catalog.Numbers) []evidence.Range {
	var out []evidence.Range
	for _, s := range n.Spans() {
		out = append(out, evidence.Range{Low: s.Low, High: s.High})
	}
	return out
}

// clip are the packets that there can be at a hook: those to or from the host's own addresses. A rule that leaves these out means them.
func (c *comparer) clip(device string, hook evidence.Hook, documented []rule) []evidence.Box {
	if hook == evidence.Through {
		return evidence.Everything()
	}
	var out []evidence.Box
	add := func(s evidence.Span) {
		for _, b := range evidence.Everything() {
			if b.Four() != s.Low.Is4() {
				continue
			}
			if hook == evidence.In {
				b.To = s
			} else {
				b.From = s
			}
			out = append(out, b)
		}
	}
	for _, place := range c.plan.Places(device) {
		for _, a := range place.Addresses {
			add(evidence.SpanOf(netip.PrefixFrom(a, a.BitLen())))
		}
	}
	for _, r := range documented {
		for _, b := range r.boxes {
			if hook == evidence.In && b.To.Low.IsMulticast() {
				add(b.To)
			}
		}
	}
	if len(out) == 0 {
		return evidence.Everything()
	}
	return out
}

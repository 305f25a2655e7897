package rulesets

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/ruleset"
)

// needs are the topics for which a host needs rules before its files may drop all other packets: administration at every host, and those of what passes
// outwards that the products' documents leave open.
func (m *maker) needs(host string, inbound, outbound []policy.AtHost) []ruleset.Need {
	var out []ruleset.Need
	topics := catalog.Topics()
	for _, id := range source.SortedKeys(topics) {
		topic := topics[id]
		need := ruleset.Need{Topic: id, Direction: ruleset.Outbound, Help: waiver(topic, id, host)}
		at := outbound
		switch {
		case topic.Filter.V == "inbound":
			need.Direction, at = ruleset.Inbound, inbound
		case topic.Filter.V == "" || !m.leftOpen(id) || !topic.Host.V && m.covered(id):
			continue
		}
		for _, each := range at {
			if m.isFor(each, topic, id) {
				need.Rules = append(need.Rules, each.Rule.ID)
			}
		}
		if w := m.waivesTopic(host, id); w != nil {
			need.Waiver, need.Remark = w.Reason, m.words.Fill("rule-file.unneeded", "topic", id, "reason", w.Reason)
		}
		out = append(out, need)
	}
	return out
}

// leftOpen reports whether the documents of a product leave a topic to the site.
func (m *maker) leftOpen(topic string) bool {
	return slices.ContainsFunc(m.plan.NotCovered, func(n plan.NotCovered) bool { return n.ID == topic })
}

// covered reports whether the site has rules for a topic.
func (m *maker) covered(topic string) bool {
	return slices.ContainsFunc(m.plan.NotCovered, func(n plan.NotCovered) bool { return n.ID == topic && len(n.Declared) > 0 })
}

// isFor reports whether a rule at a host is for a topic: by what it says, or by its port. Nodes administer each other in no such rule.
func (m *maker) isFor(at policy.AtHost, topic catalog.Topic, id string) bool {
	outside := slices.ContainsFunc(at.Peers, func(peer string) bool { return m.plan.Party(peer).Kind != plan.NodeParty })
	return outside && slices.ContainsFunc(at.Rule.Flows, func(flow string) bool {
		f := m.plan.Flow(flow)
		return slices.Contains(f.Covers, id) || slices.ContainsFunc(topic.Ports, func(p source.Text) bool { return p.V == f.Port.Socket() })
	})
}

// waiver is what a site writes to have a rule for a topic, or to do without.
func waiver(topic catalog.Topic, id, host string) string {
	hosts := fmt.Sprintf("hosts = [%q]\n", host)
	if !topic.Host.V {
		hosts = ""
	}
	return fmt.Sprintf("declare it by a catalogue (%s), as in `%s`; or say why none is needed: `[waivers.%s]\ntopics = [%q]\n%sreason = \"...\"`",
		strings.Join(source.Strings(topic.Catalogues), ", "), strings.TrimSpace(topic.Lines.V), id, id, hosts)
}

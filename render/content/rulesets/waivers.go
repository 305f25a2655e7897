package rulesets

import (
	"slices"

	"portolan/model/plan"
)

// waivesRule is the waiver that lets the files of a device do without some flows, all of them; nil where there is none.
func (m *maker) waivesRule(device string, flows []string) *plan.Waiver {
	return m.waives(device, func(w *plan.Waiver) bool {
		return !slices.ContainsFunc(flows, func(id string) bool { return !w.OfRule(m.plan.Flow(id)) })
	})
}

// waivesTopic is the waiver that lets the files of a host drop all else without a rule for a topic; nil where there is none.
func (m *maker) waivesTopic(device, topic string) *plan.Waiver {
	return m.waives(device, func(w *plan.Waiver) bool { return slices.Contains(w.Topics, topic) })
}

func (m *maker) waives(device string, of func(*plan.Waiver) bool) *plan.Waiver {
	for i := range m.plan.Waivers {
		if w := &m.plan.Waivers[i]; w.At(device, m.plan.Document.Date) && of(w) {
			return w
		}
	}
	return nil
}

package plan

import (
	"slices"
	"strings"

	"portolan/model/source"
)

// Waiver is the site's word that rule files may do without something that they should have. One whose last day is over waives nothing.
type Waiver struct {
	Name   string      `json:"name"`
	Rules  []string    `json:"rules,omitempty"`  // flow rules, declared flows, rules' ids
	Topics []string    `json:"topics,omitempty"` // ids of topics
	Hosts  []string    `json:"hosts,omitempty"`  // ids of the hosts and firewalls whose files it is for; none for all
	Reason string      `json:"reason"`
	By     string      `json:"by,omitempty"`
	Until  source.Date `json:"until,omitzero"`
}

// OfRule reports whether a waiver is for a flow.
func (w *Waiver) OfRule(f *Flow) bool {
	return slices.ContainsFunc([]string{f.ID, f.Rule, strings.TrimPrefix(f.Rule, DeclaredPrefix)}, func(name string) bool { return slices.Contains(w.Rules, name) })
}

// At reports whether a waiver is for the files of a device on a day.
func (w *Waiver) At(device string, day source.Date) bool {
	over := !w.Until.IsZero() && w.Until.Before(day)
	return !over && (len(w.Hosts) == 0 || slices.Contains(w.Hosts, device))
}

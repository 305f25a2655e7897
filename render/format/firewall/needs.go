package firewall

import (
	"fmt"
	"slices"

	"portolan/render/ruleset"
)

// unmet finds topics for which a host would have no rule left once its files drop all else. What the site does without is said at the head of its files.
// A rule that was refused is one that has to be written.
func unmet(s *ruleset.Ruleset, all []ruleset.Rule) []Refusal {
	var found []Refusal
	s.Head = slices.Clone(s.Head)
	drops := s.Has(ruleset.Outbound) || slices.ContainsFunc(all, func(r ruleset.Rule) bool { return r.Direction == ruleset.Outbound })
	for _, n := range s.Needs {
		met := slices.ContainsFunc(all, func(r ruleset.Rule) bool {
			omitted := slices.ContainsFunc(s.Omitted, func(o ruleset.Omitted) bool { return o.ID == r.ID })
			return r.Direction == n.Direction && slices.Contains(n.Rules, r.ID) && !omitted
		})
		switch {
		case met || n.Direction == ruleset.Outbound && !drops:
		case n.Waiver != "":
			s.Head = append(s.Head, n.Remark)
		default:
			found = append(found, unmetNeed(s, n))
		}
	}
	return found
}

func unmetNeed(s *ruleset.Ruleset, n ruleset.Need) Refusal {
	r := Refusal{Code: "R05", Topic: n.Topic, Device: s.Device, At: s.At, Help: n.Help, What: "no rule that the file lets through is for " + n.Topic + ", so administrators would be locked out"}
	if n.Direction == ruleset.Outbound {
		r.Code, r.What = "R06", "no rule that the file lets through is for "+n.Topic+", and all other outbound packets would be dropped"
	}
	for _, o := range s.Omitted {
		if slices.Contains(n.Rules, o.ID) {
			r.What += fmt.Sprintf(" (%s is left out: %s)", o.ID, o.Why)
			r.Help = "have the rule approved, or: " + r.Help
			break
		}
	}
	return r
}

package worksheet

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/model/plantest"
)

// TestRulesOfLargeGroups: what the sheet of a host leaves to a group, the sheet of the group has; the rest is as it was.
func TestRulesOfLargeGroups(t *testing.T) {
	p, w := plantest.Of(t, "thoughtspot-forty"), english(t)
	for _, host := range p.Parties {
		if host.Kind == plan.GroupParty || !HasSheet(host) {
			continue
		}
		sheet := Of(p, host, w)
		rest, said := own(p, sheet, 10, w)
		var left []string
		for _, r := range sheet.Rows() {
			if !slices.ContainsFunc(rest.Rows(), func(o Row) bool { return o.ID == r.ID && o.Direction == r.Direction }) {
				left = append(left, r.ID)
			}
		}
		of := Of(p, p.Party("thoughtspot-all"), w)
		for _, id := range left {
			if !slices.ContainsFunc(of.Rows(), func(r Row) bool { return r.ID == id }) {
				t.Errorf("%s: the rule %s is on no sheet", host.ID, id)
			}
		}
		if member := strings.HasPrefix(host.ID, "n") && len(host.ID) == 3; member != (len(left) > 0) || member != (len(said) > 0) {
			t.Errorf("%s: %d rules are left to the group, which is said in %d blocks", host.ID, len(left), len(said))
		}
		if again, said := own(p, sheet, 40, w); again != sheet || said != nil {
			t.Errorf("%s: rules of a group of 40 are left to it", host.ID)
		}
	}
}

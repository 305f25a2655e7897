package azure

import (
	"fmt"

	"portolan/render/format/firewall"
	"portolan/render/format/firewall/terraform"
	"portolan/render/ruleset"
)

// texts of the files.
var texts = map[string]firewall.Text{
	"remark":      {},
	"description": {Most: 140, ASCII: true},
}

// longestName leaves room for what others put behind a name.
const longestName = 77

func nameOf(parts ...string) string { return terraform.Name(longestName, parts...) }

// cannot finds what rules of a group do not say: types of ICMP, ICMP of IPv6, and protocols that they have no word for.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	refuse := func(what string, args ...any) {
		found = append(found, firewall.Refusal{Code: "R08", What: fmt.Sprintf(what, args...), Help: "waive it: `[waivers.ID]`"})
	}
	for _, m := range firewall.Matches(r) {
		switch {
		case m.Port.IsICMP() && !m.Four:
			refuse("no rule of a network security group is for ICMP of IPv6 alone")
		case m.Port.IsICMP() && len(m.Types) > 0:
			refuse("no rule of a network security group is for a type of ICMP alone")
		case !m.Port.IsICMP() && protocols[m.Port.Number(m.Four)] == "":
			refuse("no rule of a network security group is for %s alone", m.Port.Name())
		}
	}
	return found
}

func steps(*ruleset.Ruleset, []string) []firewall.Step { return terraform.Steps("attach") }

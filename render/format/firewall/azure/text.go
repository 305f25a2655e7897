package azure

import (
	"fmt"
	"strings"

	"portolan/render/format/firewall"
	"portolan/render/format/firewall/device"
	"portolan/render/ruleset"
)

// texts of the files.
var texts = map[string]firewall.Text{
	"remark":      {},
	"description": {Most: 140, ASCII: true},
}

// longestName leaves room for what others put behind a name.
const longestName = 77

// nameOf is a name made of several, which begins and ends as names do.
func nameOf(parts ...string) string {
	name := strings.Trim((&device.Book{}).Name(strings.Join(parts, "-"), longestName), "-_")
	if name == "" {
		return "host"
	}
	return name
}

// cannot finds what rules of a group do not say: types of ICMP, ICMP of IPv6, and protocols that they have no word for.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	refuse := func(what string, args ...any) {
		found = append(found, firewall.Refusal{Code: "R08", Rule: r.ID, Device: s.Device, At: s.At, What: fmt.Sprintf(what, args...), Help: "waive it: `[waivers.ID]`"})
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

// steps are those of Terraform: what it made it removes, and what was there before is in its state.
func steps(_ *ruleset.Ruleset, _ []string) []firewall.Step {
	return []firewall.Step{
		{Do: firewall.Test, Commands: []string{"terraform init", "terraform validate", "terraform plan"}},
		{Do: firewall.Apply, Note: "attach", Commands: []string{"terraform apply"}},
		{Do: firewall.Check, Commands: []string{"terraform plan -detailed-exitcode"}},
		{Do: firewall.Remove, Note: "detach", Commands: []string{"terraform destroy"}},
		{Do: firewall.RollBack, Note: "last-revision", Commands: []string{"terraform apply"}},
	}
}

package panos

import (
	"fmt"
	"regexp"
	"slices"

	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// texts of the files. A quote in quotes cannot be written, a question mark asks for help when commands are pasted, and what a backslash does there no
// document says.
var texts = map[string]firewall.Text{
	"remark":      {},
	"description": {Most: 1023, ASCII: true, Instead: instead},
	"rule":        {Most: 1024, ASCII: true, Instead: instead},
}

var instead = []string{`"`, "'", "?", ".", `\`, "/"}

// names of zones and rules, as the web interface takes them.
var names = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 _.-]*$`)

const longestZone, longestRule = 31, 63

// cannot finds what rules do not say: what goes to a multicast group leaves for no zone of its own, and an application is told by a protocol from 1 to 255.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	refuse := func(x firewall.Refusal) { found = append(found, x) }
	for _, to := range r.To {
		if slices.ContainsFunc(to.Addresses, firewall.Multicast) {
			refuse(firewall.Refusal{Code: "R08", At: to.At, What: fmt.Sprintf("%s is a multicast group, and those are in a zone of their own", to.ID),
				Help: "allow it by a rule to the zone multicast by hand, and waive it here: `[waivers.ID]`"})
		}
	}
	for _, service := range r.Services {
		if number, ok := service.ByIP(); ok && number == 0 {
			refuse(firewall.Refusal{Code: "R08", What: "no application is told by protocol 0", Help: "declare the protocol that is in use, by a number from 1 to 255"})
		}
	}
	if above := s.Names.Above; above.Set() && (!names.MatchString(above.V) || len(above.V) > longestRule) {
		refuse(firewall.Refusal{Code: "R08", At: above.At, What: fmt.Sprintf("no rule can be called %q", above.V), Help: "write the name of a security rule"})
	}
	for _, p := range r.Passages {
		for _, end := range slices.Concat(p.In, p.Out) {
			if zone := side(end); !names.MatchString(zone.V) || len(zone.V) > longestZone {
				refuse(firewall.Refusal{Code: "R08", At: zone.At, What: fmt.Sprintf("no zone can be called %q", zone.V), Help: fmt.Sprintf("write its name as the device has it, with at most %d characters", longestZone)})
			}
		}
	}
	return found
}

// steps are of the administration guide: saving, validating, committing and loading configurations; scripting mode takes many lines at once.
func steps(s *ruleset.Ruleset, names []string) []firewall.Step {
	return []firewall.Step{
		{Do: firewall.Save, Commands: []string{"configure", "save config to before-rules.xml"}},
		{Do: firewall.Apply, Note: "paste-commit", Commands: []string{"set cli scripting-mode on", "configure", names[0], "validate full", "commit"}},
		{Do: firewall.Check, Note: "policy-match", Commands: []string{"show rulebase security rules"}},
		{Do: firewall.Remove, Note: "paste-commit", Commands: []string{"set cli scripting-mode on", "configure", names[1], "validate full", "commit"}},
		{Do: firewall.RollBack, Commands: []string{"configure", "load config from before-rules.xml", "commit"}},
	}
}

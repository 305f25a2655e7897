package fortios

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"portolan/render/format/firewall"
	"portolan/render/format/firewall/device"
	"portolan/render/ruleset"
)

// texts of the files. The administration guide forbids " ' < > in text; a question mark asks for help when commands are pasted, and a backslash takes the
// meaning of what follows. The lengths are those of the CLI reference.
var texts = map[string]firewall.Text{
	"remark":   {Most: 1023, ASCII: true, Instead: instead},
	"comment":  {Most: 255, ASCII: true, Instead: instead},
	"comments": {Most: 1023, ASCII: true, Instead: instead},
}

var instead = []string{`"`, "", "'", "", "<", "(", ">", ")", "?", ".", `\`, "/"}

// number is that of a policy.
var number = regexp.MustCompile(`^[1-9][0-9]{0,8}$`)

// longestSide is the longest name of a zone or an interface in a policy, as in the CLI reference of multicast-policy (srcintf, size 35).
const longestSide = 35

// cannot finds what policies do not say. Multicast has a table of its own, with objects of its own; a protocol by number is one from 1 to 254, because 0 is
// every protocol; a source is translated by a pool that the policy names.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	refuse := func(x firewall.Refusal) { found = append(found, x) }
	for _, to := range r.To {
		if slices.ContainsFunc(to.Addresses, firewall.Multicast) {
			refuse(firewall.Refusal{Code: "R08", At: to.At, What: fmt.Sprintf("%s is a multicast group, and no firewall policy is for those", to.ID),
				Help: "allow it by a multicast policy by hand, and waive it here: `[waivers.ID]`"})
		}
	}
	for _, service := range r.Services {
		if number, ok := service.ByIP(); ok && (number == 0 || number == 255) {
			refuse(firewall.Refusal{Code: "R08", What: fmt.Sprintf("no service is for protocol %d alone", number), Help: "declare the protocol that is in use, by a number from 1 to 254"})
		}
	}
	for _, e := range slices.Concat(r.From, r.To) {
		switch {
		case e.Changed == nil:
		case e.Changed.Object == "":
			refuse(firewall.Refusal{Code: "R09", At: e.Changed.At, What: fmt.Sprintf("a policy names the object that translates %s, and the site does not say what it is called", e.ID),
				Help: fmt.Sprintf("say so: `[translations.%s]\nobject = \"...\"`, the virtual IP of a destination or the IP pool of a source", e.Changed.Translation)})
		case slices.ContainsFunc(r.From, func(f ruleset.End) bool { return f.ID == e.ID }) && slices.ContainsFunc(e.Changed.Arriving, firewall.Six):
			refuse(firewall.Refusal{Code: "R08", At: e.Changed.At, What: "sources of IPv6 are not translated by a pool of IPv4 addresses", Help: "translate to an IPv4 address, or nothing"})
		}
	}
	if above := s.Names.Above; above.Set() && !number.MatchString(above.V) {
		refuse(firewall.Refusal{Code: "R08", At: above.At, What: fmt.Sprintf("%q is no number of a policy", above.V), Help: "write the policy's id"})
	}
	for _, p := range r.Passages {
		for _, end := range slices.Concat(p.In, p.Out) {
			if name := side(end); len(name.V) > longestSide {
				refuse(firewall.Refusal{Code: "R08", At: name.At, What: fmt.Sprintf("%q has more than %d characters, and no zone or interface is called so", name.V, longestSide),
					Help: "write it as the device does"})
			}
		}
	}
	return found
}

// steps are of the CLI reference and the administration guide: execute backup and restore, scripts, the look-up of policies.
func steps(s *ruleset.Ruleset, names []string) []firewall.Step {
	prefix := cmp.Or(s.Names.Prefix, device.Prefix(s.Site))
	return []firewall.Step{
		{Do: firewall.Save, Commands: []string{"execute backup config flash before-rules"}},
		{Do: firewall.Apply, Note: "script-order", Commands: []string{names[0]}},
		{Do: firewall.Check, Note: "policy-lookup", Commands: []string{"show firewall policy | grep -f " + prefix}},
		{Do: firewall.Remove, Note: "script", Commands: []string{names[1]}},
		{Do: firewall.RollBack, Note: "restart", Commands: []string{"execute revision list config", "execute restore config flash 1"}},
	}
}

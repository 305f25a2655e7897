package capirca

import (
	"cmp"
	"fmt"
	"regexp"

	"portolan/model/catalog"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// texts of the files. A text in quotes ends at the next quote, and a backslash before one takes it in.
var texts = map[string]firewall.Text{
	"remark":  {ASCII: true},
	"comment": {ASCII: true, Instead: []string{`"`, "'", `\`, "/"}},
}

var (
	notPlain = regexp.MustCompile(`[^A-Za-z0-9_-]`)
	plainly  = regexp.MustCompile(`^[A-Za-z]{3}`) // begins as no number in base 16 and no code point of DSCP does
)

// protocols are the words of the language, by number: those of aclgenerator.py that a rule can be for.
var protocols = map[int]string{0: "hopopt", 1: "icmp", 2: "igmp", 3: "ggp", 4: "ipip", 6: "tcp", 8: "egp", 9: "igp", 17: "udp", 27: "rdp", 41: "ipv6", 43: "ipv6-route", 44: "fragment",
	46: "rsvp", 47: "gre", 50: "esp", 51: "ah", 58: "icmpv6", 59: "ipv6-nonxt", 60: "ipv6-opts", 89: "ospf", 103: "pim", 112: "vrrp", 115: "l2tp", 132: "sctp", 136: "udplite"}

// types are the words of policy.py for types of ICMP that are called otherwise there, by number.
var types = map[bool]map[int]string{
	true: {3: "unreachable"},
	false: {130: "multicast-listener-query", 131: "multicast-listener-report", 132: "multicast-listener-done", 133: "router-solicit", 134: "router-advertisement", 135: "neighbor-solicit",
		136: "neighbor-advertisement", 137: "redirect-message", 143: "version-2-multicast-listener-report"},
}

func typeName(name string, four bool) string {
	return cmp.Or(types[four][catalog.TypeNumber(name, four)], name)
}

// cannot finds what terms do not say: protocols that the language has no word for.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	for _, service := range r.Services {
		if number, ok := service.ByIP(); ok && protocols[number] == "" {
			found = append(found, firewall.Refusal{Code: "R08", What: fmt.Sprintf("Capirca has no word for %s", service.Name()), Help: "waive it: `[waivers.ID]`"})
		}
	}
	return found
}

// steps are those of aclgen, started in the folder of the firewall: it writes files, and what is done with those is up to the firewall.
func steps(_ *ruleset.Ruleset, _ []string) []firewall.Step {
	generate := "aclgen --base_directory . --definitions_directory def --output_directory out"
	return []firewall.Step{
		{Do: firewall.Test, Commands: []string{"mkdir -p out", generate + " --shade_check"}},
		{Do: firewall.Apply, Commands: []string{"mkdir -p out", generate}},
		{Do: firewall.Check, Commands: []string{"aclcheck --base-directory . --definitions-directory def --policy-file pol/rules.pol"}},
	}
}

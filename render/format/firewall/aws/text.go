package aws

import (
	"fmt"
	"slices"

	"portolan/render/format/firewall"
	"portolan/render/format/firewall/terraform"
	"portolan/render/ruleset"
)

// texts of the files. Descriptions have the characters that the provider takes, and tags have those of EC2.
var texts = map[string]firewall.Text{
	"remark":      {},
	"description": {Most: 255, ASCII: true, Only: " ._-:/()#,@[]+=&;{}!$*"},
	"tag":         {Most: 256, ASCII: true, Only: " +-=._:/@"},
}

// longestName leaves room for what others put behind a name.
const longestName = 200

func nameOf(parts ...string) string { return terraform.Name(longestName, parts...) }

// cannot finds what rules of a group do not say: from which port, to which address of a group of receivers, and the ports of protocols beside TCP and UDP.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	refuse := func(x firewall.Refusal) { found = append(found, x) }
	if !r.SourcePort.None() {
		refuse(firewall.Refusal{Code: "R08", What: fmt.Sprintf("no rule of a security group is for packets from ports %s alone", r.SourcePort),
			Help: "let the rule be for any port of the sender: `[requests.ID]\nsource_port = \"any\"`, or waive it: `[waivers.ID]`"})
	}
	for _, e := range slices.Concat(r.From, r.To) {
		if slices.ContainsFunc(e.Addresses, firewall.Multicast) {
			refuse(firewall.Refusal{Code: "R08", At: e.At, What: fmt.Sprintf("%s is a multicast group, and no rule says to which address packets are", e.ID), Help: "waive it: `[waivers.ID]`"})
		}
	}
	for _, service := range r.Services {
		number, numbered := service.ByIP()
		if service.Protocol == "sctp" || numbered && slices.Contains([]int{1, 6, 17, 58}, number) {
			refuse(firewall.Refusal{Code: "R08", What: fmt.Sprintf("ports of %s are not looked at, so that all would be open", service.Name()), Help: "waive it: `[waivers.ID]`"})
		}
	}
	return found
}

func steps(*ruleset.Ruleset, []string) []firewall.Step { return terraform.Steps("attach-quota") }

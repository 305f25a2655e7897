package aws

import (
	"fmt"
	"slices"
	"strings"

	"portolan/render/format/firewall"
	"portolan/render/format/firewall/device"
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

// nameOf is a name made of several, which begins and ends as names do.
func nameOf(parts ...string) string {
	name := strings.Trim((&device.Book{}).Name(strings.Join(parts, "-"), longestName), "-_")
	if name == "" {
		return "host"
	}
	return name
}

// cannot finds what rules of a group do not say: from which port, to which address of a group of receivers, and the ports of protocols beside TCP and UDP.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	refuse := func(x firewall.Refusal) {
		x.Code, x.Rule, x.Device = "R08", r.ID, s.Device
		if !x.At.IsValid() {
			x.At = s.At
		}
		found = append(found, x)
	}
	if !r.SourcePort.None() {
		refuse(firewall.Refusal{What: fmt.Sprintf("no rule of a security group is for packets from ports %s alone", r.SourcePort),
			Help: "let the rule be for any port of the sender: `[requests.ID]\nsource_port = \"any\"`, or waive it: `[waivers.ID]`"})
	}
	for _, e := range slices.Concat(r.From, r.To) {
		if slices.ContainsFunc(e.Addresses, firewall.Multicast) {
			refuse(firewall.Refusal{At: e.At, What: fmt.Sprintf("%s is a multicast group, and no rule says to which address packets are", e.ID), Help: "waive it: `[waivers.ID]`"})
		}
	}
	for _, service := range r.Services {
		number, numbered := service.ByIP()
		if service.Protocol == "sctp" || numbered && slices.Contains([]int{1, 6, 17, 58}, number) {
			refuse(firewall.Refusal{What: fmt.Sprintf("ports of %s are not looked at, so that all would be open", service.Name()), Help: "waive it: `[waivers.ID]`"})
		}
	}
	return found
}

// steps are those of Terraform: what it made it removes, and what was there before is in its state.
func steps(_ *ruleset.Ruleset, _ []string) []firewall.Step {
	return []firewall.Step{
		{Do: firewall.Test, Commands: []string{"terraform init", "terraform validate", "terraform plan"}},
		{Do: firewall.Apply, Note: "attach-quota", Commands: []string{"terraform apply"}},
		{Do: firewall.Check, Commands: []string{"terraform plan -detailed-exitcode"}},
		{Do: firewall.Remove, Note: "detach", Commands: []string{"terraform destroy"}},
		{Do: firewall.RollBack, Note: "last-revision", Commands: []string{"terraform apply"}},
	}
}

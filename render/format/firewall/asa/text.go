package asa

import (
	"fmt"
	"regexp"

	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// texts of the files. A description has up to 200 characters and is the rest of its line; a question mark asks for help when commands are pasted.
var texts = map[string]firewall.Text{
	"remark":      {Most: 200, ASCII: true, Instead: []string{"?", "."}},
	"description": {Most: 200, ASCII: true, Instead: []string{"?", "."}},
}

var (
	line = regexp.MustCompile(`^[1-9][0-9]{0,5}$`)
	name = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
)

// cannot finds what entries do not say: a protocol by number is one from 1 to 254, because 0 is every protocol, and the name of a list is one word.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	var found []firewall.Refusal
	refuse := func(x firewall.Refusal) { found = append(found, x) }
	for _, service := range r.Services {
		if number, ok := service.ByIP(); ok && (number == 0 || number == 255) {
			refuse(firewall.Refusal{Code: "R08", What: fmt.Sprintf("no entry is for protocol %d alone", number), Help: "declare the protocol that is in use, by a number from 1 to 254"})
		}
	}
	if above := s.Names.Above; above.Set() && !line.MatchString(above.V) {
		refuse(firewall.Refusal{Code: "R08", At: above.At, What: fmt.Sprintf("%q is no line of an access list", above.V), Help: "write the number that the command show access-list prints for it"})
	}
	for _, p := range r.Passages {
		for _, in := range p.In {
			if list := side(in); !name.MatchString(list.V) {
				refuse(firewall.Refusal{Code: "R08", At: list.At, What: fmt.Sprintf("%q is no name of an access list", list.V), Help: "write the one word that `access-group` has for the interface"})
			}
		}
	}
	return found
}

// steps are of the command reference: configure replace is for whole configurations, so what was there is kept as a file and read back by hand.
func steps(s *ruleset.Ruleset, names []string) []firewall.Step {
	var context []string
	if s.Names.VirtualSystem != "" {
		context = []string{"changeto context " + s.Names.VirtualSystem}
	}
	with := func(commands ...string) []string { return append(context[:len(context):len(context)], commands...) }
	return []firewall.Step{
		{Do: firewall.Save, Commands: with("copy /noconfirm running-config disk0:/before-rules.cfg")},
		{Do: firewall.Apply, Note: "bound-lists", Commands: with("show running-config access-group", "copy /noconfirm disk0:/"+names[0]+" running-config", "write memory")},
		{Do: firewall.Check, Note: "packet-tracer", Commands: with("show access-list")},
		{Do: firewall.Remove, Commands: with("copy /noconfirm disk0:/"+names[1]+" running-config", "write memory")},
		{Do: firewall.RollBack, Note: "restart", Commands: with("copy /noconfirm disk0:/before-rules.cfg startup-config", "reload")},
	}
}

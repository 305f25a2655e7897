package render

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/content/docs"
	"portolan/render/content/rulesets"
	"portolan/render/document"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/asa"
	"portolan/render/format/firewall/aws"
	"portolan/render/format/firewall/azure"
	"portolan/render/format/firewall/capirca"
	"portolan/render/format/firewall/fortios"
	"portolan/render/format/firewall/iptables"
	"portolan/render/format/firewall/nftables"
	"portolan/render/format/firewall/panos"
	"portolan/render/format/firewall/powershell"
	"portolan/render/ref"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
)

// dialects of firewalls, in the order of their names.
var dialects = []*firewall.Dialect{&asa.Dialect, &aws.Dialect, &azure.Dialect, &capirca.Dialect, &fortios.Dialect, &iptables.Dialect, &nftables.Dialect, &panos.Dialect, &powershell.Dialect}

// Dialects are the names of the dialects of firewalls.
func Dialects() []string {
	var names []string
	for _, d := range dialects {
		names = append(names, d.Name)
	}
	return names
}

// RefusedRules is all that dialects cannot say of a plan: where it holds errors, there is no pack with these rule files.
func RefusedRules(resolved *plan.Plan, names []string) source.Diagnostics {
	var found source.Diagnostics
	if len(names) == 0 {
		return nil
	}
	words, err := wordlist.Load("en") // of which refusals need none
	if err != nil {
		panic(err)
	}
	sets := rulesets.Of(resolved, policy.Of(resolved), words)
	for _, d := range chosen(names) {
		var refused []firewall.Refusal
		for _, s := range sets {
			if d.Writes(s) {
				_, more := d.Settle(s)
				refused = append(refused, more...)
			}
		}
		found = append(found, slices.Concat(d.Unserved(sets), d.Diagnostics(refused))...)
	}
	return found.Sorted()
}

func chosen(names []string) []*firewall.Dialect {
	return slices.DeleteFunc(slices.Clone(dialects), func(d *firewall.Dialect) bool { return !slices.Contains(names, d.Name) })
}

// folders of rule files, for hosts cannot have the ids of firewalls, but may.
var folders = map[ruleset.Kind]string{ruleset.Host: "hosts", ruleset.Firewall: "firewalls"}

// ruleFile is the path of a rule file.
func ruleFile(d *firewall.Dialect, s *ruleset.Ruleset, f firewall.File) string {
	return ref.Data + "firewall/" + d.Name + "/" + folders[s.Kind] + "/" + s.Device + f.Ending
}

// ruleFilesOf are the rule files of the host or firewall of a page.
func (p *packer) ruleFilesOf(id string) []document.Cell {
	var cells []document.Cell
	for prefix, kind := range map[string]ruleset.Kind{docs.Hosts: ruleset.Host, docs.Firewalls: ruleset.Firewall} {
		device, ok := strings.CutPrefix(id, prefix)
		for _, s := range p.sets() {
			if !ok || s.Kind != kind || s.Device != device {
				continue
			}
			for _, d := range chosen(p.opts.Dialects) {
				if !d.Writes(s) {
					continue
				}
				made, _ := d.Files(s)
				for _, f := range made {
					cells = append(cells, document.L(p.words.Fill("files.rule-file", "dialect", d.Name), ref.File(ruleFile(d, s, f))))
				}
			}
		}
	}
	return cells
}

// ruleFiles are the rules of hosts and firewalls in the dialects that were asked for.
func (p *packer) ruleFiles() ([]File, error) {
	var files []File
	if len(p.opts.Dialects) == 0 {
		return nil, nil
	}
	for _, d := range chosen(p.opts.Dialects) {
		for _, s := range p.sets() {
			if d.Writes(s) {
				made, _ := d.Files(p.noted(d, s))
				for _, f := range made {
					files = append(files, File{ruleFile(d, s, f), f.Data})
				}
			}
		}
	}
	return files, nil
}

// noted is a ruleset with what is to know of a dialect's files at their heads.
func (p *packer) noted(d *firewall.Dialect, s *ruleset.Ruleset) *ruleset.Ruleset {
	noted := *s
	noted.Head = slices.Clone(s.Head)
	for _, key := range d.Head {
		noted.Head = append(noted.Head, p.words.Text(key))
	}
	return &noted
}

package render

import (
	"slices"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/content/rulesets"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/nftables"
	"portolan/render/ref"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
)

// dialects of firewalls, in the order of their names.
var dialects = []*firewall.Dialect{&nftables.Dialect}

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
				refused = append(refused, d.Refused(s)...)
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

// ruleFiles are the rules of hosts and firewalls in the dialects that were asked for.
func (p *packer) ruleFiles() ([]File, error) {
	var files []File
	if len(p.opts.Dialects) == 0 {
		return nil, nil
	}
	sets := rulesets.Of(p.model, p.policy, p.words)
	for _, d := range chosen(p.opts.Dialects) {
		for _, s := range sets {
			if d.Writes(s) {
				files = append(files, File{ref.Data + "firewall/" + d.Name + "/" + folders[s.Kind] + "/" + s.Device + d.Ending, []byte(d.Write(s))})
			}
		}
	}
	return files, nil
}

package render

import (
	"path"
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

// RuleFiles are the rule files of a host or firewall in one dialect, or what stands in their way.
type RuleFiles struct {
	Dialect, Device string
	Files           []File // with their paths in a pack
	Refused         source.Diagnostics
	Why             []string // there are none: the reasons in short

	kind     ruleset.Kind
	steps    []firewall.Step
	dialect  *firewall.Dialect
	refusals []firewall.Refusal
}

// RuleFilesOf are the rule files of a plan, in the dialects of these names; of none, in each device's usual one, by its system.
func RuleFilesOf(resolved *plan.Plan, names []string) []RuleFiles {
	words, err := wordlist.Load("en")
	if err != nil {
		panic(err)
	}
	return ruleFilesOf(resolved, policy.Of(resolved), words, names)
}

func ruleFilesOf(resolved *plan.Plan, filed *policy.Policy, words *wordlist.List, names []string) []RuleFiles {
	var out []RuleFiles
	for s := range rulesets.Of(resolved, filed, words) {
		before := len(out)
		for _, d := range dialects {
			if writes(d, s, names) {
				out = append(out, made(d, noted(d, s, words)))
			}
		}
		if len(out) == before && len(names) == 0 {
			out = append(out, unmade(s))
		}
	}
	return out
}

// unmade is a device without a usual dialect.
func unmade(s *ruleset.Ruleset) RuleFiles {
	r := RuleFiles{Device: s.Device, kind: s.Kind, Why: []string{"the site does not say its system (os)"}}
	if s.System != "" {
		r.Why = []string{"no dialect is the usual one of " + s.System}
	}
	r.Refused = source.Diagnostics{{Severity: source.Hint, Code: "R04", At: s.At, What: "no rule file for " + s.Device + ": " + r.Why[0], Help: "name a dialect: " + strings.Join(Dialects(), ", ")}}
	return r
}

// writes reports whether a dialect is one of those with these names and has files for a device; without names, whether it is the usual one of its system.
func writes(d *firewall.Dialect, s *ruleset.Ruleset, names []string) bool {
	if len(names) > 0 {
		return slices.Contains(names, d.Name) && d.Writes(s)
	}
	return !d.Chosen && s.System != "" && d.Writes(s)
}

func made(d *firewall.Dialect, s *ruleset.Ruleset) RuleFiles {
	r := RuleFiles{Dialect: d.Name, Device: s.Device, kind: s.Kind, dialect: d}
	files, refused := d.Files(s)
	for _, f := range files {
		r.Files = append(r.Files, File{ruleFile(d, s, f), f.Data})
	}
	if len(refused) == 0 {
		r.steps = d.Steps(s, r.names())
	}
	r.refusals, r.Refused = refused, d.Diagnostics(refused).Sorted()
	for _, each := range refused {
		why := each.What
		if each.Rule != "" {
			why = each.Rule + ": " + why
		}
		r.Why = append(r.Why, why)
	}
	return r
}

// names are the files as seen from the folder of the first.
func (r RuleFiles) names() []string {
	var names []string
	for _, f := range r.Files {
		names = append(names, strings.TrimPrefix(f.Path, path.Dir(r.Files[0].Path)+"/"))
	}
	return names
}

// noted is a ruleset with what is to know of a dialect's files at their heads.
func noted(d *firewall.Dialect, s *ruleset.Ruleset, words *wordlist.List) *ruleset.Ruleset {
	noted := *s
	noted.Head, noted.Adding = slices.Clone(s.Head), slices.Clone(s.Adding)
	for _, key := range d.Head {
		noted.Head, noted.Adding = append(noted.Head, words.Text(key)), append(noted.Adding, words.Text(key))
	}
	return &noted
}

// RefusedRules is all that dialects cannot say of a plan: where it holds errors, there is no pack with these rule files. Of dialects that nobody names it
// is nothing: the pages of hosts say why one has no file.
func RefusedRules(resolved *plan.Plan, names []string) source.Diagnostics {
	var found source.Diagnostics
	if len(names) == 0 {
		return nil
	}
	files := RuleFilesOf(resolved, names)
	for _, d := range chosen(names) {
		var refused []firewall.Refusal
		for _, r := range files {
			if r.Dialect == d.Name {
				refused = append(refused, r.refusals...)
			}
		}
		found = append(found, d.Diagnostics(refused)...)
	}
	return append(found, unserved(resolved, files)...).Sorted()
}

// unserved are hints that hosts get no file, because no dialect that was named is one of their systems: one for each system.
func unserved(resolved *plan.Plan, files []RuleFiles) source.Diagnostics {
	hosts, first := map[string][]string{}, map[string]source.Position{}
	for _, p := range resolved.Parties {
		if !p.Managed() || slices.ContainsFunc(files, func(r RuleFiles) bool { return r.Device == p.ID && r.kind == ruleset.Host }) {
			continue
		}
		if hosts[p.OS] == nil {
			first[p.OS] = p.At
		}
		hosts[p.OS] = append(hosts[p.OS], p.ID)
	}
	var found source.Diagnostics
	for _, system := range source.SortedKeys(hosts) {
		found = append(found, source.Diagnostic{Severity: source.Hint, Code: "R04", At: first[system], What: "no rule file for " + firewall.Some("", hosts[system]) + ": the system is " + system})
	}
	return found
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

// atPage are the rule files of the host or firewall of a page.
func (p *packer) atPage(id string) (out []RuleFiles) {
	for prefix, kind := range map[string]ruleset.Kind{docs.Hosts: ruleset.Host, docs.Firewalls: ruleset.Firewall} {
		for _, r := range p.ruled() {
			if device, ok := strings.CutPrefix(id, prefix); ok && r.kind == kind && r.Device == device {
				out = append(out, r)
			}
		}
	}
	return out
}

// ruleFilesOf are links to the rule files of the host or firewall of a page.
func (p *packer) ruleFilesOf(id string) []document.Cell {
	var cells []document.Cell
	for _, r := range p.atPage(id) {
		for _, f := range r.Files {
			cells = append(cells, document.L(p.words.Fill("files.rule-file", "dialect", r.Dialect, "file", path.Base(f.Path)), ref.File(f.Path)))
		}
	}
	return cells
}

// ruleFiles are the rules of hosts and firewalls in the dialects of the pack.
func (p *packer) ruleFiles() ([]File, error) {
	var files []File
	for _, r := range p.ruled() {
		files = append(files, r.Files...)
	}
	return files, nil
}

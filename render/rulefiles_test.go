package render

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render/content/rulesets"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// TestRefusedRules holds what dialects refuse of small sites against goldens.
func TestRefusedRules(t *testing.T) {
	sites, _ := filepath.Glob("testdata/refused/*.toml")
	var wanted []string
	codes := map[string]bool{}
	for _, file := range sites {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, found := site.Load(file, data)
		if s == nil {
			t.Fatal(found)
		}
		cats, _ := catalog.OpenAll(s.Catalogues())
		resolved, found := resolve.All(s, cats, resolve.Options{})
		if resolved == nil {
			t.Fatal(found)
		}
		var b strings.Builder
		refused := RefusedRules(resolved, Dialects())
		for _, d := range RefusedRules(resolved, []string{"nftables"}) { // of all dialects, some are for any system
			if d.Code == "R04" {
				refused = append(refused, d)
			}
		}
		for _, d := range refused {
			codes[d.Code] = true
			if d.At.File() != file {
				t.Errorf("%s: %s has no place in the site", file, d.What)
			}
		}
		_ = source.Print(&b, refused)
		wanted = append(wanted, strings.TrimSuffix(file, ".toml")+".txt")
		golden.Check(t, wanted[len(wanted)-1], b.String())
	}
	golden.NoOrphans(t, "testdata/refused", ".txt", wanted)
	for _, c := range source.Codes {
		if strings.HasPrefix(c.ID, "R") && !codes[c.ID] {
			t.Errorf("no fixture shows %s", c.ID)
		}
	}
}

// TestWaivedIsSaid: what the site's word lets a file do without is a comment in it, with the reason, and is not let through.
func TestWaivedIsSaid(t *testing.T) {
	const file = "testdata/refused/waived.toml"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, found := site.Load(file, data)
	if s == nil {
		t.Fatal(found)
	}
	cats, _ := catalog.OpenAll(s.Catalogues())
	resolved, found := resolve.All(s, cats, resolve.Options{})
	if resolved == nil {
		t.Fatal(found)
	}
	words, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for set := range rulesets.Of(resolved, policy.Of(resolved), words) {
		for _, d := range dialects {
			if set.Device != "db1" || !d.Writes(set) {
				continue
			}
			made, refused := d.Files(set)
			if len(refused) > 0 {
				t.Fatal(refused)
			}
			text := ""
			for _, f := range made {
				text += string(f.Data)
			}
			for _, said := range []string{"LEFT OUT: Until the mail team names addresses (of mail the site knows the host name mail.example.com and no address)",
				"This host has no rule for the topic remote-administration: Administered at the console"} {
				if !strings.Contains(text, said) {
					t.Errorf("%s does not say %q\n%s", d.Name, said, text)
				}
			}
			settled, _ := d.Settle(set)
			if slices.ContainsFunc(settled.Rules, func(r ruleset.Rule) bool { return slices.Contains(r.Follows, "mail") }) {
				t.Errorf("%s lets the rule through that is left out", d.Name)
			}
		}
	}
}

// TestPacksHoldRuleFiles: a pack holds the files of each device's usual dialect, or those of the dialects that were chosen; the page of each host leads to
// them and says how to apply, check, remove and roll back, or why there is none.
func TestPacksHoldRuleFiles(t *testing.T) {
	resolved, opts := freshPlanOf(t, "proxy-in-dmz")
	resolved.Waivers = []plan.Waiver{{Name: "console", Topics: []string{"remote-administration"}, Hosts: []string{"mm-ns", "mm-files"}, Reason: "Administered at the console"}}
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ dialects, files, steps []string }{
		{nil, []string{"data/firewall/nftables/hosts/mm-ns.nft", "data/firewall/powershell/hosts/mm-files.ps1"}, []string{"nft -c -f mm-ns.nft", "nft delete table inet portolan_proxy_in_dmz"}},
		{[]string{"iptables"}, []string{"data/firewall/iptables/hosts/mm-ns.rules.v4", "data/firewall/iptables/hosts/mm-ns.rules.v6", "data/firewall/iptables/hosts/mm-ns.sh"},
			[]string{"sh mm-ns.sh test", "sh mm-ns.sh remove"}},
	} {
		opts.Dialects = c.dialects
		files, err := Pack(resolved, theme, opts)
		if err != nil {
			t.Fatal(err)
		}
		var there []string
		page := map[string]string{}
		for _, f := range files {
			if strings.HasPrefix(f.Path, "data/firewall/") {
				there = append(there, f.Path)
			}
			page[f.Path] = string(f.Data)
		}
		slices.Sort(there)
		if !slices.Equal(there, c.files) {
			t.Errorf("%q: the pack holds %q, want %q", c.dialects, there, c.files)
		}
		for _, text := range append(c.steps, "../../"+c.files[0]) {
			if !strings.Contains(page["site/nodes/mm-ns.html"], text) {
				t.Errorf("%q: the page lacks %s", c.dialects, text)
			}
		}
		if c.dialects == nil && !strings.Contains(page["site/nodes/mm-edge.html"], "Administrators would be locked out") {
			t.Error("the page of a host without a file does not say why")
		}
	}
}

// TestRuleFilesNameLastDays: whatever ends a rule or does not, the file names its last day on a line with its id, in every dialect.
func TestRuleFilesNameLastDays(t *testing.T) {
	words, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	type ruled struct {
		kind   ruleset.Kind
		device string
	}
	resolved, rules := plantest.Of(t, example), map[ruled][]ruleset.Rule{}
	for set := range rulesets.Of(resolved, policy.Of(resolved), words) {
		rules[ruled{set.Kind, set.Device}] = set.Rules
	}
	named := map[string]int{}
	for _, r := range RuleFilesOf(resolved, Dialects()) {
		if len(r.Files) == 0 {
			continue
		}
		var text strings.Builder
		for _, f := range r.Files {
			text.Write(f.Data)
		}
		for _, rule := range rules[ruled{r.kind, r.Device}] {
			if rule.Until.IsZero() || rule.Waiver != "" {
				continue
			}
			beside := regexp.MustCompile(rule.ID + `[^\n]*until ` + rule.Until.String())
			if !beside.MatchString(text.String()) {
				t.Errorf("%s at %s: rule %s until %s", r.Dialect, r.Device, rule.ID, rule.Until)
			}
			named[r.Dialect]++
		}
	}
	if len(named) < len(Dialects())-1 { // those of AWS are refused at this site; a golden of the dialect has such a rule
		t.Errorf("files with last days: %v", named)
	}
}

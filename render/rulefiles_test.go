package render

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/plan"
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
		for _, d := range refused {
			codes[d.Code] = true
			if d.At.File != file {
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
	for _, set := range rulesets.Of(resolved, policy.Of(resolved), words) {
		for _, d := range dialects {
			if set.Device != "db1" || !d.Writes(set) {
				continue
			}
			made, refused := d.Files(set)
			if len(refused) > 0 {
				t.Fatal(refused)
			}
			text := string(made[0].Data)
			for _, said := range []string{"LEFT OUT: Until the mail team names addresses (of mail the site knows the host name mail.example.com and no address)",
				"This host has no rule for the topic remote-administration: Administered at the console"} {
				if strings.Count(text, said) != 1 {
					t.Errorf("%s says %d times %q\n%s", d.Name, strings.Count(text, said), said, text)
				}
			}
			settled, _ := d.Settle(set)
			if slices.ContainsFunc(settled.Rules, func(r ruleset.Rule) bool { return slices.Contains(r.Follows, "mail") }) {
				t.Errorf("%s lets the rule through that is left out", d.Name)
			}
		}
	}
}

// TestRuleFilesAreAskedFor: a pack holds rule files only for dialects that were asked for, links to each from its host's page, and is otherwise the same.
func TestRuleFilesAreAskedFor(t *testing.T) {
	resolved, opts := planOf(t, "proxy-in-dmz")
	resolved.Waivers = []plan.Waiver{{Name: "console", Topics: []string{"remote-administration"}, Reason: "Administered at the console"}}
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	made := map[bool][]File{}
	for _, with := range []bool{false, true} {
		opts.Dialects = nil
		if with {
			opts.Dialects = []string{"nftables"}
		}
		if made[with], err = Pack(resolved, theme, opts); err != nil {
			t.Fatal(err)
		}
	}
	var more, linked []string
	for _, f := range made[true] {
		if i := slices.IndexFunc(made[false], func(other File) bool { return other.Path == f.Path }); i < 0 {
			more = append(more, f.Path)
		} else if f.Path != ManifestPath && !strings.HasSuffix(f.Path, ".zip") && string(f.Data) != string(made[false][i].Data) {
			if !strings.Contains(string(f.Data), `<li><a href="../../data/firewall/nftables/hosts/mm-ns.nft">Rule file (nftables)</a></li>`) {
				t.Errorf("%s is another", f.Path)
			}
			linked = append(linked, f.Path)
		}
	}
	if want := []string{"data/firewall/nftables/hosts/mm-ns.nft"}; !slices.Equal(more, want) {
		t.Errorf("the pack with rule files has also %q, want %q", more, want)
	}
	if want := []string{"site/nodes/mm-ns.html"}; !slices.Equal(linked, want) {
		t.Errorf("%q lead to rule files, want %q", linked, want)
	}
}

package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"portolan/model/revision"
	"portolan/render/content/changes"
	"portolan/render/firewalltest"
	"portolan/render/format/firewall"
)

// TestARevisionOfAnotherNumberChangesNoFile writes the rule files of a site twice, in every dialect, the second time under another revision and date: their
// heads say so, and they do the same. One address more is a difference in every dialect.
func TestARevisionOfAnotherNumberChangesNoFile(t *testing.T) {
	for _, d := range dialects {
		_, sets := firewalltest.SiteSets(t, d, "harbour-logistics")
		told, another := 0, 0
		for _, set := range sets {
			was := firewalltest.Files(t, d, set)
			later := *set
			later.Head, later.Adding = slices.Clone(set.Head), slices.Clone(set.Adding)
			for _, head := range [][]string{later.Head, later.Adding} {
				for i, line := range head {
					head[i] = strings.ReplaceAll(line, "revision", "another revision")
				}
			}
			is := firewalltest.Files(t, d, &later)
			fewer := later
			fewer.Rules = later.Rules[1:]
			for i, f := range was {
				if !bytes.Equal(f.Data, is[i].Data) {
					told++
				}
				if !d.Alike(f.Ending, f.Data, is[i].Data) {
					t.Errorf("%s: %s%s differs by its head", d.Name, set.Device, f.Ending)
				}
			}
			if !slices.EqualFunc(was, firewalltest.Files(t, d, &fewer), func(a, b firewall.File) bool { return a.Ending == b.Ending && d.Alike(a.Ending, a.Data, b.Data) }) {
				another++
			}
		}
		if told == 0 || another != len(sets) {
			t.Errorf("%s: %d heads say the revision; of %d rulesets, %d are others with a rule less", d.Name, told, len(sets), another)
		}
	}
}

// TestFilesOfDevices tells whose file is whose, by ids of both revisions, and what becomes of each device's.
func TestFilesOfDevices(t *testing.T) {
	of := func(ids ...string) *revision.Revision {
		r := &revision.Revision{}
		for _, id := range ids {
			r.Items = append(r.Items, revision.Item{Kind: revision.Host, ID: id})
		}
		return r
	}
	file := func(path, text string) File { return File{RuleFolder + path, []byte(text)} }
	before := Revised{of("a", "a-b", "gone", "refused"), []File{file("nftables/hosts/refused.nft", "x\n"), file("nftables/hosts/a.nft", "# 1\nx\n"), file("nftables/hosts/a-b.nft", "x\n"), file("nftables/hosts/gone.nft", "x\n")}}
	after := Revised{of("a", "a-b", "came", "refused"), []File{file("nftables/hosts/a.nft", "# 2\nx\n"), file("nftables/hosts/a-b.nft", "y\n"), file("nftables/hosts/came.nft", "x\n"), file("unknown/hosts/a.txt", "x\n")}}
	files, rows := changedFiles(before, after)
	var got []string
	for _, r := range rows {
		got = append(got, r.Dialect+" "+r.ID+" "+string(r.Became))
	}
	for _, f := range files {
		got = append(got, f.Path)
	}
	want := []string{"nftables a " + string(changes.Unchanged), "unknown a " + string(changes.Added), "nftables a-b " + string(changes.Different), "nftables came " + string(changes.Added), "nftables gone " + string(changes.Removed), "nftables refused " + string(changes.NoFile),
		"rules/new/unknown/hosts/a.txt", "rules/new/nftables/hosts/a-b.nft", "rules/rollback/nftables/hosts/a-b.nft", "rules/new/nftables/hosts/came.nft", "rules/rollback/nftables/hosts/gone.nft", "rules/rollback/nftables/hosts/refused.nft"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

package render

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"portolan/model/revision"
	"portolan/render/content/changes"
	"portolan/render/format/firewall"
	"portolan/render/ref"
	"portolan/render/ruleset"
)

// RuleFolder is where a pack has rule files: by dialects, kinds of devices and devices.
const RuleFolder = ref.Data + "firewall/"

// A Revised is a revision with the rule files that its pack has.
type Revised struct {
	*revision.Revision
	Rules []File
}

// Folders of a change pack.
const (
	newRules = "rules/new/"
	oldRules = "rules/rollback/"
)

// kindsIn are what the files of a folder are for.
var kindsIn = map[string]revision.Kind{folders[ruleset.Host]: revision.Host, folders[ruleset.Firewall]: revision.Firewall}

// A device is what rule files of one dialect are for, in both revisions.
type device struct {
	dialect, kind, id string
	old, new          []File
}

// changedFiles are the rule files of the devices whose rules differ, in folders of a change pack, and what they are. Files that differ in remarks only do not.
func changedFiles(before, after Revised) ([]File, []changes.Device) {
	var files []File
	var rows []changes.Device
	for _, d := range devices(before, after) {
		of := dialectOf(d.dialect)
		row := changes.Device{ID: d.id, Dialect: d.dialect, Became: d.became(of, after.Revision)}
		if row.Became != changes.Unchanged {
			var copied []File
			row.New, copied = moved(of, newRules, d.new)
			files = append(files, copied...)
			row.Old, copied = moved(of, oldRules, d.old)
			files = append(files, copied...)
		}
		rows = append(rows, row)
	}
	return files, rows
}

// moved are files in a folder of a change pack, and what they are for.
func moved(of *firewall.Dialect, folder string, files []File) (to changes.Files, out []File) {
	for _, f := range files {
		at := folder + strings.TrimPrefix(f.Path, RuleFolder)
		out = append(out, File{at, f.Data})
		switch {
		case of.Away != "" && strings.HasSuffix(at, of.Away):
			to.Away = at
		case of.Notes == "" || !strings.HasSuffix(at, of.Notes):
			to.Load = append(to.Load, at)
		}
	}
	return to, out
}

// dialectOf is a dialect by its name; one that this program does not know has no remarks.
func dialectOf(name string) *firewall.Dialect {
	if i := slices.IndexFunc(dialects, func(d *firewall.Dialect) bool { return d.Name == name }); i >= 0 {
		return dialects[i]
	}
	return &firewall.Dialect{Name: name}
}

func (d *device) became(of *firewall.Dialect, after *revision.Revision) changes.Became {
	switch {
	case len(d.old) == 0:
		return changes.Added
	case len(d.new) == 0 && after.Find(kindsIn[d.kind], d.id) != nil:
		return changes.NoFile
	case len(d.new) == 0:
		return changes.Removed
	case slices.EqualFunc(d.old, d.new, func(a, b File) bool { return a.Path == b.Path && of.Alike(a.Path, a.Data, b.Data) }):
		return changes.Unchanged
	}
	return changes.Different
}

// devices are those with rule files in any of two revisions, in order.
func devices(before, after Revised) []*device {
	ids := map[string][]string{}
	for _, r := range []*revision.Revision{before.Revision, after.Revision} {
		for _, i := range r.Items {
			for folder, kind := range kindsIn {
				if i.Kind == kind {
					ids[folder] = append(ids[folder], i.ID)
				}
			}
		}
	}
	found := map[string]*device{}
	at := func(f File) *device {
		parts := strings.SplitN(strings.TrimPrefix(f.Path, RuleFolder), "/", 3)
		if len(parts) < 3 {
			return &device{}
		}
		d := &device{dialect: parts[0], kind: parts[1], id: owner(parts[2], ids[parts[1]])}
		key := path.Join(d.dialect, d.kind, d.id)
		found[key] = cmp.Or(found[key], d)
		return found[key]
	}
	for _, f := range before.Rules {
		d := at(f)
		d.old = append(d.old, f)
	}
	for _, f := range after.Rules {
		d := at(f)
		d.new = append(d.new, f)
	}
	out := slices.Collect(maps.Values(found))
	for _, d := range out {
		for _, list := range [][]File{d.old, d.new} {
			slices.SortFunc(list, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
		}
	}
	slices.SortFunc(out, func(a, b *device) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.id, b.id), strings.Compare(a.dialect, b.dialect))
	})
	return out
}

// owner is the device of a file: that of the longest id that the file's name begins with.
func owner(name string, ids []string) string {
	best := ""
	for _, id := range ids {
		if rest, ok := strings.CutPrefix(name, id); ok && len(id) > len(best) && rest != "" && strings.ContainsRune(".-/", rune(rest[0])) {
			best = id
		}
	}
	return cmp.Or(best, strings.TrimSuffix(name, path.Ext(name)))
}

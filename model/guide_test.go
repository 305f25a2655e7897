package model

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// guideFolder holds what somebody has who followed the guide to its end.
const (
	guide       = "catalog/GUIDE.md"
	guideFolder = "catalog/testdata/guide"
)

func guideText(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

var namedBlock = regexp.MustCompile("(?ms)^```toml (\\S+)\n(.*?)^```$")

// TestGuideIsItsExample puts the pieces of files in the guide one after another, as its readers do, and compares them with the files of
// the example, so that neither can change without the other.
func TestGuideIsItsExample(t *testing.T) {
	pieces := map[string][]string{}
	for _, m := range namedBlock.FindAllStringSubmatch(guideText(t), -1) {
		pieces[m[1]] = append(pieces[m[1]], m[2])
	}
	if len(pieces) < 5 {
		t.Fatalf("the guide names %d files; the test does not see them", len(pieces))
	}
	files := os.DirFS(guideFolder)
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".toml" {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		want := strings.ReplaceAll(string(data), "\r\n", "\n")
		if got := strings.Join(pieces[name], "\n"); got != want {
			t.Errorf("%s is not what the guide says\n%s", name, golden.Difference(want, got))
		}
		delete(pieces, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range pieces {
		t.Errorf("the guide has a file %s, the example has not", name)
	}
}

// TestGuidePlan resolves the site of the guide with the guide's catalogue alone, and holds its plan.
func TestGuidePlan(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(guideFolder, "site", "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load("site/site.toml", data)
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	site.ID = "site"
	folder := catalog.Folder{Files: os.DirFS(filepath.Join(guideFolder, "products")), Name: "products"}
	cat, faults := folder.Load(site.Product.V)
	if cat == nil || len(faults) > 0 {
		t.Fatal(modeltest.Printed(faults))
	}
	p, more := resolve.Resolve(site, cat, resolve.Options{})
	if p == nil || len(more) > 0 {
		t.Fatal(modeltest.Printed(more))
	}
	golden.Check(t, filepath.Join(guideFolder, "plan.txt"), planText(p, append(found, more...)))
	for _, f := range p.Flows {
		for _, link := range f.Chain {
			if link.Kind == plan.CatalogueLink && link.Where != "postgresql-cluster/16" {
				t.Errorf("%s: the reason %q is placed at %q, which is not its catalogue", f.ID, link.What, link.Where)
			}
		}
	}
}

// TestGuideLint sees to it that each rule of the guide's catalogue finds what it is for, at a place of the site.
func TestGuideLint(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(guideFolder, "site", "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ finding, old, new string }{
		{"one-primary", "primary = true, ", ""},
		{"primary-runs-postgresql", "max-db-connections = 80", "max-db-connections = 80, standby = true"},
		{"one-major-version", `"16.4"`, `"15.8"`},
		{"connections", "max-connections = 200", "max-connections = 162"},
		{"connections", "max-connections = 200", ""},
		{"no-backup-host", "[resources.backup-host]\non = \"vault\"\nfacts = { database = \"library\" }\n", ""},
		{"no-standby", `version = "16.4"`, `version = "16.4", standby = false`},
	} {
		site, found := site.Load("site.toml", []byte(strings.ReplaceAll(string(data), c.old, c.new)))
		if site == nil {
			t.Fatal(modeltest.Printed(found))
		}
		cat, _ := catalog.Load(os.DirFS(filepath.Join(guideFolder, "products")), site.Product.V)
		_, found = resolve.Resolve(site, cat, resolve.Options{})
		i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == c.finding })
		if i < 0 {
			t.Errorf("%q instead of %q: no finding %s\n%s", c.new, c.old, c.finding, modeltest.Printed(found))
		} else if !found[i].At.IsValid() {
			t.Errorf("the finding %s has no place", c.finding)
		}
	}
}

// TestGuideListsLintKinds compares the guide's table of kinds of lint rules with those that are implemented.
func TestGuideListsLintKinds(t *testing.T) {
	kinds := slices.Sorted(maps.Keys(guideRows(t, "### Kinds of lint rules")))
	if want := resolve.LintKinds(); !slices.Equal(kinds, want) {
		t.Errorf("the guide lists the kinds %v, there are %v", kinds, want)
	}
}

// guideRows are the rows of the table below a heading: what stands in backquotes at the start, and the other cells.
func guideRows(t *testing.T, heading string) map[string][]string {
	t.Helper()
	_, section, ok := strings.Cut(guideText(t), "\n"+heading+"\n")
	if !ok {
		t.Fatalf("the guide has no heading %q", heading)
	}
	section, _, _ = strings.Cut(section, "\n#")
	rows := map[string][]string{}
	for line := range strings.Lines(section) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		key := strings.TrimSpace(cells[0])
		if !strings.HasPrefix(key, "`") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows[strings.Trim(key, "`")] = cells[1:]
	}
	return rows
}

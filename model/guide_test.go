package model

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
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

// guideSections are the headings of the guide's tables of keys, and the types that they stand for.
var guideSections = map[string]reflect.Type{
	"`[product]`":      reflect.TypeFor[catalog.Product](),
	"`[documents.ID]`": reflect.TypeFor[catalog.Document](),
	"`[facts.ID]` and `[resources.ID.facts.ID]`":     reflect.TypeFor[catalog.Fact](),
	"`default_when` of a fact of a resource":         reflect.TypeFor[catalog.DefaultWhen](),
	"`[roles.ID]`":                                   reflect.TypeFor[catalog.Role](),
	"`[services.ID]`":                                reflect.TypeFor[catalog.Service](),
	"`[services.ID.listeners.ID]`":                   reflect.TypeFor[catalog.Listener](),
	"`[addresses.ID]`":                               reflect.TypeFor[catalog.Address](),
	"`[resources.ID]`":                               reflect.TypeFor[catalog.Resource](),
	"`[populations.ID]`":                             reflect.TypeFor[catalog.Population](),
	"`[multicast_groups.ID]`":                        reflect.TypeFor[catalog.Multicast](),
	"`[externals.ID]`":                               reflect.TypeFor[catalog.External](),
	"`[sets.ID]`":                                    reflect.TypeFor[catalog.Set](),
	"A selector":                                     reflect.TypeFor[catalog.Selector](),
	"`[[flows]]`":                                    reflect.TypeFor[catalog.Flow](),
	"An end of a flow":                               reflect.TypeFor[catalog.End](),
	"`[[lint]]`":                                     reflect.TypeFor[catalog.Lint](),
	"`[[questions]]`":                                reflect.TypeFor[catalog.Question](),
	"A side of a question":                           reflect.TypeFor[catalog.Side](),
	"`[[not_covered]]`":                              reflect.TypeFor[catalog.NotCovered](),
	"`[[insecure]]`":                                 reflect.TypeFor[catalog.Insecure](),
	"`[[trust]]`":                                    reflect.TypeFor[catalog.Trust](),
	"`[terms.ID]`":                                   reflect.TypeFor[catalog.Term](),
	"`runbooks/NAME.toml`":                           reflect.TypeFor[catalog.Runbook](),
	"`procedures/NAME.toml`":                         reflect.TypeFor[catalog.Procedure](),
	"`[[given]]` of a procedure":                     reflect.TypeFor[catalog.Given](),
	"`[[values]]` of a runbook":                      reflect.TypeFor[catalog.Value](),
	"`[[pre_checks]]` and `[[verify]]` of a runbook": reflect.TypeFor[catalog.Check](),
	"`[[steps]]` of a runbook":                       reflect.TypeFor[catalog.Step](),
	"`[runbook_lists.NAME]`":                         reflect.TypeFor[catalog.RunbookList](),
	"`connects` of a step":                           reflect.TypeFor[catalog.Connection](),
	"`[[escalation]]` of a runbook":                  reflect.TypeFor[catalog.Escalation](),
	"`[[problems]]` of a runbook":                    reflect.TypeFor[catalog.Problem](),
	"`[[steps.destroys]]` of a runbook":              reflect.TypeFor[catalog.Destruction](),
	"`[components.ID]`":                              reflect.TypeFor[catalog.Component](),
	"`[[triage]]`":                                   reflect.TypeFor[catalog.TriageCheck](),
	"`[[triage.answers]]`":                           reflect.TypeFor[catalog.TriageAnswer](),
	"`[[destructive]]`":                              reflect.TypeFor[catalog.DestructiveCommand](),
	"`[[losses]]`":                                   reflect.TypeFor[catalog.LossNote](),
	"`files/NAME.toml`":                              reflect.TypeFor[catalog.Generated](),
	"`[[parts]]` of a file":                          reflect.TypeFor[catalog.Part](),
}

// TestGuideListsEveryKey compares the guide's tables of keys with the types that catalogues are read into: no key is missing, none is
// invented, and those that must be there are marked.
func TestGuideListsEveryKey(t *testing.T) {
	listed := map[reflect.Type]bool{}
	for heading, kind := range guideSections {
		listed[kind] = true
		rows := guideRows(t, "#### "+heading)
		for i := range kind.NumField() {
			key, option, _ := strings.Cut(kind.Field(i).Tag.Get("toml"), ",")
			cells, ok := rows[key]
			switch {
			case key == "":
			case !ok:
				t.Errorf("the table %s lacks the key %s", heading, key)
			case (cells[1] == "yes") != (option == "required"):
				t.Errorf("the table %s says of %s: needed %q", heading, key, cells[1])
			case len(cells[2]) < 5:
				t.Errorf("the table %s does not say what %s means", heading, key)
			}
			delete(rows, key)
		}
		for key := range rows {
			t.Errorf("the table %s lists the key %s, which there is not", heading, key)
		}
	}
	for _, kind := range slices.Concat(catalogueTypes(reflect.TypeFor[catalog.Catalogue]()), []reflect.Type{reflect.TypeFor[catalog.Runbook](), reflect.TypeFor[catalog.Generated]()}, catalogueTypes(reflect.TypeFor[catalog.Runbook]()),
		catalogueTypes(reflect.TypeFor[catalog.Generated]())) {
		if !listed[kind] {
			t.Errorf("the guide has no table for %s", kind)
		}
	}
}

// catalogueTypes are the tables that a type holds, at any depth.
func catalogueTypes(t reflect.Type) []reflect.Type {
	var found []reflect.Type
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("toml") == "" {
			continue
		}
		inner := t.Field(i).Type
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Map {
			inner = inner.Elem()
		}
		if _, isTable := inner.FieldByName("V"); inner.Kind() == reflect.Struct && !isTable {
			found = append(append(found, inner), catalogueTypes(inner)...)
		}
	}
	return found
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

package model

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// findingCase reads a site of testdata/findings: a whole one, or the first lines of one that the shared part ends.
func findingCase(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil && !strings.Contains(string(data), "\n[document]\n") {
		var rest []byte
		rest, err = os.ReadFile("testdata/findings/site.part")
		data = append(data, rest...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestFindings writes what is found of sites without a fault: rules that cannot work or are too wide, and what is described and not used. Each of the
// program's own findings can be accepted: then nothing is said of it, and it stays in the plan with its reason.
func TestFindings(t *testing.T) {
	files, err := filepath.Glob("testdata/findings/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	cases := map[string]int{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		path := strings.TrimSuffix(file, ".toml") + ".txt"
		wanted = append(wanted, path)
		t.Run(name, func(t *testing.T) {
			data := findingCase(t, file)
			resolved, found := compile(name+".toml", data)
			if resolved == nil {
				t.Fatal(modeltest.Printed(found))
			}
			comment, _, _ := strings.Cut(string(data), "\n")
			golden.Check(t, path, comment+"\n\n"+modeltest.Printed(found.Sorted()))
			rows := map[string]bool{}
			for _, f := range resolved.Findings {
				cases[f.ID]++
				if row := f.ID + " " + f.Node + f.About; rows[row] {
					t.Errorf("two findings are %s", row)
				} else {
					rows[row] = true
				}
			}
			acceptAll(t, name, data, resolved)
		})
	}
	golden.NoOrphans(t, "testdata/findings", ".txt", wanted)
	for _, code := range source.Codes {
		if judged := len(code.ID) == 4 && code.ID >= "S155" && code.ID <= "S169" || code.ID == "S194" || code.ID == "S195"; judged && cases[code.ID] < 3 {
			t.Errorf("%s: %d cases, want 3 at least", code.ID, cases[code.ID])
		}
	}
}

// acceptAll accepts what was found, and wants the same findings without a diagnostic.
func acceptAll(t *testing.T, name string, data []byte, before *plan.Plan) {
	t.Helper()
	var ids []string
	for _, f := range before.Findings {
		if f.Accepted == nil && !slices.Contains(ids, f.ID) {
			ids = append(ids, f.ID)
		}
	}
	text := string(data)
	for _, id := range ids {
		text += fmt.Sprintf("\n[accept.%s]\nreason = \"Agreed\"\nuntil = 2027-01-31\n", id)
	}
	after, found := compile(name+".toml", []byte(text))
	if len(found) > 0 || after == nil {
		t.Fatalf("accepted, and still said:\n%s", modeltest.Printed(found))
	}
	if len(after.Findings) != len(before.Findings) {
		t.Errorf("%d findings; accepted, %d", len(before.Findings), len(after.Findings))
	}
	for _, f := range after.Findings {
		if f.Accepted == nil || f.Accepted.Reason != "Agreed" {
			t.Errorf("%s is not accepted: %+v", f.ID, f)
		}
	}
}

// TestUnnamedExternals changes an external service of an invented product, and its rule, and wants an error exactly where the rule is required at the
// site and nobody says where the service is.
func TestUnnamedExternals(t *testing.T) {
	read := func(path string) string {
		data, err := os.ReadFile(filepath.Join("testdata/products/lantern-mesh", path))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	named := read("site.toml")
	start := strings.Index(named, "[externals.collector]")
	unnamed := named[:start] + named[start+strings.Index(named[start:], "\n\n")+1:]
	needed := strings.NewReplacer(`optional = true`, `optional = false`, `requirement = "conditional"`, `requirement = "required"`)
	for name, c := range map[string]struct {
		site, catalogue string
		fault           bool
	}{
		"required, not named":             {unnamed, needed.Replace(read("4/mesh.toml")), true},
		"by default required, not named":  {unnamed, strings.NewReplacer("optional = true\n", "", "requirement = \"conditional\"\n", "").Replace(read("4/mesh.toml")), true},
		"required, named":                 {named, needed.Replace(read("4/mesh.toml")), false},
		"optional, not named":             {unnamed, strings.ReplaceAll(read("4/mesh.toml"), `requirement = "conditional"`, `requirement = "required"`), false},
		"conditional, not named":          {unnamed, strings.ReplaceAll(read("4/mesh.toml"), `optional = true`, `optional = false`), false},
		"required by nobody at this site": {strings.ReplaceAll(unnamed, `["mesh", "intake"]`, `["mesh"]`), needed.Replace(read("4/mesh.toml")), false},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"lantern-mesh/4/product.toml": {Data: []byte(read("4/product.toml"))}, "lantern-mesh/4/mesh.toml": {Data: []byte(c.catalogue)}}
			cat, found := catalog.Load(files, "lantern-mesh/4")
			loaded, more := site.Load("site.toml", []byte(c.site))
			if cat == nil || loaded == nil {
				t.Fatal(modeltest.Printed(append(found, more...)))
			}
			_, found = resolve.Resolve(loaded, cat, resolve.Options{})
			if told := slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.Code == "S196" }); told != c.fault {
				t.Errorf("told: %v\n%s", told, modeltest.Printed(found))
			}
		})
	}
}

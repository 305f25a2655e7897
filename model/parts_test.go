package model

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/site"
	"portolan/model/source"
)

// files are the texts of a site in several files.
type files map[string]string

func (f files) read(file string) ([]byte, source.Diagnostics) {
	if text, ok := f[file]; ok {
		return []byte(text), nil
	}
	return nil, source.Diagnostics{{Code: "I01", What: "cannot read: " + fs.ErrNotExist.Error()}}
}

// archived reads the files of a fixture: each begins behind a line with its name.
func archived(t *testing.T, name string) files {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	base, err := os.ReadFile("testdata/topologies/single-node.toml")
	if err != nil {
		t.Fatal(err)
	}
	out := files{"base.toml": string(base)}
	parts := regexp.MustCompile(`(?m)^-- (\S+) --\n`).Split(string(data), -1)
	for i, at := range regexp.MustCompile(`(?m)^-- (\S+) --\n`).FindAllStringSubmatch(string(data), -1) {
		out[at[1]] = parts[i+1]
	}
	return out
}

// TestBadParts reads sites in several files that are put together wrong, each as its first line says. They are based on the site with a
// single node where they name base.toml.
func TestBadParts(t *testing.T) {
	cases, err := filepath.Glob("testdata/parts/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	for _, file := range cases {
		expected := strings.TrimSuffix(file, ".txtar") + ".txt"
		wanted = append(wanted, expected)
		t.Run(filepath.Base(file), func(t *testing.T) {
			texts := archived(t, file)
			plan, found := compileFrom("site.toml", []byte(texts["site.toml"]), texts.read)
			if plan != nil || !found.HasErrors() {
				t.Errorf("the plan was made: %v", plan != nil)
			}
			for _, d := range found {
				if text := modeltest.Printed(source.Diagnostics{d}); texts[d.At.File()] == "" || d.Severity == source.Error && !caret(text, d.At) {
					t.Errorf("no place, or no caret below it:\n%s", text)
				}
			}
			golden.Check(t, expected, modeltest.Printed(found.Sorted()))
		})
	}
	golden.NoOrphans(t, "testdata/parts", ".txt", wanted)
}

// TestPartsAreTheWhole cuts the shipped sites between tables by chance, into files that are included, or a base and what an environment says
// beside it: the plan is that of the one file, but for the places it names.
func TestPartsAreTheWhole(t *testing.T) {
	sites, err := filepath.Glob("../sites/*/site.toml")
	if err != nil || len(sites) == 0 {
		t.Fatal("no sites", err)
	}
	for i, file := range sites {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(uint64(i), 15))
		texts := cut(string(data), random)
		for way, top := range map[string]string{"included": "include = [\"a.toml\", \"b.toml\"]\n", "based": "base = \"a.toml\"\ninclude = [\"b.toml\"]\n"} {
			t.Run(filepath.Base(filepath.Dir(file))+"/"+way, func(t *testing.T) {
				texts["site.toml"] = top + texts["rest.toml"]
				whole, found := compile("site.toml", data)
				parts, more := compileFrom("site.toml", []byte(texts["site.toml"]), texts.read)
				if whole == nil || parts == nil || len(found) != len(more) {
					t.Fatal(found, more)
				}
				parts.Environment = nil // which says that it is one
				if a, b := withoutPlaces(t, whole), withoutPlaces(t, parts); a != b {
					t.Error(golden.Difference(a, b))
				}
			})
		}
	}
}

// cut deals the tables of a site to three files. What is an element of a list stays with its list.
func cut(text string, random *rand.Rand) files {
	out := files{}
	blocks := regexp.MustCompile(`(?m)^\[`).Split(text, -1)
	out["rest.toml"] = blocks[0]
	to := "rest.toml"
	for _, block := range blocks[1:] {
		if !strings.HasPrefix(block, "[") {
			to = []string{"rest.toml", "a.toml", "b.toml"}[random.IntN(3)]
		} else {
			to = "a.toml"
		}
		out[to] += "[" + block
	}
	return out
}

// withoutPlaces is a plan as JSON without the files of the site that it names.
func withoutPlaces(t *testing.T, plan any) string {
	t.Helper()
	text, err := json.MarshalIndent(plan, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`"(site|rest|a|b)\.toml"`).ReplaceAllString(string(text), `"FILE"`)
}

// TestFilesOfPlaces holds the names of files that packs show to the site's folder, wherever that is.
func TestFilesOfPlaces(t *testing.T) {
	for _, c := range [][3]string{{"site.toml", "base.toml", "base.toml"}, {"site.toml", "../base.toml", "../base.toml"}, {"a/b/site.toml", "a/base.toml", "../base.toml"},
		{"/x/a/site.toml", "/x/b/c.toml", "../b/c.toml"}, {"../a/site.toml", "../a/parts/b.toml", "parts/b.toml"}, {"../site.toml", "../../b.toml", "../b.toml"}} {
		if got := site.Relative(filepath.Dir(c[0]), c[1]); got != c[2] {
			t.Errorf("%s seen from %s is %s, want %s", c[1], c[0], got, c[2])
		}
	}
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/model/resolve"
	"portolan/model/source"
	"portolan/render"
)

// TestSchemasOfPacks holds what packs of two sites and a portal over them say of themselves against its schemas, and what lacks a key.
func TestSchemasOfPacks(t *testing.T) {
	folder := portalOver(t, true)
	against(t, "portal", []byte(readText(t, filepath.Join(folder, "portal.json"))))
	packs, _ := filepath.Glob(filepath.Join(folder, "..", "..", "*", "*", "MANIFEST.json"))
	if len(packs) < 4 {
		t.Fatalf("only %d packs", len(packs))
	}
	for _, pack := range packs {
		against(t, "manifest", []byte(readText(t, pack)))
		if filepath.Dir(pack) == filepath.Clean(folder) {
			continue
		}
		text := readText(t, filepath.Join(filepath.Dir(pack), "data", "summary.json"))
		against(t, "summary", []byte(text))
		if validate(t, "summary", []byte(strings.Replace(text, "\"status\"", "\"stadium\"", 1))) == nil {
			t.Error("a summary without a status is one")
		}
	}
}

// against holds a text against one of the published schemas.
func against(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := validate(t, name, text); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func validate(t *testing.T, name string, text []byte) error {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemas[name]()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(value)
}

// TestReferenceExamplesBuild builds the sites that the reference of keys is cut from, and holds what is written against its schemas.
func TestReferenceExamplesBuild(t *testing.T) {
	on, found := openShelf(nil)
	for _, folder := range []string{"site", "test"} {
		sites, more := findSites([]string{filepath.Join("reference", "example", folder)})
		c := compile(sites[0], on, nil, resolve.Options{})
		if found = append(append(found, more...), c.found...); c.plan == nil || len(found) > 0 {
			t.Fatalf("%s: %v", folder, found)
		}
		plan, err := render.PlanJSON(c.plan)
		if err != nil {
			t.Fatal(err)
		}
		against(t, "plan", plan)
	}
	plan, err := os.ReadFile(filepath.Join("..", "..", "render", "testdata", "harbour-logistics", "data", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	against(t, "plan", plan)
	_, wrong := source.Parse("site.toml", []byte("schema = 1\nschema = 2\n"))
	against(t, "diagnostics", []byte(checkJSON(wrong, nil)))
}

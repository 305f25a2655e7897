package source

import "testing"

type curedSite struct {
	Schema   Val[int]              `toml:"schema,required"`
	Day      Val[Date]             `toml:"day,required"`
	Names    []Text                `toml:"names,required"`
	On       Val[bool]             `toml:"on,required"`
	Any      Val[any]              `toml:"any,required"`
	Nodes    map[string]curedNode  `toml:"nodes,required"`
	Document curedNode             `toml:"document,required"`
	Steps    []curedNode           `toml:"steps,required"`
	Backup   *curedNode            `toml:"backup,required"`
	Dotted   map[string]curedTable `toml:"tables"`
}

type curedTable struct {
	Parts []curedNode `toml:"parts,required"`
}

type curedNode struct {
	At    Position
	Host  Text                 `toml:"host,required"`
	Note  Text                 `toml:"note"`
	Inner map[string]curedNode `toml:"inner,required"`
}

// TestCuresOfMissingKeys: what is pasted gives each missing key a value of its type; a table is a table, never nodes = ...
func TestCuresOfMissingKeys(t *testing.T) {
	_, found := Bind[curedSite](mustParse(t, "[tables.\"a b.c\"]\n"))
	want := map[string]string{"schema": "schema = 1", "day": "day = 2026-01-31", "names": `names = ["..."]`, "on": "on = true", "any": `any = "..."`,
		"nodes": "[nodes.ID]\nhost = \"...\"", "document": "[document]\nhost = \"...\"", "steps": "[[steps]]\nhost = \"...\"", "backup": "[backup]\nhost = \"...\"",
		"parts": "[[tables.\"a b.c\".parts]]\nhost = \"...\""}
	got := map[string]bool{}
	for _, d := range found {
		got[d.Help] = true
	}
	for key, toml := range want {
		if !got["add `"+toml+"`"] {
			t.Errorf("%s: %q is not among %v", key, toml, got)
		}
		if _, found := Parse("cure.toml", []byte(toml)); len(found) > 0 {
			t.Errorf("%q: %v", toml, found)
		}
	}
	if len(found) != len(want) {
		t.Error(found)
	}
}

func mustParse(t *testing.T, text string) *File {
	t.Helper()
	file, found := Parse("site.toml", []byte(text))
	if len(found) > 0 {
		t.Fatal(found)
	}
	return file
}

package source

import (
	"strings"
	"testing"
)

type sample struct {
	Name  Val[string]           `toml:"name,required"`
	Count Val[int]              `toml:"count"`
	Date  Val[Date]             `toml:"date"`
	Tags  []Val[string]         `toml:"tags"`
	Nodes map[string]sampleNode `toml:"nodes"`
	Rules []sampleNode          `toml:"rules"`
	Facts map[string]Val[any]   `toml:"facts"`
}

type sampleNode struct {
	At   Position
	Host Val[string] `toml:"host,required"`
}

func TestBindKeepsPlaces(t *testing.T) {
	f, ds := Parse("s.toml", []byte("\ufeffname = \"é\"\ncount = 3\ndate = 2026-10-01\ntags = [\"a\",\n  \"b\"]\nfacts = { x = true }\n[nodes.n1]\nhost = \"h1\"\n[[rules]]\nhost = \"r1\"\n[[rules]]\nhost = \"r2\"\n"))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	s, ds := Bind[sample](f)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	places := []struct {
		what      string
		at        Position
		line, col int
	}{
		{"name", s.Name.At, 1, 8}, {"count", s.Count.At, 2, 9}, {"tags[1]", s.Tags[1].At, 5, 3}, {"facts.x", s.Facts["x"].At, 6, 15},
		{"nodes.n1", s.Nodes["n1"].At, 7, 8}, {"nodes.n1.host", s.Nodes["n1"].Host.At, 8, 8},
		{"rules[0].host", s.Rules[0].Host.At, 10, 8}, {"rules[1].host", s.Rules[1].Host.At, 12, 8},
	}
	for _, p := range places {
		if p.at.Line() != p.line || p.at.Col() != p.col {
			t.Errorf("%s stands at %d:%d, want %d:%d", p.what, p.at.Line(), p.at.Col(), p.line, p.col)
		}
	}
	if s.Date.V != (Date{2026, 10, 1}) || s.Name.V != "é" || s.Facts["x"].V != true {
		t.Errorf("values: %+v", s)
	}
}

func TestBindReportsEveryFault(t *testing.T) {
	f, ds := Parse("s.toml", []byte("count = \"x\"\ndate = 2026-10-01T00:00:00Z\ntags = [1, \"ok\", true]\nnmae = \"n\"\n[nodes]\nn1 = 3\n[nodes.n2]\nHost = \"h\"\n"))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	_, ds = Bind[sample](f)
	var b strings.Builder
	if err := Print(&b, ds.Sorted()); err != nil {
		t.Fatal(err)
	}
	want := `s.toml:1:9: error[T06]: count must be a whole number, not text
  1 | count = "x"
    |         ^^^
s.toml:2:8: error[T06]: date must be a date such as 2026-10-01, not a date or time
  2 | date = 2026-10-01T00:00:00Z
    |        ^^^^^^^^^^^^^^^^^^^^
s.toml:3:9: error[T06]: tags[0] must be text in quotes, not a whole number
  3 | tags = [1, "ok", true]
    |         ^
s.toml:3:18: error[T06]: tags[2] must be text in quotes, not true or false
  3 | tags = [1, "ok", true]
    |                  ^^^^
s.toml:4:1: error[T05]: unknown key "nmae" in the file
  4 | nmae = "n"
    | ^^^^
  help: did you mean "name"?
s.toml:6:6: error[T06]: nodes.n1 must be a table, not a whole number
  6 | n1 = 3
    |      ^
s.toml:8:1: error[T05]: unknown key "Host" in nodes.n2
  8 | Host = "h"
    | ^^^^
  help: did you mean "host"?
`
	want = strings.NewReplacer("^name", "`name", `"^`, `"`+"`", "^host", "`host").Replace(want)
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

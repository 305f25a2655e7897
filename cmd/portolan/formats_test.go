package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/model/source"
)

// awkward are findings with all that a format has to write in another way.
func awkward() source.Diagnostics {
	return source.Diagnostics{
		{Code: "S13", At: source.Position{File: "sites/a b/größe%.toml", Line: 3, Col: 7, Width: 4}, What: "100% wrong,\r\nand: more", Help: "first\nsecond",
			Related: []source.Related{{At: source.Position{File: "sites/c:d,e.toml", Line: 9, Col: 1}, What: "the other"}}},
		{Severity: source.Warning, Code: "lint-of-a-catalogue", At: source.Position{File: "c:d,e.toml", Line: 1, Col: 1}, What: "::error::no"},
		{Severity: source.Hint, Code: "I04", At: source.Position{File: "/srv/sites/x"}, What: "left out"},
		{Severity: source.Hint, Code: "I04", At: source.Position{File: "/srv/sites/x"}, What: "left out"},
		{Code: "I05", What: "nowhere"},
	}
}

func TestGitHubAnnotationsEscape(t *testing.T) {
	want := []string{
		"::error file=sites/a b/größe%25.toml,line=3,endLine=3,col=7,endColumn=11,title=S13::100%25 wrong,%0D%0Aand: more%0Afirst%0Asecond%0Asites/c:d,e.toml:9: the other",
		"::warning file=c%3Ad%2Ce.toml,line=1,endLine=1,col=1,endColumn=2,title=lint-of-a-catalogue::::error::no",
		"::notice file=/srv/sites/x,title=I04::left out",
		"::notice file=/srv/sites/x,title=I04::left out",
		"::error title=I05::nowhere",
	}
	got := strings.Split(strings.TrimSuffix(githubAnnotations(awkward()), "\n"), "\n")
	for i, line := range want {
		if i >= len(got) || got[i] != line {
			t.Errorf("line %d is not\n%s\nof\n%s", i+1, line, strings.Join(got, "\n"))
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d lines, want %d", len(got), len(want))
	}
}

// sarifFaults holds a log against what SARIF demands.
func sarifFaults(t *testing.T, log []byte) error {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "formats", "sarif.json"))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", schema); err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("sarif.json").Validate(value)
}

func TestSARIFIsValid(t *testing.T) {
	text := sarifLog(awkward())
	for _, log := range []string{text, sarifLog(nil)} {
		if err := sarifFaults(t, []byte(log)); err != nil {
			t.Errorf("%v\n%s", err, log)
		}
	}
	if sarifFaults(t, []byte(strings.Replace(text, `"note"`, `"hint"`, 1))) == nil {
		t.Error("a level that SARIF does not have is taken")
	}
	var log sarif
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	prints := map[string]bool{}
	for i, r := range log.Runs[0].Results {
		if id := log.Runs[0].Tool.Driver.Rules[r.Index].ID; id != r.Rule || r.Rule != awkward()[i].Code {
			t.Errorf("result %d is of the rule %s, and points to %s", i, r.Rule, id)
		}
		prints[r.Fingerprints["finding/v1"]] = true
		if len(r.Locations) != 1 || r.Locations[0].Physical.Artifact.URI == "" {
			t.Errorf("result %d has no place: services of code review refuse the whole log", i)
		}
	}
	if len(prints) != len(log.Runs[0].Results) {
		t.Error("two findings have one fingerprint")
	}
	for _, part := range []string{`"uri": "sites/a%20b/gr%C3%B6%C3%9Fe%25.toml"`, `"uri": "./c:d,e.toml"`, `"uri": "file:///srv/sites/x"`} {
		if !strings.Contains(text, part) {
			t.Errorf("the log does not hold %s", part)
		}
	}
	moved := awkward()
	moved[0].At.Line = 40
	if log.Runs[0].Results[0].Fingerprints["finding/v1"] != fingerprint(moved[0], map[string]int{}) {
		t.Error("a finding that moved to another line has another fingerprint")
	}
}

// TestFormatIsSpelledAlike looks at the flags of every verb: what chooses a format is called so everywhere, and takes what people read.
func TestFormatIsSpelledAlike(t *testing.T) {
	n := 0
	for _, v := range verbs() {
		flags, _, _ := v.flags()
		if flags.Lookup("json") != nil {
			t.Errorf("%s has --json", v.name)
		}
		f := flags.Lookup("format")
		if f == nil {
			continue
		}
		n++
		if err := f.Value.Set(pretty); err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
		if err := f.Value.Set("json"); err == nil {
			t.Errorf("%s lets two formats go to standard output", v.name)
		}
	}
	if n < 9 {
		t.Errorf("only %d verbs have --format", n)
	}
}

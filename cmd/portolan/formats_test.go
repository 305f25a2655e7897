package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/model/source"
)

// awkward are findings with all that a format has to write in another way.
func awkward() source.Diagnostics {
	return source.Diagnostics{
		{Code: "S13", At: source.Place("sites/a b/größe%.toml", 3, 7, 4), What: "100% wrong,\r\nand: more", Help: "first\nsecond",
			Related: []source.Related{{At: source.Place("sites/c:d,e.toml", 9, 1, 0), What: "the other"}}},
		{Severity: source.Warning, Code: "lint-of-a-catalogue", At: source.Place("c:d,e.toml", 1, 1, 0), What: "::error::no"},
		{Severity: source.Hint, Code: "I04", At: source.OfFile("/srv/sites/x"), What: "left out"},
		{Severity: source.Hint, Code: "I04", At: source.OfFile("/srv/sites/x"), What: "left out"},
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
	moved[0].At = moved[0].At.To(40, 7, 4)
	if log.Runs[0].Results[0].Fingerprints["finding/v1"] != fingerprint(moved[0], map[string]int{}) {
		t.Error("a finding that moved to another line has another fingerprint")
	}
}

// withoutFormat are the verbs that print no data, or in one form alone, each with the reason.
var withoutFormat = map[string]string{
	"init": "it makes files", "serve": "it answers a browser", "approve": "it writes a file", "decide": "it writes a file; what is open is in plan.json", "import-status": "it writes a file",
	"explain": "it tells a person; what it tells is in plan.json", "firewall": "a rule file has the form of its dialect", "fmt": "it writes files", "schema": "a schema is JSON", "guide": "a guide is Markdown",
	"sign": "it writes a file", "verify": "its exit code is the answer", "completion": "a script has the form of its shell", "help": "it tells a person", "portal": "it writes pages",
	"import": "it writes files",
}

// TestFormatIsSpelledAlike looks at the flags of every verb: each that prints data takes --format, which people read if nothing is said, and programs as JSON.
func TestFormatIsSpelledAlike(t *testing.T) {
	for _, v := range verbs() {
		flags, _, _ := v.flags()
		for _, other := range []string{"json", "out-format", "as"} {
			if flags.Lookup(other) != nil {
				t.Errorf("%s has --%s", v.name, other)
			}
		}
		f := flags.Lookup("format")
		if f == nil {
			if withoutFormat[v.name] == "" {
				t.Errorf("%s has no --format", v.name)
			}
			continue
		}
		if reason := withoutFormat[v.name]; reason != "" {
			t.Errorf("%s has --format, although %s", v.name, reason)
		}
		known, ok := f.Value.(*formats)
		if !ok || known.onTerminal() != pretty || !slices.Contains(known.known, "json") || known.known[0] != pretty {
			t.Errorf("%s takes the formats %v", v.name, known)
			continue
		}
		if err := f.Value.Set(pretty); err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
		if err := f.Value.Set("json"); err == nil {
			t.Errorf("%s lets two formats go to standard output", v.name)
		}
		if err := f.Value.Set("json=file.json"); err != nil {
			t.Errorf("%s lets no second format go to a file: %v", v.name, err)
		}
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"portolan/model/source"
)

// TestFindingsOfAnEndlessLine keeps the answer of "check --format json" small when one line holds thousands of faults.
func TestFindingsOfAnEndlessLine(t *testing.T) {
	var keys []string
	for i := range 2000 {
		keys = append(keys, fmt.Sprintf("\"é%d\" = 1", i)) // places count characters, offsets count bytes
	}
	text := "x = { " + strings.Join(keys, ", ") + " }\n"
	file, found := source.Parse("site.toml", []byte(text))
	if found.HasErrors() {
		t.Fatal(found)
	}
	_, found = source.Bind[struct {
		X struct{} `toml:"x"`
	}](file)
	if len(found) < 2*source.MaxPrinted {
		t.Fatalf("%d faults, want many", len(found))
	}
	answer := checkJSON(found, nil)
	if limit := len(found)*600 + source.MaxPrinted*3*longestSnippet; len(answer) > limit {
		t.Errorf("the answer has %d bytes, more than %d", len(answer), limit)
	}
	var got findings
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	for i, f := range got.Diagnostics[:source.MaxPrinted] {
		marked := f.Snippet.Code[f.Snippet.Start:f.Snippet.End]
		if !strings.Contains(f.Summary, strings.Trim(marked, "\"")) {
			t.Fatalf("finding %d marks %q: %s", i, marked, f.Summary)
		}
	}
}

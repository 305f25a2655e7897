package main

import (
	"os"
	"testing"

	"portolan/model/approval"
	"portolan/model/decision"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render/content/rulecolumns"
)

// fuzzed lets a reader of files meet any text: it never panics, and every fault has a place.
func fuzzed(f *testing.F, seed string, read func(name string, data []byte) source.Diagnostics) {
	data, err := os.ReadFile(seed)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("schema = 1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, d := range read("file.toml", data) {
			if d.At.File() == "" || d.Code == "" {
				t.Errorf("without a place or a code: %+v", d)
			}
		}
	})
}

func FuzzRunbook(f *testing.F) {
	fuzzed(f, "testdata/mutated/runbooks/change.toml", func(name string, data []byte) source.Diagnostics {
		_, found := site.LoadBook(name, data)
		return found
	})
}

func FuzzColumns(f *testing.F) {
	fuzzed(f, "../../sites/scenario-large/columns.toml", func(name string, data []byte) source.Diagnostics {
		_, found := rulecolumns.Load(name, data)
		return found
	})
}

func FuzzApprovals(f *testing.F) {
	fuzzed(f, "../../sites/harbour-logistics/approvals.toml", func(name string, data []byte) source.Diagnostics {
		_, found := approval.Load(name, data)
		return found
	})
}

func FuzzDecisions(f *testing.F) {
	fuzzed(f, "../../sites/harbour-logistics/decisions.toml", func(name string, data []byte) source.Diagnostics {
		_, found := decision.Load(name, data)
		return found
	})
}

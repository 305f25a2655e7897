package catalog

import (
	"os"
	"strings"
	"testing"

	"portolan/model/source"
)

// operationsFacts are how many facts each section of the collection has.
var operationsFacts = map[string]int{"2.1": 11, "2.2": 15, "2.3": 6, "2.4": 8, "2.5": 17, "2.6": 3, "2.7": 2, "2.8": 1, "2.9": 1, "2.10": 1, "3.1": 12, "3.2": 12, "3.3": 15, "3.4": 5}

// TestOperationsFactsAreUsed keeps the table of facts true: each is used where the table says, or has a reason why not; and what was derived, or read at second
// hand, is printed with a word on that.
func TestOperationsFactsAreUsed(t *testing.T) {
	data, err := os.ReadFile("testdata/coverage-operations.toml")
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Parse("coverage-operations.toml", data)
	if file == nil {
		t.Fatal(found)
	}
	table, found := source.Bind[struct {
		Facts []struct {
			At     str  `toml:"at,required"`
			Says   str  `toml:"says,required"`
			Mark   str  `toml:"mark"`
			Used   strs `toml:"used"`
			Marked str  `toml:"marked"`
			WhyNot str  `toml:"why_not"`
		} `toml:"facts,required"`
	}](file)
	if len(found) > 0 {
		t.Fatal(found)
	}
	texts := map[string]string{}
	holds := func(fact string, place str) {
		name, words, ok := strings.Cut(place.V, ": ")
		if _, read := texts[name]; !read {
			data, err := os.ReadFile("qlik-sense/2023-08/" + name)
			if err != nil {
				t.Error(err)
			}
			texts[name] = string(data)
		}
		if !ok || words == "" || !strings.Contains(texts[name], words) {
			t.Errorf("%s: %s does not say %q", fact, name, words)
		}
	}
	count, said := map[string]int{}, map[string]bool{}
	for _, f := range table.Facts {
		count[f.At.V]++
		if said[f.Says.V] {
			t.Errorf("%s is there twice", f.Says.V)
		}
		said[f.Says.V] = true
		if (len(f.Used) == 0) != f.WhyNot.Set() {
			t.Errorf("%s is used and has a reason why not, or neither", f.Says.V)
		}
		if f.Mark.Set() && len(f.Used) > 0 != f.Marked.Set() {
			t.Errorf("%s is %s and printed without a word on it", f.Says.V, f.Mark.V)
		}
		for _, place := range f.Used {
			holds(f.Says.V, place)
		}
		if f.Marked.Set() {
			holds(f.Says.V, f.Marked)
		}
	}
	for at, want := range operationsFacts {
		if count[at] != want {
			t.Errorf("section %s has %d facts in the table, and %d in the collection", at, count[at], want)
		}
	}
}

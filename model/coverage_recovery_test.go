package model

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"portolan/model/source"
)

// recoveryFact is a fact about disaster recovery or standards of runbooks, and where it is kept, or why not.
type recoveryFact struct {
	At     source.Position
	Where  source.Text   `toml:"at,required"`
	Says   source.Text   `toml:"says,required"`
	Used   []source.Text `toml:"used"`
	WhyNot source.Text   `toml:"why_not"`
}

// TestRecoveryIsCovered holds the table of facts about recovery against the repository: each is kept where the table says, in its words, or has a reason; none
// of the numbered fields is missing, and nothing unverified is used.
func TestRecoveryIsCovered(t *testing.T) {
	data, err := os.ReadFile("testdata/coverage-recovery.toml")
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Parse("coverage-recovery.toml", data)
	if file == nil {
		t.Fatal(found)
	}
	table, found := source.Bind[struct {
		Facts []recoveryFact `toml:"facts,required"`
	}](file)
	if len(found) > 0 {
		t.Fatal(found)
	}
	sections := map[string]int{}
	for _, f := range table.Facts {
		sections[f.Where.V]++
		if (len(f.Used) > 0) == f.WhyNot.Set() {
			t.Errorf("line %d: %q needs either used or why_not", f.At.Line(), f.Says.V)
		}
		if strings.Contains(f.Says.V, "(unverified)") && len(f.Used) > 0 {
			t.Errorf("line %d: %q was never verified, and is used", f.At.Line(), f.Says.V)
		}
		for _, place := range f.Used {
			name, words, _ := strings.Cut(place.V, ": ")
			text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
			if err != nil || words == "" || !strings.Contains(string(text), words) {
				t.Errorf("line %d: %s does not say %q (%v)", place.At.Line(), name, words, err)
			}
		}
	}
	const fields = 16
	for n := 1; n <= fields; n++ {
		if id := "5." + strconv.Itoa(n); sections[id] != 1 {
			t.Errorf("the field %s is there %d times", id, sections[id])
		}
	}
	if sections["4"] == 0 || sections["5"] == 0 {
		t.Error("a section is missing")
	}
}

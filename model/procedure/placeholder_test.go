package procedure

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
)

// TestPlaceholdersAreFilled holds the placeholders that a catalogue's check knows against those that runbooks are filled with.
func TestPlaceholdersAreFilled(t *testing.T) {
	elsewhere := []string{catalog.Head(catalog.MinutesDown), catalog.Head(catalog.ValuePrefix), "item"} // the runbook has these itself
	filled := slices.Sorted(maps.Keys(supplies))
	for _, head := range catalog.Heads() {
		if !slices.Contains(elsewhere, head) && !slices.Contains(filled, head) {
			t.Errorf("nothing fills {{%s...}}", head)
		}
	}
	for _, head := range filled {
		if !slices.Contains(catalog.Heads(), head) {
			t.Errorf("{{%s...}} is filled and is in no table", head)
		}
	}
}

// TestGuideListsPlaceholders holds the guide's list of names against the table. It says what to paste.
func TestGuideListsPlaceholders(t *testing.T) {
	guide, err := os.ReadFile("../catalog/GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	list.WriteString("| name | is |\n|---|---|\n")
	for _, p := range catalog.Placeholders {
		list.WriteString("| `" + strings.Join(p.Patterns, "`, `") + "` | " + p.Means + " |\n")
	}
	if !strings.Contains(strings.ReplaceAll(string(guide), "\r\n", "\n"), "### Names in runbooks\n\n"+list.String()+"\n") {
		t.Errorf("under \"Names in runbooks\" the guide needs\n%s", list.String())
	}
}

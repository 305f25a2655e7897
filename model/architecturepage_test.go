package model

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	packageRow = regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\|")
	calledBy   = regexp.MustCompile(`\b(?:site|resolve|plan|catalog|themes|render|staging)\.[A-Z][A-Za-z]+`)
)

func page(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestArchitecturePage holds the list of packages against the folders that hold Go.
func TestArchitecturePage(t *testing.T) {
	var rows []string
	for _, m := range packageRow.FindAllStringSubmatch(page(t, "../cmd/ARCHITECTURE.md"), -1) {
		rows = append(rows, strings.TrimSuffix(m[1], "/"))
	}
	folders := map[string]bool{"dist": true, "model/runbooktest": true} // without Go but in tests
	for _, f := range repositoryFiles(t) {
		folders[f.folder()] = true
	}
	for folder := range folders {
		if !slices.Contains(rows, folder) {
			t.Errorf("cmd/ARCHITECTURE.md has no row for %s", folder)
		}
	}
	for i, row := range rows {
		if !folders[row] || slices.Contains(rows[:i], row) {
			t.Errorf("cmd/ARCHITECTURE.md has a row for %s, which is no package, or has one already", row)
		}
	}
}

// TestReadmeNamesWhatIsCalled holds the functions and types in the picture of the program against the program.
func TestReadmeNamesWhatIsCalled(t *testing.T) {
	_, built, ok := strings.Cut(page(t, "../cmd/ARCHITECTURE.md"), "## How it is built")
	if !ok {
		t.Fatal("the page does not say how it is built")
	}
	built, _, _ = strings.Cut(built, "\n## ")
	var program strings.Builder
	for _, f := range repositoryFiles(t) {
		if path.Dir(f.name) == "cmd/portolan" {
			program.WriteString(f.text)
		}
	}
	names := calledBy.FindAllString(built, -1)
	if len(names) < 8 {
		t.Errorf("the picture names only %v", names)
	}
	for _, name := range names {
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(program.String()) {
			t.Errorf("the picture names %s, which cmd/portolan does not use", name)
		}
	}
}

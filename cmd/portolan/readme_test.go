package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeIsTrue holds what the README shows against what the program does.
func TestReadmeIsTrue(t *testing.T) {
	root := filepath.Join("..", "..")
	data, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	const prompt = "    $ go run ./cmd/portolan explain "
	_, after, found := strings.Cut(readme, prompt)
	if !found {
		t.Fatal("the README does not show explain")
	}
	arguments, after, _ := strings.Cut(after, "\n")
	shown, _, _ := strings.Cut(after, "\n\n")
	command := exec.Command("go", append([]string{"run", "./cmd/portolan", "explain"}, strings.Fields(arguments)...)...)
	command.Dir = root
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.TrimSpace(string(out)), strings.TrimSpace(strings.ReplaceAll("\n"+shown, "\n    ", "\n")); got != want {
		t.Errorf("explain prints\n%s\nthe README shows\n%s", got, want)
	}
	summary, err := os.ReadFile(filepath.Join(root, "model", "catalog", "testdata", "coverage", "summary.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(summary)), "\n")
	fields := strings.Fields(lines[len(lines)-1]) // all N of M rows covered, K excepted
	if want := strings.Join(fields[1:5], " ") + " are covered"; !strings.Contains(readme, want) {
		t.Errorf("the README does not say %q", want)
	}
	for _, name := range []string{"render/testdata/harbour-logistics/data/diagrams/site.svg", "model/catalog/GUIDE.md", "sites/harbour-logistics", "sites/two-products"} {
		if _, err := os.Stat(filepath.Join(root, name)); err != nil || !strings.Contains(readme, name) {
			t.Errorf("%s: named in the README: %v, %v", name, strings.Contains(readme, name), err)
		}
	}
}

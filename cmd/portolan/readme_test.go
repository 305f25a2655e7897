package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeIsTrue holds what the README and the guides show against what the program does.
func TestReadmeIsTrue(t *testing.T) {
	root := filepath.Join("..", "..")
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	readme := read("README.md")
	const prompt = "    $ go run ./cmd/portolan explain "
	_, after, found := strings.Cut(read("cmd/portolan/guides/use.md"), prompt)
	if !found {
		t.Fatal("the guide does not show explain")
	}
	arguments, after, _ := strings.Cut(after, "\n")
	shown, _, _ := strings.Cut(after, "\n\n")
	t.Chdir(root)
	root = "."
	p, out := newProgram(), &bytes.Buffer{}
	p.stdout = out
	if code := p.main(append([]string{"explain"}, strings.Fields(arguments)...)); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	if got, want := strings.TrimSpace(out.String()), strings.TrimSpace(strings.ReplaceAll("\n"+shown, "\n    ", "\n")); got != want {
		t.Errorf("explain prints\n%s\nthe guide shows\n%s", got, want)
	}
	summary, err := os.ReadFile(filepath.Join(root, "model", "catalog", "testdata", "coverage", "summary.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(summary)), "\n")
	fields := strings.Fields(lines[len(lines)-1]) // all N of M rows covered, K excepted
	if want := strings.Join(fields[1:5], " ") + " are covered"; !strings.Contains(read("cmd/portolan/guides/products.md"), want) {
		t.Errorf("the guide does not say %q", want)
	}
	for _, name := range []string{"render/testdata/harbour-logistics/data/diagrams/site.svg", "model/catalog/GUIDE.md", "sites/harbour-logistics", "sites/two-products", "cmd/portolan/guides/use.md",
		"cmd/portolan/guides/site.md", "cmd/portolan/guides/products.md", "cmd/portolan/guides/pack.md", "cmd/portolan/reference/REFERENCE.md"} {
		if _, err := os.Stat(filepath.Join(root, name)); err != nil || !strings.Contains(readme, name) {
			t.Errorf("%s: named in the README: %v, %v", name, strings.Contains(readme, name), err)
		}
	}
}

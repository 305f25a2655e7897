package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMappingExample: the mapping that the reference shows reads the list beside it into a site that is built, once a person has said what no list says.
func TestMappingExample(t *testing.T) {
	example, err := filepath.Abs("reference/example/import")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	run(t, 0, "import", example+"/servers.csv", "--mapping", example+"/mapping.toml", "--product", "qlik-sense/2023-08", "--customer", "Fjord", "--title", "BI", "--classification", "Internal",
		"--output", "sites/bi")
	text := readText(t, "sites/bi/site.toml")
	for _, line := range []string{`addresses = ["10.20.1.12", "fd20:0:0:21::12"]`, `role = "scheduler"`, `facts = { central = true, cores = 16 }`, `on = "bi-sql"`, `on = "bi-files"`, `name = "Servers"`} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("the site has no line %s\n%s", line, text)
		}
	}
	said := strings.NewReplacer("on = \"bi-sql\"\n", "on = \"bi-sql\"\nfacts = { version = \"14.8\" }\n", "on = \"bi-files\"\n", "on = \"bi-files\"\nfacts = { path = '\\\\bi-files\\qlik' }\n").Replace(text) +
		"\n[clients.users]\nnetworks = [\"10.8.0.0/16\"]\noutside = true\n\n[clients.administrators]\nnetworks = [\"10.9.0.0/24\"]\noutside = true\n"
	if err := os.WriteFile("sites/bi/site.toml", []byte(said), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, 0, "build", "sites/bi")
}

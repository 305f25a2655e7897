package catalog

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/golden"
	"portolan/model/source"
)

// TestJudge reads catalogues without a fault, each with what its first line says, and compares what their authors are told.
func TestJudge(t *testing.T) {
	product, err := os.ReadFile("testdata/bad/unknown-set/shop/1/product.toml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/judged/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	for _, file := range files {
		path := strings.TrimSuffix(file, ".toml") + ".txt"
		wanted = append(wanted, path)
		t.Run(filepath.Base(file), func(t *testing.T) {
			rest, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, found := Load(fstest.MapFS{"shop/1/product.toml": {Data: product}, "shop/1/rest.toml": {Data: rest}}, "shop/1")
			if c != nil {
				found = append(found, c.Judge()...)
			}
			var b bytes.Buffer
			if err := source.Print(&b, found); err != nil || c == nil || found.HasErrors() {
				t.Fatalf("%v\n%s", err, b.String())
			}
			golden.Check(t, path, b.String())
		})
	}
	golden.NoOrphans(t, "testdata/judged", ".txt", wanted)
}

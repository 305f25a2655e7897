package model

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files")

// golden compares a text with the file that holds what it should be. With -update the file is written instead; its diff is then read as
// code is read.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("%v; run go test -update and read the file", err)
		return
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")) // a checkout may have changed line ends
	if got != string(want) {
		t.Errorf("%s differs; run go test -update and read the diff\n%s", path, firstDifference(string(want), got))
	}
}

// firstDifference shows the first line at which two texts part, which tells more than both texts in full.
func firstDifference(want, got string) string {
	wants, gots := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wants), len(gots)) {
		var w, g string
		if i < len(wants) {
			w = wants[i]
		}
		if i < len(gots) {
			g = gots[i]
		}
		if w != g {
			return "  want " + w + "\n  got  " + g
		}
	}
	return ""
}

// noOrphans fails for every golden of a folder that no fixture stands behind: such a file would be trusted and never compared.
func noOrphans(t *testing.T, pattern string, wanted []string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)); !slices.Contains(wanted, name) {
			t.Errorf("%s belongs to nothing; remove it", file)
		}
	}
}

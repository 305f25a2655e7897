// Package golden holds what tests make against files of what it should be. With the flag -update the files are written instead, and their
// diff is then read as code is read, for it is the product. It is imported by tests only, and imports nothing of the program.
package golden

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// Check compares a text with the file that holds what it should be. A test goes on after a difference, so that one run shows them all.
func Check[T ~string | ~[]byte](t testing.TB, path string, made T) {
	t.Helper()
	got := string(made)
	data, err := os.ReadFile(path)
	want := string(data)
	switch {
	case err == nil && (got == want || got == strings.ReplaceAll(want, "\r\n", "\n")): // a checkout may have changed line ends
	case *update:
		write(t, path, got)
	case err != nil:
		t.Errorf("%v; run go test -update and read the file", err)
	default:
		t.Errorf("%s differs from %s; run go test -update and read the diff", path, Difference(want, got))
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// NoOrphans fails for every file below a folder whose name ends as those of goldens do and that no test asks for: it would be trusted and
// never compared. With -update such files are removed.
func NoOrphans(t testing.TB, folder, ending string, wanted []string) {
	t.Helper()
	known := make([]string, len(wanted))
	for i, path := range wanted {
		known[i] = filepath.Clean(path)
	}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir() || !strings.HasSuffix(path, ending) || slices.Contains(known, filepath.Clean(path)):
			return err
		case *update:
			return os.Remove(path)
		}
		t.Errorf("%s belongs to nothing; run go test -update, or remove it", path)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// around is how many bytes of a line are shown on each side of a difference: the lines of pages are long.
const around = 80

// Difference shows the first line in which two texts part, which tells more than both texts in full. It is empty for equal texts.
func Difference(want, got string) string {
	if want == got {
		return ""
	}
	at := 0
	for at < len(want) && at < len(got) && want[at] == got[at] {
		at++
	}
	line := 1 + strings.Count(want[:at], "\n")
	return fmt.Sprintf("line %d on\n  want %q\n  got  %q", line, near(want, at), near(got, at))
}

// near is the part of a line around a place in a text.
func near(text string, at int) string {
	from := max(1+strings.LastIndexByte(text[:at], '\n'), at-around)
	to := min(len(text), at+around)
	if end := strings.IndexByte(text[at:to], '\n'); end >= 0 {
		to = at + end
	}
	return text[from:to]
}

package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listener is a test that only notes what it is told.
type listener struct {
	testing.TB
	said []string
}

func (l *listener) Helper()           {}
func (l *listener) Error(args ...any) { l.said = append(l.said, fmt.Sprint(args...)) }
func (l *listener) Errorf(format string, a ...any) {
	l.said = append(l.said, fmt.Sprintf(format, a...))
}

// updating runs a function as with the flag -update.
func updating(run func()) {
	before := *update
	*update = true
	defer func() { *update = before }()
	run()
}

func TestCheckFindsDifferencesAndMissingFiles(t *testing.T) {
	if *update {
		t.Skip("the flag would write what is to be found missing")
	}
	for name, c := range map[string]struct{ kept, got, said string }{
		"equal":            {"one\ntwo\n", "one\ntwo\n", ""},
		"other line ends":  {"one\r\ntwo\r\n", "one\ntwo\n", ""},
		"line ends of CSV": {"one\r\ntwo\r\n", "one\r\ntwo\r\n", ""},
		"another line":     {"one\ntwo\n", "one\ntoo\n", "line 2 on\n  want \"two\"\n  got  \"too\""},
		"cut off":          {"one\ntwo\n", "one\n", "line 2 on\n  want \"two\"\n  got  \"\""},
		"longer":           {"one\n", "one\ntwo\n", "line 2 on\n  want \"\"\n  got  \"two\""},
		"in a long line":   {strings.Repeat("x", 500) + "a", strings.Repeat("x", 500) + "b", "want \"" + strings.Repeat("x", around) + "a\""},
	} {
		path := filepath.Join(t.TempDir(), "kept.txt")
		if err := os.WriteFile(path, []byte(c.kept), 0o666); err != nil {
			t.Fatal(err)
		}
		var l listener
		Check(&l, path, c.got)
		if said := strings.Join(l.said, "\n"); (said == "") != (c.said == "") || !strings.Contains(said, c.said) {
			t.Errorf("%s: said %q, want %q", name, said, c.said)
		}
	}
	var l listener
	Check(&l, filepath.Join(t.TempDir(), "none.txt"), []byte("x"))
	if len(l.said) != 1 {
		t.Errorf("a golden that is missing: %q", l.said)
	}
}

func TestUpdateWritesAndRemoves(t *testing.T) {
	folder := t.TempDir()
	kept, orphan, source := filepath.Join(folder, "deep", "kept.txt"), filepath.Join(folder, "orphan.txt"), filepath.Join(folder, "source.md")
	for _, path := range []string{orphan, source} {
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	updating(func() { Check(t, kept, "text") })
	if data, err := os.ReadFile(kept); err != nil || string(data) != "text" {
		t.Errorf("the golden holds %q, %v", data, err)
	}
	if !*update {
		var l listener
		NoOrphans(&l, folder, ".txt", []string{kept})
		if len(l.said) != 1 || !strings.Contains(l.said[0], "orphan.txt") {
			t.Errorf("said %q, want one orphan", l.said)
		}
	}
	updating(func() { NoOrphans(t, folder, ".txt", []string{kept}) })
	for path, want := range map[string]bool{kept: true, orphan: false, source: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", filepath.Base(path), err == nil, want)
		}
	}
}

package staging

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// edition is a pack whose every file tells the edition, so that a mixture shows.
func edition(n int) []File {
	files := []File{{Mark, fmt.Appendf(nil, "edition %d", n)}}
	for i := range 40 {
		text := strings.Repeat(fmt.Sprintf("edition %d\n", n), 1+i*50)
		files = append(files, File{fmt.Sprintf("part%d/deep/file%02d.txt", i%4, i), []byte(text)})
	}
	return files
}

// tree is a folder as text: mode, path and content of everything in it.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		var data []byte
		if info.Mode().IsRegular() {
			if data, err = os.ReadFile(p); err != nil {
				return err
			}
		}
		name, err := filepath.Rel(dir, p)
		fmt.Fprintf(&b, "%v %s %q\n", info.Mode(), filepath.ToSlash(name), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func put(t *testing.T, dir, name string, files []File) error {
	t.Helper()
	o, err := Open(t.Context(), dir, func() { t.Error("waits though nobody else writes") })
	if err != nil {
		t.Fatal(err)
	}
	err = o.Replace(t.Context(), name, files)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return err
}

func mustPut(t *testing.T, dir, name string, files []File) {
	t.Helper()
	if err := put(t, dir, name, files); err != nil {
		t.Fatal(err)
	}
}

// alone fails when the folder holds anything but the named packs.
func alone(t *testing.T, dir string, packs ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		if e.Name() != ".portolan-lock" { // Windows needs one
			names = append(names, e.Name())
		}
	}
	if fmt.Sprint(names) != fmt.Sprint(packs) {
		t.Errorf("the output folder holds %v, want %v", names, packs)
	}
}

func TestReplace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "yet")
	mustPut(t, dir, "acme", []File{{Mark, []byte("{}")}, {"a/b.txt", []byte("b")}, {"c.txt", nil}})
	mustPut(t, dir, "other", edition(1))
	mustPut(t, dir, "acme", []File{{"a/d.txt", []byte("d")}, {Mark, []byte("{1}")}})
	if runtime.GOOS != "windows" {
		want := "drwxr-xr-x . \"\"\n-rw-r--r-- MANIFEST.json \"{1}\"\ndrwxr-xr-x a \"\"\n-rw-r--r-- a/d.txt \"d\"\n"
		if got := tree(t, filepath.Join(dir, "acme")); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
	alone(t, dir, "acme", "other")
}

func TestReplaceLeavesStrangersAlone(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"letters", "empty"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"letters/to-mum.txt", "file"} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte("dear"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"letters", "file"} {
		before := tree(t, dir)
		err := put(t, dir, name, edition(1))
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, name)+" is in the way") {
			t.Errorf("%s: %v", name, err)
		}
		if tree(t, dir) != before {
			t.Errorf("%s: the folder has changed", name)
		}
	}
	mustPut(t, dir, "empty", edition(1))
}

func TestReplaceChecksPaths(t *testing.T) {
	cases := []struct{ want, paths string }{
		{"leaves the pack", "../x"}, {"leaves the pack", "/x"}, {"leaves the pack", "a/../x"}, {"leaves the pack", "a//x"},
		{"leaves the pack", ""}, {"leaves the pack", "."}, {"leaves the pack", "a/"},
		{"not every system", `a\x`}, {"not every system", "c:x"}, {"not every system", "é"}, {"not every system", "a b"},
		{"not every system", "x."}, {"not every system", ".x"}, {"not every system", "a\nb"}, {"not every system", "a?b"},
		{"for a device", "con"}, {"for a device", "a/NUL.txt"}, {"for a device", "Lpt1"}, {"for a device", "aux.tar.gz/x"},
		{"longer than", strings.Repeat("abcdefgh/", 20) + "x"},
		{"case does not count", "a/x A/y"}, {"case does not count", "x X"}, {"case does not count", "x x"},
		{"both a file and a folder", "a a/x"}, {"both a file and a folder", "A/x/y a a/z"}, {"both a file and a folder", "b/c B/c/d"},
	}
	for _, c := range cases {
		dir := t.TempDir()
		files := []File{{Path: Mark}}
		for p := range strings.SplitSeq(c.paths, " ") {
			files = append(files, File{Path: p})
		}
		if c.paths == "a b" {
			files = []File{{Path: Mark}, {Path: "a b"}}
		}
		err := put(t, dir, "acme", files)
		if err == nil || !strings.Contains(err.Error(), c.want) && !strings.Contains(err.Error(), "case does not count") {
			t.Errorf("%q: %v, want: %s", c.paths, err, c.want)
		}
		alone(t, dir)
	}
	if err := put(t, t.TempDir(), "acme", []File{{Path: "x"}}); err == nil || !strings.Contains(err.Error(), "no "+Mark) {
		t.Errorf("a pack without mark: %v", err)
	}
	for _, name := range []string{"", "..", "A", "-x", "a/b", "con", "com1", "x.y", strings.Repeat("x", 64)} {
		if err := put(t, t.TempDir(), name, edition(1)); err == nil {
			t.Errorf("the name %q is taken", name)
		}
	}
}

// countdown is a context that ends when it has been looked at a number of times.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestReplaceStops(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "acme", edition(1))
	old := tree(t, dir)
	o, err := Open(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	looks := len(edition(2)) + 1
	for n := range looks {
		if err := o.Replace(&countdown{context.Background(), n}, "acme", edition(2)); !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped at look %d: %v", n, err)
		}
		if tree(t, dir) != old {
			t.Fatalf("stopped at look %d: the folder has changed", n)
		}
	}
	if err := o.Replace(&countdown{context.Background(), looks}, "acme", edition(2)); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	alone(t, dir, "acme")
}

func TestExchangeInTwoSteps(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "acme", edition(1))
	o, err := Open(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.exchangeInTwoSteps(newPrefix+"nothing", "acme"); err == nil {
		t.Error("a pack that does not exist took the place of one that does")
	}
	alone(t, dir, "acme")
	if err := o.write(t.Context(), newPrefix+"acme", edition(2)); err != nil {
		t.Fatal(err)
	}
	if err := o.exchangeInTwoSteps(newPrefix+"acme", "acme"); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	alone(t, dir, "acme")
	if !strings.Contains(tree(t, dir), "edition 2") {
		t.Error("the old pack is still there")
	}
}

func TestOpenRepairs(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "acme", edition(1))
	mustPut(t, dir, "other", edition(1))
	want := tree(t, dir)
	for from, to := range map[string]string{"acme": oldPrefix + "acme", "other": newPrefix + "other"} {
		if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	mustPut(t, dir, "other", edition(1)) // died between the two steps for acme, and while it wrote other
	if tree(t, dir) != want {
		t.Errorf("not repaired:\n%s", tree(t, dir))
	}
	if err := os.CopyFS(filepath.Join(dir, oldPrefix+"acme"), os.DirFS(filepath.Join(dir, "other"))); err != nil {
		t.Fatal(err)
	}
	mustPut(t, dir, "other", edition(1)) // died after the second step
	if tree(t, dir) != want {
		t.Errorf("not cleaned:\n%s", tree(t, dir))
	}
}

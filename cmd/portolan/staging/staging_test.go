package staging

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// parts are the files of an edition but for the mark.
const parts = 16

// edition is a pack whose every file tells the edition, so that a mixture shows.
func edition(n int) []File {
	files := []File{{Mark, fmt.Appendf(nil, "edition %d", n)}}
	for i := range parts {
		text := strings.Repeat(fmt.Sprintf("edition %d\n", n), 1+i*100)
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

// byEdition is what the manifest is to a pack of the program: its mark tells which edition the rest must be of.
func byEdition(pack *os.Root, _ string) (Standing, error) {
	standing := Standing{Own: map[string]string{}}
	n := 0
	mark, err := pack.ReadFile(Mark)
	if _, scan := fmt.Sscanf(string(mark), "edition %d", &n); err != nil || scan != nil || string(mark) != fmt.Sprintf("edition %d", n) {
		standing.NoPack = "it has no mark"
	}
	want := map[string]string{}
	if standing.NoPack == "" {
		for _, f := range edition(n) {
			want[f.Path] = fmt.Sprintf("%x", sha256.Sum256(f.Data))
		}
	}
	filled := map[string]bool{}
	err = fs.WalkDir(pack.FS(), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			filled[dir] = true
		}
		if hash, err := hashOf(pack, p); err == nil && want[p] == hash {
			standing.Own[p] = hash
		} else {
			standing.Strange = append(standing.Strange, Stranger{p, "strange"})
		}
		return nil
	})
	if len(standing.Strange)+len(standing.Own) == 0 {
		standing.NoPack = ""
	}
	return standing, err
}

// terms are those of a build that meets nobody and nothing.
func terms(t *testing.T) Terms {
	return Terms{
		Waiting: func() { t.Error("waits though nobody else writes") },
		Inspect: byEdition,
		Kept:    func(pack, folder string, names []string) { t.Errorf("%s: %q moved to %s", pack, names, folder) },
		Left:    func(err error) { t.Errorf("a leftover stays: %v", err) },
	}
}

func put(t *testing.T, dir, name string, files []File) error {
	t.Helper()
	return putOn(t, dir, name, files, terms(t))
}

func putOn(t *testing.T, dir, name string, files []File, on Terms) error {
	t.Helper()
	o, err := Open(t.Context(), dir, on)
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
	mustPut(t, dir, "acme", edition(1))
	mustPut(t, dir, "other", edition(1))
	mustPut(t, dir, "acme", []File{{"a/d.txt", []byte("d")}, {Mark, []byte("edition x")}})
	if runtime.GOOS != "windows" {
		want := "drwxr-xr-x . \"\"\n-rw-r--r-- MANIFEST.json \"edition x\"\ndrwxr-xr-x a \"\"\n-rw-r--r-- a/d.txt \"d\"\n"
		if got := tree(t, filepath.Join(dir, "acme")); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
	alone(t, dir, "acme", "other")
}

// TestReplaceByLess: what the old pack had beside the same mark goes with it, as it came from the program.
func TestReplaceByLess(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "one", edition(1))
	mustPut(t, dir, "one", edition(1)[:parts/2])
	alone(t, dir, "one")
	mustPut(t, dir, "other", edition(1)[:parts/2])
	if got, want := tree(t, filepath.Join(dir, "one")), tree(t, filepath.Join(dir, "other")); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
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
	o, err := Open(t.Context(), dir, terms(t))
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
	o, err := Open(t.Context(), dir, terms(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.exchangeInTwoSteps(stage{pack: "acme", suffix: "nothing"}); err == nil {
		t.Error("a pack that does not exist took the place of one that does")
	}
	alone(t, dir, "acme")
	standing, err := o.standing("acme")
	if err != nil {
		t.Fatal(err)
	}
	s, err := o.prepare("acme", edition(2), standing)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.write(t.Context(), s.fresh(), edition(2)); err != nil {
		t.Fatal(err)
	}
	if err := o.exchangeInTwoSteps(s); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(o.finish(s), o.Close()); err != nil {
		t.Fatal(err)
	}
	alone(t, dir, "acme")
	if !strings.Contains(tree(t, dir), "edition 2") {
		t.Error("the old pack is still there")
	}
}

// TestOpenRepairs leaves what a build leaves that dies at each of its steps, and looks at what the next one makes of it.
func TestOpenRepairs(t *testing.T) {
	for name, die := range map[string]func(*Output, stage) error{
		"while it wrote the list": func(o *Output, s stage) error {
			return os.WriteFile(filepath.Join(o.dir, s.list()), []byte(listHeader[:10]), 0o644)
		},
		"after the list": func(*Output, stage) error { return nil },
		"while it wrote a file": func(o *Output, s stage) error {
			part := fmt.Sprintf("%s%x", partPrefix, sha256.Sum256(edition(2)[3].Data))
			return errors.Join(o.write(t.Context(), s.fresh(), edition(2)[:3]), o.writeFile(s.fresh()+"/"+part, []byte("edit")))
		},
		"before the exchange": func(o *Output, s stage) error { return o.write(t.Context(), s.fresh(), edition(2)) },
		"between the two steps": func(o *Output, s stage) error {
			return errors.Join(o.write(t.Context(), s.fresh(), edition(2)), o.rename(s.pack, s.old()))
		},
		"after the second step": func(o *Output, s stage) error {
			return errors.Join(o.write(t.Context(), s.fresh(), edition(1)), o.exchangeInTwoSteps(s))
		},
		"while it removed": func(o *Output, s stage) error {
			return errors.Join(o.write(t.Context(), s.fresh(), edition(1)), o.exchange(s), os.RemoveAll(filepath.Join(o.dir, s.fresh(), "part1")))
		},
	} {
		dir := t.TempDir()
		mustPut(t, dir, "acme", edition(1))
		mustPut(t, dir, "other", edition(1))
		want := tree(t, dir)
		o, err := Open(t.Context(), dir, terms(t))
		if err != nil {
			t.Fatal(err)
		}
		standing, err := o.standing("acme")
		if err != nil {
			t.Fatal(err)
		}
		s, err := o.prepare("acme", edition(2), standing)
		if err = errors.Join(err, die(o, s), o.Close()); err != nil {
			t.Fatal(name, err)
		}
		mustPut(t, dir, "other", edition(1))
		if got := tree(t, dir); got != want {
			t.Errorf("died %s: not repaired:\n%s", name, got)
		}
	}
}

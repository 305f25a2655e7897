package staging

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/model/testenv"
)

// A mixture is a folder in which people worked, and what is theirs in it: paths with what they hold.
type mixture struct {
	t      *testing.T
	chance *rand.Rand
	pack   string
	theirs map[string]string
}

func (m *mixture) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// file writes a file, with the folders that it needs. Where somebody's file is in the place of a folder, it is left.
func (m *mixture) file(name string) {
	full := filepath.Join(m.pack, filepath.FromSlash(name))
	if os.MkdirAll(filepath.Dir(full), 0o755) != nil {
		return
	}
	text := fmt.Sprint("of a person ", m.chance.Uint64())
	if os.WriteFile(full, []byte(text), 0o644) == nil {
		m.theirs[name] = text
	}
}

// own is a file of edition 1 that nobody has touched yet, other than the mark, or "".
func (m *mixture) own() string {
	f := edition(1)[1+m.chance.IntN(parts)].Path
	if at, err := os.Lstat(filepath.Join(m.pack, f)); err != nil || !at.Mode().IsRegular() || m.theirs[f] != "" {
		return ""
	}
	return f
}

// mix does one of the things that people do.
func (m *mixture) mix() {
	own := m.own()
	full := filepath.Join(m.pack, own)
	strange := []string{"signed.pdf", "signed/by/all.pdf", "part1/note.txt", "part2/deep/extra.txt", ".DS_Store", ".part-0123", "PART1/deep/file01.txt",
		"part0/deep/FILE00.TXT", "mine.zip", "line\nbreak", "part3/.hidden/x", "MANIFEST.json.orig"}
	switch m.chance.IntN(8) {
	case 0, 1, 2:
		m.file(strange[m.chance.IntN(len(strange))])
	case 3, 4:
		if own != "" {
			m.file(own)
		}
	case 5:
		if own != "" {
			m.must(os.Remove(full)) // nobody's loss
		}
	case 6:
		if own != "" {
			m.must(os.Remove(full))
			m.file(own + "/in/a/folder.txt")
		}
	case 7:
		if name := fmt.Sprint("link", m.chance.IntN(3)); runtime.GOOS != "windows" && os.Symlink("/nowhere", filepath.Join(m.pack, name)) == nil {
			m.theirs[name] = "/nowhere"
		}
	}
}

// mixed makes an output folder with a pack in it, and lets people work there.
func mixed(t *testing.T, seed uint64) (string, *mixture) {
	t.Helper()
	dir := t.TempDir()
	mustPut(t, dir, "acme", edition(1))
	m := &mixture{t, rand.New(rand.NewPCG(seed, 11)), filepath.Join(dir, "acme"), map[string]string{}}
	for range m.chance.IntN(8) {
		m.mix()
	}
	if m.chance.IntN(10) == 0 { // the mark is gone: now everything is as if it were theirs
		m.file(Mark)
		for _, f := range edition(1) {
			if data, err := os.ReadFile(filepath.Join(m.pack, f.Path)); err == nil {
				m.theirs[f.Path] = string(data)
			}
		}
	}
	return dir, m
}

// holding is what each path below a folder holds.
func holding(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		if e.Type()&fs.ModeSymlink != 0 {
			out[filepath.ToSlash(name)], err = os.Readlink(p)
			return err
		}
		data, err := os.ReadFile(p)
		out[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lost are the files of people that are no longer anywhere in the output folder under their own name.
func (m *mixture) lost(dir string) []string {
	have := holding(m.t, dir)
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m.theirs)), func(name string) bool {
		for at, text := range have {
			if _, inside, _ := strings.Cut(at, "/"); inside == name && text == m.theirs[name] {
				return true
			}
		}
		return false
	})
}

// TestRandomMixtures builds over a hundred folders in which people worked: without leave it names all that is theirs and touches nothing, with
// leave it moves all that is theirs aside, and nothing else.
func TestRandomMixtures(t *testing.T) {
	rounds, refused := uint64(testenv.Rounds(t, 100)), uint64(0)
	for seed := range rounds {
		dir, m := mixed(t, seed)
		before := tree(t, dir)
		err := put(t, dir, "acme", edition(2))
		var strangers *StrangersError
		switch {
		case len(m.theirs) == 0:
			if err != nil {
				t.Fatalf("seed %d: nothing is theirs: %v", seed, err)
			}
			continue
		case !errors.As(err, &strangers):
			t.Fatalf("seed %d: %v", seed, err)
		}
		refused++
		var named []string
		for _, s := range strangers.Strange {
			named = append(named, s.Path)
			if !strings.Contains(err.Error(), "\n  "+Shown(s.Path)+": ") {
				t.Errorf("seed %d: the message lacks %q:\n%v", seed, s.Path, err)
			}
		}
		slices.Sort(named)
		if want := slices.Sorted(maps.Keys(m.theirs)); !slices.Equal(named, want) {
			t.Errorf("seed %d: named\n%q, theirs are\n%q", seed, named, want)
		}
		if after := tree(t, dir); after != before {
			t.Fatalf("seed %d: refused, and changed:\n%s\nwas\n%s", seed, after, before)
		}
		m.aside(dir, seed)
	}
	if refused < rounds/2 {
		t.Errorf("only %d folders held something of people", refused)
	}
}

// aside builds with leave to move what is in the way.
func (m *mixture) aside(dir string, seed uint64) {
	m.must(os.Mkdir(filepath.Join(dir, "acme.kept-1"), 0o755)) // somebody has that name already
	on := terms(m.t)
	on.Aside = true
	var told []string
	on.Kept = func(_, folder string, names []string) {
		if folder != filepath.Join(dir, "acme.kept-2") {
			m.t.Errorf("seed %d: moved to %s", seed, folder)
		}
		told = append(told, names...)
	}
	m.must(putOn(m.t, dir, "acme", edition(2), on))
	whole(m.t, dir)
	alone(m.t, dir, "acme", "acme.kept-1", "acme.kept-2")
	if got := holding(m.t, filepath.Join(dir, "acme.kept-2")); !maps.Equal(got, m.theirs) {
		m.t.Errorf("seed %d: kept\n%q\ntheirs were\n%q", seed, got, m.theirs)
	}
	slices.Sort(told)
	if want := slices.Sorted(maps.Keys(m.theirs)); !slices.Equal(told, want) {
		m.t.Errorf("seed %d: told %q, theirs were %q", seed, told, want)
	}
}

// hidden are the names of a build that is at work.
func hidden(dir string) []string {
	names, _ := filepath.Glob(filepath.Join(dir, ".portolan-[nol][eli][wds]*")) // new, old, list
	return names
}

// TestRandomMixturesKilled kills builds that move things aside at any moment, and then lets the next one tidy up.
func TestRandomMixturesKilled(t *testing.T) {
	kills := testenv.Rounds(t, 100)
	caught := 0
	for seed := range uint64(kills) {
		began := time.Now()
		dir, m := mixed(t, 1000+seed)
		build := time.Since(began)
		m.file("signed/by/all.pdf")
		cmd, said := victim(t, dir, 1_000_000)
		for patience := time.Now().Add(time.Minute); time.Now().Before(patience) && len(hidden(dir)) == 0; { // it is at work
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(m.chance.Int64N(int64(build))))
		m.must(cmd.Process.Kill())
		if err := cmd.Wait(); err == nil || said.Len() > 0 {
			t.Fatalf("seed %d: the victim ended by itself: %v %s", seed, err, said)
		}
		if lost := m.lost(dir); len(lost) > 0 {
			t.Fatalf("seed %d: lost after the kill: %q", seed, lost)
		}
		if len(hidden(dir)) > 0 {
			caught++
		}
		on := terms(t)
		on.Aside, on.Kept = true, func(string, string, []string) {}
		m.must(putOn(t, dir, "acme", edition(7), on))
		if lost := m.lost(dir); len(lost) > 0 {
			t.Fatalf("seed %d: lost after the repair: %q", seed, lost)
		}
		whole(t, dir)
		if left := hidden(dir); len(left) > 0 {
			t.Errorf("seed %d: litter: %q", seed, left)
		}
		kept := slices.Collect(maps.Keys(holding(t, filepath.Join(dir, "acme.kept-1"))))
		for _, name := range kept {
			if m.theirs[name] == "" {
				t.Errorf("seed %d: %s was kept and is nobody's", seed, name)
			}
		}
	}
	if caught < kills/4 {
		t.Errorf("only %d of %d kills were in the middle of a build", caught, kills)
	}
}

// TestNewcomers puts a file into a pack at each moment at which nobody looks: after the check, and just before the exchange.
func TestNewcomers(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "acme", edition(1))
	on := terms(t)
	var kept []string
	var telling sync.Mutex
	on.Kept = func(_, folder string, names []string) {
		telling.Lock()
		defer telling.Unlock()
		kept = append(kept, filepath.Base(folder)+": "+strings.Join(names, ", "))
	}
	late := func(name string) {
		if err := os.WriteFile(filepath.Join(dir, "acme", name), []byte("signed"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	on.Inspect = func(pack *os.Root, name string) (Standing, error) {
		standing, err := byEdition(pack, name)
		late("late.pdf")                    // as if in the middle of the build
		late(path.Base(edition(1)[1].Path)) // with a name as one of the program's, elsewhere
		late("part1/deep/file01.txt")       // a change to one of the program's
		return standing, err
	}
	if err := putOn(t, dir, "acme", edition(2), on); err != nil {
		t.Fatal(err)
	}
	if want := []string{"acme.kept-1: file00.txt, late.pdf, part1/deep/file01.txt"}; !slices.Equal(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
	whole(t, dir)
	on.Inspect = byEdition
	o, err := Open(t.Context(), dir, on)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Check("acme"); err != nil {
		t.Fatal(err)
	}
	late("later.pdf")
	var strangers *StrangersError
	if err := o.Replace(t.Context(), "acme", edition(3)); !errors.As(err, &strangers) || len(strangers.Strange) != 1 || strangers.Strange[0].Path != "later.pdf" {
		t.Errorf("after the check: %v", err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	alone(t, dir, "acme", "acme.kept-1")
}

// TestInTheWay refuses to replace what is no folder, or no pack, and moves it aside with leave.
func TestInTheWay(t *testing.T) {
	for name, set := range map[string]func(string) error{
		"a file": func(at string) error { return os.WriteFile(at, []byte("dear"), 0o644) },
		"letters": func(at string) error {
			return errors.Join(os.Mkdir(at, 0o755), os.WriteFile(filepath.Join(at, "to-mum.txt"), []byte("dear"), 0o644))
		},
		"a link":      func(at string) error { return os.Symlink(t.TempDir(), at) },
		"a dead link": func(at string) error { return os.Symlink("nowhere", at) },
	} {
		dir := t.TempDir()
		at := filepath.Join(dir, "acme")
		if err := set(at); err != nil {
			t.Skip(err)
		}
		before := tree(t, dir)
		if err := put(t, dir, "acme", edition(1)); err == nil || !strings.Contains(err.Error(), at+" is in the way") || tree(t, dir) != before {
			t.Errorf("%s: %v\n%s", name, err, tree(t, dir))
		}
		on := terms(t)
		on.Aside, on.Kept = true, func(string, string, []string) {}
		if err := putOn(t, dir, "acme", edition(1), on); err != nil {
			t.Fatal(name, err)
		}
		whole(t, dir)
		alone(t, dir, "acme", "acme.kept-1")
		if err := os.RemoveAll(at); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(dir, "acme.kept-1"), at); err != nil || tree(t, dir) != before {
			t.Errorf("%s: not kept as it was: %v\n%s", name, err, tree(t, dir))
		}
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "acme"), 0o755); err != nil {
		t.Fatal(err)
	}
	mustPut(t, dir, "acme", edition(1)) // an empty folder is in nobody's way
}

// TestStrangersInLeftovers hides things of people under the names that only the program uses.
func TestStrangersInLeftovers(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		newPrefix + "acme.0/signed.pdf": "signed", oldPrefix + "acme/x": "x", newPrefix + "acme.1/" + Mark: "edition 1", newPrefix: "a file",
		listPrefix + "acme.1": "shopping", listPrefix + "acme.2": listHeader + "made " + strings.Repeat("0", 64) + "  ../../escaped\nnonsense",
	} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	on := terms(t)
	on.Kept = func(string, string, []string) {}
	if err := putOn(t, dir, "other", edition(1), on); err != nil {
		t.Fatal(err)
	}
	// The old pack "acme" was put back, for there was none.
	alone(t, dir, listPrefix+"acme.1", "acme", "acme.kept-1", "acme.kept-2", "leftover.kept-1", "other")
	have := holding(t, dir)
	for name, text := range map[string]string{"acme.kept-1/signed.pdf": "signed", "acme/x": "x", "acme.kept-2/" + Mark: "edition 1", "leftover.kept-1": "a file", listPrefix + "acme.1": "shopping"} {
		if have[name] != text {
			t.Errorf("%s holds %q, want %q", name, have[name], text)
		}
	}
}

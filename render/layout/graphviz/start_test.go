package graphviz

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// The tests of this file start programs, because what they look at happens before any test could run.

func TestTheCacheIsReadyBeforeTheLibraryStarts(t *testing.T) {
	program := filepath.Join(t.TempDir(), "bare")
	build := exec.Command("go", "build", "-o", program, "./testdata/bare")
	if out, err := build.CombinedOutput(); err != nil {
		testenv.Missing(t, fmt.Sprintf("go build: %v\n%s", err, out))
	}
	for _, program := range []string{program, os.Args[0]} {
		run := exec.Command(program, "-test.run=^$")
		run.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		out, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		cache := bytes.Index(out, []byte("init portolan/render/layout/graphviz/cache "))
		library := bytes.Index(out, []byte("init github.com/goccy/go-graphviz/internal/wasm "))
		if cache < 0 || library < 0 || cache > library {
			t.Errorf("%s: cache is initialized at %d, the library at %d of\n%s", filepath.Base(program), cache, library, out)
		}
	}
}

// TestChild is what the programs below do: one layout, in the environment that they were given.
func TestChild(t *testing.T) {
	folder, ok := os.LookupEnv("TEST_CHILD_TMPDIR")
	if !ok {
		t.Skip("runs only as a child of another test")
	}
	if runtime.GOOS != "windows" && os.Getenv("TMPDIR") != folder {
		t.Errorf("TMPDIR is %q, want it back at %q", os.Getenv("TMPDIR"), folder)
	}
	ranked(t, ranking(1))
}

// An abode is where a child keeps its files.
type abode struct{ home, temporary string }

func (a abode) start(t *testing.T, environment ...string) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
	child.Env = []string{"PATH=" + os.Getenv("PATH"), "SystemRoot=" + os.Getenv("SystemRoot"), "TMP=" + a.temporary, "TEMP=" + a.temporary,
		"TMPDIR=" + a.temporary, "TEST_CHILD_TMPDIR=" + a.temporary}
	if a.home != "" {
		child.Env = append(child.Env, "HOME="+a.home, "XDG_CACHE_HOME="+a.home, "LocalAppData="+a.home)
	}
	child.Env = append(child.Env, environment...)
	out, err := child.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestChild") {
		t.Fatalf("the program fails: %v\n%s", err, out)
	}
}

// code finds the one file of compiled code below a folder; empty if there is none.
func code(t *testing.T, folder string) string {
	t.Helper()
	found := ""
	filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.HasSuffix(path, ".seal") {
			if found != "" {
				t.Errorf("more than one file: %s and %s", found, path)
			}
			found = path
		}
		return nil
	})
	return found
}

func TestDamagedCompiledCodeIsReplaced(t *testing.T) {
	t.Parallel()
	a := abode{t.TempDir(), t.TempDir()}
	a.start(t)
	file := code(t, a.home)
	if file == "" {
		t.Fatal("no compiled code is kept")
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 0x40
	for name, damaged := range map[string][]byte{"truncated": good[:len(good)/3], "empty": {}, "one bit": flipped} {
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		a.start(t)
		if now, err := os.ReadFile(file); err != nil || bytes.Equal(now, damaged) {
			t.Errorf("%s: the damaged file is still in use (%v)", name, err)
		}
	}
	if code(t, a.temporary) != "" {
		t.Error("files were left in the shared temporary folder")
	}
}

func TestSoundCompiledCodeIsUsedAgain(t *testing.T) {
	t.Parallel()
	a := abode{t.TempDir(), t.TempDir()}
	a.start(t)
	before, err := os.Stat(code(t, a.home))
	if err != nil {
		t.Fatal(err)
	}
	a.start(t)
	if after, err := os.Stat(code(t, a.home)); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("the code was compiled again (%v)", err)
	}
}

func TestSeveralProgramsMayStartForTheFirstTimeTogether(t *testing.T) {
	t.Parallel()
	a := abode{t.TempDir(), t.TempDir()}
	t.Run("together", func(t *testing.T) {
		for _, name := range []string{"one", "two", "three"} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				a.start(t)
			})
		}
	})
	a.start(t)
	if code(t, a.home) == "" {
		t.Error("no compiled code is kept")
	}
}

func TestWithoutAHomeAPrivateTemporaryFolderIsUsed(t *testing.T) {
	t.Parallel()
	a := abode{"", t.TempDir()}
	a.start(t)
	file := code(t, a.temporary)
	if file == "" || !strings.Contains(file, "portolan-") {
		t.Fatalf("compiled code is at %q", file)
	}
	if runtime.GOOS == "windows" {
		return
	}
	folder := filepath.Join(a.temporary, strings.Split(strings.TrimPrefix(file, a.temporary+"/"), "/")[0])
	if at, err := os.Stat(folder); err != nil || at.Mode().Perm() != 0o700 {
		t.Errorf("%s may be entered by others (%v)", folder, err)
	}
}

func TestWithoutAnyFolderTheProgramStillRuns(t *testing.T) {
	t.Parallel()
	nowhere := filepath.Join(os.DevNull, "nowhere")
	abode{nowhere, nowhere}.start(t)
}

func TestAFolderThatOthersCanChangeIsNotTrusted(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no modes and links as on Unix")
	}
	a := abode{t.TempDir(), t.TempDir()}
	base := a.home
	if runtime.GOOS == "darwin" {
		base = filepath.Join(a.home, "Library", "Caches")
	}
	open := filepath.Join(base, "portolan")
	planted := filepath.Join(open, "go-graphviz", "planted")
	if err := os.MkdirAll(filepath.Dir(planted), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(planted, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	a.start(t)
	if _, err := os.Stat(planted); err == nil {
		t.Error("what others could have written is still there")
	}
	if at, err := os.Stat(open); err != nil || at.Mode().Perm() != 0o700 {
		t.Errorf("the folder is still open to others (%v)", err)
	}
	elsewhere := t.TempDir()
	if err := os.RemoveAll(open); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, open); err != nil {
		t.Fatal(err)
	}
	a.start(t)
	if code(t, elsewhere) != "" {
		t.Error("a link was followed")
	}
}

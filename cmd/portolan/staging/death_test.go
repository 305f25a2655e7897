package staging

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/model/testenv"
)

// The test program is its own victim: with these variables set it builds until it is killed.
const (
	victimFolder = "PORTOLAN_TEST_VICTIM_FOLDER"
	victimBuilds = "PORTOLAN_TEST_VICTIM_BUILDS"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimFolder); dir != "" {
		builds, err := strconv.Atoi(os.Getenv(victimBuilds))
		if err == nil {
			err = buildAgainAndAgain(dir, builds)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func buildAgainAndAgain(dir string, builds int) error {
	for n := range builds {
		o, err := Open(context.Background(), dir, Terms{Waiting: func() {}, Inspect: byEdition, Aside: true, Kept: func(string, string, []string) {}, Left: func(err error) { panic(err) }})
		if err != nil {
			return err
		}
		err = o.Replace(context.Background(), "acme", edition(os.Getpid()*1000+n%1000))
		if err := errors.Join(err, o.Close()); err != nil {
			return err
		}
	}
	return nil
}

func victim(t *testing.T, dir string, builds int) (*exec.Cmd, *strings.Builder) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	said := &strings.Builder{}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), victimFolder+"="+dir, victimBuilds+"="+strconv.Itoa(builds))
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // when the test fails; else it has ended
	return cmd, said
}

// whole fails unless the pack is one edition from end to end, and returns that edition.
func whole(t *testing.T, dir string) string {
	t.Helper()
	pack := filepath.Join(dir, "acme")
	mark, err := os.ReadFile(filepath.Join(pack, Mark))
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimPrefix(string(mark), "edition "))
	if err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(t.TempDir(), "want")
	mustPut(t, want, "acme", edition(n))
	if tree(t, pack) != tree(t, filepath.Join(want, "acme")) {
		t.Fatalf("the pack is neither old nor new:\n%s", tree(t, pack))
	}
	return string(mark)
}

func TestKilledAtRandom(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "acme", edition(1))
	kills := testenv.Rounds(t, 30)
	last := whole(t, dir)
	for range kills {
		cmd, said := victim(t, dir, 1_000_000)
		awaitOther(t, dir, last) // it is at work: on any machine it dies in the middle of some later build
		time.Sleep(time.Duration(rand.IntN(40_000)) * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil || said.Len() > 0 {
			t.Fatalf("the victim ended by itself: %v %s", err, said)
		}
		last = whole(t, dir)
	}
	mustPut(t, dir, "acme", edition(2))
	alone(t, dir, "acme")
}

// awaitOther returns when the pack is of another edition than the last.
func awaitOther(t *testing.T, dir, last string) {
	t.Helper()
	for patience := time.Now().Add(time.Minute); time.Now().Before(patience); time.Sleep(time.Millisecond) {
		// While packs are exchanged on systems without a swap there may be none.
		if mark, err := os.ReadFile(filepath.Join(dir, "acme", Mark)); err == nil && string(mark) != last {
			return
		}
	}
	t.Fatal("the victim writes no pack")
}

func TestManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		cmd, said := victim(t, dir, 5)
		all.Go(func() {
			if err := cmd.Wait(); err != nil {
				t.Errorf("%v: %s", err, said)
			}
		})
	}
	all.Wait()
	whole(t, dir)
	alone(t, dir, "acme")
}

func TestOpenWaits(t *testing.T) {
	dir := t.TempDir()
	first, err := Open(t.Context(), dir, terms(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	if _, err := Open(ctx, dir, Terms{Waiting: stop}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped while it waits: %v", err)
	}
	opened := make(chan error)
	waits := make(chan bool)
	go func() {
		second, err := Open(t.Context(), dir, Terms{Waiting: func() { close(waits) }})
		if err == nil {
			err = second.Close()
		}
		opened <- err
	}()
	<-waits
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Error(err)
	}
}

func TestOpenFollowsTheFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows does not rename a folder that is open")
	}
	dir := filepath.Join(t.TempDir(), "dist")
	first, err := Open(t.Context(), dir, terms(t))
	if err != nil {
		t.Fatal(err)
	}
	waits := terms(t)
	waits.Waiting = func() {
		if err := os.Rename(dir, dir+"-moved-away"); err != nil {
			t.Error(err)
		}
		if err := first.Close(); err != nil {
			t.Error(err)
		}
	}
	second, err := Open(t.Context(), dir, waits)
	if err != nil {
		t.Fatal(err)
	}
	err = second.Replace(t.Context(), "acme", edition(1))
	if err := errors.Join(err, second.Close()); err != nil {
		t.Fatal(err)
	}
	alone(t, dir, "acme")
}

// TestKilledWhileItTidies kills a build that removes what a dead one left, again and again: the next one still knows it for the program's.
func TestKilledWhileItTidies(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "acme", edition(1))
	files := []File{{Mark, []byte("edition 2")}}
	for i := range 1500 {
		files = append(files, File{fmt.Sprintf("part/%04d.txt", i), []byte("edition 2")})
	}
	caught := 0
	for range 2 {
		fresh := filepath.Join(dir, dead(t, dir, files).fresh())
		cmd, _ := victim(t, dir, 1)
		for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
			if _, err := os.Stat(filepath.Join(fresh, "part/0000.txt")); err != nil {
				break // it is at work
			}
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if _, err := os.Stat(fresh); err == nil {
			caught++
		}
		mustPut(t, dir, "acme", edition(1))
		alone(t, dir, "acme")
	}
	if caught == 0 {
		t.Error("each build was done before it was killed")
	}
}

// dead leaves what a build leaves that dies before the exchange.
func dead(t *testing.T, dir string, files []File) stage {
	t.Helper()
	o, err := Open(t.Context(), dir, terms(t))
	if err != nil {
		t.Fatal(err)
	}
	standing, err := o.standing("acme")
	if err != nil {
		t.Fatal(err)
	}
	s, err := o.prepare("acme", files, standing)
	for _, f := range files {
		name := filepath.Join(dir, s.fresh(), f.Path)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.Data, 0o644))
	}
	if err := errors.Join(err, o.Close()); err != nil {
		t.Fatal(err)
	}
	return s
}

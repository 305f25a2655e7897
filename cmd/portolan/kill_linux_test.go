package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// killsVariable asks for so many kills; without it none is done, since that takes long:
//
//	PORTOLAN_KILLS=300 go test ./cmd/portolan -run TestKilledBuilds -v -timeout 60m
//
// Full and read-only disks and two users need root.
const killsVariable = "PORTOLAN_KILLS"

// A target is a folder of packs in which builds are disturbed: a site of which there are two editions, and what a stranger put beside its pack.
type target struct {
	*testing.T
	id       string
	editions [2]string // folders of the site
	whole    [2]string // digests of their packs
	took     time.Duration
}

const strangers = "notes of a stranger\n"

// newTarget builds both editions once, undisturbed.
func newTarget(t *testing.T, id string) *target {
	t.Helper()
	to := &target{T: t, id: id}
	for i := range to.editions {
		folder := filepath.Join(t.TempDir(), id)
		if err := os.CopyFS(folder, os.DirFS(filepath.Join("../../sites", id))); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(folder, siteFile)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.Replace(text, []byte("\ncustomer = \""), fmt.Appendf(nil, "\ncustomer = \"Edition %d, ", i), 1)
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Dir(folder), 0o755); err != nil { // for another user
			t.Fatal(err)
		}
		to.editions[i] = folder
		out, start := t.TempDir(), time.Now()
		if said, err := to.build("portolan", i, out).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		to.took, to.whole[i] = time.Since(start), digest(t, filepath.Join(out, id))
	}
	if to.whole[0] == to.whole[1] {
		t.Fatal("both editions give the same pack")
	}
	return to
}

// in is a new folder that holds the pack of the first edition, and a stranger's file beside it.
func (to *target) in(out string) string {
	to.Helper()
	if err := os.WriteFile(filepath.Join(out, "notes.txt"), []byte(strangers), 0o644); err != nil {
		to.Fatal(err)
	}
	if said, err := to.build("portolan", 0, out).CombinedOutput(); err != nil {
		to.Fatalf("%v: %s", err, said)
	}
	return out
}

func (to *target) build(program string, edition int, out string) *exec.Cmd {
	cmd := exec.Command(program, "build", to.editions[edition], "--force", "-o", out)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME=/nonexistent")
	return cmd
}

// check fails unless the pack is one of the editions to the byte, and the stranger's file is what it was. It says which edition it is.
func (to *target) check(out, after string) int {
	to.Helper()
	if data, err := os.ReadFile(filepath.Join(out, "notes.txt")); err != nil || string(data) != strangers {
		to.Errorf("after %s the stranger's file is %q: %v", after, data, err)
	}
	is := digest(to.T, filepath.Join(out, to.id))
	for i, whole := range to.whole {
		if is == whole {
			return i
		}
	}
	to.Fatalf("after %s the pack is neither old nor new", after)
	return -1
}

// tidy fails unless a build that nobody disturbs leaves its pack and the stranger's file alone in the folder.
func (to *target) tidy(out, after string) {
	to.Helper()
	if said, err := to.build("portolan", 1, out).CombinedOutput(); err != nil {
		to.Fatalf("after %s the next build fails: %v: %s", after, err, said)
	}
	if to.check(out, after) != 1 {
		to.Errorf("after %s the next build changes nothing", after)
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		to.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "notes.txt" && e.Name() != to.id && e.Name() != "lost+found" {
			to.Errorf("after %s and a build there is still %s", after, e.Name())
		}
	}
}

// digest stands for all files of a folder, with their names and modes.
func digest(t *testing.T, folder string) string {
	t.Helper()
	sum := sha256.New()
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, _ := filepath.Rel(folder, name)
		fmt.Fprintf(sum, "%q %v\n", relative, d.Type())
		if d.Type().IsRegular() {
			data, err := os.ReadFile(name)
			fmt.Fprintf(sum, "%d %x\n", len(data), sha256.Sum256(data))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// TestKilledBuilds disturbs builds of the example and of a large site: kill -9 and Ctrl-C at any moment, full and read-only disks, several builds and two users
// at once. The pack is always the old or the new one to the byte, what a stranger put beside it stays, and the next build leaves nothing else.
func TestKilledBuilds(t *testing.T) {
	kills, _ := strconv.Atoi(os.Getenv(killsVariable))
	if kills == 0 {
		t.Skip(killsVariable + " does not say how many builds to kill")
	}
	for id, share := range map[string]int{"harbour-logistics": kills * 2 / 3, "scenario-extra-large": kills - kills*2/3} {
		t.Run(id, func(t *testing.T) {
			to := newTarget(t, id)
			t.Run("kill", func(t *testing.T) { (&target{t, to.id, to.editions, to.whole, to.took}).killed(share, syscall.SIGKILL) })
			t.Run("interrupt", func(t *testing.T) {
				(&target{t, to.id, to.editions, to.whole, to.took}).killed(max(1, share/10), syscall.SIGINT)
			})
			t.Run("at once", func(t *testing.T) { (&target{t, to.id, to.editions, to.whole, to.took}).atOnce(5) })
			if os.Geteuid() != 0 {
				t.Skip("disks and users need root")
			}
			t.Run("full disk", func(t *testing.T) { (&target{t, to.id, to.editions, to.whole, to.took}).fullDisk() })
			t.Run("two users", func(t *testing.T) { (&target{t, to.id, to.editions, to.whole, to.took}).twoUsers() })
		})
	}
}

// killed ends builds by a signal at any moment of them.
func (to *target) killed(times int, signal syscall.Signal) {
	out := to.in(to.TempDir())
	caught, became := 0, [2]int{}
	for i := range times {
		cmd := to.build("portolan", (i+1)%2, out)
		if err := cmd.Start(); err != nil {
			to.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case err := <-done:
			if err != nil {
				to.Fatalf("a build fails by itself: %v", err)
			}
		case <-time.After(time.Duration(rand.Int64N(int64(to.took)))):
			_ = cmd.Process.Signal(signal)
			start, err := time.Now(), <-done
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				caught++
				if signal == syscall.SIGINT && exit.ExitCode() != exitInterrupted && exit.ExitCode() != -1 { // -1 where the program had not begun
					to.Errorf("interrupted, it ends with %d", exit.ExitCode())
				}
			}
			if late := time.Since(start); late > 5*time.Second {
				to.Errorf("it went on for %v after %v", late, signal)
			}
		}
		became[to.check(out, signal.String())]++
	}
	to.tidy(out, signal.String())
	to.Logf("%s: %d builds, %d of them ended by %v: 0 torn, 0 litter, 0 foreign bytes lost; the pack was %d and %d times either edition", to.id, times, caught, signal, became[0], became[1])
}

// atOnce runs several builds of both editions into one folder.
func (to *target) atOnce(rounds int) {
	out := to.in(to.TempDir())
	for range rounds {
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				if said, err := to.build("portolan", i%2, out).CombinedOutput(); err != nil {
					to.Errorf("%v: %s", err, said)
				}
			})
		}
		all.Wait()
		to.check(out, "four builds at once")
	}
	to.tidy(out, "builds at once")
	to.Logf("%s: %d times 4 builds at once", to.id, rounds)
}

// fullDisk builds on disks that hold the old pack and a part of the new one, and on one that may only be read.
func (to *target) fullDisk() {
	size := int64(0)
	_ = filepath.WalkDir(to.in(to.TempDir()), func(_ string, d fs.DirEntry, err error) error {
		if info, err := d.Info(); err == nil {
			size += (info.Size() + 4095) / 4096 * 4096
		}
		return err
	})
	full := 0
	for i := range 8 {
		out := to.TempDir()
		room := size + size*int64(i)/5 + 64<<10
		if err := syscall.Mount("tmpfs", out, "tmpfs", 0, fmt.Sprintf("size=%d", 3*size)); err != nil {
			to.Skipf("no disk can be mounted: %v", err)
		}
		to.Cleanup(func() { _ = syscall.Unmount(out, syscall.MNT_DETACH) })
		to.in(out)
		remount := func(flags uintptr, size int64) {
			if err := syscall.Mount("tmpfs", out, "tmpfs", syscall.MS_REMOUNT|flags, fmt.Sprintf("size=%d", size)); err != nil {
				to.Fatal(err)
			}
		}
		remount(0, room)
		said, err := to.build("portolan", 1, out).CombinedOutput()
		if err != nil {
			full++
			if !bytes.Contains(said, []byte("no space left")) {
				to.Errorf("a full disk: %v: %s", err, said)
			}
			if to.check(out, "a full disk") != 0 {
				to.Error("a build that failed has changed the pack")
			}
		}
		remount(0, 3*size)
		if i == 0 {
			remount(syscall.MS_RDONLY, 3*size)
			before := to.check(out, "")
			if said, err := to.build("portolan", 1-before, out).CombinedOutput(); err == nil || !bytes.Contains(said, []byte("read-only")) || to.check(out, "a disk that may only be read") != before {
				to.Errorf("a disk that may only be read: %v: %s", err, said)
			}
			remount(0, 3*size)
		}
		to.tidy(out, "a full disk")
	}
	if full == 0 {
		to.Error("no disk was full")
	}
	to.Logf("%s: 8 sizes of a disk, %d of them too small, and one that may only be read", to.id, full)
}

// twoUsers builds as another user over a pack of root, in folders where that user may and may not write, and as root over a pack of the other.
func (to *target) twoUsers() {
	for _, mode := range []fs.FileMode{0o755, 0o777, 0o777 | fs.ModeSticky} {
		out := to.TempDir()
		if err := errors.Join(os.Chmod(filepath.Dir(out), 0o755), os.Chmod(out, mode)); err != nil {
			to.Fatal(err)
		}
		to.in(out)
		said, err := to.build("portolan-unprivileged", 1, out).CombinedOutput()
		is := to.check(out, "another user")
		if (err == nil) != (is == 1) {
			to.Errorf("%v: another user's build ends with %v, and the pack is edition %d: %s", mode, err, is, said)
		}
		to.Logf("%s: another user in a folder of root with mode %v: %v", to.id, mode, err)
		to.tidy(out, "another user")
	}
}

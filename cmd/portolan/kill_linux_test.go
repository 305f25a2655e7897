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
// Full and read-only disks and two users need root, and are left out with a word about it otherwise.
const killsVariable = "PORTOLAN_KILLS"

// A target is a folder of packs in which builds are disturbed: a site of which there are two editions, and what a stranger put beside its pack.
type target struct {
	*testing.T
	id       string
	editions [2]string // folders of the site
	whole    [2]string // digests of their packs
	took     time.Duration

	torn, litter, lost int // packs, files that a build left behind, and bytes of a stranger
}

// of is the same target in a test of its own.
func (to *target) of(t *testing.T) *target {
	return &target{T: t, id: to.id, editions: to.editions, whole: to.whole, took: to.took}
}

// sum logs what a test came to.
func (to *target) sum(format string, values ...any) {
	to.Helper()
	to.Logf("%s: %s: %d torn, %d litter, %d foreign bytes lost", to.id, fmt.Sprintf(format, values...), to.torn, to.litter, to.lost)
}

const strangers = "notes of a stranger\n"

// open is a new folder in which another user, too, finds what may be found.
func open(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := errors.Join(os.Chmod(folder, 0o755), os.Chmod(filepath.Dir(folder), 0o755)); err != nil {
		t.Fatal(err)
	}
	return folder
}

// newTarget builds both editions once, undisturbed.
func newTarget(t *testing.T, id string) *target {
	t.Helper()
	to := &target{T: t, id: id}
	for i := range to.editions {
		folder := filepath.Join(open(t), id)
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
	return to.buildAs(program, "022", edition, out)
}

// buildAs builds as somebody whose new files have no such rights.
func (to *target) buildAs(program, umask string, edition int, out string) *exec.Cmd {
	cmd := exec.Command("sh", "-c", "umask "+umask+` && exec "$@"`, "sh", program, "build", to.editions[edition], "--force", "-o", out)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME=/nonexistent")
	return cmd
}

// check fails unless the pack is one of the editions to the byte, and the stranger's file is what it was. It says which edition it is.
func (to *target) check(out, after string) int {
	to.Helper()
	if data, err := os.ReadFile(filepath.Join(out, "notes.txt")); err != nil || string(data) != strangers {
		to.lost++
		to.Errorf("after %s the stranger's file is %q: %v", after, data, err)
	}
	is := digest(to.T, filepath.Join(out, to.id))
	for i, whole := range to.whole {
		if is == whole {
			return i
		}
	}
	to.torn++
	to.Errorf("after %s the pack is neither old nor new", after)
	return -1
}

// alone fails unless a build that nobody killed has left its pack and the stranger's file alone in the folder, whatever came of it.
func (to *target) alone(out, after string) {
	to.Helper()
	entries, err := os.ReadDir(out)
	if err != nil {
		to.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "notes.txt" && e.Name() != to.id && e.Name() != "lost+found" {
			to.litter++
			to.Errorf("after %s there is still %s", after, e.Name())
		}
	}
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
	to.alone(out, after)
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

// TestKilledBuilds disturbs builds of the example and of a large site: kill -9 and Ctrl-C at any moment, full and read-only disks and folders, several builds and
// two users at once. The pack is always the old or the new one to the byte, what a stranger put beside it stays, and the next build leaves nothing else.
func TestKilledBuilds(t *testing.T) {
	kills, _ := strconv.Atoi(os.Getenv(killsVariable))
	if kills == 0 {
		t.Skip(killsVariable + " does not say how many builds to kill")
	}
	rounds := max(1, kills/6)
	for id, share := range map[string]int{"harbour-logistics": kills * 2 / 3, "scenario-extra-large": kills - kills*2/3} {
		t.Run(id, func(t *testing.T) {
			to := newTarget(t, id)
			t.Run("kill", func(t *testing.T) { to.of(t).killed(share, syscall.SIGKILL) })
			t.Run("interrupt", func(t *testing.T) { to.of(t).killed(rounds, syscall.SIGINT) })
			t.Run("at once", func(t *testing.T) { to.of(t).atOnce(rounds) })
			t.Run("full disk", func(t *testing.T) { to.of(t).fullDisk(rounds) })
			t.Run("read-only", func(t *testing.T) { to.of(t).readOnly(rounds) })
			t.Run("two users", func(t *testing.T) { to.of(t).twoUsers(rounds) })
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
			if late := time.Since(start); late > max(5*time.Second, 2*to.took) {
				to.Errorf("it went on for %v after %v", late, signal)
			}
		}
		if is := to.check(out, signal.String()); is >= 0 {
			became[is]++
		}
	}
	to.tidy(out, signal.String())
	to.sum("%d builds, %d of them ended by %v; the pack was %d and %d times either edition", times, caught, signal, became[0], became[1])
}

// atOnce runs two builds, and each fifth time five, of both editions into one folder.
func (to *target) atOnce(rounds int) {
	out := to.in(to.TempDir())
	builds := 0
	for round := range rounds {
		var all sync.WaitGroup
		for i := range map[bool]int{true: 5, false: 2}[round%5 == 0] {
			builds++
			all.Go(func() {
				if said, err := to.build("portolan", i%2, out).CombinedOutput(); err != nil {
					to.Errorf("%v: %s", err, said)
				}
			})
		}
		all.Wait()
		to.check(out, "builds at once")
		to.alone(out, "builds at once")
	}
	to.tidy(out, "builds at once")
	to.sum("%d builds, in %d rounds at once", builds, rounds)
}

// A mounted disk is of a test alone, and holds the pack and what a stranger put beside it.
type mounted struct {
	to   *target
	out  string
	pack int64 // bytes that the pack takes
}

// newDisk mounts a disk in memory.
func (to *target) newDisk() *mounted {
	to.Helper()
	if os.Geteuid() != 0 {
		to.Skip("only root mounts disks")
	}
	d := &mounted{to: to, out: open(to.T)}
	_ = filepath.WalkDir(to.in(to.TempDir()), func(_ string, e fs.DirEntry, _ error) error {
		if info, err := e.Info(); err == nil {
			d.pack += (info.Size() + 4095) / 4096 * 4096
		}
		return nil
	})
	if err := syscall.Mount("tmpfs", d.out, "tmpfs", 0, fmt.Sprintf("size=%d", 4*d.pack)); err != nil {
		to.Skipf("no disk can be mounted: %v", err)
	}
	to.Cleanup(func() { _ = syscall.Unmount(d.out, syscall.MNT_DETACH) })
	to.in(d.out)
	return d
}

// remount gives the disk another size, or makes it read-only.
func (d *mounted) remount(flags uintptr, size int64) {
	d.to.Helper()
	if err := syscall.Mount("tmpfs", d.out, "tmpfs", syscall.MS_REMOUNT|flags, fmt.Sprintf("size=%d", size)); err != nil {
		d.to.Fatal(err)
	}
}

// fullDisk builds on a disk that holds the old pack and a part of the new one, or all of it.
func (to *target) fullDisk(rounds int) {
	d := to.newDisk()
	full, is := 0, 0
	for i := range rounds {
		d.remount(0, d.pack+d.pack*int64(i)*5/int64(4*rounds)+64<<10)
		said, err := to.build("portolan", 1-is, d.out).CombinedOutput()
		now := to.check(d.out, "a full disk")
		to.alone(d.out, "a full disk")
		switch {
		case err == nil && now != 1-is, err != nil && now != is:
			to.Errorf("the build ends with %v, and the pack is edition %d, which was %d", err, now, is)
		case err != nil && !bytes.Contains(said, []byte("no space left")):
			to.Errorf("a full disk: %v: %s", err, said)
		}
		if err != nil {
			full++
		}
		d.remount(0, 4*d.pack)
		is = max(now, 0)
	}
	if full == 0 || full == rounds {
		to.Errorf("%d of %d disks were full", full, rounds)
	}
	to.sum("%d builds on disks of all sizes, %d of them too small", rounds, full)
}

// readOnly builds where nothing may be written: on a disk that is read-only, in a folder of another, and over a pack whose folders are read-only.
func (to *target) readOnly(rounds int) {
	d := to.newDisk()
	refused := 0
	for i := range rounds {
		out, program, before := d.out, "portolan", to.check(d.out, "")
		switch i % 3 {
		case 0:
			d.remount(syscall.MS_RDONLY, 4*d.pack)
		case 1:
			program = "portolan-unprivileged"
			to.give(out, nobody, 0o555)
		case 2:
			program = "portolan-unprivileged"
			to.give(out, nobody, 0o755)
			must(os.Chmod(filepath.Join(out, to.id), 0o555))
		}
		said, err := to.build(program, 1-before, out).CombinedOutput()
		now := to.check(out, "a read-only folder")
		to.alone(out, "a read-only folder")
		if err != nil {
			refused++
		}
		if (err == nil) != (now != before) || i%3 < 2 && err == nil || bytes.Contains(said, []byte("internal fault")) || bytes.Contains(said, []byte(siteFile)) {
			to.Errorf("way %d: %v, and the pack is edition %d, which was %d: %s", i%3, err, now, before, said)
		}
		d.remount(0, 4*d.pack)
		to.give(out, 0, 0o755)
		must(os.Chmod(filepath.Join(out, to.id), 0o755))
	}
	to.tidy(d.out, "a read-only folder")
	to.sum("%d builds in read-only places, %d of them refused", rounds, refused)
}

// nobody is the user that portolan-unprivileged becomes.
const nobody = 65534

// give gives a folder and the pack in it to somebody.
func (to *target) give(out string, user int, mode fs.FileMode) {
	to.Helper()
	err := filepath.WalkDir(filepath.Join(out, to.id), func(name string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chown(name, user, user))
	})
	if err = errors.Join(err, os.Chown(out, user, user), os.Chmod(out, mode)); err != nil {
		to.Fatal(err)
	}
}

// A visit is a build by one user over the pack of another.
type visit struct {
	owner, guest string // programs that run as them
	mode         fs.FileMode
	umask        string
	atOnce       bool // the owner builds, too
}

// visitOf is one of all visits, by its number.
func visitOf(i int) visit {
	users := []string{"portolan", "portolan-unprivileged"}
	owner := i / 4 % 2
	return visit{users[owner], users[1-owner], []fs.FileMode{0o755, 0o777, 0o777 | fs.ModeSticky, 0o775 | fs.ModeSetgid}[i%4], []string{"022", "077", "000"}[i%3], i%5 == 4}
}

func (v visit) String() string {
	return fmt.Sprintf("%s in a folder of %s with mode %v and umask %s", v.guest, v.owner, v.mode, v.umask)
}

// twoUsers builds as one user over a pack of another, in folders where that user may and may not write, in shared ones, with rights that only the owner has,
// and both at once.
func (to *target) twoUsers(rounds int) {
	if os.Geteuid() != 0 {
		to.Skip("only root becomes another user")
	}
	refused := 0
	for i := range rounds {
		if !to.visited(visitOf(i)) {
			refused++
		}
	}
	to.sum("%d builds over packs of another user, %d of them refused", rounds, refused)
}

// visited tells whether the guest's build was done.
func (to *target) visited(v visit) bool {
	out, owner := open(to.T), 0
	if v.owner != "portolan" {
		owner = nobody
	}
	must(os.WriteFile(filepath.Join(out, "notes.txt"), []byte(strangers), 0o644))
	must(errors.Join(os.Chown(out, owner, -1), os.Chmod(out, v.mode)))
	if said, err := to.buildAs(v.owner, v.umask, 0, out).CombinedOutput(); err != nil {
		to.Fatalf("%v: %v: %s", v, err, said)
	}
	var other sync.WaitGroup
	if v.atOnce {
		other.Go(func() { _ = to.buildAs(v.owner, v.umask, 0, out).Run() }) // which may find the pack another's by then
	}
	said, err := to.buildAs(v.guest, v.umask, 1, out).CombinedOutput()
	other.Wait()
	now := to.check(out, v.String())
	to.alone(out, v.String())
	switch {
	case !v.atOnce && (err == nil) != (now == 1), bytes.Contains(said, []byte("internal fault")), bytes.Contains(said, []byte(siteFile)):
		to.Errorf("%v: it ends with %v, and the pack is edition %d: %s", v, err, now, said)
	case err != nil && v.guest == "portolan":
		to.Errorf("%v: root is refused: %s", v, said)
	}
	to.tidy(out, v.String())
	return err == nil
}

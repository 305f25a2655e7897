// Package staging puts packs into an output folder so that a reader never meets half a pack: files are written to a hidden folder
// beside the old pack, synced, and exchanged with it in one step. It never decides what a pack contains, and removes nothing that it did
// not write itself.
package staging

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A File is one file of a pack. Path is relative to the pack, with slashes.
type File struct {
	Path string
	Data []byte
}

// Mark is the file that every pack has.
const Mark = "MANIFEST.json"

// Terms are how an output folder is used. Kept and Left may be called from several goroutines.
type Terms struct {
	Waiting func()                                             // is called once while another build holds the folder
	Inspect func(pack *os.Root, name string) (Standing, error) // says what is the program's in a pack that stands there
	Aside   bool                                               // moves what is not the program's aside, instead of refusing to replace the pack
	Kept    func(pack, folder string, names []string)          // is told what was moved aside, and to where
	Left    func(error)                                        // is told of a leftover that could not be tidied up
}

// A Standing is what the folder of a pack holds before it is replaced.
type Standing struct {
	Own     map[string]string // files that the program wrote and that are as it wrote them: path to SHA-256 in hexadecimal digits
	Strange []Stranger        // all else
	NoPack  string            // why nothing in it is known to be the program's, or ""
}

// A Stranger is what the program did not write, or what was changed since.
type Stranger struct{ Path, What string }

// An Output is an output folder that this process has locked. Its packs may be replaced at the same time, each by one goroutine.
type Output struct {
	dir   string // as the user named it
	root  *os.Root
	lock  *os.File
	terms Terms

	looking sync.Mutex
	checked map[string]Standing // by the names of packs
}

// Open makes the folder if need be, waits until no other build holds it, and tidies up what dead builds left in it.
func Open(ctx context.Context, dir string, terms Terms) (*Output, error) {
	for {
		o, err := open(ctx, dir, terms)
		if err != nil {
			return nil, err
		}
		replaced, err := o.replaced()
		if err == nil && !replaced {
			err = o.clean()
		}
		if err == nil && !replaced {
			return o, nil
		}
		if err = errors.Join(err, o.Close()); err != nil {
			return nil, err
		}
	}
}

func open(ctx context.Context, dir string, terms Terms) (*Output, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault("make folder", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fault("open folder", dir, err)
	}
	lock, err := takeLock(ctx, root, terms.Waiting)
	if err != nil {
		return nil, errors.Join(fault("lock folder", dir, err), root.Close())
	}
	return &Output{dir: dir, root: root, lock: lock, terms: terms, checked: map[string]Standing{}}, nil
}

// takeLock polls, so that a signal ends the wait.
func takeLock(ctx context.Context, root *os.Root, waiting func()) (*os.File, error) {
	file, err := lockFile(root)
	if err != nil {
		return nil, err
	}
	for first := true; ; first = false {
		taken, err := tryLock(file)
		if taken {
			return file, nil
		}
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		if first {
			waiting()
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// replaced tells whether somebody removed or renamed the folder while we waited for its lock.
func (o *Output) replaced() (bool, error) {
	ours, err := o.root.Stat(".")
	if err != nil {
		return false, fault("look at", o.dir, err)
	}
	now, err := os.Stat(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return err == nil && !os.SameFile(ours, now), fault("look at", o.dir, err)
}

// Close gives the folder up to the next build.
func (o *Output) Close() error {
	return errors.Join(fault("unlock folder", o.dir, o.lock.Close()), fault("close folder", o.dir, o.root.Close()))
}

func (o *Output) rename(from, to string) error {
	return o.fault("rename", from, o.root.Rename(from, to))
}

func (o *Output) fault(act, name string, err error) error {
	return fault(act, filepath.Join(o.dir, filepath.FromSlash(name)), err)
}

// fault says the act and the path once: it drops those that the standard library adds, which are relative to an open folder.
func fault(act, path string, err error) error {
	if err == nil {
		return nil
	}
	var inPath *fs.PathError
	var inLink *os.LinkError
	for errors.As(err, &inPath) {
		err = inPath.Err
	}
	for errors.As(err, &inLink) {
		err = inLink.Err
	}
	return fmt.Errorf("%s %s: %w", act, path, err)
}

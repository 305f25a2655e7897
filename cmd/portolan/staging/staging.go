// Package staging puts packs into an output folder so that a reader never meets half a pack: files are written to a hidden folder
// beside the old pack, synced, and exchanged with it in one step. It never decides what a pack contains, and never touches anything
// in the output folder but packs and its own hidden folders.
package staging

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A File is one file of a pack. Path is relative to the pack, with slashes.
type File struct {
	Path string
	Data []byte
}

// Mark is the file that every pack has. A folder without it is somebody's own and is not replaced.
const Mark = "MANIFEST.json"

// Names of the hidden folders begin so. What is found under such a name was left by a build that died, for a living one holds the lock.
const (
	newPrefix = ".portolan-new-"
	oldPrefix = ".portolan-old-" // only where folders cannot be exchanged in one step
)

// An Output is an output folder that this process has locked. Its packs may be replaced at the same time, each by one goroutine.
type Output struct {
	dir  string // as the user named it
	root *os.Root
	lock *os.File
}

// Open makes the folder if need be, waits until no other build holds it, and removes what dead builds left in it. While another
// build holds it, waiting is called once.
func Open(ctx context.Context, dir string, waiting func()) (*Output, error) {
	for {
		o, err := open(ctx, dir, waiting)
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

func open(ctx context.Context, dir string, waiting func()) (*Output, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault("make folder", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fault("open folder", dir, err)
	}
	lock, err := takeLock(ctx, root, waiting)
	if err != nil {
		return nil, errors.Join(fault("lock folder", dir, err), root.Close())
	}
	return &Output{dir: dir, root: root, lock: lock}, nil
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

// clean repairs what a dead build left: it puts back a pack that was moved away and not yet followed by the new one, and removes
// the rest.
func (o *Output) clean() error {
	entries, err := fs.ReadDir(o.root.FS(), ".")
	if err != nil {
		return fault("read folder", o.dir, err)
	}
	for _, e := range entries {
		name, moved := strings.CutPrefix(e.Name(), oldPrefix)
		switch {
		case moved && o.missing(name):
			if err := o.rename(e.Name(), name); err != nil {
				return err
			}
		case moved, strings.HasPrefix(e.Name(), newPrefix):
			if err := o.remove(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Output) missing(name string) bool {
	_, err := o.root.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

func (o *Output) rename(from, to string) error {
	return o.fault("rename", from, o.root.Rename(from, to))
}

func (o *Output) remove(name string) error {
	return o.fault("remove", name, o.root.RemoveAll(name))
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

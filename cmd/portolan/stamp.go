package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"portolan/render"
)

// A stamp says of a pack that was found whole and unchanged what its files were to the system, and what it would be built from. Where both are the same
// later, the pack is unchanged, and neither is its site opened nor are its files read. A stamp lies in the user's cache folder; whoever has none, or finds
// that anything differs, looks into everything.
type stamp struct {
	sum   string
	whole bool // nothing is so new that it could change without a trace
}

// settled is how long nothing must have changed: the clocks of file systems go on in steps, of which some last two seconds.
const settled = 3 * time.Second

// maxStamped bounds what is read of a site's folder for a stamp, in bytes and files.
const maxStamped, maxStampedFiles = 64 << 20, 5000

var errUnstamped = errors.New("no stamp can be made")

// stampOf is the stamp that a site and its pack would have now; none where that cannot be told.
func (b *builder) stampOf(s siteFolder) stamp {
	if s.typed || b.options.force || b.options.strict || len(*b.options.catalogs) > 0 {
		return stamp{}
	}
	before := b.program.now().Add(-settled)
	var text bytes.Buffer
	newest := time.Time{}
	note := func(name string, at fs.FileInfo) error {
		of, changed, ok := identity(at)
		if !ok {
			return errUnstamped
		}
		if changed.After(newest) {
			newest = changed
		}
		fmt.Fprintf(&text, "%q %s\n", name, of)
		return nil
	}
	built, err := json.Marshal(b.built())
	fmt.Fprintf(&text, "%q %s\n%s %t\n", version, s.id, built, b.options.zip)
	for _, f := range themeFiles(b.theme) {
		fmt.Fprintf(&text, "%q %x\n", f.Path, sha256.Sum256(f.Data))
	}
	if err = errors.Join(err, noteProgram(note), noteSite(&text, filepath.FromSlash(s.folder())), notePack(filepath.Join(b.options.output, s.id), note)); err != nil {
		return stamp{}
	}
	return stamp{fmt.Sprintf("%x\n", sha256.Sum256(text.Bytes())), newest.Before(before)}
}

// noteProgram notes which program this is: one of the same version that was compiled since may build something else.
func noteProgram(note func(string, fs.FileInfo) error) error {
	name, err := os.Executable()
	if err != nil {
		return err
	}
	at, err := os.Stat(name)
	if err != nil {
		return err
	}
	return note(name, at)
}

// noteSite notes everything in a site's folder by its content, whether the site names it or not.
func noteSite(text *bytes.Buffer, folder string) error {
	var size int64
	files := 0
	return eachIn(folder, func(name string, at fs.FileInfo) error {
		if files++; at.IsDir() {
			fmt.Fprintf(text, "%q\n", name)
			return nil
		}
		if size += at.Size(); size > maxStamped || files > maxStampedFiles {
			return errUnstamped
		}
		data, err := os.ReadFile(name)
		fmt.Fprintf(text, "%q %x\n", name, sha256.Sum256(data))
		return err
	})
}

// notePack notes a pack's files and folders by what the system says of them.
func notePack(folder string, note func(string, fs.FileInfo) error) error {
	return eachIn(folder, note)
}

// eachIn hands on all files and folders of a folder. What is neither is none that a stamp can speak of.
func eachIn(folder string, do func(string, fs.FileInfo) error) error {
	return filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() && !e.Type().IsRegular() {
			return errors.Join(err, errUnstamped)
		}
		at, err := e.Info()
		if err != nil {
			return err
		}
		return do(name, at)
	})
}

// stampFile is where the stamp of a pack lies: by the pack's place, in the user's cache folder.
func (b *builder) stampFile(s siteFolder) (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	pack, err := filepath.Abs(filepath.Join(b.options.output, s.id))
	return filepath.Join(base, "portolan", "unchanged", fmt.Sprintf("%x", sha256.Sum256([]byte(pack)))), err
}

// stamped reports whether a pack has the stamp of an earlier run, and keeps what it would have now for the end of this one.
func (b *builder) stamped(s siteFolder) bool {
	now := b.stampOf(s)
	if now.sum == "" {
		return false
	}
	b.stamps.Store(s.id, now)
	name, err := b.stampFile(s)
	if err != nil {
		return false
	}
	written, err := os.ReadFile(name)
	return err == nil && string(written) == now.sum
}

// keepStamp gives a pack that was found whole its stamp, unless something changed while it was looked at. A run that can write none goes on without.
func (b *builder) keepStamp(s siteFolder) {
	before, ok := b.stamps.Load(s.id)
	if now := b.stampOf(s); !ok || before != now || !now.whole {
		return
	}
	name, err := b.stampFile(s)
	if err != nil || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	_ = os.WriteFile(name, []byte(before.(stamp).sum), 0o600) // half a stamp is none
}

// near reports whether a site is made of nothing but what is in its folder and in the program.
func near(o opened, inputs []render.File) bool {
	for _, part := range o.site.Files {
		if !filepath.IsLocal(filepath.FromSlash(o.from.relative(part.Name))) {
			return false
		}
	}
	for _, f := range inputs {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return false
		}
	}
	return len(o.site.Catalogs) == 0 && len(o.site.Bases) == 0 && !o.site.Pack.Previous.Set()
}

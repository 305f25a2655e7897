package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// maxWatched is the number of files that are watched: a folder of more is not one of a site alone.
const maxWatched = 10_000

// A watchlist names the files that something is made from. Of folders it is everything in them that is not hidden, and no copy of an editor.
type watchlist struct{ folders, files []string }

// state is what the system says of each file now. A file that is not there has a state, too.
func (w watchlist) state() map[string]string {
	out := map[string]string{}
	for _, name := range w.files {
		at, err := os.Stat(name)
		out[name] = stateOf(at, err)
	}
	for _, folder := range w.folders {
		_ = filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error { // what cannot be read has a state, too
			if hidden := strings.HasPrefix(filepath.Base(name), ".") || strings.HasSuffix(name, "~"); hidden && name != folder {
				if err == nil && e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if err == nil && e.IsDir() {
				return nil
			}
			var at fs.FileInfo
			if err == nil {
				at, err = os.Stat(name) // that of a link is what it leads to
			}
			out[name] = stateOf(at, err)
			if len(out) > maxWatched {
				return filepath.SkipAll
			}
			return nil
		})
	}
	return out
}

// stateSince is the state of files that were read after another list had one: what that one knows stays, so that no change in between is missed.
func (w watchlist) stateSince(before map[string]string) map[string]string {
	now := w.state()
	maps.Copy(now, before)
	return now
}

func stateOf(at fs.FileInfo, err error) string {
	if err != nil {
		return "unread"
	}
	return fmt.Sprint(at.Size(), at.ModTime().UnixNano(), at.Mode())
}

package catalog

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
)

// watched is a file system that notes which files are opened, also by several at once.
type watched struct {
	fs.FS
	one    *sync.Mutex
	opened *[]string
}

func (w watched) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if err == nil {
		if info, bad := f.Stat(); bad == nil && !info.IsDir() {
			w.one.Lock()
			defer w.one.Unlock()
			*w.opened = append(*w.opened, name)
		}
	}
	return f, err
}

// TestOnlyItsFiles: who uses one product pays for one. No file of another catalogue is opened when one is loaded, whichever it is.
func TestOnlyItsFiles(t *testing.T) {
	for _, dir := range Editions() {
		var opened []string
		c, found := Folder{Files: watched{Embedded().Files, &sync.Mutex{}, &opened}}.Load(dir)
		if c == nil {
			t.Fatal(found)
		}
		if len(opened) == 0 || slices.ContainsFunc(opened, func(name string) bool {
			return !strings.HasPrefix(name, dir+"/") && !strings.Contains(name, "/"+dir+"/")
		}) {
			t.Errorf("%s: opened %v", dir, opened)
		}
	}
}

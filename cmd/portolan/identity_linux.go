package main

import (
	"fmt"
	"io/fs"
	"syscall"
	"time"
)

// identity is what the system says of a file: which one it is, its size, and when it and what is said of it changed last. The last of these nobody can
// set back.
func identity(at fs.FileInfo) (string, time.Time, bool) {
	of, ok := at.Sys().(*syscall.Stat_t)
	if !ok {
		return "", time.Time{}, false
	}
	changed := time.Unix(of.Ctim.Unix())
	if at.IsDir() { // its size tells nothing
		return fmt.Sprintf("folder %d %d %d", of.Dev, of.Ino, changed.UnixNano()), changed, true
	}
	return fmt.Sprintf("%o %d %d %d %d %d", of.Mode, of.Dev, of.Ino, of.Size, of.Mtim.Nano(), changed.UnixNano()), changed, true
}

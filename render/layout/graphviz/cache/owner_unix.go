//go:build unix

package cache

import (
	"os"
	"syscall"
)

// variables are what os.TempDir reads.
var variables = []string{"TMPDIR"}

const writableByOthers = true

func ours(at os.FileInfo) bool {
	stat, ok := at.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Getuid()
}

// user is part of a folder's name in the shared temporary folder.
func user() string {
	id, digits := os.Getuid(), ""
	for ; id > 0; id /= 10 {
		digits = string(rune('0'+id%10)) + digits
	}
	return "0" + digits
}

//go:build unix

package staging

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// mayWrite tells whether this user may make and remove files in a folder.
func mayWrite(root *os.Root, folder string) error {
	at, err := root.Open(".")
	if err != nil {
		return err
	}
	defer at.Close() // opened for its number only
	return unix.Faccessat(int(at.Fd()), folder, unix.W_OK|unix.X_OK, unix.AT_EACCESS)
}

// mayRename tells whether this user may rename what is in a folder. In a sticky one only its owner may, or the folder's.
func mayRename(root *os.Root, what fs.FileInfo) error {
	folder, err := root.Stat(".")
	if err != nil {
		return err
	}
	me := os.Geteuid()
	if folder.Mode()&fs.ModeSticky == 0 || me == 0 || owner(folder) == me || owner(what) == me {
		return nil
	}
	return fs.ErrPermission
}

func owner(at fs.FileInfo) int {
	if system, ok := at.Sys().(*syscall.Stat_t); ok {
		return int(system.Uid)
	}
	return -1
}

//go:build unix

package staging

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile is the output folder itself: it needs no file that would stay behind.
func lockFile(root *os.Root) (*os.File, error) { return root.Open(".") }

// tryLock takes the lock unless another process has it. The system drops it when the process ends, however it ends.
func tryLock(f *os.File) (bool, error) {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) || errors.Is(err, unix.EINTR) {
		return false, nil
	}
	return err == nil, err
}

// syncFolder makes the names in a folder last. A file system that keeps them anyway says that it cannot.
func syncFolder(f *os.File) error {
	err := f.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return nil
	}
	return err
}

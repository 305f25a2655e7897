package staging

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockFile is a hidden file in the output folder, for Windows locks no folders.
func lockFile(root *os.Root) (*os.File, error) {
	return root.OpenFile(".portolan-lock", os.O_RDWR|os.O_CREATE, 0o644)
}

// tryLock takes the lock unless another process has it. The system drops it when the process ends, however it ends.
func tryLock(f *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// syncFolder has nothing to do: Windows has no such call for folders.
func syncFolder(*os.File) error { return nil }

package staging

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// swap exchanges two names in one step. It reports false, having done nothing, where kernel or file system cannot.
func swap(root *os.Root, a, b string) (bool, error) {
	folder, err := root.Open(".")
	if err != nil {
		return false, err
	}
	defer folder.Close() // opened for its number only
	at := int(folder.Fd())
	err = unix.Renameat2(at, a, at, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.ENOTSUP) {
		return false, nil
	}
	return err == nil, err
}

// renameToFree renames and never replaces: not even an empty folder that somebody just made.
func renameToFree(root *os.Root, from, to string) error {
	folder, err := root.Open(".")
	if err != nil {
		return err
	}
	defer folder.Close() // opened for its number only
	at := int(folder.Fd())
	err = unix.Renameat2(at, from, at, to, unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.ENOTSUP) {
		return root.Rename(from, to) // onto a name that was free just now
	}
	return err
}

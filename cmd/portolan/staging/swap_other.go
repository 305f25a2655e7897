//go:build !linux

package staging

import "os"

// swap reports that it did nothing: this system has no call that exchanges two names.
func swap(*os.Root, string, string) (bool, error) { return false, nil }

// renameToFree renames to a name that was free just now. A folder with something in it is not replaced on any system.
func renameToFree(root *os.Root, from, to string) error { return root.Rename(from, to) }

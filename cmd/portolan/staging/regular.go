package staging

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrIrregular says that something is no regular file.
var ErrIrregular = errors.New("it is no regular file")

// OpenRegular opens a regular file for reading and nothing else: it follows no link, and opens no pipe and no device, also when one is put
// there while it looks.
func OpenRegular(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	before, err := root.Lstat(name)
	if err != nil {
		return nil, nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, nil, ErrIrregular
	}
	f, err := root.OpenFile(name, os.O_RDONLY|doNotBlock, 0)
	if err != nil {
		return nil, nil, err
	}
	at, err := f.Stat()
	if err == nil && (!at.Mode().IsRegular() || !os.SameFile(before, at)) {
		err = ErrIrregular
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, at, nil
}

// hashOf is the SHA-256 of a regular file.
func hashOf(root *os.Root, name string) (string, error) {
	f, _, err := OpenRegular(root, name)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return fmt.Sprintf("%x", h.Sum(nil)), errors.Join(err, f.Close())
}

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"portolan/cmd/portolan/staging"
)

// maxThemeFile is the largest file of a theme in bytes: fonts of many scripts have half of it.
const maxThemeFile = 32 << 20

// A themeFolder is a folder as themes are read from it: regular files of a bearable size. Links, which could lead anywhere, and pipes, which would never
// end, are not opened.
type themeFolder struct{ root *os.Root }

func (f themeFolder) Open(name string) (fs.File, error) {
	file, at, err := staging.OpenRegular(f.root, name)
	if errors.Is(err, staging.ErrIrregular) {
		return nil, fmt.Errorf("%s: links, pipes and devices are not read", name)
	}
	if err != nil {
		return nil, err
	}
	if at.Size() > maxThemeFile {
		_ = file.Close() // nothing was read
		return nil, fmt.Errorf("%s has %d bytes; the limit is %d", name, at.Size(), maxThemeFile)
	}
	return file, nil
}

// ReadFile reads no more than the limit of a file that grows meanwhile.
func (f themeFolder) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() // it is only read
	return io.ReadAll(io.LimitReader(file, maxThemeFile))
}

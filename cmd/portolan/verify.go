package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"portolan/render"
)

var verifyVerb = verb{
	name: "verify", args: "PACK.zip or FOLDER", does: "say whether a pack is still what its manifest says",
	examples: `  portolan verify dist/harbour/harbour.zip   a pack as it was handed over
  portolan verify dist/harbour               the same pack as a folder
`,
	prepare: func(*pflag.FlagSet) action { return verify },
}

// packLimit is what the files of a pack may hold together when it is verified: an archive can claim to hold more than any machine can
// bear.
const packLimit = 2 << 30

func verify(ctx context.Context, p *program, args []string) error {
	if len(args) != 1 {
		return usageError("verify takes one pack: its zip, or its folder")
	}
	files, err := unlessInterrupted(ctx, func() filesOrError { return readPack(args[0]) })
	if err == nil {
		err = files.err
	}
	if err != nil {
		return err
	}
	found, compared, err := render.Verify(files.files)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	for _, d := range found {
		if err := p.print(fmt.Sprintf("%s: %s\n", d.Path, d.What)); err != nil {
			return err
		}
	}
	if len(found) > 0 {
		p.say("%s is not what its manifest says: %d of the files differ, %d are listed\n", args[0], len(found), compared)
		return outcome(exitFailed)
	}
	return p.print(fmt.Sprintf("%s: %d files are as the manifest says\n", args[0], compared))
}

type filesOrError struct {
	files []render.File
	err   error
}

func readPack(path string) filesOrError {
	at, err := os.Stat(path)
	if err != nil {
		return filesOrError{err: err}
	}
	var files []render.File
	if at.IsDir() {
		files, err = readPackFolder(path)
	} else {
		files, err = readPackZip(path)
	}
	return filesOrError{files, err}
}

func readPackFolder(folder string) ([]render.File, error) {
	var files []render.File
	left := int64(packLimit)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("%s is no regular file; a pack holds nothing else", path)
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // nothing was written
		data, err := readWithin(f, &left)
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		name, err := filepath.Rel(folder, path)
		files = append(files, render.File{Path: filepath.ToSlash(name), Data: data})
		return err
	})
	return files, err
}

// readPackZip reads an archive as it was built: all files below one folder.
func readPackZip(path string) ([]render.File, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read as a zip: %w", path, err)
	}
	defer func() { _ = archive.Close() }() // nothing was written
	var files []render.File
	left := int64(packLimit)
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		_, name, below := strings.Cut(f.Name, "/")
		if !below {
			return nil, fmt.Errorf("%s: %s stands beside the pack's folder", path, f.Name)
		}
		data, err := readMember(f, &left)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, f.Name, err)
		}
		files = append(files, render.File{Path: name, Data: data})
	}
	return files, nil
}

func readMember(f *zip.File, left *int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // a wrong checksum is an error of reading
	return readWithin(r, left)
}

// readWithin reads all, as long as that leaves something of the limit.
func readWithin(r io.Reader, left *int64) ([]byte, error) {
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(r, *left+1))
	if err != nil {
		return nil, err
	}
	if *left -= n; *left < 0 {
		return nil, errors.New("the pack is larger than this program reads")
	}
	return out.Bytes(), nil
}

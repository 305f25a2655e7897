package inspect

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"portolan/cmd/portolan/staging"
	"portolan/render"
	"portolan/render/archive"
)

// dataLimit is the largest file of a pack in bytes that Data reads into memory. Those of the largest sites have a tenth of it.
const dataLimit = 512 << 20

// Data reads files of a pack, a folder or a zip, each held against the manifest. It says nothing of the pack's other files.
func Data(name string, paths ...string) ([][]byte, error) {
	var out [][]byte
	err := opened(name, func(manifest []byte, open opener) (err error) {
		out, err = listed(manifest, paths, open)
		return err
	})
	return out, err
}

// Below reads the files of a folder of a pack, as Data does.
func Below(name, folder string) ([]render.File, error) {
	var files []render.File
	err := opened(name, func(manifest []byte, open opener) error {
		m, err := readManifest(manifest)
		if err != nil {
			return err
		}
		for _, each := range m.Outputs {
			if !strings.HasPrefix(each.Path, folder) {
				continue
			}
			data, err := one(m, each.Path, open)
			if err != nil {
				return fmt.Errorf("its %s: %s", each.Path, plain(err))
			}
			files = append(files, render.File{Path: each.Path, Data: data})
		}
		return nil
	})
	return files, err
}

// A reader reads a pack by its manifest.
type reader func(manifest []byte, open opener) error

// An opener opens a file of a pack.
type opener func(*render.Manifest, string) (io.ReadCloser, error)

// opened opens a pack and hands on its manifest, and the way to its files.
func opened(name string, read reader) error {
	at, err := os.Lstat(name)
	if err != nil {
		return err
	}
	folder := filepath.Dir(name)
	if at.IsDir() {
		folder = name
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close() // it is only read
	if at.IsDir() {
		return dataAt(root, read)
	}
	file, at, err := staging.OpenRegular(root, filepath.Base(name))
	if errors.Is(err, staging.ErrIrregular) {
		return errors.New("it is neither a file nor a folder; links, pipes and devices are not opened: name the zip itself")
	}
	if err != nil {
		return err
	}
	defer file.Close() // likewise
	return dataIn(file, at.Size(), read)
}

// dataAt opens a folder.
func dataAt(root *os.Root, read reader) error {
	data, _, err := manifestAt(root)
	if err != nil {
		return err
	}
	return read(data, func(m *render.Manifest, path string) (io.ReadCloser, error) {
		file, _, err := staging.OpenRegular(root, path)
		return file, err
	})
}

// dataIn opens a zip.
func dataIn(r io.ReaderAt, size int64, read reader) error {
	members, err := archive.List(r, size)
	if err != nil {
		return err
	}
	data, _, err := manifestIn(r, members)
	if err != nil {
		return err
	}
	return read(data, func(m *render.Manifest, path string) (io.ReadCloser, error) {
		for _, member := range members {
			if member.Name == m.Site+"/"+path && !member.Bomb() {
				from, err := member.Open(r)
				return io.NopCloser(from), err
			}
		}
		return nil, errors.New("it is not there")
	})
}

// listed opens files by their paths and reads as much of each as the manifest lists.
func listed(manifest []byte, paths []string, open opener) ([][]byte, error) {
	m, err := readManifest(manifest)
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for _, path := range paths {
		data, err := one(m, path, open)
		if err != nil {
			return nil, fmt.Errorf("its %s: %s", path, plain(err))
		}
		out = append(out, data)
	}
	return out, nil
}

func one(m *render.Manifest, path string, open opener) ([]byte, error) {
	for _, want := range m.Outputs {
		if want.Path != path {
			continue
		}
		if want.Bytes > dataLimit {
			return nil, fmt.Errorf("it has %d bytes; the limit is %d", want.Bytes, dataLimit)
		}
		from, err := open(m, path)
		if err != nil {
			return nil, err
		}
		defer from.Close() // it is only read
		var data bytes.Buffer
		what, err := content(io.TeeReader(from, &data), want)
		if err == nil && what != "" {
			err = errors.New(what)
		}
		return data.Bytes(), err
	}
	return nil, errors.New(notListed)
}

// Manifest reads the manifest of a pack, a folder or a zip. It says nothing of the files that the manifest lists.
func Manifest(name string) (m *render.Manifest, err error) {
	err = opened(name, func(manifest []byte, _ opener) (err error) {
		m, err = readManifest(manifest)
		return err
	})
	return m, err
}

package inspect

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"portolan/cmd/portolan/staging"
	"portolan/render"
	"portolan/render/archive"
)

// dataLimit is the largest file of a pack in bytes that Data reads into memory. Those of the largest sites have a tenth of it.
const dataLimit = 512 << 20

// Data reads files of a pack, a folder or a zip, each held against the manifest. It says nothing of the pack's other files.
func Data(name string, paths ...string) ([][]byte, error) {
	at, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	folder := filepath.Dir(name)
	if at.IsDir() {
		folder = name
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close() // it is only read
	if at.IsDir() {
		return dataAt(root, paths)
	}
	file, at, err := staging.OpenRegular(root, filepath.Base(name))
	if errors.Is(err, staging.ErrIrregular) {
		return nil, errors.New("it is neither a file nor a folder; links, pipes and devices are not opened: name the zip itself")
	}
	if err != nil {
		return nil, err
	}
	defer file.Close() // likewise
	return dataIn(file, at.Size(), paths)
}

// dataAt reads files of a folder.
func dataAt(root *os.Root, paths []string) ([][]byte, error) {
	data, _, err := manifestAt(root)
	if err != nil {
		return nil, err
	}
	return listed(data, paths, func(m *render.Manifest, path string) (io.ReadCloser, error) {
		file, _, err := staging.OpenRegular(root, path)
		return file, err
	})
}

// dataIn reads files of a zip.
func dataIn(r io.ReaderAt, size int64, paths []string) ([][]byte, error) {
	members, err := archive.List(r, size)
	if err != nil {
		return nil, err
	}
	data, _, err := manifestIn(r, members)
	if err != nil {
		return nil, err
	}
	return listed(data, paths, func(m *render.Manifest, path string) (io.ReadCloser, error) {
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
func listed(manifest []byte, paths []string, open func(*render.Manifest, string) (io.ReadCloser, error)) ([][]byte, error) {
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

func one(m *render.Manifest, path string, open func(*render.Manifest, string) (io.ReadCloser, error)) ([]byte, error) {
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

// Package inspect holds a pack, as a folder or as a zip, against its manifest, and names everything that is not as the manifest says. A pack
// comes from strangers: what is read is bounded by the manifest, and what is no regular file is not opened. It never writes.
package inspect

import (
	"crypto/sha256"
	"fmt"
	"io"
	"time"

	"portolan/cmd/portolan/staging"
	"portolan/render"
)

// A Report is what was found.
type Report struct {
	Manifest *render.Manifest  // nil where there is none, or none that can be trusted
	Own      map[string]string // what is as the manifest says, with the manifest and the zip: path to SHA-256
	Text     []byte            // the manifest as it is written; nil with it
	Written  time.Time         // when the manifest of a folder was
	Zip      bool              // there is a zip in the folder
	Signed   bool              // there is a signature of the manifest in the folder; whether it is good is not known
	Differ   []Difference      // sorted by path
}

// A Difference is one thing that is not as the manifest says. Its path may hold anything, what is said of it can be printed.
type Difference struct {
	Path, What string
	Missing    bool // it is not there, and nothing else is in its place
}

const notListed = "not in the manifest"

// readManifest reads a manifest that names files which the program could have written.
func readManifest(data []byte) (*render.Manifest, error) {
	m, err := render.ReadManifest(data)
	if err != nil {
		return nil, err
	}
	paths := []string{render.ManifestPath}
	for _, each := range m.Outputs {
		paths = append(paths, each.Path)
	}
	if err = staging.CheckPaths(paths); err == nil {
		err = staging.CheckName(m.Site)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", render.ManifestPath, err)
	}
	return m, nil
}

// content holds what is read against what is listed, and says what differs, or "". It reads one byte more than is listed.
func content(from io.Reader, want render.Hashed) (string, error) {
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(from, want.Bytes+1))
	switch sum := fmt.Sprintf("%x", h.Sum(nil)); {
	case err != nil:
		return "", err
	case n > want.Bytes:
		return fmt.Sprintf("changed: more than %d bytes, which the manifest says", want.Bytes), nil
	case n < want.Bytes:
		return lengthDiffers(n, want), nil
	case sum != want.SHA256:
		return fmt.Sprintf("changed: SHA-256 %s, the manifest says %s", sum, want.SHA256), nil
	}
	return "", nil
}

func lengthDiffers(n int64, want render.Hashed) string {
	return fmt.Sprintf("changed: %d bytes, the manifest says %d", n, want.Bytes)
}

func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

func hashOf(from io.Reader) (string, error) {
	h := sha256.New()
	_, err := io.Copy(h, from)
	return fmt.Sprintf("%x", h.Sum(nil)), err
}

package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"portolan/model/source"
	"portolan/render/archive"
)

// ManifestPath is the file that lists a pack's inputs and outputs with their hashes.
const ManifestPath = "MANIFEST.json"

// SignaturePath is the file of a signature of the manifest, where there is one. The manifest cannot list it, for it is made of the manifest.
const SignaturePath = ManifestPath + ".sig"

// manifestFormat changes when a program that knows an older one would misread the manifest, or refuse the zip that belongs to it.
const manifestFormat = 3

// withoutOptions is the format before manifests said with which options a pack was built. Such packs are still read.
const withoutOptions = 2

const (
	// ManifestLimit is the largest manifest in bytes, some 20,000 files: a pack comes from strangers, and its manifest says how much
	// of the rest is read.
	ManifestLimit = 4 << 20
	packLimit     = 1 << 30 // of all files together
)

// A Manifest is what a pack says of itself. Checksum is the SHA-256 of the manifest without it, so that an edited one shows.
type Manifest struct {
	Format   int    `json:"format"`
	Program  string `json:"program"`
	Site     string `json:"site"`
	Date     string `json:"date"`
	Built    *Built `json:"built,omitempty"` // of the pack of a site; nil in other documents, and in the format before it
	Inputs   Hashes `json:"inputs"`
	Outputs  Hashes `json:"outputs"`
	Checksum string `json:"checksum"`
}

// Built is what else decides the bytes of a pack: the options that it was built with.
type Built struct {
	Theme  string `json:"theme,omitempty"` // the name of a theme of the program; the files of any other theme are inputs
	AsOf   string `json:"as_of,omitempty"` // the day that findings were judged by, where it is not the document's own
	Full   bool   `json:"full,omitempty"`
	Attach bool   `json:"attach,omitempty"`
}

// A Hashed is a file by its path, length and SHA-256 in hexadecimal digits.
type Hashed struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Hashes is a list of files.
type Hashes []Hashed

// UnmarshalJSON stops at the first entry that no pack has: the shortest text of an empty one would make 40 bytes of three.
func (h *Hashes) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if begin, err := d.Token(); err != nil || begin != json.Delim('[') {
		return errors.Join(err, errors.New("a list of files is missing"))
	}
	*h = Hashes{}
	for d.More() {
		var each Hashed
		if err := d.Decode(&each); err != nil {
			return err
		}
		if each.Path == "" || each.Bytes < 0 || len(each.SHA256) != hex.EncodedLen(sha256.Size) {
			return fmt.Errorf("its entry %d lacks path, bytes or sha256", len(*h)+1)
		}
		*h = append(*h, each)
	}
	return nil
}

// Lists tells whether a file is among the outputs.
func (m *Manifest) Lists(path string) bool {
	_, found := slices.BinarySearchFunc(m.Outputs, path, func(h Hashed, path string) int { return strings.Compare(h.Path, path) })
	return found
}

// Encode writes the manifest as it stands in a pack: to the byte, for ReadManifest takes no other form.
func (m Manifest) Encode() ([]byte, error) {
	m.Checksum = ""
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	m.Checksum = fmt.Sprintf("%x", sha256.Sum256(data))
	data, err = json.MarshalIndent(m, "", "  ")
	return append(data, '\n'), err
}

// ReadManifest reads what Encode wrote, and nothing else: no other spelling of the same values, no unknown key, nothing after the end.
func ReadManifest(data []byte) (*Manifest, error) {
	if len(data) > ManifestLimit {
		return nil, fmt.Errorf("%s has %d bytes; the limit is %d", ManifestPath, len(data), ManifestLimit)
	}
	m := &Manifest{}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %s", ManifestPath, strings.ReplaceAll(err.Error(), "\n", ": "))
	}
	if m.Format == 0 {
		return nil, fmt.Errorf("%s is none that this program wrote", ManifestPath)
	}
	if m.Format != manifestFormat && m.Format != withoutOptions {
		return nil, fmt.Errorf("%s has format %d; this program knows the formats %d and %d", ManifestPath, m.Format, withoutOptions, manifestFormat)
	}
	if again, err := m.Encode(); err != nil || !bytes.Equal(again, data) {
		return nil, fmt.Errorf("%s was edited: it is not as this program wrote it", ManifestPath)
	}
	return m, m.check()
}

// check looks at what the program never writes, though a stranger may.
func (m *Manifest) check() error {
	if !fs.ValidPath(m.Site) || m.Site == "." || strings.Contains(m.Site, "/") {
		return fmt.Errorf("%s names no site", ManifestPath)
	}
	if _, err := source.ParseDate(m.Date); m.Date != "" && err != nil {
		return fmt.Errorf("%s has no date", ManifestPath)
	}
	if m.Built != nil && m.Format == withoutOptions {
		return fmt.Errorf("%s has format %d and says how the pack was built, which that format does not have", ManifestPath, m.Format)
	}
	if len(m.Outputs) == 0 {
		return fmt.Errorf("%s lists no file", ManifestPath)
	}
	last, left := "", int64(packLimit)
	for _, each := range m.Outputs {
		if each.Path <= last || each.Path == ManifestPath || each.Path == SignaturePath || each.Path == m.ZipPath() {
			return fmt.Errorf("%s lists %q, which is not in order, or no file of a pack", ManifestPath, each.Path)
		}
		if each.Bytes > left {
			return fmt.Errorf("%s lists more than %d bytes in all", ManifestPath, packLimit)
		}
		last, left = each.Path, left-each.Bytes
	}
	return nil
}

// ZipPath is the file of a pack that holds all others. The manifest cannot list it, for it holds the manifest.
func (m *Manifest) ZipPath() string { return m.Site + ".zip" }

// Zipped is what the pack's zip holds: all files and the manifest below one folder, in order, each with its length, and the date of all.
func (m *Manifest) Zipped(manifest []byte) ([]archive.Expected, time.Time) {
	out := make([]archive.Expected, 0, len(m.Outputs)+1)
	for _, each := range m.Outputs {
		out = append(out, archive.Expected{Name: m.Site + "/" + each.Path, Size: each.Bytes, Stored: stored(each.Path)})
	}
	out = append(out, archive.Expected{Name: m.Site + "/" + ManifestPath, Size: int64(len(manifest))})
	day, err := source.ParseDate(m.Date)
	if err != nil {
		day = source.Date{} // a document without a date
	}
	return out, day.Time()
}

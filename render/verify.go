package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A Discrepancy is a file of a pack that is not what the pack's manifest says.
type Discrepancy struct {
	Path string
	What string // "missing", "changed: ...", "not in the manifest"
}

// Verify holds the files of a pack against its manifest, which is one of them, and returns what differs, sorted by path, and the number
// of files that it compared. Neither the manifest itself nor the zip, which holds the manifest, is listed in it. It is an error when there
// is no manifest or when it cannot be read: then nothing can be said of the files.
func Verify(files []File) (found []Discrepancy, compared int, err error) {
	at := slices.IndexFunc(files, func(f File) bool { return f.Path == ManifestPath })
	if at < 0 {
		return nil, 0, fmt.Errorf("there is no %s: this is no pack, or not the whole of one", ManifestPath)
	}
	m, err := readManifest(files[at].Data)
	if err != nil {
		return nil, 0, err
	}
	there := map[string][]hashed{}
	for i, h := range hashes(files) {
		if i != at && h.Path != m.Site+".zip" {
			there[h.Path] = append(there[h.Path], h)
		}
	}
	for _, want := range m.Outputs {
		if what := compare(want, there[want.Path]); what != "" {
			found = append(found, Discrepancy{want.Path, what})
		}
		delete(there, want.Path)
	}
	for path := range there {
		found = append(found, Discrepancy{path, "not in the manifest"})
	}
	slices.SortFunc(found, func(a, b Discrepancy) int { return strings.Compare(a.Path, b.Path) })
	return found, len(m.Outputs), nil
}

func compare(want hashed, have []hashed) string {
	switch {
	case len(have) == 0:
		return "missing"
	case len(have) > 1:
		return "there twice"
	case have[0].Bytes != want.Bytes:
		return fmt.Sprintf("changed: %d bytes, the manifest says %d", have[0].Bytes, want.Bytes)
	case have[0].SHA256 != want.SHA256:
		return fmt.Sprintf("changed: SHA-256 %s, the manifest says %s", have[0].SHA256, want.SHA256)
	}
	return ""
}

func readManifest(data []byte) (*manifest, error) {
	m := &manifest{}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(m); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", ManifestPath, err)
	}
	if m.Format != manifestFormat {
		return nil, fmt.Errorf("%s has format %d; this program knows format %d", ManifestPath, m.Format, manifestFormat)
	}
	if len(m.Outputs) == 0 {
		return nil, fmt.Errorf("%s lists no file", ManifestPath)
	}
	return m, nil
}

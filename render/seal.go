package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"portolan/render/archive"
	"portolan/render/parallel"
)

// ManifestPath is the file that lists a pack's inputs and outputs with their hashes.
const ManifestPath = "MANIFEST.json"

// manifestFormat changes when a program that knows an older one would misread the manifest.
const manifestFormat = 1

type manifest struct {
	Format  int      `json:"format"`
	Program string   `json:"program"`
	Site    string   `json:"site"`
	Date    string   `json:"date"`
	Inputs  []hashed `json:"inputs"`
	Outputs []hashed `json:"outputs"`
}

type hashed struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// seal puts the files in order and adds the manifest, and the zip of everything.
func (p *packer) seal(files []File) ([]File, error) {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	m := manifest{Format: manifestFormat, Program: p.opts.Version, Site: p.model.Site, Date: p.model.Document.Date.String(), Inputs: hashes(p.opts.Inputs), Outputs: hashes(files)}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	files = append(files, File{ManifestPath, append(data, '\n')})
	packed, err := zipped(p.model.Site, files, p.model.Document.Date.Time())
	if err != nil {
		return nil, fmt.Errorf("zip: %w", err)
	}
	return append(files, File{p.model.Site + ".zip", packed}), nil
}

func hashes(files []File) []hashed {
	out := make([]hashed, len(files))
	_ = parallel.Each(len(files), func(i int) error { // hashing does not fail
		sum := sha256.Sum256(files[i].Data)
		out[i] = hashed{files[i].Path, len(files[i].Data), hex.EncodeToString(sum[:])}
		return nil
	})
	return out
}

// compressed are the kinds of files in which another compression finds next to nothing, for most of the time that a zip takes.
var compressed = []string{".pdf", ".xlsx"}

// zipped packs files under one folder, all with the document's date.
func zipped(folder string, files []File, date time.Time) ([]byte, error) {
	entries := make([]archive.Entry, 0, len(files))
	for _, f := range files {
		entries = append(entries, archive.Entry{Name: folder + "/" + f.Path, Data: f.Data, Stored: slices.Contains(compressed, path.Ext(f.Path))})
	}
	return archive.Zip(entries, date)
}

// resolve maps a link between files of the pack to its anchor in a PDF that holds several documents.
func resolve(link string) (string, bool) {
	path, anchor, found := strings.Cut(link, "#")
	id, page := strings.CutSuffix(path, ".html")
	if !page {
		return "", false
	}
	if !found {
		return id, true
	}
	return id + "#" + anchor, true
}

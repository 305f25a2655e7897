package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"portolan/model/source"
	"portolan/render/archive"
	"portolan/render/parallel"
)

// Seal makes files the pack of a site: it puts them in order and adds the manifest, and the zip of everything where that is asked for.
func Seal(site string, date source.Date, opts Options, files []File) ([]File, error) {
	files, err := sealed(site, date, opts, files)
	if err != nil || !opts.Zip {
		return files, err
	}
	packed, err := zipped(site, files, date.Time())
	if err != nil {
		return nil, fmt.Errorf("zip: %w", err)
	}
	return append(files, File{site + ".zip", packed}), nil
}

// sealed puts the files in order and adds the manifest.
func sealed(site string, date source.Date, opts Options, files []File) ([]File, error) {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	m := Manifest{Format: manifestFormat, Program: opts.Version, Site: site, Date: date.String(), Built: opts.Built, Inputs: Hash(opts.Inputs), Outputs: Hash(files)}
	data, err := m.Encode()
	if err != nil {
		return nil, err
	}
	if _, err := ReadManifest(data); err != nil { // what could not be verified is not built
		return nil, err
	}
	return append(files, File{ManifestPath, data}), nil
}

// Hash lists files as manifests do.
func Hash(files []File) Hashes {
	out := make(Hashes, len(files))
	_ = parallel.Each(len(files), func(i int) error { // hashing does not fail
		sum := sha256.Sum256(files[i].Data)
		name := strings.ToValidUTF8(files[i].Path, "\uFFFD") // of an input: JSON holds no other text
		out[i] = Hashed{name, int64(len(files[i].Data)), hex.EncodeToString(sum[:])}
		return nil
	})
	return out
}

// stored tells whether another compression would find next to nothing in a file, for most of the time that a zip takes.
func stored(name string) bool { return slices.Contains([]string{".pdf", ".xlsx"}, path.Ext(name)) }

// zipped packs files under one folder, all with the document's date.
func zipped(folder string, files []File, date time.Time) ([]byte, error) {
	entries := make([]archive.Entry, 0, len(files))
	for _, f := range files {
		entries = append(entries, archive.Entry{Name: folder + "/" + f.Path, Data: f.Data, Stored: stored(f.Path)})
	}
	return archive.Zip(entries, date)
}

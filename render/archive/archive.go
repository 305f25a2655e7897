// Package archive packs files into ZIPs. Packing is a large part of the work of a pack, so it is done side by side, in memory that is used again, by a
// faster library than the standard one, to which this package is the one door. It also says whether an archive is to the byte what it would have made. It
// decides neither what is packed nor under what name, and never reads a disk.
package archive

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"time"
)

// An Entry is a file of an archive.
type Entry struct {
	Name   string // with slashes
	Data   []byte
	Stored bool // as it is, since another compression would find next to nothing in it
}

// Zip packs files in their order, with plain permissions and all of one date, or without one where it is zero. Equal entries give equal bytes, on any
// machine and with any number of workers.
func Zip(entries []Entry, date time.Time) ([]byte, error) {
	packed, err := deflateAll(entries)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(size(entries, packed))
	w := zip.NewWriter(&out)
	at := 0
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return ready{to, packed[at]}, nil })
	for at = range entries {
		if err := add(w, &entries[at], date); err != nil {
			return nil, fmt.Errorf("%s: %w", entries[at].Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// add writes an entry's header and what it holds.
func add(w *zip.Writer, e *Entry, date time.Time) error {
	to, err := w.CreateHeader(header(e.Name, e.Stored, date))
	if err != nil {
		return err
	}
	_, err = to.Write(e.Data)
	return err
}

func header(name string, stored bool, date time.Time) *zip.FileHeader {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: date}
	if stored {
		h.Method = zip.Store
	}
	h.SetMode(0o644)
	return h
}

// size is enough for an archive, so that it grows once: what its entries hold, and the names and headers before each and at the end.
func size(entries []Entry, packed [][]byte) int {
	const headers = 256
	sum := headers
	for i, e := range entries {
		sum += headers + 2*len(e.Name) + len(packed[i])
		if e.Stored {
			sum += len(e.Data)
		}
	}
	return sum
}

// ready stands where the archive expects what compresses an entry while it is written. The entry was compressed before, beside others; so it only lets the
// data by, of which the archive takes length and checksum, and hands the result over at the end.
type ready struct {
	to     io.Writer
	packed []byte
}

func (r ready) Write(data []byte) (int, error) { return len(data), nil }

func (r ready) Close() error {
	_, err := r.to.Write(r.packed)
	return err
}

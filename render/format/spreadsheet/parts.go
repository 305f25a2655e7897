package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"portolan/render/archive"
)

// parts takes the parts of a workbook from the library, in the place of its own ZIP: rows are put into the parts of their tabs, and then all are packed as
// everything in a pack is.
type parts struct{ list []*filePart }

type filePart struct {
	name string
	bytes.Buffer
}

// Create begins a part, which the library writes before it begins the next.
func (p *parts) Create(name string) (io.Writer, error) {
	made := &filePart{name: name}
	p.list = append(p.list, made)
	return made, nil
}

// AddFS is among what the library asks of a ZIP; nothing calls it.
func (p *parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close has nothing to do: parts are packed later.
func (p *parts) Close() error { return nil }

// textsPart is where the file format has its texts.
const textsPart = "xl/sharedStrings.xml"

// finish lets the library write all but the cells, adds these, and packs the file.
func (w *writer) finish() ([]byte, error) {
	p := &parts{}
	w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	if err := w.file.Write(io.Discard); err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	texts, err := w.texts.part()
	if err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	ours := map[string]content{}
	for i, c := range w.tabs {
		ours[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = c // the library counts sheets from 1, in their order
	}
	var entries []archive.Entry
	for _, part := range p.list {
		data := part.Bytes()
		if c, ok := ours[part.name]; ok {
			if data, err = filled(part, c); err != nil {
				return nil, err
			}
			delete(ours, part.name)
		}
		if part.name == textsPart {
			data, texts = texts, nil
		}
		entries = append(entries, archive.Entry{Name: part.name, Data: data})
	}
	if len(ours) > 0 || texts != nil {
		return nil, errors.New("the library wrote fewer parts than the workbook has")
	}
	return archive.Zip(entries, time.Time{})
}

// filled is the part of a tab with its columns and rows, where the library left no columns and no rows worth keeping. No text can hold the marks between which
// rows stand, since every text in a part is escaped.
func filled(p *filePart, c content) ([]byte, error) {
	before, rest, begins := bytes.Cut(p.Bytes(), []byte("<sheetData>"))
	_, after, ends := bytes.Cut(rest, []byte("</sheetData>"))
	if !begins || !ends {
		return nil, fmt.Errorf("%s has no place for rows", p.name)
	}
	return slices.Concat(before, c.columns, []byte("<sheetData>"), c.rows, []byte("</sheetData>"), after), nil
}

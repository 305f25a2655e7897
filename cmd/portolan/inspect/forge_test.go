package inspect

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
	"portolan/render"
)

// files are those of a small pack: a page, texts, something that is stored, and something that compresses well.
func files() []render.File {
	return []render.File{
		{Path: "index.html", Data: []byte(strings.Repeat("<p>one page of many</p>\n", 40))},
		{Path: "nodes/central.csv", Data: []byte("rule;port\nA;443\nB;4242\n")},
		{Path: "handover.pdf", Data: []byte("%PDF-1.7 stored as it is")},
		{Path: "plan.json", Data: bytes.Repeat([]byte("{}"), 20_000)},
	}
}

// sealed is the genuine pack of a site.
func sealed(t testing.TB, site string, files []render.File) []render.File {
	t.Helper()
	pack, err := render.Seal(site, source.Date{Year: 2026, Month: 9, Day: 30}, render.Options{Version: "0.1.0", Zip: true, Inputs: []render.File{{Path: "site.toml", Data: []byte("schema = 1\n")}}}, files)
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

func genuine(t testing.TB) []byte {
	pack := sealed(t, "quay", files())
	return pack[len(pack)-1].Data
}

// A forged zip is one that was taken apart. Put together again without a change it is the same, to the byte.
type forged struct {
	t                       testing.TB
	before, comment, behind []byte
	entries                 []*entry
	end                     []byte
	keepOffsets             bool
	directoryOrder          bool                // lists the first two files the other way round
	raw                     func([]byte) []byte // changes the zip once it is put together
}

// An entry is a file of a zip in all its parts, and where the directory says that it is.
type entry struct {
	local, name, extra, data, descriptor    []byte // before the file, the file, behind it
	directory, dirName, dirExtra, dirRemark []byte
	gap                                     []byte // before all of it
	offset                                  uint32
}

var le = binary.LittleEndian

func apart(t testing.TB, data []byte) *forged {
	t.Helper()
	data = bytes.Clone(data)
	end := data[len(data)-22:]
	f := &forged{t: t, end: end}
	directory := data[le.Uint32(end[16:]) : len(data)-22]
	for len(directory) > 0 {
		e := &entry{directory: directory[:46:46], offset: le.Uint32(directory[42:])}
		rest := directory[46:]
		e.dirName, rest = cut(rest, le.Uint16(e.directory[28:]))
		e.dirExtra, rest = cut(rest, le.Uint16(e.directory[30:]))
		e.dirRemark, directory = cut(rest, le.Uint16(e.directory[32:]))
		from := data[e.offset:]
		e.local, from = cut(from, 30)
		e.name, from = cut(from, le.Uint16(e.local[26:]))
		e.extra, from = cut(from, le.Uint16(e.local[28:]))
		e.data, from = from[:le.Uint32(e.directory[20:]):le.Uint32(e.directory[20:])], from[le.Uint32(e.directory[20:]):]
		e.descriptor = from[:16:16]
		f.entries = append(f.entries, e)
	}
	return f
}

func cut(data []byte, n uint16) (head, tail []byte) { return data[:n:n], data[n:] }

// bytes puts the zip together; places and lengths are right, unless they are to be kept.
func (f *forged) bytes() []byte {
	out := bytes.Clone(f.before)
	put := func(parts ...[]byte) {
		for _, p := range parts {
			out = append(out, p...)
		}
	}
	for _, e := range f.entries {
		put(e.gap)
		if !f.keepOffsets {
			e.offset = uint32(len(out))
		}
		le.PutUint16(e.local[26:], uint16(len(e.name)))
		le.PutUint16(e.local[28:], uint16(len(e.extra)))
		put(e.local, e.name, e.extra, e.data, e.descriptor)
	}
	from := len(out)
	listed := slices.Clone(f.entries)
	if f.directoryOrder {
		listed[0], listed[1] = listed[1], listed[0]
	}
	for _, e := range listed {
		le.PutUint16(e.directory[28:], uint16(len(e.dirName)))
		le.PutUint16(e.directory[30:], uint16(len(e.dirExtra)))
		le.PutUint16(e.directory[32:], uint16(len(e.dirRemark)))
		le.PutUint32(e.directory[42:], e.offset)
		put(e.directory, e.dirName, e.dirExtra, e.dirRemark)
	}
	le.PutUint16(f.end[8:], uint16(len(f.entries)))
	le.PutUint16(f.end[10:], uint16(len(f.entries)))
	le.PutUint32(f.end[12:], uint32(len(out)-from))
	le.PutUint32(f.end[16:], uint32(from))
	le.PutUint16(f.end[20:], uint16(len(f.comment)))
	put(f.end, f.comment, f.behind)
	return out
}

// at is the entry of that name in the pack.
func (f *forged) at(name string) *entry {
	for _, e := range f.entries {
		if string(e.name) == "quay/"+name {
			return e
		}
	}
	f.t.Fatalf("there is no %s", name)
	return nil
}

// add puts a copy of the page behind all others, under another name and with other content.
func (f *forged) add(name, content string) *entry {
	e := f.at("index.html").clone()
	e.rename(name)
	e.fill([]byte(content))
	f.entries = append(f.entries, e)
	return e
}

func (e *entry) clone() *entry {
	c := *e
	for _, part := range []*[]byte{&c.local, &c.name, &c.extra, &c.data, &c.descriptor, &c.directory, &c.dirName, &c.dirExtra, &c.dirRemark} {
		*part = bytes.Clone(*part)
	}
	return &c
}

func (e *entry) rename(name string) { e.name, e.dirName = []byte(name), []byte(name) }

// fill gives the entry other content, with all checksums and lengths right.
func (e *entry) fill(content []byte) {
	e.pack(content)
	e.says(len(content), crc32.ChecksumIEEE(content))
}

func (e *entry) pack(content []byte) {
	if le.Uint16(e.directory[10:]) != 0 {
		content = deflated(content, flate.BestCompression)
	}
	e.packed(content)
}

// packed replaces what is stored, and says how long that is.
func (e *entry) packed(data []byte) {
	e.data = data
	le.PutUint32(e.directory[20:], uint32(len(e.data)))
	le.PutUint32(e.descriptor[8:], uint32(len(e.data)))
}

// says sets length and checksum wherever they are told.
func (e *entry) says(size int, sum uint32) {
	le.PutUint32(e.directory[24:], uint32(size))
	le.PutUint32(e.descriptor[12:], uint32(size))
	le.PutUint32(e.directory[16:], sum)
	le.PutUint32(e.descriptor[4:], sum)
}

func deflated(content []byte, level int) []byte {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, level)
	if err != nil {
		panic(err)
	}
	_, _ = w.Write(content) // a Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func (e *entry) flags(set uint16) {
	le.PutUint16(e.local[6:], le.Uint16(e.local[6:])|set)
	le.PutUint16(e.directory[8:], le.Uint16(e.directory[8:])|set)
}

func (e *entry) method(m uint16) {
	le.PutUint16(e.local[8:], m)
	le.PutUint16(e.directory[10:], m)
}

// manifest edits the text of the manifest.
func (f *forged) manifest(old, new string) {
	pack := sealed(f.t, "quay", files())
	text := string(pack[slices.IndexFunc(pack, func(f render.File) bool { return f.Path == render.ManifestPath })].Data)
	if !strings.Contains(text, old) {
		f.t.Fatalf("the manifest lacks %q", old)
	}
	f.at(render.ManifestPath).fill([]byte(strings.Replace(text, old, new, 1)))
}

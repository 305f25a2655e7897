package file

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// A PDF takes from a font the outlines, their widths and their order. What tells old screens how to bend outlines to a grid of pixels, and what a font says of
// itself to the machine on which it is installed, is more than half of a font cut to some characters: readers of PDFs smooth outlines instead.
var kept = []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post"}

// The forms of TrueType.
const (
	tableEntry, tablesFrom = 16, 12
	locaFormatAt           = 50 // in head
	adjustmentAt           = 8  // in head
	glyphHead              = 10

	partsFollow, wordArguments, oneScale, twoScales, fourScales, instructionsFollow = 0x20, 0x01, 0x08, 0x40, 0x80, 0x100
)

// bare is a font without what a PDF does not need. One of an unknown form stays as it is.
func bare(font []byte) []byte {
	tables := tablesOf(font)
	head, loca, glyf := tables["head"], tables["loca"], tables["glyf"]
	if len(head) < locaFormatAt+2 {
		return font
	}
	size := 2
	if binary.BigEndian.Uint16(head[locaFormatAt:]) != 0 {
		size = 4
	}
	var outlines, places []byte
	for i := 0; i+size <= len(loca); i += size {
		places = append(places, loca[i:i+size]...) // of the right size; what it says comes next
		beginAt(places[i:], size, len(outlines))
		if i+2*size > len(loca) {
			break
		}
		from, to := beginOf(loca[i:], size), beginOf(loca[i+size:], size)
		if from > to || to > len(glyf) {
			return font
		}
		glyph, ok := withoutInstructions(glyf[from:to])
		if !ok {
			return font
		}
		outlines = append(outlines, glyph...)
		outlines = append(outlines, make([]byte, -len(outlines)&3)...)
	}
	tables["loca"], tables["glyf"] = places, outlines
	return assembled(font[:4], tables)
}

// tablesOf are the tables of a font that are kept, by their names.
func tablesOf(font []byte) map[string][]byte {
	tables := map[string][]byte{}
	if len(font) < tablesFrom {
		return tables
	}
	for n := range int(binary.BigEndian.Uint16(font[4:])) {
		at := tablesFrom + n*tableEntry
		if at+tableEntry > len(font) {
			return nil
		}
		from, length := int(binary.BigEndian.Uint32(font[at+8:])), int(binary.BigEndian.Uint32(font[at+12:]))
		if from+length > len(font) {
			return nil
		}
		if name := string(font[at : at+4]); slices.Contains(kept, name) {
			tables[name] = font[from : from+length]
		}
	}
	return tables
}

// beginOf reads where a glyph begins: short ones count in twos.
func beginOf(at []byte, size int) int {
	if size == 2 {
		return 2 * int(binary.BigEndian.Uint16(at))
	}
	return int(binary.BigEndian.Uint32(at))
}

func beginAt(at []byte, size, begin int) {
	if size == 2 {
		binary.BigEndian.PutUint16(at, uint16(begin/2))
		return
	}
	binary.BigEndian.PutUint32(at, uint32(begin))
}

// withoutInstructions is a glyph with its outline alone.
func withoutInstructions(glyph []byte) ([]byte, bool) {
	if len(glyph) == 0 {
		return nil, true
	}
	if len(glyph) < glyphHead {
		return nil, false
	}
	contours := int(int16(binary.BigEndian.Uint16(glyph)))
	if contours < 0 {
		return ofParts(glyph)
	}
	at := glyphHead + 2*contours
	if at+2 > len(glyph) {
		return nil, false
	}
	end := at + 2 + int(binary.BigEndian.Uint16(glyph[at:]))
	if end > len(glyph) {
		return nil, false
	}
	return slices.Concat(glyph[:at], []byte{0, 0}, glyph[end:]), true
}

// ofParts is a glyph that is made of others, whose list ends before its instructions.
func ofParts(glyph []byte) ([]byte, bool) {
	glyph = bytes.Clone(glyph)
	for at := glyphHead; at+4 <= len(glyph); {
		flags := binary.BigEndian.Uint16(glyph[at:])
		binary.BigEndian.PutUint16(glyph[at:], flags&^instructionsFollow)
		at += 6
		for flag, more := range map[uint16]int{wordArguments: 2, oneScale: 2, twoScales: 4, fourScales: 8} {
			if flags&flag != 0 {
				at += more
			}
		}
		if flags&partsFollow == 0 {
			return glyph[:min(at, len(glyph))], at <= len(glyph)
		}
	}
	return nil, false
}

// assembled is a font of tables.
func assembled(version []byte, tables map[string][]byte) []byte {
	var names []string
	for _, name := range kept {
		if tables[name] != nil {
			names = append(names, name)
		}
	}
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := slices.Clone(version)
	for _, n := range []int{len(names), power * tableEntry, log, (len(names) - power) * tableEntry} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	at := tablesFrom + len(names)*tableEntry
	var data []byte
	for _, name := range names {
		table := bytes.Clone(tables[name])
		if name == "head" && len(table) >= adjustmentAt+4 {
			clear(table[adjustmentAt : adjustmentAt+4])
		}
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, sumOf(table))
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(data)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(table)))
		data = append(data, table...)
		data = append(data, make([]byte, -len(data)&3)...)
	}
	out = append(out, data...)
	adjust(out, tables)
	return out
}

// adjust writes what makes the sum of the whole font the one that the form asks for.
func adjust(font []byte, tables map[string][]byte) {
	const whole = 0xB1B0AFBA
	head := tablesOf(font)["head"]
	if len(head) < adjustmentAt+4 || tables["head"] == nil {
		return
	}
	binary.BigEndian.PutUint32(head[adjustmentAt:], whole-sumOf(font))
}

// sumOf adds the words of a table up.
func sumOf(table []byte) (sum uint32) {
	for i := 0; i < len(table); i += 4 {
		var word [4]byte
		copy(word[:], table[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}

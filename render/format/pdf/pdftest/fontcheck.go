package pdftest

import (
	"encoding/binary"
	"regexp"
	"strings"
)

// fonts checks those that pages show text in (Matterhorn 10, 31).
func (s *structure) fonts() {
	shown := map[string]map[rune]bool{}
	for _, p := range s.painted {
		for name, runes := range p.fonts {
			if shown[name] == nil {
				shown[name] = map[rune]bool{}
			}
			for r := range runes {
				shown[name][r] = true
			}
		}
	}
	root := s.dict(s.dict(s.object("trailer"))["/Root"])
	page := s.dict(first(s.list(s.dict(root["/Pages"])["/Kids"])))
	all := s.dict(s.dict(page["/Resources"])["/Font"])
	for name, runes := range shown {
		s.font(name, s.dict(all[name]), runes)
	}
}

var subset = regexp.MustCompile(`^/[A-Z]{6}\+.`)

// font checks one: that it is inside and named as a part, and that each character that is shown has a glyph, a width and a meaning.
func (s *structure) font(name string, font map[string]any, shown map[rune]bool) {
	inner := s.dict(first(s.list(font["/DescendantFonts"])))
	descriptor := s.dict(inner["/FontDescriptor"])
	called := s.text(font["/BaseFont"])
	program := trueType(s.data(descriptor["/FontFile2"]))
	if !subset.MatchString(called) || s.text(inner["/BaseFont"]) != called || s.text(descriptor["/FontName"]) != called {
		s.fault("font %s: it is not named as a part of one, everywhere alike: %s", name, called)
	}
	if s.text(font["/Subtype"]) != "/Type0" || s.text(font["/Encoding"]) != "/Identity-H" || s.text(inner["/Subtype"]) != "/CIDFontType2" || program == nil {
		s.fault("font %s: another kind of font, or not inside", name)
		return
	}
	if !strings.Contains(string(s.data(font["/ToUnicode"])), "<0000> <FFFF> <0000>") {
		s.fault("font %s: characters without meaning", name)
	}
	glyphs, widths := s.data(inner["/CIDToGIDMap"]), s.widths(inner)
	for r := range shown {
		if int(r)*2+1 >= len(glyphs) {
			s.fault("font %s: no glyph for %q", name, r)
			continue
		}
		glyph := int(binary.BigEndian.Uint16(glyphs[r*2:]))
		width, ok := widths[int(r)]
		if !ok {
			width = float64(s.number(inner["/DW"]))
		}
		if real := program.width(glyph); glyph == 0 || real-width > 1 || width-real > 1 {
			s.fault("font %s: %q is glyph %d, as wide as %.1f, and said to be %.1f", name, r, glyph, real, width)
		}
	}
}

// widths reads those of a font: "12 [500 600] 20 30 700".
func (s *structure) widths(font map[string]any) map[int]float64 {
	out := map[int]float64{}
	list := s.list(font["/W"])
	for i := 0; i+1 < len(list); {
		from := s.number(list[i])
		if each := s.list(list[i+1]); each != nil {
			for n, w := range each {
				out[from+n], _ = w.(float64)
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		for r := from; r <= s.number(list[i+1]); r++ {
			out[r], _ = list[i+2].(float64)
		}
		i += 3
	}
	return out
}

// tables are those of a TrueType font.
type tables map[string][]byte

func trueType(data []byte) tables {
	if len(data) < 12 {
		return nil
	}
	out := tables{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		row := data[12+16*i:]
		at, length := binary.BigEndian.Uint32(row[8:]), binary.BigEndian.Uint32(row[12:])
		out[string(row[:4])] = data[at : at+length]
	}
	return out
}

// width is that of a glyph in thousandths of the font's size.
func (t tables) width(glyph int) float64 {
	count := int(binary.BigEndian.Uint16(t["hhea"][34:]))
	perEm := float64(binary.BigEndian.Uint16(t["head"][18:]))
	return float64(binary.BigEndian.Uint16(t["hmtx"][4*min(glyph, count-1):])) / perEm * 1000
}

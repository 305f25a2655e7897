package typeset

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"portolan/render/text/font"
)

// A Face is one of the theme's fonts.
type Face int

// The faces. The symbols stand in where the others lack a character; FaceCount is the number of all.
const (
	Sans Face = iota
	Bold
	Italic
	Mono
	MonoBold
	Symbols
	FaceCount
)

var faceNames = [FaceCount]string{"sans", "bold", "italic", "mono", "monobold", "symbols"}

// String is the name of the font in a file.
func (f Face) String() string { return faceNames[f] }

// faces measure text and choose the font for each character. Nothing in them changes, so that composers share them.
type faces struct {
	parsed [FaceCount]*font.Face
}

// MissingGlyphError says that a text cannot be set in the theme's fonts.
type MissingGlyphError struct {
	Text  string
	Rune  rune
	Where string // the place in the document; empty outside documents
}

// Error names the character, where it stands, and the way out.
func (e *MissingGlyphError) Error() string {
	where := e.Where
	if where != "" {
		where += ": "
	}
	why := "the theme's fonts lack it; write it otherwise, or use a theme with a font that has it"
	if !settable(e.Rune) {
		why = "text that is written from the right, and characters beyond U+FFFF, cannot be set with any font; write it otherwise"
	}
	return fmt.Sprintf("%sthe character %q (U+%04X) in %q cannot be printed: %s", where, e.Rune, e.Rune, around(e.Text, e.Rune), why)
}

func newFaces(files [FaceCount][]byte) (*faces, error) {
	f := &faces{}
	for i, data := range files {
		parsed, err := font.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("font %d of the theme: %w", i, err)
		}
		f.parsed[i] = parsed
	}
	return f, nil
}

func (f *faces) width(face Face, text string, size float64) float64 {
	return f.parsed[face].Width(text, size)
}

// em is the width of a text at a size of one point, and whether the text can be set in the font as a whole.
func (f *faces) em(face Face, text string) (em float64, whole bool) {
	em, whole = f.parsed[face].Advance(text)
	return em, whole && allSettable(text)
}

// run is a piece of text in one font.
type run struct {
	face Face
	text string
}

// runs cuts a text where its font lacks a character that the plain or the symbol font has.
func (f *faces) runs(text string, want Face) ([]run, error) {
	var out []run
	from, current := 0, want
	for i, r := range text {
		chosen, ok := f.choose(r, want)
		if !ok {
			return nil, &MissingGlyphError{Text: text, Rune: r}
		}
		if chosen != current && i > 0 {
			out = append(out, run{current, text[from:i]})
			from = i
		}
		current = chosen
	}
	return append(out, run{current, text[from:]}), nil
}

func (f *faces) choose(r rune, want Face) (Face, bool) {
	if settable(r) {
		for _, candidate := range [...]Face{want, Sans, Symbols} {
			if f.parsed[candidate].Has(r) {
				return candidate, true
			}
		}
	}
	return 0, false
}

// settable refuses what the PDF library cannot set even with a font that has the character: beyond the first plane it panics, and
// scripts written from the right would come out in the wrong order, which for a command or an address is worse than an error.
func settable(r rune) bool {
	return r < 0x590 || (r <= 0xFFFF && !unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko))
}

func allSettable(text string) bool {
	const lead = 0xD6 // no byte below it belongs to a character from U+0580 on
	for i := range len(text) {
		if text[i] >= lead {
			return strings.IndexFunc(text, func(r rune) bool { return !settable(r) }) < 0
		}
	}
	return true
}

// Clean makes a line of text fit for setting: composed characters, since the library does not combine marks; spaces for tabs and
// control characters; nothing for invisible ones, which could show a reader another text than the one that is copied.
func Clean(text string) string {
	if isClean(text) {
		return text
	}
	return cleaned(text)
}

func cleaned(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cf, r), r >= 0xFE00 && r <= 0xFE0F:
			return -1
		}
		return r
	}, text)
}

// isClean tells of most texts that cleaning would not change them.
func isClean(text string) bool {
	for _, r := range text {
		if (r < ' ' || r > '~') && !isOrdinary(r) {
			return false
		}
	}
	return true
}

// isOrdinary tells of the Latin letters, marks of punctuation, arrows and mathematical signs that texts are full of that they are composed, visible
// and combine with nothing.
func isOrdinary(r rune) bool {
	switch {
	case r < 0xA0:
		return false
	case r <= 0x2FF:
		return r != 0xAD // the hyphen that is mostly invisible
	case r >= 0x2190:
		return r <= 0x22FF
	}
	return (r >= 0x2010 && r <= 0x2027) || (r >= 0x2030 && r <= 0x205E)
}

// around is the part of a long text that a person needs to find the character.
func around(text string, r rune) string {
	const reach = 40
	runes := []rune(text)
	at := 0
	for at < len(runes) && runes[at] != r {
		at++
	}
	return string(runes[max(0, at-reach):min(len(runes), at+reach)])
}

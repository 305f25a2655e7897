// Package font measures text with the theme's fonts and says which characters a font lacks. It never draws and never fetches a
// font from the machine.
package font

import (
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// A Face is a TrueType font ready for measuring. It may be used from several goroutines.
type Face struct {
	advances advances
}

// Parse reads a TrueType font. It keeps a reference to the data, into which nobody may write from then on. A font that was read lately is not
// read again.
func Parse(data []byte) (*Face, error) {
	if f := recent.find(data); f != nil {
		return f, nil
	}
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font: %w", err)
	}
	f := &Face{}
	f.advances.open(parsed)
	recent.put(data, f)
	return f, nil
}

// Width is the width of one line of text in points at the given size in points. Characters that the font lacks count as one em.
func (f *Face) Width(text string, size float64) float64 {
	em, _ := f.Advance(text)
	return em * size
}

// Advance is the width of one line of text in em, and whether the font has all of its characters. Those that it lacks count as one em.
func (f *Face) Advance(text string) (em float64, whole bool) {
	whole = true
	for _, r := range text {
		a := f.advances.of(r)
		if a < 0 {
			a, whole = 1, false
		}
		em += a
	}
	return em, whole
}

// Missing lists the characters of text that the font cannot show, each once, in order of appearance.
func (f *Face) Missing(text string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range text {
		if !f.Has(r) && !seen[r] {
			seen[r] = true
			missing = append(missing, r)
		}
	}
	return missing
}

// Has tells whether the font can show a character.
func (f *Face) Has(r rune) bool { return f.advances.of(r) >= 0 }

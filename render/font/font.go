// Package font measures text with the theme's fonts and says which characters a font lacks. It never draws and never fetches a
// font from the machine.
package font

import (
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A Face is a TrueType font ready for measuring. It may be used from several goroutines.
type Face struct {
	font  *sfnt.Font
	units float64 // units per em

	mu       sync.Mutex
	buffer   sfnt.Buffer
	advances map[rune]float64 // em, for runes seen before; negative when the font lacks the rune
}

// Parse reads a TrueType font. It keeps a reference to the data and does not write into it.
func Parse(data []byte) (*Face, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font: %w", err)
	}
	return &Face{font: parsed, units: float64(parsed.UnitsPerEm()), advances: map[rune]float64{}}, nil
}

// Width is the width of one line of text in points at the given size in points. Characters that the font lacks count as one em.
func (f *Face) Width(text string, size float64) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	em := 0.0
	for _, r := range text {
		if a := f.advance(r); a >= 0 {
			em += a
		} else {
			em++
		}
	}
	return em * size
}

// Missing lists the characters of text that the font cannot show, each once, in order of appearance.
func (f *Face) Missing(text string) []rune {
	f.mu.Lock()
	defer f.mu.Unlock()
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range text {
		if f.advance(r) < 0 && !seen[r] {
			seen[r] = true
			missing = append(missing, r)
		}
	}
	return missing
}

// Has tells whether the font can show a character.
func (f *Face) Has(r rune) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.advance(r) >= 0
}

func (f *Face) advance(r rune) float64 {
	if a, ok := f.advances[r]; ok {
		return a
	}
	a := -1.0
	if index, err := f.font.GlyphIndex(&f.buffer, r); err == nil && index != 0 {
		em := fixed.I(int(f.units))
		if width, err := f.font.GlyphAdvance(&f.buffer, index, em, 0); err == nil {
			a = float64(width) / float64(em)
		}
	}
	f.advances[r] = a
	return a
}

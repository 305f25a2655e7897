package typeset

import (
	"slices"

	"portolan/themes"
)

// Printable says which characters can be set, whatever the style of the text.
type Printable struct{ faces *faces }

// NewPrintable reads the theme's fonts.
func NewPrintable(theme *themes.Theme) (*Printable, error) {
	f := theme.Fonts
	faces, err := newFaces([FaceCount][]byte{f.Sans, f.SansBold, f.SansItalic, f.Mono, f.MonoBold, f.Symbols})
	return &Printable{faces}, err
}

// Missing are the characters of a text that cannot be set, each once, in the order of the text.
func (p *Printable) Missing(text string) []rune {
	var missing []rune
	for _, r := range Clean(text) {
		if _, ok := p.faces.choose(r, Sans); !ok && r != '\n' && !slices.Contains(missing, r) {
			missing = append(missing, r)
		}
	}
	return missing
}

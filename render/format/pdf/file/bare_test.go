package file

import (
	"bytes"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"portolan/themes"
)

// TestBareFonts: a font without what a PDF does not need has the glyphs, outlines and widths that it had, and is shorter.
func TestBareFonts(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"sans": theme.Fonts.Sans, "mono": theme.Fonts.MonoBold, "symbols": theme.Fonts.Symbols} {
		short := bare(data)
		if len(short) > len(data)*4/5 {
			t.Errorf("%s: %d of %d bytes are left", name, len(short), len(data))
		}
		if !bytes.Equal(bare(short), short) {
			t.Errorf("%s: a bare font is not as it is when made bare again", name)
		}
		was, is := parsed(t, data), parsed(t, short)
		var a, b sfnt.Buffer
		for glyph := range sfnt.GlyphIndex(was.NumGlyphs()) {
			old, oldErr := was.LoadGlyph(&a, glyph, fixed.I(2048), nil)
			now, nowErr := is.LoadGlyph(&b, glyph, fixed.I(2048), nil)
			if (oldErr == nil) != (nowErr == nil) || len(old) != len(now) {
				t.Fatalf("%s: glyph %d has %d pieces (%v), had %d (%v)", name, glyph, len(now), nowErr, len(old), oldErr)
			}
			for i := range old {
				if old[i] != now[i] {
					t.Fatalf("%s: glyph %d is another", name, glyph)
				}
			}
			oldWide, _ := was.GlyphAdvance(&a, glyph, fixed.I(2048), font.HintingNone)
			nowWide, _ := is.GlyphAdvance(&b, glyph, fixed.I(2048), font.HintingNone)
			if oldWide != nowWide {
				t.Fatalf("%s: glyph %d is %v wide, was %v", name, glyph, nowWide, oldWide)
			}
		}
		const whole = 0xB1B0AFBA
		if sum := sumOf(short); sum != whole {
			t.Errorf("%s: the sum is %x", name, sum)
		}
	}
}

func parsed(t *testing.T, data []byte) *sfnt.Font {
	t.Helper()
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// FuzzBare: whatever lies in a theme's folder for a font, nothing is read behind its end.
func FuzzBare(f *testing.F) {
	theme, err := themes.Load("default")
	if err != nil {
		f.Fatal(err)
	}
	whole := theme.Fonts.Sans
	f.Add([]byte{})
	f.Add(whole[:300])
	f.Add(bare(whole)[:20000])
	f.Fuzz(func(t *testing.T, data []byte) {
		if short := bare(data); len(short) > 2*len(data)+1000 {
			t.Errorf("%d bytes became %d", len(data), len(short))
		}
	})
}

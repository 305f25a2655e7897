package render

import (
	"strings"
	"testing"

	"portolan/render/text/wordlist"
	"portolan/themes"
)

// TestLicencesFollowTheTheme gives a theme fonts of its own, one after the other: a pack names the program's fonts as long as it holds one of them.
func TestLicencesFollowTheTheme(t *testing.T) {
	words, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	own := *theme
	says := func() string {
		files, err := (&packer{words: words, theme: &own}).licences()
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		return string(files[0].Data)
	}
	const ofl, vera, mit = "SIL OPEN FONT LICENSE Version 1.1", "Bitstream Vera is\na trademark", "Copyright (c) 2026 the portolan authors"
	check := func(has, lacks []string) {
		t.Helper()
		text := says()
		for _, part := range has {
			if strings.Count(text, part) != 1 {
				t.Errorf("%q is there %d times", part, strings.Count(text, part))
			}
		}
		for _, part := range lacks {
			if strings.Contains(text, part) {
				t.Errorf("%q is there", part)
			}
		}
	}
	check([]string{"Liberation Sans", "Liberation Mono", "DejaVu Sans", ofl, vera, mit}, []string{"Files of the theme"})
	font := []byte("a font")
	own.Files = []themes.File{{Name: "theme.toml"}, {Name: "house.ttf"}}
	own.Fonts.Sans, own.Fonts.SansBold = font, font
	check([]string{"Liberation Sans", "Files of the theme (house.ttf)"}, nil)
	own.Fonts.SansItalic = font
	check([]string{"Liberation Mono", ofl}, []string{"Liberation Sans", "theme.toml"})
	own.Fonts.Mono, own.Fonts.MonoBold, own.Fonts.Symbols = font, font, font
	check([]string{mit}, []string{"Liberation", ofl, vera})
}

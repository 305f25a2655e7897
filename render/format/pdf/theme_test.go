package pdf

import (
	"testing"

	"portolan/render/format/pdf/pdftest"
	"portolan/themes"
)

// TestThemes prints documents in every theme of the program: a colour or font that a theme lacks is found here.
func TestThemes(t *testing.T) {
	for _, name := range themes.Names() {
		theme, err := themes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		opts := testOptions()
		opts.Theme = theme
		if _, err := RenderBook(bookOf(pdftest.Overview(), pdftest.Runbook(), pdftest.Worksheet("central", 9)), opts); err != nil {
			t.Errorf("theme %s: %v", name, err)
		}
	}
}

package pages

import (
	"strings"
	"testing"

	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
)

// TestPaintingStatesWhatItNeeds: a content relies on nothing that was painted below it, and leaves no dashes behind.
func TestPaintingStatesWhatItNeeds(t *testing.T) {
	var used Letters
	k := content{palette: pdftest.Theme.Print, height: 100, letters: &used}
	k.items([]any{typeset.Shape{Moves: []diagram.Move{{}, {To: diagram.Point{X: 10}}}, Stroke: "line", Width: 1, Dash: []float64{1, 2}}, typeset.Text{X: 1, Y: 2, Face: typeset.Bold, Size: 9, Colour: "ink", Text: "x"}})
	out, err := k.end()
	if err != nil {
		t.Fatal(err)
	}
	got := string(out)
	for _, want := range []string{" RG ", "1 w ", "[1 2] 0 d ", "0 100 m 10 100 l S", "BT /F1 9 Tf 1 98 Td (\x00x) Tj ET", " rg "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if !strings.HasSuffix(got, "[] 0 d ") {
		t.Errorf("%q leaves dashes", got)
	}
	if !k.faces[typeset.Bold] || k.faces[typeset.Sans] || string(used.Of(typeset.Bold)) != "x" {
		t.Errorf("faces %v, letters %q", k.faces, string(used.Of(typeset.Bold)))
	}
}

// TestLetters adds up the characters of two workers.
func TestLetters(t *testing.T) {
	var a, b Letters
	a.show(typeset.Sans, "host")
	b.show(typeset.Sans, "Жost")
	b.show(typeset.Mono, "z\uFFFD")
	a.Add(b)
	if got := string(a.Of(typeset.Sans)); got != "hostЖ" {
		t.Errorf("sans shows %q", got)
	}
	if got := string(a.Of(typeset.Mono)); got != "z\uFFFD" || a.Of(typeset.Italic) != nil {
		t.Errorf("mono shows %q, italic %q", got, string(a.Of(typeset.Italic)))
	}
}

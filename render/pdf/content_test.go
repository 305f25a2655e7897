package pdf

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// TestNumbers writes numbers to a hundredth, without what adds nothing.
func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1: "1", -1: "-1", 0.5: "0.5", 12.34: "12.34", 12.304: "12.3", 0.004: "0", -0.004: "0", -0.05: "-0.05", 595.28: "595.28", 99.999: "100", 1e6: "1000000"} {
		if got := string(appendNumber(nil, v)); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	for i := range 20000 {
		v := float64(i-10000) * 0.0137
		got, err := strconv.ParseFloat(string(appendNumber(nil, v)), 64)
		if err != nil || math.Abs(got-v) > 0.00501 {
			t.Fatalf("%v is written as %v, %v", v, got, err)
		}
	}
}

// TestTextsAreCoded writes texts whose bytes mean something to a reader of the file.
func TestTextsAreCoded(t *testing.T) {
	for text, want := range map[string]string{
		"a": "(\x00a)", "(": "(\x00\\()", ")": "(\x00\\))", `\`: `(` + "\x00" + `\\)`, "Ж": "(\x04\x16)", "č": "(\x01\\r)", "⠨": `(\(\()`, "→": "(!\x92)",
	} {
		if got := string(appendText(nil, text)); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}

// TestPaintingStatesWhatItNeeds: a content relies on nothing that was painted below it, and leaves no dashes behind.
func TestPaintingStatesWhatItNeeds(t *testing.T) {
	var used letters
	k := content{palette: testTheme.Print, height: 100, letters: &used}
	k.items([]any{shape{moves: polyline(0, 0, 10, 0), stroke: "line", width: 1, dash: []float64{1, 2}}, text{x: 1, y: 2, face: bold, size: 9, colour: "ink", text: "x"}})
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
	if !k.faces[bold] || k.faces[sans] || string(used.of(bold)) != "x" {
		t.Errorf("faces %v, letters %q", k.faces, string(used.of(bold)))
	}
}

// TestLetters adds up the characters of two workers.
func TestLetters(t *testing.T) {
	var a, b letters
	a.show(sans, "host")
	b.show(sans, "Жost")
	b.show(mono, "z\uFFFD")
	a.add(b)
	if got := string(a.of(sans)); got != "hostЖ" {
		t.Errorf("sans shows %q", got)
	}
	if got := string(a.of(mono)); got != "z\uFFFD" || a.of(italic) != nil {
		t.Errorf("mono shows %q, italic %q", got, string(a.of(italic)))
	}
}

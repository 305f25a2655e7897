package font

import (
	"math"
	"testing"

	"github.com/go-fonts/liberation/liberationsansregular"
)

func TestWidthIsTheSumOfAdvances(t *testing.T) {
	face, err := Parse(liberationsansregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	// Liberation Sans has Arial's widths: 94.0 points for this text at 10 points.
	if got := face.Width("edge-00.example.net", 10); math.Abs(got-94.0) > 0.1 {
		t.Errorf("width %.2f, want 94.0", got)
	}
	if got := face.Width("AA", 12) - 2*face.Width("A", 12); math.Abs(got) > 1e-9 {
		t.Errorf("width is not additive: off by %g", got)
	}
}

func TestMissingNamesWhatTheFontLacks(t *testing.T) {
	face, err := Parse(liberationsansregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(face.Missing("host 数 é 据 数")); got != "数据" {
		t.Errorf("missing %q, want %q", got, "数据")
	}
	if face.Has('数') || !face.Has('Ж') {
		t.Error("Has disagrees with the font")
	}
}

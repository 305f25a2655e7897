package font

import (
	"bytes"
	"math"
	"sync"
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

// TestFontsAreReadOnce: the same file is the same font, a copy of it is another with the same widths, and many others push it out.
func TestFontsAreReadOnce(t *testing.T) {
	first, err := Parse(liberationsansregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Parse(liberationsansregular.TTF); err != nil || again != first {
		t.Errorf("the same file was read twice: %v", err)
	}
	for range len(recent.faces) {
		other, err := Parse(bytes.Clone(liberationsansregular.TTF))
		if err != nil || other == first || other.Width("host", 9) != first.Width("host", 9) {
			t.Fatalf("a copy of the file is not another font with the same widths: %v", err)
		}
	}
	if again, err := Parse(liberationsansregular.TTF); err != nil || again == first {
		t.Errorf("what was read long ago is kept for ever: %v", err)
	}
	if _, err := Parse(nil); err == nil {
		t.Error("nothing is a font")
	}
}

// TestAdvancesAreTheFonts holds what is kept of each character of the first plane against the font, and asks for it from several goroutines
// at once, so that the race detector sees the blocks being filled.
func TestAdvancesAreTheFonts(t *testing.T) {
	face, err := Parse(liberationsansregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for r := range rune(plane) {
				face.Has(r)
			}
		})
	}
	all.Wait()
	for _, r := range []rune{0, ' ', 'W', 0xFF, 0x100, 'Ж', '→', '数', 0xFFFF, 0x10000, 0x1F600, 0x10FFFF} {
		if got, want := face.advances.of(r), face.advances.lookUp(r); got != want {
			t.Errorf("U+%04X is %g em, want %g", r, got, want)
		}
	}
	if em, whole := face.Advance("A数A"); whole || em != 2*face.Width("A", 1)+1 {
		t.Errorf("a character that the font lacks makes %g em, whole %t", em, whole)
	}
	if em, whole := face.Advance("edge–00"); !whole || em != face.Width("edge–00", 1) {
		t.Errorf("%g em, whole %t", em, whole)
	}
}

func BenchmarkWidth(b *testing.B) {
	face, err := Parse(liberationsansregular.TTF)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		face.Width("A line of a worksheet – with a dash → and an arrow", 9.5)
	}
}

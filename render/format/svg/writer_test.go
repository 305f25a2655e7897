package svg

import (
	"math"
	"strings"
	"testing"
)

// FuzzNumber: hundredths are those that the library rounds to, and nothing is written with more digits than it needs.
func FuzzNumber(f *testing.F) {
	for _, v := range []float64{0, 1, -1, 10, 100, 0.005, -0.005, 0.015, 1.005, 2.675, 0.125, 0.375, -0.004, 0.1, 12.5, 1e6, 123456.785, 1e300, math.NaN(), math.Inf(-1), math.SmallestNonzeroFloat64, math.Copysign(0, -1)} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v float64) {
		if got, want := number(v), string(appendAnyNumber(nil, v)); got != want {
			t.Errorf("%v is %s, want %s", v, got, want)
		}
	})
}

// FuzzEscaped: the short way to harmless texts ends where the long one does.
func FuzzEscaped(f *testing.F) {
	for _, text := range []string{"", "host.example 10.0.0.1", `<a href="x" b='y'>&amp;`, "é", "\x7f", "\x00\n\t", "\xff\xfe", "a\ufffeb", "a+b=c;"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var w writer
		if w.escaped(text); string(w.out) != escape(text) || strings.ContainsAny(string(w.out), `<>"'`) {
			t.Errorf("%q is %s", text, w.out)
		}
	})
}

package file

import (
	"math"
	"strconv"
	"testing"
)

// TestNumbers writes numbers to a hundredth, without what adds nothing.
func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1: "1", -1: "-1", 0.5: "0.5", 12.34: "12.34", 12.304: "12.3", 0.004: "0", -0.004: "0", -0.05: "-0.05", 595.28: "595.28", 99.999: "100", 1e6: "1000000"} {
		if got := string(AppendNumber(nil, v)); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	for i := range 20000 {
		v := float64(i-10000) * 0.0137
		got, err := strconv.ParseFloat(string(AppendNumber(nil, v)), 64)
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
		if got := string(AppendText(nil, text)); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}

package typeset

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestClean reads hostile lines: invisible characters, tabs, loose accents, broken bytes.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb\x00c": "a b c", "cafe\u0301": "café", "a\u202Eb\u200Bc\uFEFF": "abc", "x\xffy": "x\uFFFDy", "plain": "plain", "a\u00ADb": "ab", "A\u030A": "Å", "x\u2028y": "x y", "no\u00A0break": "no\u00A0break",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestOrdinaryCharactersAreClean: what is said to need no cleaning is the same after it, alone and beside others.
func TestOrdinaryCharactersAreClean(t *testing.T) {
	n := 0
	for r := range rune(0x10000) {
		if !isOrdinary(r) {
			continue
		}
		n++
		for _, text := range []string{string(r), "e" + string(r) + "e", string(r) + string(r)} {
			if got := cleaned(text); got != text {
				t.Fatalf("%+q becomes %+q", text, got)
			}
		}
		if p := norm.NFC.PropertiesString(string(r)); !p.BoundaryBefore() || p.CCC() != 0 {
			t.Fatalf("U+%04X may combine with what stands before", r)
		}
	}
	if n < 900 {
		t.Errorf("only %d characters are ordinary", n)
	}
}

package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLookAlikes: the table is in pairs of a foreign and an ASCII character, and a name is told by its code points.
func TestLookAlikes(t *testing.T) {
	runes := []rune(lookAlikes)
	if len(runes)%2 != 0 {
		t.Fatal("the table is not in pairs")
	}
	for i := 0; i < len(runes); i += 2 {
		if runes[i] < utf8.RuneSelf || runes[i+1] >= utf8.RuneSelf {
			t.Errorf("%q and %q are no pair", runes[i], runes[i+1])
		}
	}
	if plain, why := Latin("lаn-sеrvеr"); plain != "lan-server" || why != `it holds U+0430, which looks like 'a', and U+0435, which looks like 'e'` {
		t.Error(plain, why)
	}
	for _, text := range []string{"", "lan", "süd", "Офис"[:2]} {
		if plain, why := Latin(text); plain != text && why == "" {
			t.Errorf("%q: %q, %q", text, plain, why)
		}
	}
	if help := DidYouMean("lаn", []string{"lan", "dmz"}); !strings.Contains(help, `did you mean "lan"?`) || !strings.Contains(help, "U+0430") {
		t.Error(help)
	}
	if help := OneOf("translate", []string{"translated", "transparent"}); help != `did you mean "translated"? known: translated, transparent` {
		t.Error(help)
	}
}

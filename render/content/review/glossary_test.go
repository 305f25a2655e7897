package review

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"portolan/render/document"
)

// TestWordsOf divides texts, also those of other scripts, as the standard library would with the rule of what is part of a word.
func TestWordsOf(t *testing.T) {
	for _, text := range []string{"", "DNS", " DNS ", "a DNS-server, TLS/SSL (HTTP2)", "[@`{", "Größe: 5 µs", "日本語、TLS", "é\u0301x", "١٢٣ 12", "\xffTLS\xff", "-", "—TLS—"} {
		want := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
		if got := slices.Collect(wordsOf(text)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for r := range rune(128) {
		if want := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-'; inWord(r) != want {
			t.Errorf("%q: part of a word %t, want %t", r, inWord(r), want)
		}
	}
}

// TestSaidOf finds words that stand alone, in any document and in a text that several have.
func TestSaidOf(t *testing.T) {
	docs := []*document.Document{{Title: "TLS and LDAPS"}, {Title: "TLS and LDAPS", Blocks: []document.Block{document.Text{Text: "by DNS."}}}}
	said := saidOf(docs, []string{"TLS", "LDAP", "DNS", "SMB"})
	if len(said) != 2 || !said["TLS"] || !said["DNS"] {
		t.Errorf("said: %v, want TLS and DNS", said)
	}
}

package prose

import (
	"reflect"
	"strings"
	"testing"
)

// FuzzSentence: a text that need not be parsed is what the parser makes of it.
func FuzzSentence(f *testing.F) {
	for _, text := range []string{"Close the old port (4242) first; then ask: who needs it?", "See https://a.example/b", "See www.a.example now", "a@b.example", "a  b", "a ", "é", "a\u00a0", "a\u2028b", "www.x.y",
		"WWW.x.y", "a-b - c -- d", "a = b + 1 / 2 %", "a. b: c", "http:/x", "mailto:a", "ftp://a.example", "1. a", "a\n=", "a\x00", "a\xff", "T'a \"b\"", "a://b", "x.www.a.example", "https:a.example"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !sentence(text) {
			return
		}
		got, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		want, err := parse(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is\n%+v, want\n%+v %v", text, got, want, err)
		}
	})
}

// TestSentences: the short way is taken, and not by what has a form.
func TestSentences(t *testing.T) {
	for text, want := range map[string]bool{
		"Close the old port (4242) first; then ask: who needs it?": true,
		"Größe": true, "a": true, "": false, " a": false, "a ": false, "1. a": false, "- a": false, "a *b*": false, "a\nb": false, "[a](b)": false, "a <b>": false, "a@b.example": false,
		"a https://b.example": false, "a www.b.example": false, "a\\": false, "a &amp;": false, "`a`": false, "a `b`": false, "a_b_": false, "a\xff": false, strings.Repeat("a", MaxBytes+1): false,
	} {
		if sentence(text) != want {
			t.Errorf("%.40q: %v", text, !want)
		}
	}
}

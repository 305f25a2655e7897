package source

import "testing"

func TestQuotedEnd(t *testing.T) {
	for text, want := range map[string]string{
		``: ``, `a"b"`: ``, `""`: `""`, `"a" b`: `"a"`, `'a\' b`: `'a\'`, `"a\" b" c`: `"a\" b"`, `""" a "b" """ c`: `""" a "b" """`,
		`"""a""""`: `"""a""""`, `"""a""""" b`: `"""a"""""`, `'''a''''' b`: `'''a'''''`, `"a`: `"a`, `"""a"`: `"""a"`, `"a\`: `"a\`, `"""a\""" b`: `"""a\""" b`,
	} {
		if got := text[:QuotedEnd(text)]; got != want {
			t.Errorf("%s begins with %s, not %s", text, got, want)
		}
	}
}

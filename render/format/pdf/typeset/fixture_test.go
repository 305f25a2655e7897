package typeset

import (
	"testing"

	"portolan/themes"
)

// desk is a composer with the program's own theme.
func desk(tb testing.TB) *Composer {
	tb.Helper()
	theme, err := themes.Load(themes.Names()[0])
	if err != nil {
		tb.Fatal(err)
	}
	words := Words{
		PageOf: "Page {page} of {pages}", AtPage: "(page {page})", Contents: "Contents", Part: "Part {n}", Reduced: "Reduced", Continued: "continued", Tip: "Tip", Note: "Note",
		Important: "Important", Warning: "Warning", Danger: "Danger",
	}
	s, err := NewStock(nil, Options{Theme: theme, Paper: "A4", Words: words})
	if err != nil {
		tb.Fatal(err)
	}
	return s.Composer(&Workspace{})
}

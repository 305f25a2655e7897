package catalog

import (
	"reflect"
	"testing"
)

// TestFragments takes texts apart that hold names, and braces of other programs, which are left as they stand.
func TestFragments(t *testing.T) {
	for text, want := range map[string][]Fragment{
		"":                              nil,
		"plain":                         {{Text: "plain"}},
		"{{a}}":                         {{Name: "a"}},
		"x {{ a.b-c:d_9 }} y":           {{Text: "x "}, {Name: "a.b-c:d_9"}, {Text: " y"}},
		"{{a|url}}{{\tb\n|\rliteral }}": {{Name: "a", Filter: "url"}, {Name: "b", Filter: "literal"}},
		"{{{a}}}":                       {{Text: "{"}, {Name: "a"}, {Text: "}"}},
		"{{{{a}}":                       {{Text: "{{"}, {Name: "a"}},
		"{{a {{b}}":                     {{Text: "{{a "}, {Name: "b"}},
		"{{.Names}} {{9}} {{a b}}":      {{Text: "{{.Names}} {{9}} {{a b}}"}},
		"{{a|}} {{a|u2}} {{a||b}}":      {{Text: "{{a|}} {{a|u2}} {{a||b}}"}},
		"{{a} } {{}} {{ä}} {{a":         {{Text: "{{a} } {{}} {{ä}} {{a"}},
		"{{":                            {{Text: "{{"}},
	} {
		if got := Fragments(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

package source

import (
	"strings"
	"testing"
)

// TestStrayCharacters has a character of each kind: what a reader does not see, or sees in another order than a program, is refused, and no
// letter of any script is.
func TestStrayCharacters(t *testing.T) {
	for text, want := range map[string]rune{
		"plain, with \"quotes\" and 100 %":  0,
		"Grüße — ÆØÅ Ærø ½ €":               0,
		"Ελληνικά, Кириллица, 日本語, עברית":   0,
		"two lines\n\tindented\r\nand more": 0,
		"10\u00a0000 and 10\u202f000":       0, // blanks that do not break
		"می\u200cخواهم":                     0, // Persian needs the non-joiner
		"क\u094d\u200dष":                    0, // and Devanagari the joiner
		"Auf\u200clage":                     '\u200c',
		"\u200dzero":                        '\u200d',
		"👩\u200d👩":                          '\u200d',
		"escape\x1b[31m":                    '\x1b',
		"bell\a":                            '\a',
		"a\x00b":                            0x0,
		"old end\rof a line":                '\r',
		"delete\x7f":                        0x7F,
		"next line\u0085":                   0x85,
		"line\u2028separator":               0x2028,
		"turned \u202e round":               0x202E,
		"isolated \u2067 text":              0x2067,
		"marked \u200f right":               0x200F,
		"Arabic \u061c mark":                0x061C,
		"zero\u200bwidth":                   0x200B,
		"soft\u00adhyphen":                  0xAD,
		"word\u2060joiner":                  0x2060,
		"\ufeffmark":                        0xFEFF,
		"variation\ufe0f":                   0xFE0F,
		"Hangul filler \u3164":              0x3164,
		"tag \U000e0041":                    0xE0041,
		"private \ue000":                    0xE000,
		"not a character \uffff":            0xFFFF,
		"lost \ufffd":                       0xFFFD,
	} {
		r, found := stray(text)
		if wanted := want != 0 || text == "a\x00b"; found != wanted || r != want {
			t.Errorf("%q: U+%04X, %t", text, r, found)
		}
	}
}

// TestTextsOfEveryShape binds texts in each shape that a value can have: each fault is told once, at its own place, and what it spoils is absent.
func TestTextsOfEveryShape(t *testing.T) {
	type part struct {
		Name Val[string] `toml:"name,required"`
	}
	type whole struct {
		Plain string              `toml:"plain"`
		Text  Val[string]         `toml:"text"`
		List  []Val[string]       `toml:"list"`
		Any   Val[any]            `toml:"any"`
		Parts map[string]part     `toml:"parts"`
		Facts map[string]Val[any] `toml:"facts"`
	}
	file, _ := Parse("x.toml", []byte("plain = \"a\\u0007\"\ntext = '''\nb\u202e'''\nlist = [\"good\", \"c\\u200b\"]\nany = [1, { d = [\"\\u202a\"] }]\n"+
		"[parts.one]\nname = \"\\u0000\"\n[parts.\"t\\u2066wo\"]\nname = \"x\"\n[facts]\ne = \"\\u009b\"\n"))
	got, found := Bind[whole](file)
	var lines []int
	for _, d := range found {
		if d.Code != "T09" {
			t.Errorf("%+v", d)
		}
		lines = append(lines, d.At.Line())
	}
	want := []int{1, 2, 4, 5, 7, 8, 11}
	if len(lines) != len(want) {
		t.Fatalf("faults at the lines %v, want %v", lines, want)
	}
	for i := range want {
		if lines[i] != want[i] {
			t.Errorf("faults at the lines %v, want %v", lines, want)
		}
	}
	if got.Text.Set() || len(got.List) != 1 || got.Any.Set() || got.Parts["one"].Name.Set() || len(got.Parts) != 1 || len(got.Facts) != 0 {
		t.Errorf("something of it was kept: %+v", got)
	}
}

// TestTextsHaveAnEnd: a text of a site, however it is made up, is refused from the limit on, and told at its line.
func TestTextsHaveAnEnd(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("W", MaxText):          "",
		strings.Repeat("W", MaxText+1):        "S173",
		strings.Repeat("a word ", MaxText/7):  "",
		strings.Repeat("a word ", MaxText):    "S173",
		strings.Repeat("ä", MaxText):          "S173", // two bytes each: what formats count
		strings.Repeat("W", 2*MaxText) + "\n": "S173",
	} {
		file, _ := Parse("x.toml", []byte("[notes]\n\nlist = [\"x\", \""+strings.ReplaceAll(text, "\n", "\\n")+"\"]\n"))
		_, found := BindLines[map[string]map[string][]Text](file)
		switch {
		case want == "" && len(found) > 0, want != "" && (len(found) != 1 || found[0].Code != want || found[0].At.Line() != 3):
			t.Errorf("%d characters: %v", len(text), found)
		}
	}
}

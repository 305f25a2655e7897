package themes

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"

	"portolan/model/source"
	"portolan/render/text/font"
)

// opened is a theme as Open reads it, with its diagnostics as one error.
func opened(folder fs.FS) (*Theme, error) {
	theme, found := Open(folder, "ours", func(font []byte) error {
		if bytes.Contains(font, []byte("damage")) {
			return errors.New("it ends in the middle")
		}
		return nil
	})
	return theme, faults(found)
}

func TestLoad(t *testing.T) {
	for _, name := range Names() {
		theme, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for role, palette := range map[string]Palette{"light": theme.Light, "dark": theme.Dark, "print": theme.Print} {
			if len(palette) != len(Roles) {
				t.Errorf("%s: %s has %d colours, want %d", name, role, len(palette), len(Roles))
			}
		}
		if len(theme.CSS) == 0 || len(theme.Script) == 0 {
			t.Errorf("%s lacks a style sheet or a script", name)
		}
		if sketch, err := Sketch(name); err != nil || !reflect.DeepEqual(sketch.Fonts, theme.Fonts) || !reflect.DeepEqual(sketch.Whole(), theme) || theme.Whole() != theme {
			t.Errorf("%s: its sketch is of another theme (%v)", name, err)
		}
	}
}

func TestSketchIsOfAnOwnTheme(t *testing.T) {
	for _, name := range []string{"moss", "default/", "./default", "../themes/default", "", "."} {
		if theme, err := Sketch(name); err == nil {
			t.Errorf("%q is the theme %q", name, theme.Name)
		}
	}
}

func TestUnknownThemeNamesTheKnownOnes(t *testing.T) {
	_, err := Load("moss")
	if err == nil || !strings.Contains(err.Error(), `no theme "moss"`) || !strings.Contains(err.Error(), "default") {
		t.Errorf("error is %v", err)
	}
}

// TestFaultsHavePlaces breaks the default theme in one line each and expects that line in the error.
func TestFaultsHavePlaces(t *testing.T) {
	text, err := fs.ReadFile(embedded, "default/theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"ink = \"#1c2733\"\n", "", `theme.toml:3:2: [light] lacks the colour "ink"`},
		{"ink = \"#1c2733\"\n", "inq = \"#1c2733\"\n", `theme.toml:4:7: unknown colour "inq" in [light] (did you mean "ink"?)`},
		{"ink = \"#1c2733\"\n", "ink = \"black\"\n", `theme.toml:4:7: light.ink: "black" is not a colour`},
		{"ink = \"#1c2733\"\n", "ink = 3\n", `theme.toml:4:7: light.ink must be text in quotes`},
		{"[print]", "[paper]", `needs the key "print"`},
		{"ink = \"#1c2733\"\n", "ink = \"#1c\u202e2733\"\n", `theme.toml:4:7: light.ink holds the character U+202E, which does not show`},
		{"[light]", "[light", `not TOML`},
	} {
		broken := strings.Replace(string(text), c.old, c.new, 1)
		_, err := load(fstest.MapFS{
			"x/theme.toml": {Data: []byte(broken)}, "x/site.css": {Data: []byte(" ")}, "x/site.js": {Data: []byte(" ")}, "x/search.js": {Data: []byte(" ")}, "x/run.js": {Data: []byte(" ")}, "x/picture.js": {Data: []byte(" ")},
		}, "x")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q -> %q: error is\n%v\nwant %s", c.old, c.new, err, c.want)
		}
	}
}

// TestFaultsHaveCodes makes each fault of a theme's folder and expects its code, at its place.
func TestFaultsHaveCodes(t *testing.T) {
	text, err := fs.ReadFile(embedded, "default/theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	for code, c := range map[string]struct{ old, new, at string }{
		"H01": {string(text), "", "ours/theme.toml:0:0"},
		"H02": {"ink = \"#1c2733\"\n", "inq = \"#1c2733\"\n", "ours/theme.toml:4:7"},
		"H03": {"ink = \"#1c2733\"\n", "ink = \"black\"\n", "ours/theme.toml:4:7"},
		"H04": {"ink = \"#1c2733\"\n", "", "ours/theme.toml:3:2"},
		"H05": {"muted = \"#54626f\"", "muted = \"#a0aebb\"", "ours/theme.toml:6:9"},
		"H06": {"[light]\n", "[fonts]\nsans = \"damaged.ttf\"\n[light]\n", "ours/theme.toml:4:8"},
		"H07": {"[light]\n", "logo = \"damaged.ttf\"\n[light]\n", "ours/theme.toml:3:8"},
		"H08": {"[light]\n", "[fonts]\nsanz = \"damaged.ttf\"\n[light]\n", "ours/theme.toml:4:8"},
	} {
		folder := fstest.MapFS{"damaged.ttf": {Data: []byte("\x00\x01\x00\x00 damage")}, "theme.toml": {Data: []byte(strings.Replace(string(text), c.old, c.new, 1))}}
		if code == "H01" {
			delete(folder, "theme.toml")
		}
		theme, found := Open(folder, "ours", func([]byte) error { return errors.New("it ends in the middle") })
		if theme != nil || !slices.ContainsFunc(found, func(d source.Diagnostic) bool {
			return d.Code == code && d.Help != "" && fmt.Sprintf("%s:%d:%d", d.At.File(), d.At.Line(), d.At.Col()) == c.at
		}) {
			t.Errorf("%s is not told at %s: %v", code, c.at, faults(found))
		}
	}
}

// TestFaintColoursAreRefused: a colour that cannot be read is told with its place, its worst ground and what is needed, and told once.
func TestFaintColoursAreRefused(t *testing.T) {
	text, err := embedded.ReadFile("default/theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{`muted = "#54626f"`, `muted = "#a0aebb"`, "theme.toml:6:9: light.muted has a contrast of "},
		{`edge = "#3d5064"`, `edge = "#f0f0f0"`, "light.edge has a contrast of "},
		{`accent-ink = "#ffffff"`, `accent-ink = "#0b5c9e"`, "light.accent-ink has a contrast of 1.00:1 with accent (readers need at least 4.5:1"},
	} {
		changed := strings.Replace(string(text), c.from, c.to, 1)
		if changed == string(text) {
			t.Fatalf("the default theme has no %s", c.from)
		}
		_, err := opened(fstest.MapFS{"theme.toml": {Data: []byte(changed)}})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Count(err.Error(), "has a contrast") != 1 {
			t.Errorf("%s: %v, want %s", c.to, err, c.want)
		}
	}
	if _, err := opened(fstest.MapFS{"theme.toml": {Data: text}}); err != nil {
		t.Error(err)
	}
}

func TestContrastOfKnownColours(t *testing.T) {
	for _, c := range []struct {
		a, b Colour
		want string
	}{
		{Colour{0, 0, 0}, Colour{255, 255, 255}, "21.00"},
		{Colour{0x77, 0x77, 0x77}, Colour{255, 255, 255}, "4.48"},
		{Colour{9, 9, 9}, Colour{9, 9, 9}, "1.00"},
	} {
		if got := fmt.Sprintf("%.2f", Contrast(c.a, c.b)); got != c.want {
			t.Errorf("contrast of %s and %s is %s, want %s", c.a.Hex(), c.b.Hex(), got, c.want)
		}
	}
}

func TestFontsShowWhatDocumentsPrint(t *testing.T) {
	fonts := liberation()
	for name, data := range map[string][]byte{"Sans": fonts.Sans, "SansBold": fonts.SansBold, "SansItalic": fonts.SansItalic,
		"Mono": fonts.Mono, "MonoBold": fonts.MonoBold, "Symbols": fonts.Symbols} {
		face, err := font.Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := "aZ09 -–—→×ÄßñőŁЖΩ€“”"
		if name == "Symbols" {
			want += "✓☐☑⚠"
		}
		if missing := face.Missing(want); len(missing) > 0 {
			t.Errorf("%s lacks %q", name, missing)
		}
	}
}

func TestStylesheetDefinesWhatItUses(t *testing.T) {
	theme, err := Load("default")
	if err != nil {
		t.Fatal(err)
	}
	sheet := theme.Stylesheet()
	for _, role := range Roles {
		for _, want := range []string{"--" + role + ": " + theme.Light[role].Hex(), "--" + role + ": " + theme.Dark[role].Hex(),
			".f-" + role + " {", ".s-" + role + " {"} {
			if !bytes.Contains(sheet, []byte(want)) {
				t.Errorf("the style sheet lacks %q", want)
			}
		}
	}
	if open, shut := bytes.Count(sheet, []byte("{")), bytes.Count(sheet, []byte("}")); open != shut {
		t.Errorf("the style sheet opens %d blocks and closes %d", open, shut)
	}
	// Icons stand in it, whole; the name of their form looks like an address.
	bare := regexp.MustCompile(`url\("data:image/svg\+xml,<svg xmlns='http://www\.w3\.org/2000/svg' [^"]*"\)`).ReplaceAll(sheet, nil)
	for _, forbidden := range []string{"http:", "https:", "@import", "url(", "@font-face"} {
		if bytes.Contains(bare, []byte(forbidden)) {
			t.Errorf("the style sheet loads from elsewhere: %s", forbidden)
		}
	}
	for _, use := range strings.Split(string(theme.CSS), "var(--")[1:] {
		name, _, _ := strings.Cut(use, ")")
		if !bytes.Contains(sheet, []byte("--"+name+":")) {
			t.Errorf("the style sheet uses --%s and does not define it", name)
		}
	}
}

// TestScriptsAskForNoLayout: a script that changes rows and asks in between for their text as it is shown has the browser lay out the page for each. A page
// of 4,000 rules did not open.
func TestScriptsAskForNoLayout(t *testing.T) {
	theme, err := Load("default")
	if err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string][]byte{"pages": theme.Script, "portals": theme.Portal} {
		if len(script) == 0 || bytes.Contains(script, []byte("innerText")) {
			t.Errorf("the script of %s is empty, or asks for texts as they are shown", name)
		}
	}
}

// TestFontsOfATheme gives a theme two fonts of its own. What it does not name stays the program's.
func TestFontsOfATheme(t *testing.T) {
	text, err := fs.ReadFile(embedded, "default/theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	folder := func(fonts string) fstest.MapFS {
		return fstest.MapFS{"theme.toml": {Data: append(bytes.Clone(text), "\n[fonts]\n"+fonts...)}, "go.ttf": {Data: goregular.TTF}, "fonts/mono.ttf": {Data: gomono.TTF},
			"outlines.otf": {Data: []byte("OTTO and more")}}
	}
	theme, err := opened(folder("sans = \"go.ttf\"\nmono = \"fonts/mono.ttf\"\nmono-bold = \"fonts/mono.ttf\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(theme.Fonts.Sans, goregular.TTF) || !bytes.Equal(theme.Fonts.Mono, gomono.TTF) || !bytes.Equal(theme.Fonts.SansBold, liberation().SansBold) {
		t.Error("the theme has other fonts than its file names")
	}
	var names []string
	for _, f := range theme.Files {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "fonts/mono.ttf go.ttf theme.toml" {
		t.Errorf("the theme was read from %s", got)
	}
	for fonts, want := range map[string]string{
		"sans = \"../go.ttf\"":       `theme.toml:LINE:8: "../go.ttf" is no file of the theme's folder`,
		"sans = \"away.ttf\"":        `theme.toml:LINE:8: the font "away.ttf" cannot be read: file does not exist (put the font into`,
		"symbols = \"outlines.otf\"": `theme.toml:LINE:11: "outlines.otf" is not a TrueType font`,
		"sanz = \"go.ttf\"":          `theme.toml:LINE:8: unknown font "sanz" (did you mean "sans"?)`,
	} {
		want = strings.Replace(want, "LINE", strconv.Itoa(bytes.Count(text, []byte("\n"))+3), 1) // below an empty line and the head of the table
		if _, err := opened(folder(fonts)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error is\n%v\nwant %s", fonts, err, want)
		}
	}
}

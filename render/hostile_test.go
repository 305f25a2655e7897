package render

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
	"portolan/render/layout/diagram"
	"portolan/render/text/wordlist"
)

// exampleWith is the example customer's description with parts of it replaced, each at least once.
func exampleWith(t *testing.T, replace ...[2]string) []byte {
	t.Helper()
	data, err := os.ReadFile("../sites/" + example + "/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, r := range replace {
		pattern, with := r[0], r[1]
		changed := regexp.MustCompile(pattern).ReplaceAllString(text, with)
		if changed == text {
			t.Fatalf("nothing in the site matches %s", pattern)
		}
		text = changed
	}
	return []byte(text)
}

// TestLongTexts gives every host a name of 80 characters, and purposes, titles and notes of 400. Each text of every PDF is measured when it
// is written, so a pack that comes out is one in which all fits; and nothing is cut: the texts are there whole.
func TestLongTexts(t *testing.T) {
	testenv.Long(t, "prints a pack of a thousand pages")
	long := strings.Repeat("Sign-on of services and users against the directory of the northern region; ", 6)[:400]
	name := "analytics-platform.northern-region.customer-network." // with the host's own name and the domain 80 characters
	plan, options := planOfText(t, example, exampleWith(t,
		[2]string{`host = "([a-z0-9-]+)\.harbour\.example"`, `host = "` + name + `$1.harbour.example"`},
		[2]string{`purpose = "[^"]*"`, `purpose = "` + long + `"`},
		[2]string{`title = "[^"]*"`, `title = "` + long + `"`},
		[2]string{`note = "[^"]*"`, `note = "` + long + `"`},
		[2]string{`reason = "[^"]*"`, `reason = "` + long + `"`},
		[2]string{`name = "Pavel Novak"`, `name = "` + strings.Repeat("Pavel Novak ", 20) + `"`},
		[2]string{`customer = "[^"]*"`, `customer = "` + long + `"`},
		[2]string{`(text|owner|role) = "(Network|Platform|Data)[^"]*"`, `$1 = "` + long + `"`},
		[2]string{`name = "(Network|Platform|Data)[^"]*"`, `name = "` + long[:100] + `"`},
	))
	options.Chapters = site.Chapters
	p, err := newPacker(plan, theme(t), options)
	if err != nil {
		t.Fatal(err)
	}
	files, err := p.pack()
	if err != nil {
		t.Fatal(err)
	}
	for _, book := range []string{"bundle.pdf", "security-review.pdf"} {
		text := spaceless(tool(t, pack{p, files}.file(t, book), "pdftotext", "-raw", "FILE", "-"))
		for _, want := range []string{long, name + "qs-central.harbour.example", name + "qs-db1.harbour.example", strings.Repeat("Pavel Novak ", 20)} {
			if !strings.Contains(text, spaceless(want)) {
				t.Errorf("%s lacks %q", book, want)
			}
		}
	}
}

// TestTextsThatNoFontHas: the fault names the character, the text and the place, whatever the script.
func TestTextsThatNoFontHas(t *testing.T) {
	for _, note := range []string{"目录服务器", "שרת הספרייה", "خادم الدليل", "directory 🗂"} {
		plan, options := planOfText(t, example, exampleWith(t, [2]string{`note = "Directory, names and time"`, `note = "DC ` + note + `"`}))
		_, err := Pack(plan, theme(t), options)
		var fault *MissingGlyphError
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", note, err)
			continue
		}
		if !slices.Contains([]rune(note), fault.Rune) || fault.Text != "DC "+note || !strings.HasPrefix(fault.Where, "block ") && !strings.HasPrefix(fault.Where, "the fields") {
			t.Errorf("the fault is %+v", fault)
		}
	}
}

// TestPicturesOfEveryZoneThatASiteMayHave places the pictures of a site with as many zones as check lets through, each of which talks to one host. One zone more is refused there.
func TestPicturesOfEveryZoneThatASiteMayHave(t *testing.T) {
	var zones strings.Builder
	have := strings.Count(string(exampleWith(t)), "\n[zones.")
	for i := range site.MaxZones - have {
		fmt.Fprintf(&zones, "\n[zones.z%d]\nname = \"Zone %d\"\nnetworks = [\"10.%d.%d.0/24\"]\n[servers.s%d]\nhost = \"s%d.harbour.example\"\naddresses = [\"10.%d.%d.4\"]\n", i, i, 77+i/250, i%250, i, i, 77+i/250, i%250)
		fmt.Fprintf(&zones, "[flows.f%d]\nfrom = \"s%d\"\nto = \"qs-central\"\nports = [\"tcp/%d\"]\npurpose = \"Data of zone %d\"\n", i, i, 7000+i, i)
	}
	plan, options := planOfText(t, example, append(exampleWith(t), zones.String()...))
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	look := theme(t)
	measure, err := diagram.NewMeasure(look.Fonts.Sans, look.Fonts.SansBold)
	if err != nil {
		t.Fatal(err)
	}
	p := &packer{model: plan, theme: look, opts: options, words: list, measure: measure}
	if err := p.lay(); err != nil {
		t.Fatal(err)
	}
	if n := len(p.gallery.scenes[p.gallery.Site].Boxes); len(plan.Zones) != site.MaxZones || n < site.MaxZones {
		t.Errorf("%d zones, %d boxes", len(plan.Zones), n)
	}
	one := "\n[zones.last]\nname = \"One more\"\nnetworks = [\"10.199.0.0/24\"]\n"
	if s, found := site.Load("site.toml", append(exampleWith(t), zones.String()+one...)); s != nil || !slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.Code == "S03" }) {
		t.Error("a site with one zone more is let through", found)
	}
}

// TestLargeFigures: sixty zones, a population of a thousand networks, a text of ten thousand letters without a blank: what no sheet of paper holds at
// its size is reduced or parted, and never keeps a pack from being made.
func TestLargeFigures(t *testing.T) {
	var zones, networks strings.Builder
	for i := range 60 {
		fmt.Fprintf(&zones, "\n[zones.z%d]\nname = \"Zone %d\"\nnetworks = [\"10.77.%d.0/24\"]\n[servers.s%d]\nhost = \"s%d.harbour.example\"\naddresses = [\"10.77.%d.4\"]\n", i, i, i, i, i, i)
		fmt.Fprintf(&zones, "[flows.f%d]\nfrom = \"s%d\"\nto = \"qs-central\"\nports = [\"tcp/%d\"]\npurpose = \"Data of zone %d\"\n", i, i, 7000+i, i)
	}
	for i := range 1000 {
		fmt.Fprintf(&networks, "%q, ", fmt.Sprintf("10.%d.%d.0/24", 200+i/250, i%250))
	}
	for name, text := range map[string][]byte{
		"zones":    append(exampleWith(t), zones.String()...),
		"networks": append(exampleWith(t), "\n[clients.plants]\nnetworks = ["+networks.String()+"]\noutside = true\n[flows.plants]\nfrom = \"plants\"\nto = \"qs-central\"\nports = [\"tcp/7000\"]\npurpose = \"Data\"\n"...),
		"word":     exampleWith(t, [2]string{`note = "Directory, names and time"`, `note = "` + strings.Repeat("W", source.MaxText) + `"`}),
	} {
		t.Run(name, func(t *testing.T) {
			plan, options := planOfText(t, example, text)
			if _, err := Pack(plan, theme(t), options); err != nil {
				t.Error(err)
			}
		})
	}
}

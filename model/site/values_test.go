package site

import (
	"strings"
	"testing"
	"unicode/utf8"

	"portolan/model/source"
)

// TestHostNames gives host names that are none, and what the cure has to say.
func TestHostNames(t *testing.T) {
	for name, want := range map[string]string{
		"db1.example.com": "", "DB1": "", "1.example": "", "xn--sd-hka.example": "", "a-b.example.com": "",
		"ts1-süd.copperfield.example.": `leave out the dot at its end; write letters that are not ASCII in the form that DNS has for them, xn--: write ` + "`host = \"xn--ts1-sd-7ya.copperfield.example\"`",
		"ts2.copperfield.example.":     "leave out the dot at its end: write `host = \"ts2.copperfield.example\"`",
		"db_1.example.com":             "`host = \"db-1.example.com\"`",
		"https://db1.example.com/path": "leave out scheme, path and port: write `host = \"db1.example.com\"`",
		"db1.example.com:5432":         "leave out scheme, path and port: write `host = \"db1.example.com\"`",
		"//db1.example.com":            "`host = \"db1.example.com\"`",
		"straße.example":               "`host = \"xn--strae-oqa.example\"`",
		"dаtabase.example":             "it holds U+0430, which looks like 'a': write `host = \"database.example\"`",
		"db–1.example":                 "it holds U+2013, which looks like '-': write `host = \"db-1.example\"`",
		"*.example.com":                "only an external service may have a wildcard",
		"-db.example.com":              "labels of letters",
		"db..example":                  "labels of letters",
		strings.Repeat("a", 64):        "labels of letters",
	} {
		k := &checker{}
		k.hostName(source.V(name, source.Place("", 1, 0, 0)), false)
		switch {
		case (want == "") != (len(k.found) == 0):
			t.Errorf("%q: %v", name, k.found)
		case want != "" && !strings.Contains(k.found[0].Help, want):
			t.Errorf("%q: %q, not %q", name, k.found[0].Help, want)
		}
	}
	for name, ok := range map[string]bool{"*.example.com": true, "*": false, "*.": false, "db*.example.com": false, "*.exämple.com": false} {
		if k := (&checker{}); k.hostName(source.V(name, source.Place("", 1, 0, 0)), true) != ok {
			t.Errorf("an external service %q: %v", name, k.found)
		}
	}
}

// TestSharePaths counts backslashes.
func TestSharePaths(t *testing.T) {
	for text, want := range map[string]string{
		`\\files.example\qlik`: "", `D:\qlik`: "", "/mnt/qlik": "", `\\files\qlik\`: "", "files": "", "": "",
		`\files.example\qlik`: `\\files.example\qlik`, `\\\\files\\qlik`: `\\files\qlik`, `\\files\\qlik`: `\\files\qlik`, `\\\files\qlik`: `\\files\qlik`, `\files`: `\\files`,
	} {
		fixed, ok := sharePath(text)
		if ok != (want == "") || !ok && fixed != want {
			t.Errorf("%q: %q, %v", text, fixed, ok)
		}
	}
}

// TestPortForms gives ports as people write them.
func TestPortForms(t *testing.T) {
	for text, want := range map[string]string{"443/tcp": `write "tcp/443"`, "tcp 443": `write "tcp/443"`, "udp:53": `write "udp/53"`, "8000-8010/tcp": `write "tcp/8000-8010"`, "tcp443": `write "tcp/443"`} {
		if got := portForm(text); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
	if got := portForm("https"); !strings.Contains(got, `"ip/50"`) || !utf8.ValidString(got) {
		t.Error(got)
	}
}

// TestPunycode holds names against the examples of RFC 3492, section 7.1, and others.
func TestPunycode(t *testing.T) {
	for name, want := range map[string]string{
		"example.com": "example.com", "Bücher.example": "xn--bcher-kva.example", "süd.nord.öst": "xn--sd-xka.nord.xn--st-eka", "ü": "xn--tda", "straße": "xn--strae-oqa",
		"почемужеонинеговорятпорусски": "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l", "他们为什么不说中文": "xn--ihqwcrb4cv8a8dqg056pqjye",
		"למההםפשוטלאמדבריםעברית": "xn--4dbcagdahymbxekheh6e0a7fei0b", "tạisaohọkhôngthểchỉnóitiếngviệt": "xn--tisaohkhngthchnitingvit-kjcr8268qyxafd2f1b9g", "3年b組金八先生": "xn--3b-ww4c5e180e575a65lsy2b",
		"u\u0308": "",
	} {
		if got, _ := asciiHost(name); got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	}
}

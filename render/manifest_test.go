package render

import (
	"strings"
	"testing"
)

// quay is a small manifest, as text that a person can edit.
func quay(t *testing.T) string {
	t.Helper()
	sum := strings.Repeat("0a", 32)
	m := Manifest{Format: manifestFormat, Program: "0.1.0", Site: "quay", Date: "2026-09-30", Inputs: Hashes{{"site.toml", 12, sum}},
		Outputs: Hashes{{"a.txt", 3, sum}, {"b/c.pdf", 4, sum}}}
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestManifestEdited edits a manifest in each way that an editor or a forger may, and looks for a refusal.
func TestManifestEdited(t *testing.T) {
	whole := quay(t)
	m, err := ReadManifest([]byte(whole))
	if err != nil || m.Site != "quay" || len(m.Outputs) != 2 || m.Outputs[1] != (Hashed{"b/c.pdf", 4, strings.Repeat("0a", 32)}) {
		t.Fatalf("as written: %+v, %v", m, err)
	}
	replaced := func(old, new string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("the manifest lacks %q:\n%s", old, whole)
		}
		return strings.Replace(whole, old, new, 1)
	}
	for name, text := range map[string]string{
		"other site":         replaced(`"quay"`, `"pier"`),
		"other date":         replaced("2026-09-30", "2026-09-29"),
		"other length":       replaced(`"bytes": 4`, `"bytes": 5`),
		"other hash":         replaced("0a0a0a", "0a0a0b"),
		"other program":      replaced("0.1.0", "0.1.1"),
		"file renamed":       replaced("a.txt", "a.doc"),
		"file left out":      strings.Replace(whole, whole[strings.Index(whole, "    {\n      \"path\": \"a.txt\""):strings.Index(whole, "    {\n      \"path\": \"b/c.pdf\"")], "", 1),
		"other input":        replaced("site.toml", "sita.toml"),
		"unknown key":        replaced(`"site":`, `"note": "x", "site":`),
		"key twice":          replaced(`"site":`, `"site": "x", "site":`),
		"key in other case":  replaced(`"site":`, `"Site":`),
		"other spacing":      replaced("  \"site\"", "\t\"site\""),
		"no last line end":   strings.TrimSuffix(whole, "\n"),
		"text behind":        whole + "x",
		"line behind":        whole + "\n",
		"byte order mark":    "\uFEFF" + whole,
		"checksum removed":   whole[:strings.Index(whole, ",\n  \"checksum\"")] + "\n}\n",
		"checksum of others": replaced(`"checksum": "`, `"checksum": "0`),
		"no JSON":            "dear",
		"nothing":            "",
		"somebody's own":     `{"name":"my web app"}`,
		"another format":     replaced(`"format": 3`, `"format": 1`),
		"empty entries":      `{"format":2,"outputs":[` + strings.Repeat("{},", 100_000) + `{}]}`,
		"null for a list":    `{"format":2,"outputs":null}`,
		"too long":           strings.Repeat(" ", ManifestLimit) + whole,
	} {
		if text == whole {
			t.Fatalf("%s: nothing was edited", name)
		}
		if _, err := ReadManifest([]byte(text)); err == nil {
			t.Errorf("%s: taken", name)
		} else if strings.ContainsAny(err.Error(), "\n\x1b") || !strings.HasPrefix(err.Error(), ManifestPath) {
			t.Errorf("%s: the message %q", name, err)
		}
	}
}

// TestManifestOfStrangers reads manifests that are well written and say what the program never says.
func TestManifestOfStrangers(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	for name, m := range map[string]Manifest{
		"no site":             {Outputs: Hashes{{"a", 1, sum}}},
		"a site elsewhere":    {Site: "../quay", Outputs: Hashes{{"a", 1, sum}}},
		"a site of two parts": {Site: "a/b", Outputs: Hashes{{"a", 1, sum}}},
		"no file":             {Site: "quay", Outputs: Hashes{}},
		"no day":              {Site: "quay", Date: "soon", Outputs: Hashes{{"a", 1, sum}}},
		"a file twice":        {Site: "quay", Outputs: Hashes{{"a", 1, sum}, {"a", 1, sum}}},
		"no order":            {Site: "quay", Outputs: Hashes{{"b", 1, sum}, {"a", 1, sum}}},
		"the manifest":        {Site: "quay", Outputs: Hashes{{ManifestPath, 1, sum}}},
		"the zip":             {Site: "quay", Outputs: Hashes{{"quay.zip", 1, sum}}},
		"too much":            {Site: "quay", Outputs: Hashes{{"a", packLimit, sum}, {"b", 1, sum}}},
		"more than there is":  {Site: "quay", Outputs: Hashes{{"a", 1 << 62, sum}, {"b", 1 << 62, sum}, {"c", 1 << 62, sum}}},
	} {
		m.Format, m.Inputs = manifestFormat, Hashes{}
		data, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadManifest(data); err == nil || strings.Contains(err.Error(), "edited") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

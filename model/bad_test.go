package model

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// compile does what the program does with a site description, as far as the plan.
func compile(name string, data []byte) (*plan.Plan, source.Diagnostics) {
	return compileFrom(name, data, nil)
}

// compileFrom is compile for a description that may be in several files.
func compileFrom(name string, data []byte, read site.Reader) (*plan.Plan, source.Diagnostics) {
	site, found := site.Read(name, data, read)
	if site == nil {
		return nil, found
	}
	var cats []*catalog.Catalogue
	for _, wanted := range site.Catalogues() {
		cat, more := catalog.Open(wanted.V)
		if cat == nil {
			cat, _ = catalog.Load(os.DirFS("testdata/products"), wanted.V) // an invented product
		}
		if cat == nil { // as the program does, which says it at the line of the site
			cat = &catalog.Catalogue{Dir: wanted.V}
			more[0].At = wanted.At
			found = append(found, more...)
		}
		cats = append(cats, cat)
	}
	return resolve.All(site, cats, resolve.Options{Found: found})
}

// TestBadSites reads descriptions that are wrong, each in the way that its first line says. All faults are told in one run, each with its
// code, its place and, where it stops the build, the line and a caret.
func TestBadSites(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		expected := strings.TrimSuffix(file, ".toml") + ".txt"
		wanted = append(wanted, expected)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if comment, _, _ := strings.Cut(string(data), "\n"); !strings.HasPrefix(comment, "# ") {
				t.Error("the fixture does not begin with what is wrong")
			}
			plan, found := compile(name+".toml", data)
			if plan != nil || !found.HasErrors() {
				t.Errorf("the plan was made: %v", plan != nil)
			}
			for _, d := range found {
				if d.Code == "" || d.What == "" || !d.At.IsValid() || d.At.File() != name+".toml" {
					t.Errorf("a diagnostic without code, words or place in the site: %+v", d)
				}
				if text := modeltest.Printed(source.Diagnostics{d}); d.Severity == source.Error && !caret(text, d.At) {
					t.Errorf("no caret below the place:\n%s", text)
				}
			}
			golden.Check(t, expected, modeltest.Printed(found.Sorted()))
		})
	}
	golden.NoOrphans(t, "testdata/bad", ".txt", wanted)
}

// caret tells whether a printed diagnostic shows the line of a place, cut where it is wide, and carets below the thing.
func caret(text string, at source.Position) bool {
	lines := strings.Split(text, "\n")
	if len(lines) < 3 {
		return false
	}
	_, line, ok := strings.Cut(lines[1], " | ")
	_, mark, ok2 := strings.Cut(lines[2], " | ")
	start := strings.IndexByte(mark, '^')
	shown, whole := []rune(line), []rune(strings.ReplaceAll(at.SourceLine(), "\u200b", " "))
	if !ok || !ok2 || start < 0 {
		return false
	}
	if at.Col() > len(whole) { // the fault is the end of the line
		return start == len(shown)
	}
	return start < len(shown) && shown[start] == whole[at.Col()-1]
}

// TestManyFaultsStayInOrder holds the fixture of many faults to what a person needs: all of them, from top to bottom.
func TestManyFaultsStayInOrder(t *testing.T) {
	data, err := os.ReadFile("testdata/bad/many-faults.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, found := compile("many-faults.toml", data)
	if n := found.Count(source.Error); n < 15 {
		t.Errorf("%d errors, want at least 15", n)
	}
	if !slices.IsSortedFunc(found, func(a, b source.Diagnostic) int {
		return cmp.Or(int(a.Severity)-int(b.Severity), a.At.Line()-b.At.Line())
	}) {
		t.Error("the errors do not come first, each severity in the order of the lines")
	}
}

// TestLargeBadSites gives large descriptions full of one fault. The answer comes soon; each error is in it, of which a person reads the first.
func TestLargeBadSites(t *testing.T) {
	good, err := os.ReadFile("testdata/topologies/single-node.toml")
	if err != nil {
		t.Fatal(err)
	}
	const limit = source.MaxKeys
	cases := map[string]func(i int) string{
		"unknown keys":   func(i int) string { return fmt.Sprintf("unknown%d = 1\n", i) },
		"unknown tables": func(i int) string { return fmt.Sprintf("[unknown%d]\na = 1\n", i) },
		"unknown facts":  func(i int) string { return fmt.Sprintf("unknown%d = 1\n", i) },
		"zones":          func(i int) string { return fmt.Sprintf("[zones.z%d]\nname = \"z\"\nnetworks = [\"10.0.0.0/8\"]\n", i) },
		"clients":        func(i int) string { return fmt.Sprintf("[clients.c%d]\nzone = \"z%d\"\nnetworks = []\n", i, i) },
		"externals":      func(i int) string { return fmt.Sprintf("[externals.e%d]\n", i) },
		"flows": func(i int) string {
			return fmt.Sprintf("[flows.f%d]\nfrom = \"nobody%d\"\nto = \"nobody\"\nports = [\"tcp/1\"]\npurpose = \"p\"\n", i, i)
		},
		"overrides":   func(i int) string { return fmt.Sprintf("[overrides.o%d]\nport = 0\nreason = \"r\"\n", i) },
		"acceptances": func(i int) string { return fmt.Sprintf("[accept.a%d]\nreason = \"r\"\nuntil = 2026-01-01\n", i) },
		"addresses outside": func(i int) string {
			return fmt.Sprintf("[servers.s%d]\nhost = \"s%d\"\nzone = \"lan\"\naddresses = [\"192.168.%d.%d\"]\n", i, i, i/256%256, i%256)
		},
	}
	for name, line := range cases {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if name == "unknown keys" {
				b.WriteString(line(0))
			}
			b.Write(good)
			if name == "unknown facts" {
				b.WriteString("\n[resources.share.facts]\n")
			}
			keys := 0
			for i := 1; keys < limit-500 && b.Len() < source.MaxBytes-1000; i++ {
				b.WriteString(line(i))
				keys += strings.Count(line(i), "\n")
			}
			start := time.Now()
			_, found := compile("large.toml", []byte(b.String()))
			text := modeltest.Printed(found.Sorted())
			took := time.Since(start)
			t.Logf("%d bytes, %v, %d diagnostics", b.Len(), took.Round(time.Millisecond), len(found))
			if len(found) == 0 {
				t.Error("nothing wrong was found")
			}
			if took > 20*time.Second || len(text) > 100_000+500*found.Count(source.Error) {
				t.Errorf("took %v, prints %d bytes", took, len(text))
			}
		})
	}
}

package tidy

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/source"
	"portolan/model/testenv"
)

// TestText reads the style as a page: what people write, and what becomes of it.
func TestText(t *testing.T) {
	for _, c := range []struct{ what, from, to string }{
		{"nothing", "", ""},
		{"blank lines only", "\n \n\t\n", ""},
		{"entries", "a=1\n  b  =  'x'  \n\tc.d . \"e f\"= [ ]", "a = 1\nb = 'x'\nc.d.\"e f\" = []\n"},
		{"headers", "[ a . b ]   #  why\n\n\nx=1\n[[ c ]]\n[c.d]", "[a.b] #  why\nx = 1\n\n[[c]]\n\n[c.d]\n"},
		{"comments belong to what is below", "a = 1\n#b\n#  c\n[d]\n\n# of e\n\n\n[e]\n#end\n\n", "a = 1\n\n#b\n#  c\n[d]\n\n# of e\n\n[e]\n#end\n"},
		{"comments behind adjacent lines", "[x] # 1\na=1 #2\n\"öl\"=2   # 3\nb=3\nc=4     # 5\n", "[x]      # 1\na = 1    #2\n\"öl\" = 2 # 3\nb = 3\nc = 4 # 5\n"},
		{"a list on one line", "a=[1,2 , \"x,]#\",[ 3 ],]", "a = [1, 2, \"x,]#\", [3]]\n"},
		{"a list on several", "a = [1, 2,# two\n   # three\n\n\n 3\n , 4 ]", "a = [\n  1, 2, # two\n  # three\n\n  3,\n  4,\n]\n"},
		{"an empty one on several", "a = [\n\n]", "a = []\n"},
		{"a comma behind a comment", "a = [1 # one\n, 2]", "a = [\n  1, # one\n  2,\n]\n"},
		{"tables in a list", "a = [\n{x=1,y=[ {} ]},\n    { z = [\n 2 ] } ]", "a = [\n  { x = 1, y = [{}] },\n  { z = [\n    2,\n  ] },\n]\n"},
		{"texts of several lines", "a = '''\n  x \n\n\n  [y]\n'''  # z\nb=\"\"\"\\\"\"\"\\\n  q\"\"\"\"\"", "a = '''\n  x \n\n\n  [y]\n''' # z\nb = \"\"\"\\\"\"\"\\\n  q\"\"\"\"\"\n"},
		{"moments", "a = 2026-11-26 07:32:00\nb=[2026-11-26,nan, -inf]", "a = 2026-11-26 07:32:00\nb = [2026-11-26, nan, -inf]\n"},
		{"the mark of Windows' editors, and line ends", "\ufeffa=[\r\n1]\r\nb=\"\"\"x\r\ny\"\"\"\n", "a = [\r\n  1,\r\n]\r\nb = \"\"\"x\r\ny\"\"\"\r\n"},
	} {
		got, found := Text("x.toml", []byte(c.from))
		if len(found) > 0 || string(got) != c.to {
			t.Errorf("%s: %q becomes\n%q, not\n%q %v", c.what, c.from, got, c.to, found)
		}
		again, _ := Text("x.toml", got)
		if !bytes.Equal(again, got) {
			t.Errorf("%s: the second time it becomes\n%q", c.what, again)
		}
	}
	if got, found := Text("x.toml", []byte("a = ")); got != nil || !found.HasErrors() {
		t.Errorf("no TOML becomes %q", got)
	}
}

// holds checks what is promised of every text: the values that it had, each comment, and nothing left to do.
func holds(t *testing.T, name string, text []byte) {
	t.Helper()
	before, _ := source.ParseTables(name, text)
	if before == nil {
		return
	}
	once, found := Text(name, text)
	if len(found) > 0 {
		t.Fatalf("%s: %v", name, found)
	}
	if what := changed(before, once); what != "" {
		t.Errorf("%s: it changes %s", name, what)
	}
	twice, _ := Text(name, once)
	if !bytes.Equal(once, twice) {
		t.Errorf("%s: the second time it becomes another\n%s\n---\n%s", name, once, twice)
	}
	if was, is := signs(text), signs(once); was != is {
		t.Errorf("%s: signs are lost or moved\n%s\n---\n%s", name, was, is)
	}
}

// signs are all that the style may not touch, in order: everything but blanks, line ends and commas.
func signs(text []byte) string {
	return strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "", ",", "").Replace(strings.TrimPrefix(string(text), "\ufeff"))
}

// TestOfEverything goes over every TOML file of the repository, and over each again as somebody could have typed it.
func TestOfEverything(t *testing.T) {
	n, ours := 0, 0
	random := rand.New(rand.NewPCG(21, 6))
	err := filepath.WalkDir("../../..", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (e.Name() == ".git" || e.Name() == "dist" || e.Name() == "node_modules"):
			return filepath.SkipDir
		case filepath.Ext(name) != ".toml":
			return nil
		}
		text, err := os.ReadFile(name)
		n++
		holds(t, name, text)
		if isOurs(filepath.ToSlash(name)) {
			ours++
			if once, _ := Text(name, text); !bytes.Equal(once, text) {
				t.Errorf("%s is not in the style: portolan fmt", name)
			}
		}
		if n%3 == 0 { // each would take a second
			holds(t, name+", typed", typed(text, random))
		}
		return err
	})
	if err != nil || n < 500 || ours < 100 {
		t.Errorf("%d files, %d of them in the style: %v", n, ours, err)
	}
}

// isOurs reports whether a file is one that comes with the program: a site, a catalogue, what new ones are made of.
func isOurs(name string) bool {
	for _, folder := range []string{"sites", "model/catalog", "cmd/portolan/starters", "cmd/portolan/reference/example"} {
		if strings.HasPrefix(name, "../../../"+folder+"/") && !strings.Contains(name, "/testdata/") {
			return true
		}
	}
	return false
}

// TestOfRandomSites does so with sites that nobody wrote.
func TestOfRandomSites(t *testing.T) {
	cat, found := catalog.Load(catalog.Embedded().Files, "qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	for seed := range testenv.Rounds(t, 200) {
		random := rand.New(rand.NewPCG(uint64(seed), 6))
		text := modeltest.New(cat, random).Write(nil, false)
		holds(t, "site.toml", text)
		holds(t, "site.toml, typed", typed(text, random))
	}
}

var (
	severalLines = regexp.MustCompile(`"""|'''`)
	simpleEntry  = regexp.MustCompile(`^([A-Za-z0-9_-]+) = (.*)$`)
	simpleList   = regexp.MustCompile(`^\[("[^"\\,\[\]{}#]*"(, )?)+\]$`)
)

// typed is a text with the same values as somebody in a hurry would have written it. What is of several lines stays, for its blanks count.
func typed(text []byte, random *rand.Rand) []byte {
	maybe := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	var b strings.Builder
	inside := false
	for l := range strings.Lines(string(text)) {
		if severalLines.MatchString(l) || inside {
			inside = inside != (len(severalLines.FindAllString(l, -1))%2 == 1)
			b.WriteString(l)
			continue
		}
		l = strings.TrimSuffix(l, "\n")
		if m := simpleEntry.FindStringSubmatch(l); m != nil {
			value := m[2]
			if simpleList.MatchString(value) {
				between := maybe(",", " ,  ", ",\n\n", ", # why\n", "\n# why\n,")
				value = "[" + maybe("", "\n", " ") + strings.ReplaceAll(value[1:len(value)-1], ", ", between) + maybe("", ",", "\n", " # last\n") + "]"
			}
			l = m[1] + maybe("=", " = ", "  =\t") + value
		}
		b.WriteString(maybe("", "", "  ", "\t") + l + maybe("", "  ", "\t") + maybe("\n", "\n", "\n\n\n"))
	}
	return []byte(b.String())
}

// TestTypedIsStillTOML keeps the test above from being of no use.
func TestTypedIsStillTOML(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 7))
	text, err := os.ReadFile("../../../sites/harbour-logistics/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	seen := []string{}
	for range 5 {
		other := typed(text, random)
		if file, found := source.Parse("site.toml", other); file == nil {
			t.Errorf("%v\n%s", found, other)
		}
		if slices.Contains(seen, string(other)) || bytes.Equal(other, text) {
			t.Error("it is typed as before")
		}
		seen = append(seen, string(other))
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"a = [1, # x\n2]\n[b]\n", "a = '''\n'''\nb = {x = [\n{}]}", "\"a\".b = \"\"\"\\\n\"\"\"\"\"\r\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) { holds(t, "x.toml", text) })
}

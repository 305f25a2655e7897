package html

import (
	"bytes"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/render/document"
	"portolan/render/ref"
)

// TestGolden compares a page with every block, and its search index; any other *.golden is an orphan.
func TestGolden(t *testing.T) {
	page, err := Page(sampleDocument(), testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	index, err := indexOf([]*document.Document{sampleDocument()}, sampleSearch())
	if err != nil {
		t.Fatal(err)
	}
	goldens := map[string][]byte{"page.html.golden": page, "search.json.golden": bytes.ReplaceAll(index, []byte("],"), []byte("],\n"))}
	var paths []string
	for name, got := range goldens {
		path := filepath.Join("testdata", name)
		paths = append(paths, path)
		golden.Check(t, path, got)
	}
	golden.NoOrphans(t, "testdata", ".golden", paths)
}

func TestPageIsTheSameEveryTime(t *testing.T) {
	first, err := Page(sampleDocument(), testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := Page(sampleDocument(), testOptions(t))
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("a second page differs (%v)", err)
		}
	}
}

func TestSampleIsSound(t *testing.T) {
	opts := testOptions(t)
	for _, id := range []string{"nodes/central", "index", "a/b/c"} {
		doc := sampleDocument()
		doc.ID = id
		page, err := Page(doc, opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faultsOf(page) {
			t.Errorf("%s: %s", id, fault)
		}
	}
}

func TestLinksAreRelativeToThePage(t *testing.T) {
	for _, c := range []struct {
		page string
		link ref.Ref
		want string
	}{
		{"index", ref.Document("nodes/db"), "site/nodes/db.html"},
		{"nodes/central", ref.Document("nodes/db").At("QX"), "db.html#QX"},
		{"nodes/central", ref.Document("nodes/central").At("QX"), "#QX"},
		{"nodes/central", ref.Document("nodes/central"), "central.html"},
		{"runbooks/backup", ref.Document("nodes/db").At("QX"), "../nodes/db.html#QX"},
		{"nodes/central", ref.Here("QX"), "#QX"},
		{"nodes/central", ref.File("files/central.ps1"), "../../files/central.ps1"},
		{"a/b/c", ref.Document("index"), "../../../index.html"},
		{"a/b/c", ref.Document("zones"), "../../zones.html"},
	} {
		p := at(c.page, Options{})
		if got := p.link(c.link); p.err != nil || got != c.want {
			t.Errorf("link %s on %s is %q, %v; want %q", c.link, c.page, got, p.err, c.want)
		}
	}
	for _, bad := range []string{"javascript:alert(1)", "https://a.example/", "//a.example/x", "/etc/passwd", "../x.html", "a/../../x.html", `\\server\share`, "data:text/html,x"} {
		for _, link := range []ref.Ref{ref.Document(bad), ref.File(bad)} {
			if p := at("index", Options{}); p.link(link) != "" || p.err == nil {
				t.Errorf("link %q passed", bad)
			}
		}
	}
}

func TestFaultsOfTheDocumentStopThePage(t *testing.T) {
	heading := document.Heading{Level: 1, ID: "a", Text: "A"}
	for _, c := range []struct {
		block document.Block
		want  string
	}{
		{heading, `the id "a" exists twice`},
		{document.Table{ID: "a"}, `the id "a" exists twice`},
		{document.List{Items: []document.Cell{document.L("x", document.Ref{Document: "javascript:alert(1)"})}}, "does not lead to a file of the pack"},
		{document.Prose{Markdown: "\xff"}, "not UTF-8"},
	} {
		doc := &document.Document{Title: "T", Blocks: []document.Block{heading, c.block}}
		if _, err := Page(doc, testOptions(t)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%T: error is %v, want %s", c.block, err, c.want)
		}
	}
}

func TestEveryWordIsNeeded(t *testing.T) {
	for _, key := range Keys {
		if slices.Contains(mayBeBlank, key) {
			continue
		}
		opts := testOptions(t)
		words, missing := opts.Words, key
		opts.Words = func(key string) string {
			if key == missing {
				return ""
			}
			return words(key)
		}
		if _, err := Page(sampleDocument(), opts); err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("a page without the word %q: %v", key, err)
		}
	}
}

// TestEveryWordOfTheScriptIsNeeded: the script asks for each of its words, and none may lack.
func TestEveryWordOfTheScriptIsNeeded(t *testing.T) {
	theme, words := testTheme(t), testWords(t)
	asked := map[string]bool{}
	for _, m := range regexp.MustCompile(`\bsays(?:\.([a-z]+)|\["([a-z-]+)"\])`).FindAllSubmatch(theme.Script, -1) {
		asked["html."+string(m[1])+string(m[2])] = true
	}
	for _, name := range []string{"auto", "light", "dark"} {
		asked["html.theme-"+name] = true // as the choice is named
	}
	if got, want := slices.Sorted(maps.Keys(asked)), slices.Sorted(slices.Values(scriptKeys)); !slices.Equal(got, want) {
		t.Errorf("the script asks for %q, and is given %q", got, want)
	}
	for _, missing := range scriptKeys {
		_, err := Assets(theme, Shared{Words: func(key string) string {
			if key == missing {
				return ""
			}
			return words(key)
		}})
		if err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("a script without the word %q: %v", missing, err)
		}
	}
}

func TestStepsAreNumberedInTheirSection(t *testing.T) {
	step := func(id string) document.Block { return document.Step{ID: id, Title: id, Labels: stepLabels} }
	page, err := Page(&document.Document{Title: "T", Blocks: []document.Block{
		document.Heading{Level: 1, ID: "one", Text: "One"}, step("a"), step("b"), document.Heading{Level: 2, ID: "sub", Text: "Sub"}, step("s"), document.Heading{Level: 1, ID: "two", Text: "Two"}, step("c")}}, testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	for id, number := range map[string]string{"a": "1", "b": "2", "s": "3", "c": "1"} {
		_, after, _ := strings.Cut(string(page), `<section class="step" id="`+id+`">`)
		if !strings.Contains(after[:200], "Step </span>"+number+"</a>") {
			t.Errorf("step %s does not have the number %s: %s", id, number, after[:200])
		}
	}
}

// TestNamesStayWhole: paper breaks no name at its hyphen, wherever it stands; words of a language may be broken.
func TestNamesStayWhole(t *testing.T) {
	for text, want := range map[string]string{
		"qs-db1":                          `<bdi>qs-db1</bdi>`,
		"hm-db.example and hm-2.example":  `<bdi>hm-db.example</bdi> and <bdi>hm-2.example</bdi>`,
		"up to tcp/49152-65535":           `up to <bdi>tcp/49152-65535</bdi>`,
		"the set-up of C07":               `the set-up of C07`,
		" - ":                             ` - `,
		strings.Repeat("long-", 10) + "x": strings.Repeat("long-", 10) + "x",
	} {
		p := at("a", Options{})
		p.whole(text, p.text)
		if got := string(p.out); got != want {
			t.Errorf("%q is printed as %s, want %s", text, got, want)
		}
	}
}

package model

import (
	"fmt"
	"go/ast"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// wording is the table of terms, with what is excepted from it.
type wording struct {
	Unchecked      []string
	CatalogueTexts []string `toml:"catalogue_texts"`
	Terms          []*term
	Exceptions     []exception
}

// A term is one thing's word and the words that are not to be used for it.
type term struct {
	Use     string
	Not     []string
	In      []string // how places begin that the term is for, if not for all
	But     []phrase
	pattern *regexp.Regexp
}

// A phrase is where a word may be used all the same, in any place.
type phrase struct{ Say, Why string }

// An exception is one text that may say what others may not.
type exception struct{ At, Says, Why string }

// A said is one text that people read, with its place: the file, and the key in it where it is TOML.
type said struct{ at, text string }

// unread is what no reader takes for English: code, places to fill in, keys and names with dots in them.
var unread = regexp.MustCompile("`[^`]*`|\\{\\{?[^{}]*\\}?\\}|\\[[a-z][\\w.%-]*\\]|\\]\\([^)]*\\)|<[a-z/!][^<>]*>?|[\\w-]+=\"[^\"]*\"?|https?://\\S+|[\\w%-]+(\\.[\\w%-]+)+")

// TestWording holds every text that people read against the table of terms.
func TestWording(t *testing.T) {
	w := readWording(t)
	used := map[string]bool{}
	for _, s := range slices.Concat(wordlistTexts(t), catalogueTexts(t, w.CatalogueTexts), codeTexts(t), pageTexts(t)) {
		for _, fault := range w.faults(s, used) {
			if files := w.unchecked(s); files != "" {
				used[files] = true
			} else {
				t.Errorf("%s: %s\n\t%s", s.at, fault, s.text)
			}
		}
	}
	for _, files := range w.Unchecked {
		if !used[files] {
			t.Errorf("all texts of %s are clean; take it off the list of those that are not checked", files)
		}
	}
	for _, term := range w.Terms {
		for _, but := range term.But {
			if !used[term.Use+but.Say] {
				t.Errorf("no text needs to say %q", but.Say)
			}
		}
	}
	for _, e := range w.Exceptions {
		if !used[e.At+e.Says] {
			t.Errorf("the exception for %q in %s is not needed", e.Says, e.At)
		}
		if e.Why == "" {
			t.Errorf("the exception for %q in %s has no reason", e.Says, e.At)
		}
	}
}

// TestWordingIsSeen shows that the table finds what it forbids and lets through what it allows.
func TestWordingIsSeen(t *testing.T) {
	w := readWording(t)
	for text, faults := range map[string]int{
		"Three servers were lost; nobody knows why.":                                                       3,
		"The SQL Server of `servers.db1` is a host that servers.db1 names, as [servers] and {servers} do.": 0,
		"Rules by way of a proxy stand here":                                                               2,
		"Understanding handstands and observers":                                                           0,
	} {
		if found := w.faults(said{"sample", text}, map[string]bool{}); len(found) != faults {
			t.Errorf("%q: found %q, want %d", text, found, faults)
		}
	}
}

func readWording(t *testing.T) *wording {
	t.Helper()
	w := &wording{}
	info, err := toml.DecodeFile("testdata/wording/terms.toml", w)
	if err != nil {
		t.Fatal(err)
	}
	if unknown := info.Undecoded(); len(unknown) > 0 {
		t.Fatalf("the table of terms has keys that mean nothing: %v", unknown)
	}
	for _, term := range w.Terms {
		term.pattern = regexp.MustCompile(`(?i)\b(` + strings.Join(term.Not, "|") + `)\b`)
	}
	return w
}

// unchecked is the pattern of files that are not held to the table yet and that a text is in, if any.
func (w *wording) unchecked(s said) string {
	file, _, _ := strings.Cut(s.at, " ")
	for _, files := range w.Unchecked {
		if regexp.MustCompile("^(" + files + ")$").MatchString(file) {
			return files
		}
	}
	return ""
}

// faults says what a text should say otherwise, and notes which phrases and exceptions it needed.
func (w *wording) faults(s said, used map[string]bool) (found []string) {
	read := unread.ReplaceAllString(s.text, "_")
	for _, term := range w.Terms {
		if len(term.In) > 0 && !slices.ContainsFunc(term.In, func(start string) bool { return strings.HasPrefix(s.at, start) }) {
			continue
		}
		if !term.pattern.MatchString(read) {
			continue
		}
		left := read
		for _, but := range term.But {
			without := regexp.MustCompile(`(?i)\b(`+but.Say+`)\b`).ReplaceAllString(left, "_")
			used[term.Use+but.Say] = used[term.Use+but.Say] || without != left
			left = without
		}
		for _, e := range w.Exceptions {
			if e.At == s.at && strings.Contains(left, e.Says) && term.pattern.MatchString(e.Says) {
				used[e.At+e.Says] = true
				left = strings.ReplaceAll(left, e.Says, "_")
			}
		}
		for _, word := range term.pattern.FindAllString(left, -1) {
			found = append(found, fmt.Sprintf("%q; the field says: %s (model/testdata/wording/terms.toml)", word, term.Use))
		}
	}
	return found
}

func wordlistTexts(t *testing.T) (texts []said) {
	for _, name := range []string{"render/text/wordlist/en.toml", "themes/default/theme.toml"} {
		texts = append(texts, tomlTexts(t, name, func(string) bool { return true })...)
	}
	return slices.DeleteFunc(texts, func(s said) bool { return strings.HasPrefix(s.at, "render/text/wordlist/en.toml synonym.") }) // words that readers type into the search
}

// catalogueTexts are the program's own texts in catalogues; words between quotation marks are the vendor's, or a title that is checked where it stands.
func catalogueTexts(t *testing.T, keys []string) (texts []said) {
	quoted := regexp.MustCompile("“[^”]*”")
	err := fs.WalkDir(os.DirFS(".."), "model/catalog", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(name, ".toml") {
			return err
		}
		for _, s := range tomlTexts(t, name, func(key string) bool { return slices.Contains(keys, key) }) {
			if strings.Contains(s.at, " documents.") { // titles that publishers gave
				continue
			}
			texts = append(texts, said{s.at, quoted.ReplaceAllString(s.text, "_")})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) < 5_000 {
		t.Errorf("catalogues have only %d texts", len(texts))
	}
	return texts
}

// tomlTexts are the texts of a TOML file, under keys that are wanted.
func tomlTexts(t *testing.T, name string, wanted func(key string) bool) (texts []said) {
	t.Helper()
	var root map[string]any
	if _, err := toml.DecodeFile("../"+name, &root); err != nil {
		t.Fatal(err)
	}
	var walk func(at, key string, value any)
	walk = func(at, key string, value any) {
		switch v := value.(type) {
		case string:
			if wanted(key) {
				texts = append(texts, said{at, v})
			}
		case []any:
			for _, item := range v {
				walk(at, key, item)
			}
		case []map[string]any:
			for _, item := range v {
				walk(at, key, item)
			}
		case map[string]any:
			for _, below := range slices.Sorted(maps.Keys(v)) {
				walk(strings.Replace(at+"."+below, " .", " ", 1), below, v[below])
			}
		}
	}
	walk(name+" ", "", root)
	return texts
}

// codeTexts are the literals of several words in Go: messages and help. Patterns and tags of fields are none.
func codeTexts(t *testing.T) (texts []said) {
	words := regexp.MustCompile(`\pL+[,:;]? \S*\pL`)
	for _, f := range repositoryFiles(t) {
		if strings.HasSuffix(f.folder(), "test") { // kits of tests print nothing
			continue
		}
		ast.Inspect(f.parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				n.Tag = nil
			case *ast.CallExpr:
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "MustCompile" {
					return false
				}
			case *ast.BasicLit:
				if text := literal(n); words.MatchString(text) {
					texts = append(texts, said{f.name, text})
				}
			}
			return true
		})
	}
	if len(texts) < 1_000 {
		t.Errorf("the code has only %d texts", len(texts))
	}
	return texts
}

// pageTexts are the paragraphs of the documents for people, without blocks of code.
func pageTexts(t *testing.T) (texts []said) {
	fenced := regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "model/catalog/GUIDE.md", "cmd/portolan/guides/use.md", "cmd/portolan/guides/site.md", "cmd/portolan/guides/products.md", "cmd/portolan/guides/pack.md"} {
		text := strings.ReplaceAll(page(t, "../"+name), "\r\n", "\n")
		for _, line := range strings.Split(fenced.ReplaceAllString(text, ""), "\n") {
			if !strings.HasPrefix(line, "    ") { // code
				texts = append(texts, said{name, line})
			}
		}
	}
	return texts
}

package model

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fileOfFormat matches what only a format may say of a document or a picture: the ending of its file, or the way to it from where.
var fileOfFormat = regexp.MustCompile(`\.(html|pdf|svg)\b|\.\./`)

// TestContentKnowsNoEndings keeps files of formats out of the texts of content and of the middle languages: a reference names a document.
func TestContentKnowsNoEndings(t *testing.T) {
	rooms := []string{"content", "ref", "document", "layout", "grid"}
	texts := 0
	for _, f := range repositoryFiles(t) {
		own, ok := strings.CutPrefix(f.folder(), "render/")
		own, _, _ = strings.Cut(own, "/")
		if !ok || !slices.Contains(rooms, own) {
			continue
		}
		for _, spec := range f.parsed.Imports {
			spec.Path.Value = `""`
		}
		ast.Inspect(f.parsed, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			texts++
			if text, err := strconv.Unquote(literal.Value); err != nil || fileOfFormat.MatchString(text) {
				t.Errorf("%s holds %s; only formats know endings and ways", f.name, literal.Value)
			}
			return true
		})
	}
	if texts < 1000 {
		t.Errorf("only %d texts were looked at", texts)
	}
}

// linkToFile matches a link in Markdown to the file of a document.
var linkToFile = regexp.MustCompile(`\]\([^():]*\.(html|pdf)\b[^()]*\)`)

// TestTextsLinkToDocuments holds the program's words and the catalogues' texts to the same: [Restart](document:runbooks/restart).
func TestTextsLinkToDocuments(t *testing.T) {
	links, seen := 0, 0
	for _, top := range []string{"../render/text/wordlist", "catalog"} {
		err := fs.WalkDir(os.DirFS(top), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".toml" {
				return err
			}
			data, err := fs.ReadFile(os.DirFS(top), name)
			for _, link := range linkToFile.FindAllString(string(data), -1) {
				t.Errorf("%s/%s links to a file: %s", top, name, link)
			}
			seen++
			links += strings.Count(string(data), "](document:")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 20 || links == 0 {
		t.Errorf("only %d files with %d links to documents were looked at", seen, links)
	}
}

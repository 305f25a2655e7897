package html

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The library's templates know the places of a page and escape for each; what pages print must be the same in every place.
var places = []struct {
	name, template string
	write          func(w *writer, s string)
}{
	{"text", `<p>{{.}}</p>`, func(w *writer, s string) { w.put("<p>"); w.text(s); w.put("</p>") }},
	{"title", `<title>{{.}}</title>`, func(w *writer, s string) { w.put("<title>"); w.text(s); w.put("</title>") }},
	{"command", `<pre><code>{{.}}</code></pre>`, func(w *writer, s string) { w.put("<pre><code>"); w.text(s); w.put("</code></pre>") }},
	{"attribute", `<p{{with .}} aria-label="{{.}}"{{end}}>`, func(w *writer, s string) { w.put("<p"); w.attribute("aria-label", s); w.put(">") }},
	{"data of the script", `<p data-tick="{{.}}">`, func(w *writer, s string) { w.put(`<p data-tick="`); w.text(s); w.put(`">`) }},
	{"link to a place", `<a href="#{{.}}">`, func(w *writer, s string) { w.put("<a"); w.anchor(s); w.put(">") }},
	{"link", `<a href="{{.}}">`, func(w *writer, s string) { w.put("<a"); w.href(s); w.put(">") }},
	{"script", `<script src="{{.}}"></script>`, func(w *writer, s string) {
		w.put(`<script src="`)
		w.out = appendTarget(w.out, s)
		w.put(`"></script>`)
	}},
}

// scheme finds a scheme in a link, and what a browser might take for one.
var scheme = regexp.MustCompile(`^[^/?#]*:`)

// FuzzPlaces puts texts into every place of a page and compares with the library.
func FuzzPlaces(f *testing.F) {
	var oracles []*template.Template
	for _, place := range places {
		oracles = append(oracles, template.Must(template.New(place.name).Parse(place.template)))
	}
	for _, text := range append([]string{"", "a", "nodes/a.html#b", "../a b.html", "%41%zz%4", "#a:b", "é~!*'();:@&=+$,/?#[]", "a/b:c", "\xff\xfea", "MAILTO:a", "data:text/html,a", "vbscript:a", "java\nscript:a",
		" javascript:a", "`a`", "a\"b", "-->", "]]>", "\\u003c", "\ufeff"}, hostile...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for i, place := range places {
			var want strings.Builder
			if err := oracles[i].Execute(&want, text); err != nil {
				t.Fatal(err)
			}
			var w writer
			place.write(&w, text)
			refused := w.err != nil || place.name == "script" // which is never anybody's text
			switch {
			case strings.Contains(want.String(), "#ZgotmplZ"): // the library refuses more: a colon within the part behind # or ?
				if scheme.MatchString(text) && !refused {
					t.Errorf("%s: the link %q is taken", place.name, text)
				}
			case w.err == nil && string(w.out) != want.String():
				t.Errorf("%s: %q is %q, want %q", place.name, text, w.out, want.String())
			}
		}
	})
}

// FuzzProse: text in prose is what the library html makes of it.
func FuzzProse(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var w writer
		if w.prose(text); string(w.out) != html.EscapeString(text) {
			t.Errorf("%q is %q", text, w.out)
		}
	})
}

// FuzzJSON: strings of the index are what the library makes of them, which lets no script end.
func FuzzJSON(f *testing.F) {
	for _, text := range append([]string{"", "a · b", "–", "\u2029", "\x7f", "\x1f", "\t\n", "\xe2\x80", "\xe2\x80\xa8"}, hostile...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendJSON(nil, text); string(got) != string(want) {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	})
}

// TestMarkupIsConstant: text becomes markup without being escaped only where the program itself wrote it. So nothing but a constant is converted, and
// nothing but the functions that escape appends to a page.
func TestMarkupIsConstant(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range unescaped(name, file) {
			t.Errorf("%s: %s", set.Position(fault.Pos()), "text goes into a page as it is")
		}
	}
}

// unescaped are the expressions that turn what is no constant into markup, and those that append to a page outside of writer.go.
func unescaped(name string, file *ast.File) (found []ast.Node) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		called, ok := call.Fun.(*ast.Ident)
		if !ok {
			return true
		}
		_, constant := call.Args[0].(*ast.BasicLit)
		page, _ := call.Args[0].(*ast.SelectorExpr)
		switch {
		case called.Name == "markup" && !constant,
			called.Name == "append" && page != nil && page.Sel.Name == "out" && isName(page.X, "w", "p") && name != "writer.go":
			found = append(found, n)
		}
		return true
	})
	return found
}

func isName(x ast.Expr, names ...string) bool {
	id, ok := x.(*ast.Ident)
	for _, name := range names {
		if ok && id.Name == name {
			return true
		}
	}
	return false
}

func TestTheCheckSeesTextAsMarkup(t *testing.T) {
	for _, code := range []string{`p.put(markup(title))`, `p.put(markup("<" + tag + ">"))`, `p.out = append(p.out, title...)`, `w.out = append(w.out, '<')`} {
		file, err := parser.ParseFile(token.NewFileSet(), "a.go", "package a\nfunc f() { "+code+" }", 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(unescaped("a.go", file)) != 1 {
			t.Errorf("the check takes %s", code)
		}
	}
}

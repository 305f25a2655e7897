package html

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// hostile texts try to leave every place that a page puts text into.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `</title></style></textarea></pre><svg onload=alert(1)>`,
	`{{.Words}} {{template "page"}}`, `javascript:alert(1)`, `[x](javascript:alert(1)) ![x](https://evil.example/a.png)`,
	`<!-- --><base href="https://evil.example/">`, "a\x00b\u2028c\u202ed", `&lt;script&gt;&#34;`, `<https://user:pw@a.example/"onclick="x>`,
}

// TestHostileTexts puts each text into every string of the sample document that is not an id or a path.
func TestHostileTexts(t *testing.T) {
	for _, text := range hostile {
		t.Run(text, func(t *testing.T) {
			doc := sampleDocument()
			soil(reflect.ValueOf(doc).Elem(), text)
			opts := testOptions(t)
			opts.Site.Title, opts.Site.ID, opts.Site.Sections[0].Title, opts.Crumbs[0].Title = text, text, text, text
			opts.Footer[0] = document.Field{Name: text, Value: text}
			opts.Picture = func(diagram.Picture, func(ref.Ref) string) ([]byte, error) { return []byte("<svg></svg>"), nil }
			page, err := Page(doc, opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range faultsOf(page) {
				t.Error(fault)
			}
			if n := bytes.Count(page, []byte("<script")); n != 1 {
				t.Errorf("the page has %d scripts", n)
			}
			if n := bytes.Count(page, []byte("<img")); n != 1 { // the picture of the sample that stands in a file
				t.Errorf("the page has %d images", n)
			}
			for _, forbidden := range []string{"<base", `href="javascript:`, "<iframe", "onclick=\""} {
				if bytes.Contains(page, []byte(forbidden)) {
					t.Errorf("the page has %s", forbidden)
				}
			}
			index, err := indexOf([]*document.Document{doc}, Search{})
			if err != nil || bytes.ContainsAny(index, "<>\u2028") {
				t.Errorf("the search index has a character that can end a script (%v)", err)
			}
		})
	}
}

// soil sets every string of a value but ids, paths, links and keys.
func soil(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			inner := reflect.New(v.Elem().Type()).Elem()
			inner.Set(v.Elem())
			soil(inner, text)
			v.Set(inner)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if name != "ID" && name != "Path" && name != "Link" && name != "Picture" {
				soil(v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			soil(v.Index(i), text)
		}
	case reflect.String:
		v.SetString(text)
	}
}

func TestTheCheckSeesFaults(t *testing.T) {
	page, err := Page(sampleDocument(), testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{`<p style="color:red"></p>`, `<p onclick="x()"></p>`, `<script>x</script>`, `<img src="https://a.example/x.png">`, `<a href="/x"></a>`,
		`<p id="rules"></p>`, `<p>`, `</p>`, `<a href="#nowhere"></a>`, `<h1></h1>`, `a < b`, `<link rel="stylesheet" href="//a.example/x">`, `<style></style>`} {
		broken := strings.Replace(string(page), "</main>", bad+"</main>", 1)
		if len(faultsOf([]byte(broken))) == 0 {
			t.Errorf("the check takes %s", bad)
		}
	}
}

func TestMarkdownLinks(t *testing.T) {
	for in, want := range map[string]string{
		"[x](site/nodes/b.html#y)":  `<a href="b.html#y">x</a>`,
		"[x](document:nodes/b#y)":   `<a href="b.html#y">x</a>`,
		"[x](document:nodes/a#y)":   `<a href="#y">x</a>`,
		"[x](document:index)":       `<a href="../../index.html">x</a>`,
		"[x](document:../up)":       `x`,
		"[x](document:/up)":         `x`,
		"[x](document:)":            `x`,
		"[x](document:data:y)":      `x`,
		"[x](#y)":                   `<a href="#y">x</a>`,
		"[x](https://a.example/?q)": `<a href="https://a.example/?q" class="outside">x</a>`,
		"[x](mailto:a@b.example)":   `<a href="mailto:a@b.example" class="outside">x</a>`,
		"[x](tel:911;x)":            `x`,
		"[x](javascript:alert)":     `x`,
		"[x](JaVaScRiPt:alert)":     `x`,
		"[x](data:text/html,y)":     `x`,
		"[x](//a.example/)":         `x`,
		"[x](../../up.html)":        `x`,
		"a *b* **c** `d<e`":         "a <em>b</em> <strong>c</strong> <code>d&lt;e</code>",
	} {
		p := at("nodes/a", Options{})
		p.markdown(in)
		if want := fmt.Sprintf("<p>%s</p>\n", want); p.err != nil || string(p.out) != want {
			t.Errorf("%s is\n%s %v, want\n%s", in, p.out, p.err, want)
		}
	}
}

func TestPhoneLinks(t *testing.T) {
	p := at("nodes/a", Options{})
	p.cell(document.L("Desk +46\u00a031\u00a0555, from 7", ref.Phone("+46 31 555")))
	if want := "Desk <a href=\"tel:+4631555\">&#43;46\u00a031\u00a0555</a>, from 7"; p.err != nil || string(p.out) != want {
		t.Errorf("a number is %s %v, want %s", p.out, p.err, want)
	}
	p = at("nodes/a", Options{})
	if p.cell(document.L("x", ref.Web("tel:1;x"))); p.err == nil {
		t.Error("what is no number is a link")
	}
}

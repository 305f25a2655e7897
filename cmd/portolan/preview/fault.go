package preview

import (
	"html/template"
	"net/http"
	"strings"
)

// A Fault is why there is no newer pack.
type Fault struct {
	Title string // "2 errors"
	Items []Item
	More  string // what is not listed; may be empty
}

// An Item is one thing that is wrong.
type Item struct {
	Kind  string // "error"
	Code  string
	Place string // file, line and column, as editors take them
	What  string
	Lines []Line
	Help  string // the cure; may be empty
}

// A Line is one of the text at fault, with the part that is meant.
type Line struct {
	Place                 string // "" for that of the item
	Says                  string // of a second place; may be empty
	Number                int
	Before, Marked, After string
}

// Caret is what stands below the line: blanks, and a mark below each character that is meant. Tabs stay, for they are as wide as those above.
func (l Line) Caret() string {
	blank := func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}
	return strings.Map(blank, l.Before) + strings.Repeat("^", max(1, len([]rune(l.Marked))))
}

// texts escapes whatever it is given.
var texts = template.Must(template.New("").Parse(`
{{define "section"}}<section id="portolan-fault" role="alert"{{if not .}} hidden{{end}}>{{with .}}<details open>
<summary>{{.Title}}; below is the last pack that could be built</summary>
{{template "items" .}}</details>
{{end}}</section>{{end}}

{{define "items"}}<ol>
{{range .Items}}<li>
<p class="place"><code>{{.Place}}</code> <strong>{{.Kind}}{{with .Code}} {{.}}{{end}}</strong></p>
<p class="what">{{.What}}</p>
{{range .Lines}}{{with .Place}}<p class="place"><code>{{.}}</code>{{end}}{{with .Says}} {{.}}{{end}}{{if .Place}}</p>
{{end}}{{if .Number}}<pre tabindex="0"><span>{{.Number}} | </span>{{.Before}}<mark>{{.Marked}}</mark>{{.After}}
<span>{{.Gap}} | </span><b>{{.Caret}}</b></pre>
{{end}}{{end}}{{with .Help}}<p class="cure"><strong>Fix:</strong> {{.}}</p>
{{end}}</li>
{{end}}</ol>
{{with .More}}<p>{{.}}</p>
{{end}}{{end}}

{{define "page"}}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<link rel="stylesheet" href="/_portolan/style.css"><link rel="stylesheet" href="/_portolan/live.css"><script src="/_portolan/live.js" data-state="{{.State}}" defer></script>
</head>
<body class="alone">
<main>
<h1>{{.Title}}</h1>
<p>{{.Says}} This page follows the files of the site: it changes as soon as they are saved.</p>
{{if .Home}}<p><a href="/index.html">First page of the pack</a></p>
{{end}}{{with .Fault}}<section id="portolan-fault" role="alert">
<h2>{{.Title}}</h2>
{{template "items" .}}</section>
{{end}}</main>
</body>
</html>
{{end}}`))

// Gap is as wide as the number of the line.
func (l Line) Gap() string {
	n := 1
	for rest := l.Number; rest > 9; rest /= 10 {
		n++
	}
	return strings.Repeat(" ", n)
}

// section is a fault as it stands at the head of a page of the last pack; empty where there is none.
func (f *Fault) section() string {
	var b strings.Builder
	if err := texts.ExecuteTemplate(&b, "section", f); err != nil {
		panic(err) // the template is ours, and a Builder takes everything
	}
	return b.String()
}

// page answers with a page that is none of a pack's.
func (s *Server) page(w http.ResponseWriter, m moment, status int, says string) {
	w.Header().Set("Content-Type", kinds[".html"])
	w.WriteHeader(status)
	_ = texts.ExecuteTemplate(w, "page", map[string]any{ // a reader that went away
		"Title": s.title, "Says": says, "Fault": m.fault, "Home": m.number > 0, "State": s.name(m.state)})
}

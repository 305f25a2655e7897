package model

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// takers are the functions that look into a text or take it apart.
var takers = []string{"Cut", "CutPrefix", "CutSuffix", "Split", "SplitN", "SplitAfter", "SplitSeq", "Fields", "FieldsSeq", "Contains", "HasPrefix", "HasSuffix", "Index", "LastIndex",
	"EqualFold", "MustCompile"}

// takenApart are the functions of content that may, each with what it looks for. It is no fact that was printed before: such facts are fields.
var takenApart = map[string]string{
	"render/content/runbook/mention.go mentions":           "quotation marks of a text that a person wrote",
	"render/content/runbook/harm.go Fenced":                "a fence that the code itself does not have",
	"render/content/runbook/values.go meaning":             "the first part of a placeholder's name",
	"render/content/runbook/front.go impact":               "the unit behind a number whose place is known",
	"render/content/runbook/front.go harmless":             "the first word of an impact, which catalogues and sites write",
	"render/content/runbook/plain.go plainBlocks":          "white space in a text that a person wrote",
	"render/content/runbook/events.go firstSentence":       "the end of a sentence in a text that a person wrote",
	"render/content/outage/checks.go inOneLine":            "line feeds: a command of several lines is joined, where each can stand alone",
	"render/content/outage/names.go all":                   "the domain in the names of hosts, which people give with it",
	"render/content/chapter/chapter.go Load":               "the title above a text that a person wrote",
	"render/content/chapter/chapter.go Lost":               "links in a text that a person wrote",
	"render/content/chapter/chapter.go outside":            "the scheme of a link that a person wrote",
	"render/content/review/glossary.go explained":          "a meaning that begins with its own term, as catalogues write it",
	"render/content/runbook/plain.go quoteCode":            "spaces in code that a person wrote",
	"cmd/portolan/terminal/texttable/texttable.go wrapped": "words, to break lines between",
	"cmd/portolan/terminal/topic.go explainTopic":          "an id that a person typed",
	"render/content/rulesets/rulesets.go settled":          "the names of declared flows and of listeners, as plans give them",
	"render/content/rulecolumns/form.go Standard":          "names of fields",
	"render/content/returned/day.go a variable":            "days that a person wrote into a cell",
	"render/content/returned/rows.go squeezed":             "white space in a cell, which programs write each in their own way",
	"render/content/returned/rows.go divided":              "ids and a status in cells that came back",
	"render/content/returned/rows.go status":               "a status that a person wrote into a cell",
	"render/content/outage/names.go commonDomain":          "the domain in the names of hosts, which people give with it",
	"render/content/topology/name.go commonDomain":         "the domain in the names of hosts, which people give with it",
}

// TestContentReadsNoPrintedText holds that content does not read a fact back out of a text: whoever needs one hands it on as a field.
func TestContentReadsNoPrintedText(t *testing.T) {
	met := map[string]bool{}
	for _, f := range repositoryFiles(t) {
		if !strings.HasPrefix(f.name, "render/content/") && !strings.HasPrefix(f.name, "cmd/portolan/terminal/") {
			continue
		}
		for _, decl := range f.parsed.Decls {
			name := "a variable"
			if function, ok := decl.(*ast.FuncDecl); ok {
				name = function.Name.Name
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				call, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if pkg, ok := call.X.(*ast.Ident); !ok || pkg.Name != "strings" && pkg.Name != "regexp" || !slices.Contains(takers, call.Sel.Name) {
					return true
				}
				met[f.name+" "+name] = true
				if takenApart[f.name+" "+name] == "" {
					t.Errorf("%s: %s looks into a text with %s; hand the fact on as a field, or say here what it looks for", f.name, name, call.Sel.Name)
				}
				return true
			})
		}
	}
	for where := range takenApart {
		if !met[where] {
			t.Errorf("%s looks into no text any more; the test is out of date", where)
		}
	}
}

package model

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/source"
)

// codePattern is what the codes of the program look like; those of a catalogue's lint rules never stand in Go.
var codePattern = regexp.MustCompile(`^[TIPSCURWMH][0-9]{2,3}$`)

// A report is one place of the program that gives a code.
type report struct {
	code, folder, says string
	severity           source.Severity
	grave              bool // whether the severity stands beside the code
	finding            bool // whether it is a finding of the site, which the site may accept
}

// reporters are the functions that take a code: where their text stands among the arguments, how grave they make it, and whether it is a
// finding.
var reporters = map[string]struct {
	text     int
	severity source.Severity
	finding  bool
}{
	"model/site fault": {3, source.Error, false}, "model/catalog fault": {3, source.Error, false}, "model/catalog warn": {3, source.Warning, false}, "render/content/rulecolumns fault": {3, source.Error, false},
	"render/content/returned refuse": {3, source.Error, false}, "render/content/returned hint": {3, source.Hint, false},
	"themes fault":       {3, source.Error, false},
	"model/intake fault": {3, source.Error, false}, "model/intake warn": {3, source.Warning, false}, "model/intake hint": {3, source.Hint, false},
	"cmd/portolan fault": {2, source.Error, false}, "model/site oneOf": {1, source.Error, false},
	"model/resolve Fault": {3, source.Error, false}, "model/resolve FaultOf": {4, source.Error, false}, "model/procedure Fault": {3, source.Error, false}, "model/product Fault": {3, source.Error, false},
	"model/resolve Warn": {3, source.Warning, false}, "model/procedure Warn": {3, source.Warning, false}, "model/product Warn": {3, source.Warning, false},
	"model/resolve find": {2, source.Warning, true}, "model/resolve add": {4, source.Warning, true},
}

func literal(n ast.Node) string {
	if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
		text, _ := strconv.Unquote(l.Value)
		return text
	}
	return ""
}

// firstText is the first text of an expression: the format of a sentence, or its beginning.
func firstText(n ast.Node) (text string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if text == "" && n != nil {
			text = literal(n)
		}
		return text == ""
	})
	return text
}

// reportsOf finds the places of a file that give a code: in a call, in a diagnostic written out, or in an assignment.
func reportsOf(t *testing.T, f goFile) (found []report) {
	add := func(r report) {
		if r.folder = f.folder(); codePattern.MatchString(r.code) {
			found = append(found, r)
		}
	}
	named := namedCodes(f)
	ast.Inspect(f.parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if len(n.Args) == 0 {
				return true
			}
			code := literal(n.Args[0])
			if name, ok := n.Args[0].(*ast.Ident); ok {
				code = named[name.Name]
			}
			if !codePattern.MatchString(code) {
				return true
			}
			name := f.folder() + " " + calledName(n)
			how, ok := reporters[name]
			if !ok {
				t.Fatalf("%s: %s takes a code; add it to the table of reporters", f.name, name)
			}
			add(report{code: code, says: firstText(n.Args[how.text]), severity: how.severity, grave: true, finding: how.finding})
		case *ast.CompositeLit:
			add(written(n))
		case *ast.AssignStmt:
			for _, value := range n.Rhs {
				add(report{code: literal(value)})
			}
		}
		return true
	})
	return found
}

// namedCodes are the codes of a file that have a name there.
func namedCodes(f goFile) map[string]string {
	named := map[string]string{}
	ast.Inspect(f.parsed, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == len(spec.Names) {
			for i, name := range spec.Names {
				named[name.Name] = literal(spec.Values[i])
			}
		}
		return true
	})
	return named
}

func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// written reads a diagnostic, or a fault of a runbook, that stands in the code with its fields.
func written(lit *ast.CompositeLit) report {
	r := report{grave: true} // no severity is the gravest
	if name, ok := lit.Type.(*ast.SelectorExpr); ok && name.Sel.Name == "BookFault" {
		r.severity = source.Warning
	}
	for _, element := range lit.Elts {
		field, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch fmt.Sprint(field.Key) {
		case "Code":
			r.code = literal(field.Value)
		case "What":
			r.says = firstText(field.Value)
		case "Severity":
			s, ok := field.Value.(*ast.SelectorExpr)
			r.grave = ok
			if ok {
				r.severity = map[string]source.Severity{"Error": source.Error, "Warning": source.Warning, "Hint": source.Hint}[s.Sel.Name]
			}
		}
	}
	return r
}

// TestCodes holds the table of codes against the program: every code that the program gives stands in the table with its severity, and the
// program gives every code of the table. The list of codes for readers shows beside each what the program says under it, so that a second
// meaning shows in its diff.
func TestCodes(t *testing.T) {
	sentences, used := map[string][]string{}, map[string]bool{}
	for _, f := range repositoryFiles(t) {
		if f.name == "model/source/code.go" {
			continue
		}
		for _, r := range reportsOf(t, f) {
			used[r.code] = true
			code, ok := source.LookUp(r.code)
			switch {
			case !ok:
				t.Errorf("%s gives %s, which is not in the table of codes (model/source/code.go)", f.name, r.code)
			case r.grave && r.severity != code.Severity:
				t.Errorf("%s gives %s as %s; in the table it is %s", f.name, r.code, r.severity, code.Severity)
			}
			if ok && r.grave && (r.finding && !code.Accept || code.Accept && code.Severity == source.Error) {
				t.Errorf("%s gives %s, a finding: %v; in the table, can be accepted: %v", f.name, r.code, r.finding, code.Accept)
			}
			if says := strings.TrimSpace(r.says); says != "" && !slices.Contains(sentences[r.code], says) {
				sentences[r.code] = append(sentences[r.code], says)
			}
		}
	}
	if len(used) < 100 {
		t.Fatalf("only %d codes were found", len(used))
	}
	seen, meant := map[string]bool{}, map[string]string{}
	for _, c := range source.Codes {
		if seen[c.ID] || meant[c.Summary] != "" {
			t.Errorf("%s, %q: the id or the summary is there twice", c.ID, c.Summary)
		}
		seen[c.ID], meant[c.Summary] = true, c.ID
		if !used[c.ID] {
			t.Errorf("nothing gives %s", c.ID)
		}
	}
	golden.Check(t, "source/CODES.md", codeList(sentences))
}

// codeList is the page of all codes.
func codeList(sentences map[string][]string) string {
	var b strings.Builder
	b.WriteString("# Codes of diagnostics\n\n`portolan explain CODE` prints one of them. A code keeps its meaning; what is said beside it names the case (`%q`, `%s` and `%d` stand for names and\n" +
		"numbers). Findings of a vendor's rules have ids of the catalogue's instead (`explain ID SITE`). This page is written by `go test ./model -run TestCodes -update`.\n\n" +
		"| code | severity | meaning | what is said |\n|---|---|---|---|\n")
	for _, c := range source.Codes {
		severity := c.Severity.String()
		if c.Accept {
			severity += ", can be accepted"
		}
		slices.Sort(sentences[c.ID])
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.ID, severity, c.Summary, strings.ReplaceAll(strings.Join(sentences[c.ID], "; "), "|", "\\|"))
	}
	return b.String()
}

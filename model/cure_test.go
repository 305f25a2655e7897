package model

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
)

// cureArgument is which argument of a function that reports something is the cure.
var cureArgument = map[string]int{"fault": 2, "Fault": 2, "Warn": 2, "find": 3, "add": 3}

var verbs = regexp.MustCompile(`%(\[[0-9]+\])?[a-z]`)

// cureText is what an expression that makes a cure prints, with x for what is only known when it runs. ok is false where there is no text in it.
func cureText(n ast.Expr) (text string, ok bool) {
	switch n := n.(type) {
	case *ast.BasicLit:
		text = literal(n)
		return text, n.Kind == token.STRING
	case *ast.BinaryExpr:
		left, a := cureText(n.X)
		right, b := cureText(n.Y)
		return left + right, a || b
	case *ast.CallExpr:
		if name := calledName(n); (name == "Sprintf" || name == "Fprintf") && len(n.Args) > 0 {
			format, ok := cureText(n.Args[0])
			format = strings.NewReplacer("= %s", "= %q", "= [%s]", "= [%q]", `"%s`, `"`).Replace(format) // a value, a list, one more line
			filled := verbs.ReplaceAllStringFunc(format, func(verb string) string {
				return map[byte]string{'q': `"x"`, 'd': "1", 'v': "x", 's': "x"}[verb[len(verb)-1]]
			})
			return filled, ok
		}
	}
	return "x", false
}

// curesIn are the texts of a file that become cures: arguments of functions that report, fields, variables and results that are called help.
func curesIn(f goFile) []string {
	var cures []string
	take := func(n ast.Expr) {
		if text, ok := cureText(n); ok {
			cures = append(cures, text)
		}
	}
	cureName := regexp.MustCompile(`(?i)^(help|.*cure|suggest.*|portForm|near)$`)
	ast.Inspect(f.parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if i, ok := cureArgument[calledName(n)]; ok && i < len(n.Args) && codePattern.MatchString(literal(n.Args[0])) {
				take(n.Args[i])
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && cureName.MatchString(key.Name) {
				take(n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				var name string
				switch left := left.(type) {
				case *ast.Ident:
					name = left.Name
				case *ast.SelectorExpr:
					name = left.Sel.Name
				}
				if cureName.MatchString(name) && i < len(n.Rhs) {
					take(n.Rhs[i])
				}
			}
		case *ast.FuncDecl:
			if cureName.MatchString(n.Name.Name) && n.Body != nil {
				ast.Inspect(n.Body, func(n ast.Node) bool {
					if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
						take(r.Results[0])
					}
					return true
				})
			}
		}
		return true
	})
	return cures
}

// TestCuresCanBePasted reads every cure that the program gives: what of it is TOML must be TOML, whole, so that a reader can paste it.
func TestCuresCanBePasted(t *testing.T) {
	read := 0
	for _, f := range repositoryFiles(t) {
		if strings.HasSuffix(f.name, "_test.go") {
			continue
		}
		for _, cure := range curesIn(f) {
			read++
			if bad := modeltest.BadTOML(cure); bad != "" {
				t.Errorf("%s: the cure %q: %s; write TOML that can be pasted, between backquotes", f.name, cure, bad)
			}
		}
	}
	if read < 150 {
		t.Errorf("only %d cures were found", read)
	}
}

// TestPrintedCuresCanBePasted reads the cures of all fixtures that are wrong, as they are printed.
func TestPrintedCuresCanBePasted(t *testing.T) {
	read := 0
	for _, pattern := range []string{"testdata/bad/*.txt", "catalog/testdata/bad/*.txt", "../render/content/rulecolumns/testdata/bad/*.txt", "testdata/upgrade/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, text, more := strings.Cut(string(data), "  help: ")
			for ; more; read++ {
				var help string
				help, text, more = strings.Cut(text, "  help: ")
				lines := strings.Split(help, "\n")
				cure := lines[0]
				for _, line := range lines[1:] {
					if !strings.HasPrefix(line, "        ") {
						break
					}
					cure += "\n" + strings.TrimSpace(line)
				}
				if bad := modeltest.BadTOML(cure); bad != "" && len(cure) < 400 { // longer ones are cut
					t.Errorf("%s: the cure %q: %s", file, cure, bad)
				}
				if !more {
					break
				}
			}
		}
	}
	if read < 100 {
		t.Errorf("only %d cures were read", read)
	}
}

// TestCuresOfCataloguesCanBePasted reads the cures of the vendors' rules.
func TestCuresOfCataloguesCanBePasted(t *testing.T) {
	for _, edition := range catalog.Editions() {
		c, found := catalog.Open(edition)
		if c == nil {
			t.Fatal(found)
		}
		for _, rule := range c.Lint {
			if bad := modeltest.BadTOML(rule.Help.V); bad != "" {
				t.Errorf("%s, %s: the cure %q: %s", edition, rule.ID.V, rule.Help.V, bad)
			}
		}
	}
}

// TestCuresThatCannotBePasted: the test of cures sees what is wrong with these.
func TestCuresThatCannotBePasted(t *testing.T) {
	for _, cure := range []string{"add nodes = ...", "add [clients.users] with networks = [...]", "add `host = `", "write `zone = \"a\"", "add choices = [...]", "add `[a]\nb = c`", "write x = NAME"} {
		if modeltest.BadTOML(cure) == "" {
			t.Errorf("%q was accepted", cure)
		}
	}
	for _, cure := range []string{"", "remove it", "add `[nodes.ID]\nhost = \"...\"`", `add host = "..." to [nodes.ID]`, "remove `zone` or `outside`", `write port = 8443, or ports = ["tcp/1"]`} {
		if bad := modeltest.BadTOML(cure); bad != "" {
			t.Errorf("%q: %s", cure, bad)
		}
	}
}

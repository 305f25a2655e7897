package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The one function that spells a protocol with its port, and the one file that reads such a text.
const (
	portSpeller = "Socket"
	portFile    = "model/catalog/port.go"
)

var (
	portWord   = regexp.MustCompile(`(?i)(protocol|transport|port|numbers?)$`)
	twoSlashed = regexp.MustCompile(`%[a-z]/%[a-z]`)
)

// mentionsPort reports whether an expression names a protocol, a transport or a port, by whatever field or variable.
func mentionsPort(e ast.Node) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && portWord.MatchString(id.Name)
		return !found
	})
	return found
}

func isText(e ast.Expr, is func(string) bool) bool {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return false
	}
	text, err := strconv.Unquote(lit.Value)
	return err == nil && is(text)
}

func slash(text string) bool { return text == "/" }

// slashed reports whether a sum of texts has a slash among its parts.
func slashed(e ast.Expr) bool {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return slashed(sum.X) || slashed(sum.Y)
	}
	return isText(e, slash)
}

// portSpellings are the functions of a file that put a protocol and a port together, and those that take such a text apart.
func portSpellings(file *ast.File) (spell, read []string) {
	for _, decl := range file.Decls {
		name := "a variable"
		if f, ok := decl.(*ast.FuncDecl); ok {
			name = f.Name.Name
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op == token.ADD && slashed(n) && mentionsPort(n) {
					spell = append(spell, name)
					return false
				}
			case *ast.AssignStmt:
				if n.Tok == token.ADD_ASSIGN && slashed(n.Rhs[0]) && mentionsPort(n) {
					spell = append(spell, name)
					return false
				}
			case *ast.CallExpr:
				called, _ := n.Fun.(*ast.SelectorExpr)
				if called == nil || len(n.Args) == 0 {
					return true
				}
				last := n.Args[len(n.Args)-1]
				formatted := isText(n.Args[0], twoSlashed.MatchString) || len(n.Args) > 1 && isText(n.Args[1], twoSlashed.MatchString)
				if (formatted || called.Sel.Name == "Join" && isText(last, slash)) && mentionsPort(n) {
					spell = append(spell, name)
				}
				if strings.HasPrefix(called.Sel.Name, "Cut") && len(n.Args) == 2 && isText(last, slash) || strings.HasPrefix(called.Sel.Name, "Split") && isText(last, slash) {
					read = append(read, name)
				}
			}
			return true
		})
	}
	return spell, read
}

// TestPortsAreSpelledOnce holds that "tcp/443" is put together in one function, and that no text is taken apart at a slash where ports are:
// a port is a catalog.Port from where it is read to where it is printed.
func TestPortsAreSpelledOnce(t *testing.T) {
	met := 0
	for _, f := range repositoryFiles(t) {
		spell, read := portSpellings(f.parsed)
		for _, name := range spell {
			if f.name == portFile && name == portSpeller {
				met++
				continue
			}
			t.Errorf("%s: %s puts a protocol and a port together; ask catalog.Port for its text", f.name, name)
		}
		ports := strings.HasPrefix(f.name, "model/") || strings.HasPrefix(f.name, "render/content/") || strings.HasPrefix(f.name, "cmd/portolan/terminal/")
		for _, name := range read {
			if ports && f.name != portFile {
				t.Errorf("%s: %s takes a text apart at a slash; a port is to come as catalog.Port", f.name, name)
			}
		}
	}
	if met != 1 {
		t.Errorf("%s puts a protocol and a port together %d times in %s, want once", portSpeller, met, portFile)
	}
}

// TestPortSpellingsAreSeen holds the test above against the ways in which code has spelled ports.
func TestPortSpellingsAreSeen(t *testing.T) {
	for code, want := range map[string]string{
		`return f.Protocol + "/" + f.Port`: "spell", `return strings.TrimSuffix(s.Service+" "+s.Protocol+"/"+s.Port, "/")`: "spell",
		`text += "/" + p.Port`: "spell", `return f.Port + "/" + f.Protocol`: "spell", `return fmt.Sprintf("%s/%d", f.Transport, n)`: "spell",
		`fmt.Fprintf(w, "%s %s/%s", x, protocol, number)`: "spell", `return strings.Join([]string{f.Protocol, f.Port}, "/")`: "spell",
		`a, b, _ := strings.Cut(text, "/")`: "read", `for _, x := range strings.Split(text, "/") {}`: "read",
		`return folder + "/" + name`: "", `return f.Port.Socket()`: "", `return r.Port + ": " + text`: "", `a, b, _ := strings.Cut(text, ".")`: "",
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc f() {\n"+code+"\n}\n", parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		spell, read := portSpellings(file)
		if (len(spell) > 0) != (want == "spell") || (len(read) > 0) != (want == "read") {
			t.Errorf("%s: %v and %v, want %q", code, spell, read, want)
		}
	}
}

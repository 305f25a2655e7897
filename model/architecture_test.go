package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
)

// goFile is a Go file of the repository that is no test.
type goFile struct {
	name    string // from the repository's top
	text    string
	parsed  *ast.File
	imports []string
}

func (f goFile) folder() string { return path.Dir(f.name) }

// repositoryFiles reads every Go file that is built into the program.
func repositoryFiles(t *testing.T) []goFile {
	t.Helper()
	top := os.DirFS("..")
	var files []goFile
	err := fs.WalkDir(top, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || name != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		data, err := fs.ReadFile(top, name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, data, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		f := goFile{name: name, text: string(data), parsed: parsed}
		for _, spec := range parsed.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			f.imports = append(f.imports, imported)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("only %d files were found", len(files))
	}
	return files
}

var properName = regexp.MustCompile(`^[A-Z][\p{L}\p{N} ]+$`)

// catalogueNames are the names that Go code must not know: products, and publishers of the documents that facts come from. Of a
// publisher that the documents do not name, nothing can be forbidden.
func catalogueNames(t *testing.T) []string {
	t.Helper()
	names := map[string]bool{}
	for _, dir := range catalog.Editions() {
		cat, found := catalog.Open(dir)
		if cat == nil {
			t.Fatal(modeltest.Printed(found))
		}
		id := strings.ToLower(cat.Product.ID.V)
		first, _, _ := strings.Cut(id, "-")
		names[id], names[first] = true, true
		for _, d := range cat.Documents {
			if publisher := d.Publisher.V; properName.MatchString(publisher) {
				names[strings.ToLower(shortName(publisher))] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// shortName is the word by which people call a publisher. One that begins with a word of the language, as "Red Hat" does, has no shorter name.
func shortName(publisher string) string {
	first, _, _ := strings.Cut(publisher, " ")
	if len(first) < 4 {
		return publisher
	}
	return first
}

// embedded are lines that name folders of data for the compiler.
var embedded = regexp.MustCompile(`(?m)^//go:embed .*`)

// TestCodeKnowsNoProduct keeps what is special to a product in its catalogue.
func TestCodeKnowsNoProduct(t *testing.T) {
	names := catalogueNames(t)
	for _, name := range []string{"qlik", "thoughtspot", "microsoft", "postgresql", "red hat"} {
		if !slices.Contains(names, name) {
			t.Errorf("the names %v lack %s", names, name)
		}
	}
	for _, f := range repositoryFiles(t) {
		text := strings.ToLower(embedded.ReplaceAllString(f.text, ""))
		for _, name := range names {
			if i := strings.Index(text, name); i >= 0 {
				t.Errorf("%s:%d names %q", f.name, 1+strings.Count(text[:i], "\n"), name)
			}
		}
	}
}

// TestCodeKnowsNoPort looks for numbers of the model's code that are ports of a catalogue.
func TestCodeKnowsNoPort(t *testing.T) {
	ports := map[string]string{}
	for _, dir := range append(catalog.Editions(), catalog.Infrastructure().Editions()...) {
		cat, _ := catalog.Open(dir)
		for service, s := range cat.Services {
			for name, l := range s.Listeners {
				if len(l.Port.V) > 2 { // shorter ones are also widths and counts
					ports[l.Port.V] = service + "." + name
				}
			}
		}
	}
	for _, f := range repositoryFiles(t) {
		if !strings.HasPrefix(f.name, "model/") {
			continue
		}
		ast.Inspect(f.parsed, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok && isType(pair.Key) {
				return false
			}
			if number, ok := n.(*ast.BasicLit); ok && number.Kind == token.INT && ports[number.Value] != "" {
				t.Errorf("%s holds %s, the port of %s", f.name, number.Value, ports[number.Value])
			}
			return true
		})
	}
}

// isType reports whether an element of a literal is a type of ICMP, which has numbers of its own.
func isType(key ast.Expr) bool {
	id, ok := key.(*ast.Ident)
	return ok && id.Name == "Type"
}

// TestModelImportsOnlyItself keeps formats, renderers and libraries out of the model. Its package source is the door to the TOML
// library.
func TestModelImportsOnlyItself(t *testing.T) {
	for _, f := range repositoryFiles(t) {
		if !strings.HasPrefix(f.name, "model/") {
			continue
		}
		for _, imported := range f.imports {
			ours := imported == "portolan/model" || strings.HasPrefix(imported, "portolan/model/")
			standard := !strings.HasPrefix(imported, "portolan/") && !strings.Contains(strings.Split(imported, "/")[0], ".")
			if !ours && !standard && f.folder() != "model/source" {
				t.Errorf("%s imports %s", f.name, imported)
			}
			if f.folder() == "model/source" && ours && imported != "portolan/model/secret" {
				t.Errorf("%s imports %s; it knows neither sites nor products", f.name, imported)
			}
		}
	}
}

// doors are the libraries that only one package may import, so that they can be replaced there.
var doors = map[string]string{
	"github.com/goccy/go-graphviz":   "render/layout/graphviz",
	"github.com/jung-kurt/gofpdf":    "render/format/pdf/file",
	"github.com/yuin/goldmark":       "render/text/prose",
	"github.com/BurntSushi/toml":     "model/source",
	"github.com/pelletier/go-toml":   "model/source",
	"github.com/spf13/pflag":         "cmd/portolan",
	"github.com/agext/levenshtein":   "model/source",
	"github.com/tetratelabs/wazero":  "render/layout/graphviz",
	"github.com/xuri/excelize":       "render/format/spreadsheet",
	"github.com/klauspost/compress":  "render/archive",
	"github.com/vishvananda/netlink": "cmd/portolan/lab",
	"github.com/hashicorp/hcl":       "render/format/firewall/terraform",
	"github.com/zclconf/go-cty":      "render/format/firewall/terraform",
	"github.com/hiddeco/sshsig":      "cmd/portolan/seal",
	"golang.org/x/crypto":            "cmd/portolan/seal",
}

func TestOneDoorPerLibrary(t *testing.T) {
	met := map[string]bool{}
	for _, f := range repositoryFiles(t) {
		for _, imported := range f.imports {
			for library, door := range doors {
				if imported != library && !strings.HasPrefix(imported, library+"/") {
					continue
				}
				met[door] = true
				if f.folder() != door && !strings.HasPrefix(f.folder(), "render/firewalltest/") { // a reader may not share the writer's door
					t.Errorf("%s imports %s; only %s may", f.name, imported, door)
				}
			}
		}
	}
	for _, door := range []string{"render/layout/graphviz", "render/format/pdf/file", "render/text/prose", "render/format/spreadsheet", "render/archive", "model/source", "cmd/portolan/lab", "cmd/portolan/seal"} {
		if !met[door] {
			t.Errorf("%s imports no library; the table of doors is out of date", door)
		}
	}
}

// renderRooms says what the groups of packages below render must not import. What is above and beside them all (render itself) may import each.
var renderRooms = map[string][]string{
	"content":  {"render/format", "render/archive", "cmd", "themes"},                                            // what documents say
	"layout":   {"render/format", "render/content", "render/document", "render/grid", "model", "cmd", "themes"}, // where things stand in pictures
	"format":   {"render/content", "model/plan", "model/policy", "model/resolve", "cmd"},                        // formats take documents and scenes, not plans
	"text":     {"render/format", "render/content", "render/layout", "render/document", "render/grid", "cmd", "themes"},
	"document": {"render/format", "render/content", "model", "cmd", "themes"},
	"grid":     {"render/format", "render/content", "model", "cmd", "themes"},
	"ruleset":  {"render", "model/plan", "model/policy", "cmd", "themes"},
	"ref":      {"render", "model", "cmd", "themes"},
}

// TestRenderRoomsStayApart keeps what documents say and how they are written from knowing each other: both meet in the middle languages only.
func TestRenderRoomsStayApart(t *testing.T) {
	met := map[string]bool{}
	for _, f := range repositoryFiles(t) {
		room, ok := strings.CutPrefix(f.folder(), "render/")
		room, _, _ = strings.Cut(room, "/")
		if !ok {
			continue
		}
		met[room] = true
		for _, imported := range f.imports {
			for _, never := range renderRooms[room] {
				if ours := strings.TrimPrefix(imported, "portolan/"); ours != imported && (ours == never || strings.HasPrefix(ours, never+"/")) {
					t.Errorf("%s imports %s; %s never imports %s", f.name, imported, room, never)
				}
			}
		}
	}
	for room := range renderRooms {
		if !met[room] {
			t.Errorf("there is no render/%s; the table is out of date", room)
		}
	}
}

// TestModelAndRenderArePure keeps disk, network, environment, clock and chance out of everything between a site's text and a pack's bytes.
func TestModelAndRenderArePure(t *testing.T) {
	impure := []string{"os", "os/exec", "os/user", "net", "net/http", "math/rand", "math/rand/v2", "crypto/rand", "runtime/debug", "syscall"}
	kits := []string{"model/plantest", "model/modeltest", "model/testenv", "model/golden", "model/freeze", "model/secret/secrettest"} // only tests may import them
	for _, f := range repositoryFiles(t) {
		if strings.HasPrefix(f.folder(), "render/firewalltest") {
			kits = append(kits, f.folder())
		}
	}
	exceptions := append(kits, "render/layout/graphviz/cache") // it points the library's cache to a private folder
	for _, f := range repositoryFiles(t) {
		if !strings.HasPrefix(f.name, "model/") && !strings.HasPrefix(f.name, "render/") && !strings.HasPrefix(f.name, "themes/") || slices.Contains(exceptions, f.folder()) {
			continue
		}
		for _, imported := range f.imports {
			if slices.Contains(impure, imported) || slices.Contains(kits, strings.TrimPrefix(imported, "portolan/")) {
				t.Errorf("%s imports %s", f.name, imported)
			}
		}
		ast.Inspect(f.parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if from, ok := call.X.(*ast.Ident); ok && from.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, call.Sel.Name) {
				t.Errorf("%s asks the clock", f.name)
			}
			return true
		})
	}
}

package model

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shape is what can be counted of the code of one folder, tests apart.
type shape struct {
	files, lines            int
	medianFile, longestFile int
	medianFunc, longestFunc int
	longestFuncName         string
	methods                 map[string]int // by type
	exported                int
	calls, up               int // distinct calls from a function of one file to one of another; those that run back up
	upward                  []string
}

// call is a function of one file that calls one of another file.
type call struct{ from, to string }

// stub imports nothing: calls within a package can be told without knowing what others hold.
type stub struct{}

func (stub) Import(name string) (*types.Package, error) {
	p := types.NewPackage(name, path.Base(name))
	p.MarkComplete()
	return p, nil
}

// shapeOf counts a folder.
func shapeOf(t *testing.T, folder string) shape {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	s := shape{methods: map[string]int{}}
	var sizes, functions []int
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files, sizes = append(files, f), append(sizes, strings.Count(string(text), "\n"))
		s.lines += sizes[len(sizes)-1]
	}
	for _, f := range files {
		for _, d := range f.Decls {
			s.exported += exportedNames(d)
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			length := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1
			functions = append(functions, length)
			if length > s.longestFunc {
				s.longestFunc, s.longestFuncName = length, fn.Name.Name
			}
			if fn.Recv != nil {
				s.methods[receiver(fn)]++
			}
		}
	}
	s.files = len(files)
	s.medianFile, s.longestFile = median(sizes)
	s.medianFunc, _ = median(functions)
	s.layer(set, files)
	return s
}

func exportedNames(d ast.Decl) int {
	n := 0
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
			n++
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					n++
				}
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if name.IsExported() {
						n++
					}
				}
			}
		}
	}
	return n
}

func receiver(fn *ast.FuncDecl) string {
	e := fn.Recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if index, ok := e.(*ast.IndexExpr); ok {
		e = index.X
	}
	return e.(*ast.Ident).Name
}

func median(list []int) (middle, most int) {
	if len(list) == 0 {
		return 0, 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2], sorted[len(sorted)-1]
}

// layer counts the calls between files and those that run back up, in the order of files that has the fewest of them.
func (s *shape) layer(set *token.FileSet, files []*ast.File) {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	config := types.Config{Importer: stub{}, Error: func(error) {}}
	pkg, _ := config.Check("", set, files, info)
	fileOf := func(p token.Pos) string { return filepath.Base(set.Position(p).Filename) }
	seen := map[call]bool{}
	weights := map[call]int{} // between files
	var between []call
	for _, f := range files {
		for _, d := range f.Decls {
			name := fileOf(d.Pos())
			if fn, ok := d.(*ast.FuncDecl); ok {
				name += ":" + fn.Name.Name
				if fn.Recv != nil {
					name = fileOf(d.Pos()) + ":" + receiver(fn) + "." + fn.Name.Name
				}
			}
			ast.Inspect(d, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				fn, ok := info.Uses[id].(*types.Func)
				if !ok || fn.Pkg() != pkg || !fn.Pos().IsValid() || fileOf(fn.Pos()) == fileOf(d.Pos()) {
					return true
				}
				c := call{name, fileOf(fn.Pos()) + ":" + fn.Name()}
				if !seen[c] {
					seen[c] = true
					between = append(between, c)
					weights[call{fileOf(d.Pos()), fileOf(fn.Pos())}]++
				}
				return true
			})
		}
	}
	order := bestOrder(weights)
	s.calls = len(between)
	for _, c := range between {
		from, _, _ := strings.Cut(c.from, ":")
		to, _, _ := strings.Cut(c.to, ":")
		if order[from] > order[to] {
			s.up++
			s.upward = append(s.upward, c.from+" -> "+c.to)
		}
	}
	slices.Sort(s.upward)
}

// bestOrder puts files into an order in which few calls run from a later one to an earlier one. It moves one file at a time to where it does
// least harm, until no move helps.
func bestOrder(weights map[call]int) map[string]int {
	out := map[string]int{}
	for c := range weights {
		out[c.from] += weights[c]
		out[c.to] -= weights[c]
	}
	list := slices.SortedFunc(maps.Keys(out), func(a, b string) int { return cmp.Or(out[b]-out[a], strings.Compare(a, b)) })
	for moved := true; moved; {
		moved = false
		for _, name := range slices.Clone(list) {
			at := slices.Index(list, name)
			best, gain := at, 0
			for _, step := range []int{-1, 1} {
				sum := 0
				for i := at + step; i >= 0 && i < len(list); i += step {
					forth, back := weights[call{name, list[i]}], weights[call{list[i], name}]
					if step < 0 {
						sum += forth - back
					} else {
						sum += back - forth
					}
					if sum > gain {
						best, gain = i, sum
					}
				}
			}
			if best != at {
				list = slices.Insert(slices.Delete(list, at, at+1), best, name)
				moved = true
			}
		}
	}
	order := map[string]int{}
	for i, name := range list {
		order[name] = i
	}
	return order
}

// rooms are the packages that make a plan out of a site.
var rooms = []string{"model", "model/site", "model/plan", "model/product", "model/procedure", "model/resolve", "model/edition"}

// TestShapeOfTheModel holds the rooms of the model to bounds. With -v it prints the table of all packages.
func TestShapeOfTheModel(t *testing.T) {
	folders := map[string]bool{}
	for _, f := range repositoryFiles(t) {
		folders[f.folder()] = true
	}
	up, together := 0, 0
	t.Logf("%-28s %5s %6s %13s %13s %13s %8s  %s", "package", "files", "lines", "file med/max", "func med/max", "calls/up", "exported", "methods")
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		s := shapeOf(t, folder)
		largest := slices.SortedFunc(maps.Keys(s.methods), func(a, b string) int { return cmp.Or(s.methods[b]-s.methods[a], strings.Compare(a, b)) })
		var methods []string
		for _, name := range largest[:min(3, len(largest))] {
			methods = append(methods, fmt.Sprintf("%s %d", name, s.methods[name]))
		}
		t.Logf("%-28s %5d %6d %13s %13s %13s %8d  %s", folder, s.files, s.lines, fmt.Sprintf("%d/%d", s.medianFile, s.longestFile),
			fmt.Sprintf("%d/%d", s.medianFunc, s.longestFunc), fmt.Sprintf("%d/%d", s.calls, s.up), s.exported, strings.Join(methods, ", "))
		if slices.Contains(rooms, folder) {
			up += s.up
			together += s.calls
			if len(largest) > 0 && s.methods[largest[0]] > mostMethods {
				t.Errorf("%s: %s has %d methods; at most %d may be", folder, largest[0], s.methods[largest[0]], mostMethods)
			}
			for _, c := range s.upward {
				t.Logf("    up: %s", c)
			}
		}
	}
	t.Logf("rooms of the model: %d calls between files of one room, %d run back up", together, up)
	if up > mostUpward {
		t.Errorf("%d calls between files of one room run back up; at most %d may", up, mostUpward)
	}
}

const (
	mostUpward  = 30 // calls between files of one room of the model that run back up, in all rooms together
	mostMethods = 40 // of one type of a room
)

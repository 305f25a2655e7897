package model

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// TestColumnsStandWithTheirCells keeps content from writing columns in one list and the cells of rows in another: both stand in one value,
// document.ColumnOf or sheet.ColumnOf, and Fill makes the table. A form has columns of its own, each with the fields that it shows.
func TestColumnsStandWithTheirCells(t *testing.T) {
	tables := 0
	for _, f := range repositoryFiles(t) {
		own, ok := strings.CutPrefix(f.folder(), "render/")
		own, _, _ = strings.Cut(own, "/")
		if !ok || own == "form" || !slices.Contains(content, own) {
			continue
		}
		ast.Inspect(f.parsed, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			switch name := literalName(literal.Type); name {
			case "document.Column", "sheet.Column":
				t.Errorf("%s writes a %s without its cell", f.name, name)
			case "document.Row", "sheet.Row":
				for _, element := range literal.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Cells" {
						t.Errorf("%s writes cells of a %s without their columns", f.name, name)
					}
				}
			case "document.ColumnOf", "sheet.ColumnOf":
				tables++
			}
			return true
		})
	}
	if tables < 50 {
		t.Errorf("only %d lists of columns were met", tables)
	}
}

// literalName is the package and name of a literal's type, of its elements' where it is a list, and of what a generic type is made of.
func literalName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.ArrayType:
		return literalName(x.Elt)
	case *ast.IndexExpr:
		return literalName(x.X)
	case *ast.SelectorExpr:
		if from, ok := x.X.(*ast.Ident); ok {
			return from.Name + "." + x.Sel.Name
		}
	}
	return ""
}

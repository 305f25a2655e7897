package model

import (
	"go/ast"
	"strings"
	"testing"
)

// TestColumnsStandWithTheirCells keeps content from writing columns in one list and the cells of rows in another: both stand in one value,
// document.ColumnOf or grid.ColumnOf, and Fill makes the table. Package rulecolumns has columns of its own, each with the fields that it shows.
func TestColumnsStandWithTheirCells(t *testing.T) {
	tables := 0
	for _, f := range repositoryFiles(t) {
		if own, ok := strings.CutPrefix(f.folder(), "render/content/"); !ok || own == "rulecolumns" {
			continue
		}
		ast.Inspect(f.parsed, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			switch name := literalName(literal.Type); name {
			case "document.Column", "grid.Column":
				t.Errorf("%s writes a %s without its cell", f.name, name)
			case "document.Row", "grid.Row":
				for _, element := range literal.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Cells" {
						t.Errorf("%s writes cells of a %s without their columns", f.name, name)
					}
				}
			case "document.ColumnOf", "grid.ColumnOf":
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

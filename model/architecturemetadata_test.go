package model

import (
	"go/ast"
	"slices"
	"testing"
)

// metadataHomes are the types that say what people file beside a rule: in a site, in a plan, and in the published rules.json, as it is written and
// as it is read back to be compared; and the two functions that fill one from another.
var metadataHomes = []string{
	"model/site/site.go RuleMetadata", "model/plan/metadata.go RuleMetadata", "render/content/rules/rules.go Terms", "model/revision/files.go termsOf",
	"model/resolve/request.go metadataOf", "render/content/rules/fill.go terms",
}

// TestRuleMetadataIsOneValue holds that owner, requester, ticket, dates, log, status and approval of a rule go as one value: no other type
// lists them, and no other function copies them one by one.
func TestRuleMetadataIsOneValue(t *testing.T) {
	met := map[string]bool{}
	for _, f := range repositoryFiles(t) {
		for _, decl := range f.parsed.Decls {
			name := ""
			if function, ok := decl.(*ast.FuncDecl); ok {
				name = function.Name.Name
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				var names []string
				switch n := n.(type) {
				case *ast.TypeSpec:
					name = n.Name.Name
				case *ast.StructType:
					for _, field := range n.Fields.List {
						for _, id := range field.Names {
							names = append(names, id.Name)
						}
					}
				case *ast.CompositeLit:
					for _, element := range n.Elts {
						if pair, ok := element.(*ast.KeyValueExpr); ok {
							if id, ok := pair.Key.(*ast.Ident); ok {
								names = append(names, id.Name)
							}
						}
					}
				}
				if !slices.Contains(names, "Requester") || !slices.Contains(names, "Ticket") {
					return true
				}
				met[f.name+" "+name] = true
				if !slices.Contains(metadataHomes, f.name+" "+name) {
					t.Errorf("%s: %s lists what is filed beside a rule; take plan.RuleMetadata as one value", f.name, name)
				}
				return true
			})
		}
	}
	for _, home := range metadataHomes {
		if !met[home] {
			t.Errorf("%s does not list it any more; the test is out of date", home)
		}
	}
}

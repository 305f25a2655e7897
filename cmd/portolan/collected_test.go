package main

import (
	"os"
	"path/filepath"
	"testing"

	"portolan/model/drift"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/source"
	"portolan/render/format/spreadsheet"
	"portolan/render/grid"
	"portolan/themes"
)

// TestRulesInWorkbook reads a customer's list of rules from a workbook.
func TestRulesInWorkbook(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	table := grid.Table{Columns: []grid.Column{{Key: "a", Title: "From"}, {Key: "b", Title: "To"}, {Key: "c", Title: "Service"}},
		Rows: []grid.Row{{Cells: []grid.Cell{grid.C("10.9.0.0/24"), grid.C("10.20.2.20"), grid.C("tcp/7")}}}}
	book, err := spreadsheet.Workbook(&grid.Book{Title: "Rules", Tabs: []grid.Tab{{Key: "r", Name: "Rules", Tables: []grid.Table{table}}}}, theme)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	at := filepath.Join(folder, "qs-db1")
	if err := os.Mkdir(at, 0o755); err != nil {
		t.Fatal(err)
	}
	mapping := "direction = \"inbound\"\n[columns]\nsource = \"From\"\ndestination = \"To\"\nport = \"Service\"\n"
	for name, data := range map[string][]byte{bookFile: book, mappingFile: []byte(mapping)} {
		if err := os.WriteFile(filepath.Join(at, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, found := evidenceIn(folder, plantest.Of(t, "harbour-logistics"))
	if found.HasErrors() || len(list[0].Unread) > 0 || len(list[0].Rules) != 1 || len(list[0].Rules[0].Permits) != 1 || len(list[0].Rules[0].Permits[0].Boxes) != 1 || list[0].Rules[0].Permits[0].Where != "qs-db1/rules.xlsx, row 3" {
		t.Errorf("%v %+v", found, list)
	}
}

// evidenceIn reads a folder of evidence.
func evidenceIn(folder string, resolved *plan.Plan) ([]drift.Evidence, source.Diagnostics) {
	c, found := collectionIn(folder)
	if found.HasErrors() {
		return nil, found
	}
	return c.evidence(resolved)
}

package catalog

import (
	"os"
	"slices"
	"testing"

	"portolan/model/source"
)

// procedure is a procedure of the vendor's documents, and the runbooks that hold it, or why there is none.
type procedure struct {
	At       source.Position
	ID       str  `toml:"id,required"`
	Title    str  `toml:"title,required"`
	Runbooks strs `toml:"runbooks"`
	WhyNot   str  `toml:"why_not"`
}

// procedures are the ids of the outline of procedures that the catalogue was written from.
var procedures = []string{"RB1", "RB2", "RB3", "RB4", "RB5", "RB6", "RB7a", "RB7b", "RB7c", "RB8a", "RB8b", "RB8c", "RB8d", "RB9", "RB10", "RB11", "RB12", "RB13", "RB14", "RB15", "RB16",
	"RB17", "RB18", "RB19", "RB20", "RB21"}

// TestRunbooksCoverTheDocuments keeps the table of procedures true: each is there once, and has runbooks that there are or a reason why not;
// and every runbook is some procedure's.
func TestRunbooksCoverTheDocuments(t *testing.T) {
	data, err := os.ReadFile("testdata/coverage-runbooks.toml")
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Parse("coverage-runbooks.toml", data)
	if file == nil {
		t.Fatal(found)
	}
	table, found := source.Bind[struct {
		Procedures []procedure `toml:"procedures,required"`
		Others     []struct {
			At      source.Position
			Runbook str `toml:"runbook,required"`
			Why     str `toml:"why,required"`
		} `toml:"others"` // runbooks that no procedure asks for
	}](file)
	if len(found) > 0 {
		t.Fatal(found)
	}
	cat, _ := Open("qlik-sense/2023-08")
	listed, covered := map[string]bool{}, map[string]bool{}
	for _, p := range table.Procedures {
		if listed[p.ID.V] || !slices.Contains(procedures, p.ID.V) {
			t.Errorf("%s is there twice, or is no procedure of the outline", p.ID.V)
		}
		listed[p.ID.V] = true
		if (len(p.Runbooks) == 0) != p.WhyNot.Set() {
			t.Errorf("%s has runbooks and a reason for none, or neither", p.ID.V)
		}
		for _, id := range p.Runbooks {
			covered[id.V] = true
			if !slices.ContainsFunc(cat.Runbooks, func(r *Runbook) bool { return r.ID.V == id.V }) {
				t.Errorf("%s names the runbook %s, which there is not", p.ID.V, id.V)
			}
		}
	}
	for _, o := range table.Others {
		if covered[o.Runbook.V] {
			t.Errorf("the runbook %s is a procedure's", o.Runbook.V)
		}
		covered[o.Runbook.V] = true
	}
	for _, id := range procedures {
		if !listed[id] {
			t.Errorf("%s is missing", id)
		}
	}
	for _, r := range cat.Runbooks {
		if !covered[r.ID.V] {
			t.Errorf("the runbook %s is in no procedure of the table", r.ID.V)
		}
	}
}

package document

import (
	"reflect"
	"testing"
)

// TestOnce says once above a table what all of its rows say, and nothing that one of them does not.
func TestOnce(t *testing.T) {
	here := Ref{Anchor: "piece"}
	row := func(id, source, owner string, more ...Field) Row {
		return Row{ID: id, Cells: []Cell{C(source), L("db", here), C(owner), C(""), C(id)}, More: more}
	}
	table := Table{Columns: []Column{{Key: "source", Title: "Source"}, {Key: "destination", Title: "Destination"}, {Key: "owner", Title: "Owner"}, {Key: "note", Title: "Note"}, {Key: "id", Title: "Rule", Names: true}},
		Rows: []Row{row("A", "web", "Platform", Field{Name: "Action", Value: "allow"}, Field{Name: "Need", Value: "required"}, Field{Name: "Ticket", Value: "7"}),
			row("B", "app", "Platform", Field{Name: "Action", Value: "allow"}, Field{Name: "Need", Value: "optional"})}}
	before := table.Rows[0].Cells
	got := Once(table)
	want := Table{Columns: []Column{{Key: "source", Title: "Source"}, {Key: "id", Title: "Rule", Names: true}},
		Same: []Field{{Name: "Destination", Cells: []Cell{L("db", here)}}, {Name: "Owner", Cells: []Cell{C("Platform")}}, {Name: "Action", Value: "allow"}},
		Rows: []Row{{ID: "A", Cells: []Cell{C("web"), C("A")}, More: []Field{{Name: "Need", Value: "required"}, {Name: "Ticket", Value: "7"}}},
			{ID: "B", Cells: []Cell{C("app"), C("B")}, More: []Field{{Name: "Need", Value: "optional"}}}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if len(table.Rows[0].More) != 3 || len(before) != 5 {
		t.Errorf("the table that was given is another: %+v", table.Rows[0])
	}
	if one := (Table{Columns: table.Columns, Rows: table.Rows[:1]}); !reflect.DeepEqual(Once(one), one) {
		t.Error("of one row, something was said above it")
	}
}

package document

import (
	"reflect"
	"testing"
)

type port struct {
	name   string
	number string
}

type listener struct {
	host string
	port port
}

func TestColumnsStandWithTheirCells(t *testing.T) {
	ports := []ColumnOf[port]{
		{Key: "name", Title: "Name", Weight: 2, Cell: func(p port) Cell { return C(p.name) }},
		{Key: "number", Title: "Number", Kind: Numeric, Cell: func(p port) Cell { return C(p.number) }},
	}
	host := ColumnOf[listener]{Key: "host", Title: "Host", Kind: Code, Cell: func(l listener) Cell { return L(l.host, Ref{Document: l.host}) }}
	values := []listener{{"a", port{"https", "443"}}, {"b", port{"ssh", "22"}}}
	got := Fill(Table{ID: "listeners"}, append(Through(ports, func(l listener) port { return l.port }), host), values, func(l listener) Row { return Row{ID: l.host, Mark: Note} })
	want := Table{ID: "listeners", Columns: []Column{{Key: "name", Title: "Name", Weight: 2}, {Key: "number", Title: "Number", Kind: Numeric}, {Key: "host", Title: "Host", Kind: Code}},
		Rows: []Row{{ID: "a", Mark: Note, Cells: []Cell{C("https"), C("443"), L("a", Ref{Document: "a"})}}, {ID: "b", Mark: Note, Cells: []Cell{C("ssh"), C("22"), L("b", Ref{Document: "b"})}}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if bare := Fill(Table{}, ports, []port{{"dns", "53"}}, nil); len(bare.Rows) != 1 || bare.Rows[0].ID != "" || bare.Rows[0].Mark != Plain {
		t.Errorf("rows without a name: %+v", bare.Rows)
	}
}

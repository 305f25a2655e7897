package grid

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"portolan/render/ref"
)

func TestColumnsStandWithTheirCells(t *testing.T) {
	type host struct{ id, address string }
	table := Fill(Table{Title: "Hosts"}, []ColumnOf[host]{
		{Title: "Host", Kind: Code, Cell: func(h host) Cell { return L(h.id, ref.Document("host "+h.id)) }},
		{Title: "Address", Kind: Address, Wrap: 50, Text: func(h host) string { return h.address }},
	}, []host{{"a", "10.0.0.1"}, {"b", "10.0.0.2"}}, func(h host) Row { return Row{ID: h.id, Mark: Strong} })
	want := Table{Title: "Hosts", Columns: []Column{{Title: "Host", Kind: Code}, {Title: "Address", Kind: Address, Wrap: 50}}, Rows: []Row{
		{ID: "a", Mark: Strong, Cells: []Cell{L("a", ref.Document("host a")), C("10.0.0.1")}}, {ID: "b", Mark: Strong, Cells: []Cell{L("b", ref.Document("host b")), C("10.0.0.2")}}}}
	if !reflect.DeepEqual(table, want) {
		t.Errorf("got  %+v\nwant %+v", table, want)
	}
	titles, rows := table.Texts()
	if !reflect.DeepEqual(titles, []string{"Host", "Address"}) || !reflect.DeepEqual(rows, [][]string{{"a", "10.0.0.1"}, {"b", "10.0.0.2"}}) {
		t.Errorf("plain: %q %q", titles, rows)
	}
}

// TestRareColumns leaves a column out in which no value has anything, and no other.
func TestRareColumns(t *testing.T) {
	columns := []ColumnOf[string]{{Title: "Name", Text: func(s string) string { return s }}, {Title: "Empty", Text: func(string) string { return "" }},
		{Title: "Long", Rare: true, Text: func(s string) string { return s[1:] }}}
	for want, values := range map[string][]string{"Name Empty": {"a", "b"}, "Name Empty Long": {"a", "bc"}} {
		titles, rows := Fill(Table{}, columns, values, nil).Texts()
		if got := strings.Join(titles, " "); got != want || len(rows[0]) != len(titles) {
			t.Errorf("%q: the columns %s, want %s; %q", values, got, want, rows)
		}
	}
}

// TestListsFitInACell: a list that a spreadsheet program cannot hold ends with how many more there are; others stand as they are.
func TestListsFitInACell(t *testing.T) {
	more := func(n int) string { return fmt.Sprintf("and %d more", n) }
	if got := List([]string{"a", "b"}, ", ", more); got != "a, b" {
		t.Errorf("a short list is %q", got)
	}
	long := slices.Repeat([]string{"ABCDEFG"}, 22_350)
	got := List(long, " ", more)
	shown := strings.Count(got, "ABCDEFG")
	if len(got) > 32_767 || shown < 3_000 || !strings.HasSuffix(got, fmt.Sprintf("ABCDEFG and %d more", len(long)-shown)) {
		t.Errorf("%d of %d shown, in %d characters, ending in %q", shown, len(long), len(got), got[len(got)-40:])
	}
}

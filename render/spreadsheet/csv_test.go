package spreadsheet

import (
	"encoding/csv"
	"strings"
	"testing"
)

func TestCSVRoundTripAndFormulas(t *testing.T) {
	data, err := CSV(Sheet{Columns: []string{"id", "text"}, Rows: [][]string{
		{"A1", "plain, with \"quotes\"\nand a line"}, {"A2", "=cmd|' /C calc'!A0"}, {"A3", "-> next"}, {"A4", "＝1+1"}, {"A5", "@x"}, {"A6", "\tx"}, {"A7", "a=b"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"text", "plain, with \"quotes\"\nand a line", "'=cmd|' /C calc'!A0", "'-> next", "'＝1+1", "'@x", "'\tx", "a=b"}
	for i, row := range rows {
		if row[1] != want[i] {
			t.Errorf("row %d: %q, want %q", i, row[1], want[i])
		}
	}
}

func TestCSVRefusesRaggedRows(t *testing.T) {
	if _, err := CSV(Sheet{Columns: []string{"a", "b"}, Rows: [][]string{{"1"}}}); err == nil {
		t.Error("a row of one cell under two columns was accepted")
	}
}

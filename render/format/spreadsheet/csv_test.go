package spreadsheet

import (
	"encoding/csv"
	"errors"
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

// TestHostileTextsInCSV holds every hostile text against the promise: it comes back, with an apostrophe before it where it looks like a
// formula, or it is a fault with its place.
func TestHostileTextsInCSV(t *testing.T) {
	for _, want := range append([]string{"\x00", "a\rb", "\x1b[31m", "\xff"}, hostile...) {
		data, err := CSV(Sheet{Columns: []string{"id", "text"}, Rows: [][]string{{"A", want}}})
		var fault *Fault
		if errors.As(err, &fault) {
			if fault.Row != "1" || fault.Column != "text" || prints(want) == "" {
				t.Errorf("%q: the fault %v", want, fault)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 2 || strings.TrimPrefix(rows[1][1], "'") != strings.TrimPrefix(want, "'") || strings.IndexAny(rows[1][1], "=+-@\t\r＝＋－＠") == 0 {
			t.Errorf("%.40q came back as %.60q (%v)", want, rows, err)
		}
	}
}

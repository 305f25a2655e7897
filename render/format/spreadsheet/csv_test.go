package spreadsheet

import (
	"encoding/csv"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"portolan/model/testenv"
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

// TestTextsStayTexts puts an apostrophe before what spreadsheet programs would make something else of, and before nothing else.
func TestTextsStayTexts(t *testing.T) {
	for _, text := range []string{"7-9", "1/2", "12-2026", "2026-9", "3.4.5", "7.9.2026", "7 - 9", "MAR-10", "Sept2", "1 May", "dec1", "12:30", "007", "1E5", "10.10", "1,000", "5%", "TRUE", "1234567890123456"} {
		if got := Neutral(text); got != "'"+text {
			t.Errorf("%q is written %q", text, got)
		}
	}
	for _, text := range []string{"", "443", "0", "8000-8010", "49152-65535", "tcp/7-9", "2026-10-01", "10.20.1.10", "10.9.0.0/24", "fd20:0:0:20::11", "10.20.0.11 10.20.0.12", "G2OE57PU", "qs-db1", "GRP-A-1",
		"389|636", "CHG-20871", "80-90", "tcp/53, udp/53", "march-host", "R11", "1 of 2"} {
		if got := Neutral(text); got != text {
			t.Errorf("%q is written %q", text, got)
		}
	}
}

// detecting lets LibreOffice read UTF-8 and take texts for days, times and numbers, as a person's own choice at the import may.
const detecting = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"

// TestTextsStayTextsElsewhere lets LibreOffice open a CSV, write what it took it for, and compares every cell.
func TestTextsStayTextsElsewhere(t *testing.T) {
	testenv.Long(t, "starts an office program")
	testenv.Tool(t, "libreoffice")
	rows := [][]string{{"1", "tcp/7-9", "443"}, {"2", "7-9", "8000-8010"}, {"3", "1/2", "10.20.1.10"}, {"4", "MAR-10", "fd20:0:0:20::11"}, {"5", "007", "10.9.0.0/24"}, {"6", "1E5", "49152-65535"}, {"7", "12:30", "0"}}
	folder := t.TempDir()
	data, err := CSV(Sheet{Columns: []string{"id", "text", "port"}, Rows: rows})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "in.csv"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("libreoffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--infilter="+detecting, "--convert-to", "xlsx", "--outdir", folder, filepath.Join(folder, "in.csv")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	book, err := excelize.OpenFile(filepath.Join(folder, "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	read, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(read) != len(rows)+1 {
		t.Fatalf("%d rows, want %d (%v)", len(read), len(rows)+1, err)
	}
	for i, row := range rows {
		for k, want := range row {
			if got := read[i+1][k]; strings.TrimPrefix(got, "'") != want {
				t.Errorf("%q became %q", want, got)
			}
		}
	}
}

// TestWordsOfPatterns: no text that the patterns take is left out by its letters.
func TestWordsOfPatterns(t *testing.T) {
	for _, text := range []string{"7-Sep", "Sept7", "SEPTEMBER 9", "1E5", "1e-5 %", "12:30 pm", "3:5a", "TRUE", "false", "May, 7", "7.9.2026", "007", "Juli", "June1", "Jan 2, 2026"} {
		if got := changed(text); got != (taken.MatchString(text) && !whole.MatchString(text) && !isoDay.MatchString(text)) {
			t.Errorf("%q is taken: %v", text, got)
		}
	}
}

func FuzzChanged(f *testing.F) {
	f.Add("7-Sep")
	f.Fuzz(func(t *testing.T, text string) {
		if taken.MatchString(text) && !mayBeTaken(text) {
			t.Errorf("%q is left out", text)
		}
	})
}

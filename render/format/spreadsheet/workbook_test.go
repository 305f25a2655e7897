package spreadsheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"portolan/model/testenv"
	"portolan/render/grid"
	"portolan/render/ref"
	"portolan/themes"
)

func theme(t testing.TB) *themes.Theme {
	t.Helper()
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

// sample is a book with every kind of column, a list to choose from, links, marks, an empty table and a tab of two tables.
func sample() *grid.Book {
	rules := grid.Table{Empty: "None.", Columns: []grid.Column{{Key: "id", Title: "Rule", Kind: grid.Code}, {Key: "from", Title: "Source address", Kind: grid.Address},
		{Key: "port", Title: "Port", Kind: grid.Port}, {Key: "hosts", Title: "Hosts", Kind: grid.Number}, {Key: "until", Title: "Until", Kind: grid.Date},
		{Key: "status", Title: "Status", Choices: []string{"requested", "approved"}}, {Key: "note", Title: "Note", Aside: true}}}
	empty := rules
	rules.Rows = []grid.Row{
		{ID: "A2345", Cells: []grid.Cell{grid.L("A2345", ref.Document("legend")), grid.C("10.0.0.1\n10.0.0.2"), grid.C("443"), grid.C("12"), grid.C("2026-10-01"), grid.C("requested"), grid.C("=1+1")}},
		{ID: "B1E05", Mark: grid.Warning, Cells: []grid.Cell{grid.C("B1E05"), grid.C("10.1"), grid.C("5000-5010"), grid.C("007"), grid.C("1899-12-31"), grid.C(""), grid.C("")}},
	}
	legend := grid.Table{Title: "Columns", Columns: []grid.Column{{Title: "Column"}, {Title: "Meaning"}}, Rows: []grid.Row{{Mark: grid.Strong, Cells: []grid.Cell{grid.C("Rule"), grid.L("A2345", ref.Document("rules").At("A2345"))}}}}
	heat := grid.Table{Title: "Zones", Heat: true, Columns: []grid.Column{{Title: "From"}, {Title: "DMZ", Kind: grid.Number}}, Rows: []grid.Row{{Cells: []grid.Cell{grid.C("DMZ"), grid.C("3")}}}}
	return &grid.Book{Title: "Rules", Creator: "Mara", Company: "Harbour & Sons", Dated: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC),
		Header: [3]string{"HL-42 & more", "", "Confidential"}, Footer: [3]string{"", "", "Page {page} of {pages}"},
		Tabs: []grid.Tab{{Key: "rules", Name: "Rules", Title: "All rules", Notes: []grid.Note{{Text: "Covers everything."}, {Text: "What the columns mean", Link: ref.Document("legend")}}, Tables: []grid.Table{rules}},
			{Key: "none", Name: "rules", Title: "Nothing", Tables: []grid.Table{empty}},
			{Key: "legend", Name: "What: each/column means [and more of it]", Title: "Legend", Tables: []grid.Table{legend, heat}}}}
}

// opened writes a book and opens it again.
func opened(t *testing.T, book *grid.Book) (*excelize.File, []byte) {
	t.Helper()
	data, err := Workbook(book, theme(t))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f, data
}

func TestWorkbookReadsBack(t *testing.T) {
	f, _ := opened(t, sample())
	wantSheets := []string{"Rules", "rules (2)", "What- each-column means -and mo"}
	if got := f.GetSheetList(); strings.Join(got, "|") != strings.Join(wantSheets, "|") {
		t.Errorf("sheets %q, want %q", got, wantSheets)
	}
	cells := []struct {
		cell, text string
		kind       excelize.CellType
	}{
		{"A1", "All rules", excelize.CellTypeSharedString}, {"A2", "Covers everything.", excelize.CellTypeSharedString}, {"A5", "Rule", excelize.CellTypeSharedString},
		{"A6", "A2345", excelize.CellTypeSharedString}, {"B6", "10.0.0.1\n10.0.0.2", excelize.CellTypeSharedString}, {"C6", "443", excelize.CellTypeSharedString},
		{"D6", "12", excelize.CellTypeUnset}, {"E6", "2026-10-01", excelize.CellTypeUnset}, {"G6", "=1+1", excelize.CellTypeSharedString},
		{"A7", "B1E05", excelize.CellTypeSharedString}, {"B7", "10.1", excelize.CellTypeSharedString}, {"C7", "5000-5010", excelize.CellTypeSharedString},
		{"D7", "007", excelize.CellTypeSharedString}, {"E7", "1899-12-31", excelize.CellTypeSharedString},
	}
	for _, c := range cells {
		text, err := f.GetCellValue("Rules", c.cell)
		kind, _ := f.GetCellType("Rules", c.cell)
		formula, _ := f.GetCellFormula("Rules", c.cell)
		if err != nil || text != c.text || kind != c.kind || formula != "" {
			t.Errorf("%s is %q of type %d with the formula %q, want %q of type %d (%v)", c.cell, text, kind, formula, c.text, c.kind, err)
		}
	}
}

// TestWorkbookFurniture looks for what a person at the screen or with the printed sheet relies on.
func TestWorkbookFurniture(t *testing.T) {
	f, _ := opened(t, sample())
	panes, err := f.GetPanes("Rules")
	if err != nil || !panes.Freeze || panes.YSplit != 5 || panes.XSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	for wanted, want := range map[int]int{0: 1, 3: 3, 7: 6} { // the last column is too wide to stay in view
		book := sample()
		book.Tabs[0].Tables[0].Frozen, book.Tabs[0].Tables[0].Columns[6].Width = wanted, 100
		f, _ := opened(t, book)
		if panes, err := f.GetPanes("Rules"); err != nil || panes.XSplit != want {
			t.Errorf("of %d columns %d stay in view, want %d (%v)", wanted, panes.XSplit, want, err)
		}
	}
	names := map[string]string{}
	for _, d := range f.GetDefinedName() {
		names[d.Scope+" "+d.Name] = d.RefersTo
	}
	for name, want := range map[string]string{"Rules _xlnm.Print_Area": "'Rules'!$A$1:$F$7", "Rules _xlnm.Print_Titles": "'Rules'!$5:$5", "Rules _xlnm._FilterDatabase": "'Rules'!$A$5:$G$7"} {
		if names[name] != want {
			t.Errorf("%s is %q, want %q", name, names[name], want)
		}
	}
	layout, err := f.GetPageLayout("Rules")
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != paperA4 || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("page layout %+v, %v", layout, err)
	}
	running, err := f.GetHeaderFooter("Rules")
	if err != nil || running.OddHeader != `&L&"Arial"&8HL-42 && more&R&"Arial"&8Confidential` || running.OddFooter != `&R&"Arial"&8Page &P of &N` {
		t.Errorf("header and footer %+v, %v", running, err)
	}
	lists, err := f.GetDataValidations("Rules")
	if err != nil || len(lists) != 1 || lists[0].Sqref != "F6:F7" || lists[0].Formula1 != `"requested,approved"` {
		t.Errorf("lists %+v, %v", lists, err)
	}
	for cell, want := range map[string]string{"A3": "'What- each-column means -and mo'!A1", "A6": "'What- each-column means -and mo'!A1"} {
		if ok, to, err := f.GetCellHyperLink("Rules", cell); err != nil || !ok || to != want {
			t.Errorf("%s leads to %q, want %q (%v)", cell, to, want, err)
		}
	}
	if _, to, _ := f.GetCellHyperLink("What- each-column means -and mo", "B4"); to != "'Rules'!A6" {
		t.Errorf("the legend leads to %q, not to the rule's row", to)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Created != "2026-10-01T00:00:00Z" || props.Modified != props.Created || props.Title != "Rules" || props.Creator != "Mara" {
		t.Errorf("properties %+v, %v", props, err)
	}
}

// TestTextsAreNoPlaceForRows puts the marks between which rows stand into every text that the library writes before and behind them.
func TestTextsAreNoPlaceForRows(t *testing.T) {
	const marks = "<sheetData></sheetData>"
	book := sample()
	book.Header[0], book.Footer[0], book.Tabs[0].Name, book.Tabs[0].Title = marks, marks, "<sheetData>", marks
	status := &book.Tabs[0].Tables[0].Columns[5]
	status.Title, status.Choices = marks, []string{marks}
	f, _ := opened(t, book)
	for cell, want := range map[string]string{"A1": marks, "F5": marks, "A6": "A2345", "G6": "=1+1", "C7": "5000-5010"} {
		if got, err := f.GetCellValue("<sheetData>", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	if running, err := f.GetHeaderFooter("<sheetData>"); err != nil || !strings.Contains(running.OddHeader, marks) {
		t.Errorf("header %+v, %v", running, err)
	}
}

// TestWorkbookSameBytes writes the same book many times, in many goroutines.
func TestWorkbookSameBytes(t *testing.T) {
	theme := theme(t)
	first, err := Workbook(sample(), theme)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 24 {
		all.Go(func() {
			if again, err := Workbook(sample(), theme); err != nil || !bytes.Equal(first, again) {
				t.Errorf("another run gave other bytes (%v)", err)
			}
		})
	}
	all.Wait()
}

// column is a book of one column of text.
func column(texts ...string) *grid.Book {
	table := grid.Table{Columns: []grid.Column{{Key: "text", Title: "Text"}}}
	for _, text := range texts {
		table.Rows = append(table.Rows, grid.Row{Cells: []grid.Cell{grid.C(text)}})
	}
	return &grid.Book{Title: "Texts", Tabs: []grid.Tab{{Key: "texts", Name: "Texts", Title: "Texts", Tables: []grid.Table{table}}}}
}

// hostile are texts that programs like to take for something else.
var hostile = []string{
	"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "=cmd|' /C calc'!A0", "'quoted", `"quoted"`, "a,b;c", "line\nbreak", "cr\r\nlf", " spaces ", "\u00a0", "\u2028",
	"007", "0010", "1E5", "2-3", "1/2", "3.4.5", "2026-10-01", "10.10", "TRUE", "#N/A", "#REF!", "1,000", "5%", "€5", "0x1F", "1e400", "-", "--",
	"<sheetData>", "</sheetData>", "</t></si></sst>", "_x0041_", "_x0041_x0042_x", "__x0041__", "_xD83D_", "&amp;", "<b>", "]]>", "日本語の行", "مرحبا بالعالم", "שלום", "🧭🚢", "e\u0301", "\u202egnp", "ﷺ", strings.Repeat("x", maxCell), strings.Repeat("🧭", maxCell/2),
}

// unescaped reads text as the file format says: each escape, from left to right, is a character. The library's own reader goes over its
// result once more, and so takes an escape that was text for one that was meant.
func unescaped(text string) string {
	return regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`).ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.ParseUint(s[2:6], 16, 32)
		return string(rune(n))
	})
}

func TestEscapesReadBack(t *testing.T) {
	for _, want := range []string{"_x0041_", "_x0041_x0042_x", "_x005F_x0041_", "_x005F_x005F_x0041_", "__x0041__", "_xD83D_", "_x00g1_", "_x_"} {
		if got := unescaped(escaped(want)); got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	}
}

func TestHostileTextsReadBack(t *testing.T) {
	f, _ := opened(t, column(hostile...))
	for i, want := range hostile {
		cell := fmt.Sprintf("A%d", i+3)
		got, err := f.GetCellValue("Texts", cell)
		kind, _ := f.GetCellType("Texts", cell)
		if err != nil || got != want || kind != excelize.CellTypeSharedString {
			t.Errorf("%.40q came back as %.40q, type %d (%v)", want, got, kind, err)
		}
	}
}

// TestHostileTextsOpenElsewhere lets another library read the same texts: each is a string there, and the same, but that this library
// leaves the file format's escapes as they are in the file.
func TestHostileTextsOpenElsewhere(t *testing.T) {
	const python, script = "/usr/bin/python3", `
import sys, json, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
print(json.dumps([[c.value, c.data_type, c.number_format] for (c,) in sheet.iter_rows(min_row=4, max_col=1)]))
`
	if err := exec.Command(python, "-c", "import openpyxl").Run(); err != nil {
		testenv.Missing(t, "python3-openpyxl is not installed")
	}
	data, err := Workbook(column(append([]string{"first"}, hostile...)...), theme(t))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "hostile.xlsx")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", script, path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var read [][3]string
	if err := json.Unmarshal(out, &read); err != nil || len(read) != len(hostile) {
		t.Fatalf("%d texts, want %d (%v)", len(read), len(hostile), err)
	}
	for i, want := range hostile {
		if got := read[i]; unescaped(got[0]) != want && got[0] != want || got[1] != "s" || got[2] != "@" {
			t.Errorf("%.40q is there %.40q, type %s, format %s", want, got[0], got[1], got[2])
		}
	}
}

// FuzzCell holds any text against the promise: it comes back as it was, or it is a fault with its place.
func FuzzCell(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	for _, text := range []string{"\x00", "a\x07b", "\xff", "\ufffe", strings.Repeat("x", maxCell+1), strings.Repeat("日", 40_000)} {
		f.Add(text)
	}
	look, err := themes.Load("default")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		data, err := Workbook(column("first", text), look)
		var fault *Fault
		if errors.As(err, &fault) {
			if fault.Tab != "Texts" || fault.Row != "2" || fault.Column != "Text" {
				t.Errorf("the fault %v names another place", fault)
			}
			if len(utf16.Encode([]rune(escaped(text)))) <= maxCell && strings.ToValidUTF8(text, "") == text && !strings.ContainsFunc(text, func(r rune) bool { return !inXML(r) }) {
				t.Errorf("%q was refused: %v", text, fault)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		back, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "_x") {
			if got := unescaped(escaped(text)); got != text {
				t.Errorf("%q came back as %q", text, got)
			}
			return
		}
		if got, err := back.GetCellValue("Texts", "A4"); err != nil || got != text {
			t.Errorf("%q came back as %q (%v)", text, got, err)
		}
	})
}

func TestWorkbookRefuses(t *testing.T) {
	ragged := sample()
	ragged.Tabs[0].Tables[0].Rows[0].Cells = ragged.Tabs[0].Tables[0].Rows[0].Cells[1:]
	nowhere := sample()
	nowhere.Tabs[0].Tables[0].Rows[0].Cells[0].Link = ref.Document("elsewhere")
	comma := sample()
	comma.Tabs[0].Tables[0].Columns[5].Choices = []string{"yes, really"}
	twice := sample()
	twice.Tabs[1].Key = "rules"
	for want, book := range map[string]*grid.Book{"row 1 has 6 cells, not 7": ragged, `leads to "elsewhere", which is not there`: nowhere,
		`the choice "yes, really" holds the comma`: comma, `two sheets have the key "rules"`: twice} {
		if _, err := Workbook(book, theme(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}

func TestNamesOfSheets(t *testing.T) {
	long := strings.Repeat("abcdefghij", 4)
	var tabs []grid.Tab
	for i, name := range []string{"a", "A", "History", "", "[x]:*?/\\", "it's", long, long, strings.Repeat("🧭", 20), "  b  "} {
		tabs = append(tabs, grid.Tab{Key: fmt.Sprint(i), Name: name})
	}
	got, err := names(tabs)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a", "A (2)", "History (2)", "-", "-x------", "it’s", long[:31], long[:27] + " (2)", strings.Repeat("🧭", 15), "b"}
	for i, w := range want {
		if got[fmt.Sprint(i)] != w {
			t.Errorf("%q became %q, want %q", tabs[i].Name, got[fmt.Sprint(i)], w)
		}
	}
}

func TestRunningLinesStayWithinTheLimit(t *testing.T) {
	long := strings.Repeat("Vertraulich & geheim, ", 30)
	for _, parts := range [][3]string{{long, long, long}, {"2026", "&", ""}, {strings.Repeat("&", 300), "🧭" + long, "x"}} {
		if code := running(parts); units(code) > maxField {
			t.Errorf("%q has %d characters", code, units(code))
		}
	}
	if code := running([3]string{"2026", "", ""}); code != `&L&"Arial"&8 2026` {
		t.Errorf("a number that follows the font's size: %q", code)
	}
}

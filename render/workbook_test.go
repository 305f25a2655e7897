package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/content/review"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/workbook"
	"portolan/render/content/worksheet"
	"portolan/render/format/spreadsheet"
	"portolan/render/grid"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// bookOf makes the workbook of a site, without the rest of its pack.
func bookOf(t testing.TB, id string) (*grid.Book, workbook.Source) {
	t.Helper()
	plan, options := planOf(t, id)
	s := sourceOf(plan, options.Columns, wordList(t))
	return workbook.Of(s), s
}

func wordList(t testing.TB) *wordlist.List {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// sourceOf is what the workbook of a plan is made from.
func sourceOf(plan *plan.Plan, columns *rulecolumns.Form, w *wordlist.List) workbook.Source {
	return workbook.Source{Plan: plan, Policy: policy.Of(plan), Form: columns, Words: w}
}

// ids are the ids of a tab's rows, with how often each stands there.
func ids(tab grid.Tab) map[string]int {
	all := map[string]int{}
	for _, table := range tab.Tables {
		for _, row := range table.Rows {
			all[row.ID]++
		}
	}
	return all
}

// once are ids that are to stand in a tab once.
func once[T any](values []T, id func(T) string) map[string]int {
	all := map[string]int{}
	for _, v := range values {
		all[id(v)]++
	}
	return all
}

func flowID(f *plan.Flow) string { return f.ID }

// TestWorkbookNotesAreFilled: no line above a table of a pack's workbook has a place that nothing was put into.
func TestWorkbookNotesAreFilled(t *testing.T) {
	book, _ := bookOf(t, "harbour-logistics")
	for _, tab := range book.Tabs {
		for _, note := range tab.Notes {
			if strings.ContainsAny(note.Text, "{}") {
				t.Errorf("%s: %s", tab.Key, note.Text)
			}
		}
	}
}

// TestLinesSayWhoPasses: a leg names the proxy that answers and passes on, and what stays inside a host waits for nobody's approval.
func TestLinesSayWhoPasses(t *testing.T) {
	_, s := bookOf(t, "harbour-logistics")
	printer := rulecolumns.NewPrinter(s.Plan, s.Policy, s.Words)
	legs, inside := 0, 0
	for _, r := range worksheet.Every(s.Plan, s.Words).Rows() {
		f, line := s.Plan.Flow(r.ID), printer.Row(&worksheet.Sheet{Sources: make([]citation.Place, 1000)}, r)
		proxied := f.Leg == 1 && s.Plan.Party(f.Via).Kind == plan.ProxyParty
		switch {
		case proxied && line.Values("service")[0] != s.Words.Text("worksheet.proxy-service"):
			t.Errorf("%s goes to a forward proxy, and %q is said to answer", f.ID, line.Values("service"))
		case (f.Via != "") != (len(line.Values("via")) == 1):
			t.Errorf("%s: by way of %q, printed %q", f.ID, f.Via, line.Values("via"))
		case f.Internal && (line.Values("approval")[0] != "not needed inside a host" || len(line.Values("approver")) > 0):
			t.Errorf("%s stays inside its host; approval: %q", f.ID, line.Values("approval"))
		case proxied:
			legs++
		case f.Internal:
			inside++
		}
	}
	if legs == 0 || inside == 0 {
		t.Errorf("%d legs to a proxy and %d connections inside hosts: the site shows nothing", legs, inside)
	}
}

// TestWorkbookReconciles counts the rows of every tab of every site's workbook against the plan and its views.
func TestWorkbookReconciles(t *testing.T) {
	for _, id := range siteIDs(t) {
		t.Run(id, func(t *testing.T) {
			book, s := bookOf(t, id)
			reconcileBook(t, book, s)
		})
	}
}

// TestWorkbooksOfRandomSitesReconcile does the same for sites written by chance, and writes their files.
func TestWorkbooksOfRandomSitesReconcile(t *testing.T) {
	cat, faults := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(faults)
	}
	look, w := theme(t), wordList(t)
	sites := testenv.Rounds(t, 40)
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			text := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 23))).Write(nil, false)
			site, faults := site.Load("site.toml", text)
			if site == nil {
				t.Fatal(faults)
			}
			plan, faults := resolve.Resolve(site, cat, resolve.Options{})
			if plan == nil {
				t.Fatal(faults)
			}
			s := sourceOf(plan, nil, w)
			book := workbook.Of(s)
			reconcileBook(t, book, s)
			if _, err := spreadsheet.Workbook(book, look); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		})
	}
}

// sheets are the keys of a workbook's tabs.
const sheets = "summary grouped long objects services matrix open"

// reconcileBook counts the rows of every tab.
func reconcileBook(t *testing.T, book *grid.Book, s workbook.Source) {
	t.Helper()
	var keys []string
	for _, tab := range book.Tabs {
		keys = append(keys, tab.Key)
		var want map[string]int
		switch tab.Key {
		case "long":
			want = once(s.Plan.Flows, flowID)
		case "grouped":
			want = once(s.Policy.Rules, func(r policy.Rule) string { return r.ID })
		case "objects", "services":
			reconcileObjects(t, tab, s)
			continue
		case "open":
			reconcileOpen(t, tab, s)
			continue
		case "matrix":
			tab.Tables = tab.Tables[1:]
			want = once(s.Policy.Zones, func(z policy.ZonePair) string { return z.From + ">" + z.To })
		default:
			continue
		}
		if got := ids(tab); !maps.Equal(got, want) {
			t.Errorf("sheet %s: %d rules, want %d", tab.Key, len(got), len(want))
		}
		checkRules(t, tab)
	}
	if got := strings.Join(keys, " "); got != sheets {
		t.Errorf("the sheets are %s, want %s", got, sheets)
	}
	if sum := sumOf(t, book, "matrix"); sum != len(s.Plan.Network()) {
		t.Errorf("the numbers of the matrix are %d, want %d", sum, len(s.Plan.Network()))
	}
}

// checkRules holds that every rule has a status, and that no cell of a column of one family has an address of another.
func checkRules(t *testing.T, tab grid.Tab) {
	t.Helper()
	for i, c := range tab.Tables[0].Columns {
		for _, row := range tab.Tables[0].Rows {
			text := row.Cells[i].Text
			if c.Key == "status" && text == "" {
				t.Errorf("sheet %s: rule %s has no status", tab.Key, row.ID)
			}
			if strings.HasSuffix(c.Key, "-ipv4") && strings.Contains(text, ":") && !strings.Contains(text, " ") {
				t.Errorf("sheet %s: rule %s has %q in %s", tab.Key, row.ID, text, c.Key)
			}
		}
	}
}

// reconcileObjects holds that every object and service of the policy has rows, and that no other has.
func reconcileObjects(t *testing.T, tab grid.Tab, s workbook.Source) {
	t.Helper()
	want := once(s.Policy.Hosts, func(g policy.HostGroup) string { return g.ID })
	if tab.Key == "services" {
		want = once(s.Policy.Services, func(g policy.ServiceGroup) string { return g.ID })
	}
	if got := ids(tab); !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Errorf("sheet %s: %v, want %v", tab.Key, got, want)
	}
}

// reconcileOpen holds that the rules of each kind are all those that the summary counts.
func reconcileOpen(t *testing.T, tab grid.Tab, s workbook.Source) {
	t.Helper()
	table := tab.Tables[0]
	ofKind := map[string]int{}
	for _, row := range table.Rows {
		last := row.Cells[len(row.Cells)-1].Text
		ofKind[row.Cells[0].Text] += max(len(strings.Fields(last)), 1)
	}
	for _, o := range review.Opened(s.Plan) {
		if n := ofKind[o.Title(s.Words)]; n != o.Count() {
			t.Errorf("%s: %d, want %d", o.Title(s.Words), n, o.Count())
		}
	}
}

// sumOf adds up the numbers of a tab.
func sumOf(t *testing.T, book *grid.Book, key string) int {
	i := slices.IndexFunc(book.Tabs, func(tab grid.Tab) bool { return tab.Key == key })
	sum := 0
	for _, row := range book.Tabs[i].Tables[0].Rows {
		for _, c := range row.Cells[1:] {
			n := 0
			if c.Text != "" {
				if _, err := fmt.Sscanf(c.Text, "%d", &n); err != nil {
					t.Errorf("%q is no number", c.Text)
				}
			}
			sum += n
		}
	}
	return sum
}

// cells are what a reader must find in a tab: its tables' headers and rows, as texts.
func cells(tab grid.Tab) [][]string {
	var all [][]string
	for _, table := range tab.Tables {
		var head []string
		for _, c := range table.Columns {
			head = append(head, c.Title)
		}
		all = append(all, head)
		for _, row := range table.Rows {
			var texts []string
			for _, c := range row.Cells {
				texts = append(texts, c.Text)
			}
			all = append(all, texts)
		}
	}
	return all
}

// found looks for rows, in their order, among what a reader read; lines between them are titles and notes.
func found(read, want [][]string) (missing []string) {
	at := 0
	for _, row := range want {
		i := slices.IndexFunc(read[at:], func(r []string) bool { return slices.Equal(trimmed(r), trimmed(row)) })
		if i < 0 {
			return row
		}
		at += i + 1
	}
	return nil
}

// trimmed leaves empty cells at the end out: readers do not tell them from none.
func trimmed(row []string) []string {
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}

// TestWorkbookReadsBackWhole opens every site's workbook again and compares every cell.
func TestWorkbookReadsBackWhole(t *testing.T) {
	for _, id := range siteIDs(t) {
		t.Run(id, func(t *testing.T) {
			book, _ := bookOf(t, id)
			data, err := spreadsheet.Workbook(book, theme(t))
			if err != nil {
				t.Fatal(err)
			}
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			names := f.GetSheetList()
			if len(names) != len(book.Tabs) {
				t.Fatalf("%d sheets, want %d", len(names), len(book.Tabs))
			}
			for i, tab := range book.Tabs {
				rows, err := f.GetRows(names[i])
				if err != nil {
					t.Fatal(err)
				}
				if row := found(rows, cells(tab)); row != nil {
					t.Errorf("sheet %s lacks the row %q", names[i], row)
				}
			}
		})
	}
}

// writeBooks writes the workbooks of sites into a folder and returns their paths.
func writeBooks(t *testing.T, sites []string) (paths []string, books []*grid.Book) {
	t.Helper()
	folder := t.TempDir()
	for _, id := range sites {
		book, _ := bookOf(t, id)
		data, err := spreadsheet.Workbook(book, theme(t))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, id+".xlsx")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		paths, books = append(paths, path), append(books, book)
	}
	return paths, books
}

// reader prints the cells of workbooks as JSON, with the type that openpyxl gives each: s for text, n for numbers, d for days.
const reader = `
import sys, json, datetime, openpyxl
def cell(c):
    v = c.value
    if v is None: return ["", ""]
    if isinstance(v, datetime.datetime): return ["d", v.date().isoformat()]
    return [c.data_type, str(v)]
for path in sys.argv[1:]:
    book = openpyxl.load_workbook(path)
    print(json.dumps([[[cell(c) for c in row] for row in sheet.iter_rows()] for sheet in book.worksheets]))
`

// TestWorkbookOpensElsewhere lets another library open workbooks, in one process, and compares every cell; only counts may be
// numbers and only days dates.
func TestWorkbookOpensElsewhere(t *testing.T) {
	python, err := exec.LookPath("/usr/bin/python3")
	if err == nil {
		err = exec.Command(python, "-c", "import openpyxl").Run()
	}
	if err != nil {
		testenv.Missing(t, "python3-openpyxl is not installed")
	}
	sites := []string{example, "single-node", "thoughtspot-forty", "two-products"}
	paths, books := writeBooks(t, testenv.Choose(t, "sites whose workbooks another library opens", siteIDs(t), sites, shortSites))
	command := exec.Command(python, append([]string{"-c", reader}, paths...)...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(out))
	for i, book := range books {
		var sheets [][][][2]string
		if err := decoder.Decode(&sheets); err != nil {
			t.Fatal(err)
		}
		if len(sheets) != len(book.Tabs) {
			t.Fatalf("%s: %d sheets, want %d", paths[i], len(sheets), len(book.Tabs))
		}
		for j, tab := range book.Tabs {
			rows, typed := texts(sheets[j])
			if row := found(rows, cells(tab)); row != nil {
				t.Errorf("%s: sheet %s lacks the row %q", paths[i], tab.Key, row)
			}
			if wrong := typed["f"] + typed["e"] + typed["b"]; wrong > 0 {
				t.Errorf("%s: sheet %s has %d formulas, errors or truth values", paths[i], tab.Key, wrong)
			}
		}
	}
}

// texts takes the texts out of cells, and counts cells by type.
func texts(cells [][][2]string) (rows [][]string, typed map[string]int) {
	typed = map[string]int{}
	for _, row := range cells {
		var out []string
		for _, c := range row {
			typed[c[0]]++
			out = append(out, c[1])
		}
		rows = append(rows, out)
	}
	return rows, typed
}

// TestWorkbookPrints lets LibreOffice print workbooks: no page is without its running lines, every rule is on paper, and no text of a rule's
// id is cut off.
func TestWorkbookPrints(t *testing.T) {
	testenv.Long(t, "starts an office program")
	for _, tool := range []string{"libreoffice", "pdftotext"} {
		testenv.Tool(t, tool)
	}
	sites := []string{example, "thoughtspot-forty", "scenario-large"}
	paths, books := writeBooks(t, sites)
	folder := t.TempDir()
	arguments := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", folder}, paths...)
	out, err := exec.Command("libreoffice", arguments...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "Error") {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, id := range sites {
		text, err := exec.Command("pdftotext", "-layout", filepath.Join(folder, id+".pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
		for n, page := range pages {
			if strings.TrimSpace(page) == "" && n == len(pages)-1 {
				continue // LibreOffice sometimes adds an empty page when it scales the last sheet to the paper's width
			}
			if want := fmt.Sprintf("Page %d of %d", n+1, len(pages)); !strings.Contains(page, want) || !strings.Contains(page, books[i].Header[2]) {
				t.Errorf("%s: page %d lacks %q or its classification", id, n+1, want)
			}
		}
		for _, tab := range books[i].Tabs {
			if tab.Key != "long" && tab.Key != "grouped" {
				continue
			}
			for rule := range ids(tab) {
				if !bytes.Contains(text, []byte(rule)) {
					t.Errorf("%s: rule %s is not on paper", id, rule)
				}
			}
		}
	}
}

// TestSpreadsheetsOpenElsewhere lets LibreOffice open every CSV of the example, take texts for days, times and numbers where it can, and compares every cell.
func TestSpreadsheetsOpenElsewhere(t *testing.T) {
	testenv.Long(t, "starts an office program")
	testenv.Tool(t, "libreoffice")
	folder := t.TempDir()
	want := map[string][][]string{}
	arguments := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--convert-to", "xlsx", "--outdir", folder}
	for _, f := range packOf(t, example).files {
		if path.Ext(f.Path) != ".csv" {
			continue
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Data, []byte("\ufeff")))).ReadAll()
		name := filepath.Join(folder, strings.ReplaceAll(f.Path, "/", "-"))
		if err != nil || os.WriteFile(name, f.Data, 0o644) != nil {
			t.Fatal(f.Path, err)
		}
		want[strings.TrimSuffix(name, ".csv")+".xlsx"] = rows
		arguments = append(arguments, name)
	}
	if out, err := exec.Command("libreoffice", arguments...).CombinedOutput(); err != nil || len(want) < 10 {
		t.Fatalf("%d files, %v\n%s", len(want), err, out)
	}
	for name, rows := range want {
		book, err := excelize.OpenFile(name)
		if err != nil {
			t.Fatal(err)
		}
		read, err := book.GetRows(book.GetSheetName(0))
		if err != nil || len(read) != len(rows) {
			t.Fatalf("%s: %d rows, want %d (%v)", name, len(read), len(rows), err)
		}
		for i := range rows {
			if !slices.Equal(trimmed(read[i]), trimmed(rows[i])) {
				t.Errorf("%s: row %d is %q, want %q", name, i, read[i], rows[i])
			}
		}
	}
}

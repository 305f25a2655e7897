package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/testenv"
	"portolan/render/content/workbook"
	"portolan/render/format/spreadsheet"
	"portolan/render/grid"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// workbookOf writes the workbook of a site.
func workbookOf(t testing.TB, site string) []byte {
	t.Helper()
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	words, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	shelf, _ := openShelf(nil)
	c := compile(newSite(site), shelf, nil, resolve.Options{})
	if c.plan == nil {
		t.Fatal(c.found)
	}
	data, err := spreadsheet.Workbook(workbook.Of(workbook.Source{Plan: c.plan, Policy: policy.Of(c.plan), Form: c.columns, Words: words}), theme)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// cellsOf finds the cells of a rule's row, by the titles of their columns: "N12".
func cellsOf(t testing.TB, book []byte, sheet, rule string) map[string]string {
	t.Helper()
	cells := map[string]string{}
	err := spreadsheet.Foreign(book, func(sheets []grid.Foreign) {
		for _, s := range sheets {
			titles := slices.IndexFunc(s.Rows, func(row []string) bool { return slices.Contains(row, "Rule") && slices.Contains(row, "Status") })
			row := slices.IndexFunc(s.Rows, func(row []string) bool { return len(row) > 0 && row[0] == rule })
			if s.Name != sheet || titles < 0 || row < 0 {
				continue
			}
			for column, title := range s.Rows[titles] {
				cells[title] = columnName(column) + fmt.Sprint(row+1)
			}
		}
	})
	if err != nil || cells["Status"] == "" {
		t.Fatalf("%s: no rule %s in the sheet %s", err, rule, sheet)
	}
	return cells
}

func columnName(column int) string {
	if column >= 26 {
		return columnName(column/26-1) + columnName(column%26)
	}
	return string(rune('A' + column))
}

// byOpenpyxl edits cells of a sheet as a script of a firewall team would.
const byOpenpyxl = `
import sys, datetime, openpyxl
source, target, sheet, status, since, ticket, implementer = sys.argv[1:]
book = openpyxl.load_workbook(source)
cells = book[sheet]
cells[status] = "implemented"
cells[since] = datetime.date(2026, 11, 27)
cells[since].number_format = "DD.MM.YYYY"
cells[ticket] = "CHG-30001"
cells[implementer] = "M. Berg"
book.save(target)
`

// savedByLibreOffice opens workbooks in LibreOffice and saves them there, as a person would who fills them in.
func savedByLibreOffice(t *testing.T, files ...string) []string {
	t.Helper()
	folder := t.TempDir()
	out, err := exec.Command("libreoffice", append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder}, files...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var saved []string
	for _, f := range files {
		saved = append(saved, filepath.Join(folder, filepath.Base(f)))
	}
	return saved
}

// TestWorkbooksComeBack imports a workbook of the example with a row that openpyxl edited, and the same saved by LibreOffice: what is written is the same.
// When the rule has changed meanwhile, the row is refused.
func TestWorkbooksComeBack(t *testing.T) {
	testenv.Long(t, "starts an office program")
	testenv.Tool(t, "libreoffice")
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import openpyxl").Run(); err != nil {
		testenv.Missing(t, "python3-openpyxl is not installed")
	}
	dir := t.TempDir()
	site := filepath.Join(dir, "harbour-logistics")
	if err := os.CopyFS(site, os.DirFS(filepath.Join("..", "..", "sites", "harbour-logistics"))); err != nil {
		t.Fatal(err)
	}
	book := workbookOf(t, site)
	const rule, sheet = "SAVLUIC", "All rules"
	cells := cellsOf(t, book, sheet, rule)
	out, scripted := filepath.Join(dir, "out.xlsx"), filepath.Join(dir, "scripted.xlsx")
	if err := os.WriteFile(out, book, 0o644); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command(python, "-c", byOpenpyxl, out, scripted, sheet, cells["Status"], cells["Since"], cells["Ticket"], cells["Implemented by"]).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	saved := savedByLibreOffice(t, scripted, out)

	records := filepath.Join(site, recordsFile)
	run := func(code int, args ...string) string {
		t.Helper()
		var said bytes.Buffer
		p := newProgram()
		p.stdout, p.stderr = &said, &said
		if got := p.main(append([]string{"import-status"}, args...)); got != code {
			t.Fatalf("import-status %v: exit code %d\n%s", args, got, said.String())
		}
		return said.String()
	}
	for _, name := range []string{out, saved[1]} {
		if said := run(0, site, name); !strings.Contains(said, " 0 rules written, 0 refused") {
			t.Errorf("as it was handed over: %s", said)
		}
	}
	var texts []string
	for _, name := range []string{scripted, saved[0]} {
		said := run(0, site, name)
		if !strings.Contains(said, "status approved -> implemented; ticket CHG-20915 -> CHG-30001; since 2026-06-15 -> 2026-11-27; implementer \"\" -> M. Berg") || !strings.Contains(said, "1 rules written, 0 refused, ") {
			t.Errorf("%s: %s", name, said)
		}
		text, err := os.ReadFile(records)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
		if again := run(0, site, name); !strings.Contains(again, "0 rules written, 0 refused") {
			t.Errorf("%s again: %s", name, again)
		}
		if err := os.Remove(records); err != nil {
			t.Fatal(err)
		}
	}
	if texts[0] != texts[1] || !strings.Contains(texts[0], "status = \"implemented\"\nticket = \"CHG-30001\"\nsince = 2026-11-27\nimplementer = \"M. Berg\"\n") {
		t.Errorf("by openpyxl:\n%s\nby LibreOffice:\n%s", texts[0], texts[1])
	}

	file := filepath.Join(site, siteFile)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), `"10.20.1.10"`, `"10.20.1.19"`, 1)
	if changed == string(text) {
		t.Fatal("nothing was changed")
	}
	if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{scripted, saved[0]} {
		said := run(1, site, name)
		if !strings.Contains(said, ":All rules!A") || !strings.Contains(said, "error[W04]: rule "+rule+` changed since the workbook was made: Destination IPv4 "10.20.1.10" in the workbook, "10.20.1.19" in the plan`) || !strings.Contains(said, " 0 rules written") {
			t.Errorf("%s, after the rule changed: %s", name, said)
		}
	}
}

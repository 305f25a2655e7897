package spreadsheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"portolan/render/grid"
)

// packed is a workbook of one sheet, whose rows are written as they are, and of more parts.
func packed(t testing.TB, rows string, more map[string]string) []byte {
	t.Helper()
	const sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="` + sheets + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Rules" sheetId="1" r:id="s"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="` + sheets + `"><sheetData>` + rows + `</sheetData></worksheet>`,
	}
	for name, text := range more {
		parts[name] = text
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		to, err := w.Create(name)
		if err == nil {
			_, err = to.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const good = `<row r="1"><c r="A1" t="inlineStr"><is><t>Rule</t></is></c></row>`

// TestHostileWorkbooks refuses workbooks that would take all memory or time, or are none, each at once and with its reason.
func TestHostileWorkbooks(t *testing.T) {
	var nested strings.Builder
	for range 100_000 {
		nested.WriteString("<a>")
	}
	many := map[string]string{}
	for i := range mostParts + 1 {
		many[fmt.Sprintf("xl/media/%d.bin", i)] = ""
	}
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":                        {nil, "it is no XLSX file"},
		"text":                           {[]byte("dear"), "it is no XLSX file"},
		"an encrypted or older workbook": {append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 4096)...), "encrypted workbooks"},
		"a zip of something else":        {packed(t, "", map[string]string{"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "it is no workbook|no sheet"},
		"macros":                         {packed(t, good, map[string]string{"xl/vbaProject.bin": "x"}), "macros"},
		"a last row":                     {packed(t, `<row r="1048576"><c r="A1048576"/></row>`, nil), "row 1048576; the limit"},
		"a cell far to the right":        {packed(t, strings.Repeat(`<row><c r="XFD1"/></row>`, 40), nil), "cells"},
		"a second list of rows":          {packed(t, good+`</sheetData><sheetData>`+strings.Repeat(`<row><c r="XFD1"/></row>`, 40), nil), "cells"},
		"a sheet by another name":        {packed(t, good, map[string]string{"xl/other.xml": strings.Repeat(`<row><c r="XFD1"/></row>`, 40)}), "cells"},
		"elements in one another":        {packed(t, good, map[string]string{"xl/styles.xml": nested.String()}), "in one another"},
		"many parts":                     {packed(t, good, many), "parts; the limit"},
		"a bomb":                         {packed(t, good, map[string]string{"xl/media/a.bin": strings.Repeat("\x00", mostUnpacked+1)}), "bytes unpacked"},
		"no XML":                         {packed(t, `<row r="1"><c`, nil), "it is no XML"},
		"another encoding":               {packed(t, good, map[string]string{"xl/styles.xml": `<?xml version="1.0" encoding="UTF-7"?><a/>`}), "it is no XML"},
	} {
		began := time.Now()
		err := Foreign(c.data, func([]grid.Foreign) {})
		fits := false
		for _, says := range strings.Split(c.says, "|") {
			fits = fits || err != nil && strings.Contains(err.Error(), says)
		}
		if !fits {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if _, err := Rows(c.data); err == nil {
			t.Errorf("%s: Rows takes it", name)
		}
	}
}

// TestForeignCells looks at a cell of each kind.
func TestForeignCells(t *testing.T) {
	f := excelize.NewFile()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	custom := `[$-407]d. mmmm yyyy;@`
	long, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
	money := `0.00" days"`
	priced, err3 := f.NewStyle(&excelize.Style{CustomNumFmt: &money})
	for cell, value := range map[string]any{"A1": "text", "B1": 46353, "C1": 46353, "D1": 46353.75, "E1": 46353, "F1": true, "G1": "46353", "I1": -3, "J1": 9e9} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for cell, style := range map[string]int{"C1": day, "D1": long, "E1": priced, "F1": day, "G1": day, "I1": day, "J1": day} {
		if err := f.SetCellStyle("Sheet1", cell, cell, style); err != nil {
			t.Fatal(err)
		}
	}
	if err4 := f.SetCellFormula("Sheet1", "H1", "B1+1"); err != nil || err4 != nil || err2 != nil || err3 != nil {
		t.Fatal(err, err2, err3, err4)
	}
	for from1904, want := range map[bool]string{false: "2026-11-27", true: "2030-11-28"} {
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
			t.Fatal(err)
		}
		data, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		err = Foreign(data.Bytes(), func(sheets []grid.Foreign) {
			if sheets[0].Name != "Sheet1" || sheets[0].Rows[0][0] != "text" || sheets[0].Rows[0][2] != "46353" {
				t.Errorf("%q", sheets[0].Rows)
			}
			for column, says := range []string{"", "", want, want, "", "", "", "formula", "", ""} {
				c, err := sheets[0].Look(0, column)
				got := ""
				if !c.Day.IsZero() {
					got = c.Day.Format(time.DateOnly)
				}
				if c.Formula {
					got += "formula"
				}
				if err != nil || got != says {
					t.Errorf("1904 %v, column %d: %q, %v, want %q", from1904, column, got, err, says)
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

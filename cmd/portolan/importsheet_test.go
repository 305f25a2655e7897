package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/intake"
	"portolan/model/testenv"
)

// serversByOpenpyxl writes a list of servers as a script of an operator would: a title above it, a date, a number, a formula.
const serversByOpenpyxl = `
import sys, datetime, openpyxl
book = openpyxl.Workbook()
book.active.title = "Cover"
cells = book.create_sheet("Servers")
cells.append(["Servers of Fjord"])
cells.append([])
cells.append(["Host", "IP", "Comment", "Zone"])
cells.append(["a.x.example", "10.0.0.1/24", datetime.date(2026, 11, 27), "Core"])
cells.append(["b.x.example", "10.0.0.2/24", 16, "=D4"])
book.save(sys.argv[1])
`

// TestSheets reads a workbook of openpyxl, and the same saved by LibreOffice: dates are days, numbers as they are shown, formulas are not worked out.
func TestSheets(t *testing.T) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import openpyxl").Run(); err != nil {
		testenv.Missing(t, "python3-openpyxl is not installed")
	}
	name := filepath.Join(t.TempDir(), "servers.xlsx")
	if said, err := exec.Command(python, "-c", serversByOpenpyxl, name).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	names := []string{name}
	if !testing.Short() {
		testenv.Tool(t, "libreoffice")
		names = append(names, savedByLibreOffice(t, name)...)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		table, found := sheetOf("servers.xlsx", data, "Servers")
		if table == nil {
			t.Fatal(found)
		}
		list, found := table.Records(intake.Mapping{}, nil)
		if list == nil || len(found) != 1 || found[0].Code != "M05" || intake.Place(found[0].At) != "servers.xlsx:Servers:5" || !strings.Contains(found[0].What, "Zone is not taken over: it is a formula") {
			t.Fatal(found)
		}
		var got []string
		for _, r := range list.Records {
			for _, v := range r.Values {
				got = append(got, v.Key+"="+v.Text)
			}
		}
		if want := "host=a.x.example addresses=10.0.0.1/24 note=2026-11-27 zone=Core host=b.x.example addresses=10.0.0.2/24 note=16"; strings.Join(got, " ") != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, found := sheetOf("servers.xlsx", data, "Server"); len(found) != 1 || !strings.Contains(found[0].Help, `"Servers"`) {
		t.Error(found)
	}
	if _, found := sheetOf("servers.xlsx", []byte("PK"), ""); len(found) != 1 || found[0].Code != "M01" {
		t.Error(found)
	}
}

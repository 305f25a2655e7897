package main

import (
	"fmt"
	"strings"

	"portolan/model/intake"
	"portolan/model/source"
	"portolan/render/format/spreadsheet"
	"portolan/render/grid"
)

// sheetOf reads a sheet of a workbook of a stranger: dates as days, and of formulas that they are such.
func sheetOf(name string, data []byte, wanted string) (t *intake.Table, found source.Diagnostics) {
	err := spreadsheet.Foreign(data, func(sheets []grid.Foreign) {
		var names []string
		for _, s := range sheets {
			names = append(names, s.Name)
			if t == nil && (wanted == "" || wanted == s.Name) {
				t, found = tableOf(name, s)
			}
		}
		if t == nil {
			found = fault("M02", name, fmt.Sprintf("the workbook has no sheet %q", wanted), source.DidYouMean(wanted, names))
		}
	})
	if found.HasErrors() {
		t = nil
	}
	if err != nil {
		return nil, fault("M01", name, "the list cannot be read: "+strings.ReplaceAll(err.Error(), "\n", ": "), "")
	}
	return t, found
}

func tableOf(name string, s grid.Foreign) (*intake.Table, source.Diagnostics) {
	t := &intake.Table{Name: name, Said: []string{fmt.Sprintf("sheet %q", s.Name)}}
	sheet := source.OfFile(name + ":" + s.Name)
	for i, row := range s.Rows {
		var cells []intake.Cell
		for j, text := range row {
			c := intake.Cell{Text: strings.TrimSpace(text), At: sheet.To(i+1, j+1, 1)}
			look, err := s.Look(i, j)
			switch {
			case err != nil:
				c.Fault = "the cell cannot be read"
			case look.Formula:
				c.Fault = "it is a formula, which is not worked out"
			case !look.Day.IsZero():
				c.Text = source.DateOf(look.Day).String()
			}
			cells = append(cells, c)
		}
		if found := t.Append(cells); found.HasErrors() {
			return t, found
		}
	}
	return t, nil
}

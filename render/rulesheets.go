package render

import (
	"fmt"
	"slices"

	"portolan/render/content/docs"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/rules"
	"portolan/render/content/workbook"
	"portolan/render/content/worksheet"
	"portolan/render/format/spreadsheet"
	"portolan/render/ref"
)

// spreadsheets are the worksheets as CSV: one file a host, one with all rules, one in groups, and the groups themselves.
func (p *packer) spreadsheets() ([]File, error) {
	printer := rulecolumns.NewPrinter(p.model, p.policy, p.words)
	var files []File
	add := func(path string, sheet spreadsheet.Sheet) error {
		data, err := spreadsheet.CSV(sheet)
		files = append(files, File{path, data})
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	}
	for _, sheet := range p.hostSheets() {
		path := ref.Data + "outside.csv"
		if sheet.Party != nil {
			path = ref.Data + docs.Hosts + sheet.Party.ID + ".csv"
		}
		if err := add(path, p.worksheetRows(printer, sheet, rulecolumns.HostView)); err != nil {
			return nil, err
		}
	}
	source := p.source()
	groups, services := spreadsheet.Sheet{}, spreadsheet.Sheet{}
	groups.Columns, groups.Rows = workbook.HostGroups(source)
	services.Columns, services.Rows = workbook.ServiceGroups(source)
	for _, f := range []struct {
		path  string
		sheet spreadsheet.Sheet
	}{{ref.Data + "rules.csv", p.worksheetRows(printer, worksheet.Every(p.model, p.words), rulecolumns.LongView)}, {ref.Data + "grouped.csv", p.groupedRows(printer)},
		{ref.Data + "groups.csv", groups}, {ref.Data + "service-groups.csv", services}} {
		if err := add(f.path, f.sheet); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// hostSheets are the worksheets of all hosts, and that of the rules that no host's holds.
func (p *packer) hostSheets() []*worksheet.Sheet {
	if elsewhere := worksheet.Elsewhere(p.model, p.words); len(elsewhere.Outbound) > 0 {
		return append(slices.Clone(p.sheets), elsewhere)
	}
	return p.sheets
}

// columns are the customer's, or the program's own.
func (p *packer) columns(view rulecolumns.View) *rulecolumns.Form {
	if p.opts.Columns != nil {
		return p.opts.Columns
	}
	form := rulecolumns.Standard(view, p.words, len(p.model.Translations) > 0)
	if view == rulecolumns.GroupedView && p.policy.Sightings() != nil {
		form = form.With(p.words, rulecolumns.Seen)
	}
	if rulecolumns.HasOwnWords(p.model) {
		form = form.With(p.words, rulecolumns.OwnWords)
	}
	return form
}

func (p *packer) worksheetRows(printer *rulecolumns.Printer, sheet *worksheet.Sheet, view rulecolumns.View) spreadsheet.Sheet {
	columns := p.columns(view)
	out := spreadsheet.Sheet{Columns: columns.Titles()}
	row := printer.Row
	if view == rulecolumns.HostView {
		row = printer.RowAt
	}
	for _, r := range sheet.Rows() {
		out.Rows = append(out.Rows, columns.Plain(row(sheet, r)))
	}
	return out
}

func (p *packer) groupedRows(printer *rulecolumns.Printer) spreadsheet.Sheet {
	columns := p.columns(rulecolumns.GroupedView)
	out := spreadsheet.Sheet{Columns: columns.Titles()}
	for i := range p.policy.Rules {
		out.Rows = append(out.Rows, columns.Plain(printer.Grouped(&p.policy.Rules[i])))
	}
	return out
}

func (p *packer) source() workbook.Source {
	return workbook.Source{Plan: p.model, Policy: p.policy, Form: p.opts.Columns, Words: p.words}
}

// workbookPath is the file of the workbook.
const workbookPath = "rules.xlsx"

// workbookFile is the workbook, which pages tell the size of.
func (p *packer) workbookFile() ([]File, error) { return p.rulesBook() }

// workbook is the same as a file for spreadsheet programs. It has one name in every pack, as rules.csv and rules.json beside it, so that links
// and scripts need not know the site; whose it is stands in its properties, on its first sheet and on every printed page.
func (p *packer) workbook() ([]File, error) {
	book := workbook.Of(p.source())
	if p.changed != nil {
		book.Tabs = append(book.Tabs, p.changed.Tab())
	}
	data, err := spreadsheet.Workbook(book, p.theme)
	if err != nil {
		return nil, err
	}
	return []File{{workbookPath, data}}, nil
}

// rules are the same for programs, with the schema that they are written to.
func (p *packer) rules() ([]File, error) {
	data, err := rules.JSON(p.model, p.policy)
	if err != nil {
		return nil, err
	}
	return []File{{RulesPath, data}, {ref.Data + rules.SchemaName, rules.Schema}}, nil
}

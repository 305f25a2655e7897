package spreadsheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"portolan/render/grid"
)

// entries sets what may be entered into the columns of a table that offer choices, and shades the numbers of one that shows heat.
func (t *tabWriter) entries(table *grid.Table, header int) error {
	if len(table.Rows) == 0 {
		return nil
	}
	first, last := header+1, header+len(table.Rows)
	for i, c := range table.Columns {
		if len(c.Choices) == 0 {
			continue
		}
		if err := t.choices(c, cellName(i+1, first)+":"+cellName(i+1, last)); err != nil {
			return err
		}
	}
	if table.Heat {
		return t.heat(cellName(2, first) + ":" + cellName(len(table.Columns), last))
	}
	return nil
}

// choices makes a list to choose from; other text is refused, an empty cell is not.
func (t *tabWriter) choices(c grid.Column, cells string) error {
	for _, choice := range c.Choices {
		if strings.Contains(choice, ",") {
			return fmt.Errorf("column %q: the choice %q holds the comma that separates choices", c.Title, choice)
		}
	}
	list := excelize.NewDataValidation(true)
	list.SetSqref(cells)
	if err := list.SetDropList(c.Choices); err != nil {
		return fmt.Errorf("column %q: %w", c.Title, err)
	}
	list.SetError(excelize.DataValidationErrorStyleStop, cut(c.Title, maxName), cut(strings.Join(c.Choices, ", "), maxField))
	return t.file.AddDataValidation(t.name, list)
}

// heat shades numbers from the paper's colour for the smallest to that of the nodes' zone for the largest.
func (t *tabWriter) heat(cells string) error {
	p := t.theme.Print
	return t.file.SetConditionalFormat(t.name, cells, []excelize.ConditionalFormatOptions{{Type: "2_color_scale", Criteria: "=",
		MinType: "min", MaxType: "max", MinColor: p["paper"].Hex(), MaxColor: p["proxy-fill"].Hex()}})
}

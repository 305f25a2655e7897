package spreadsheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	paperA4  = 9   // as the file format numbers paper
	maxField = 255 // the longest header or footer, in UTF-16 units
)

// page sets how a tab stands on the screen and on paper: the header stays in view and comes again on each page, the printed columns take the
// width of one page.
func (t *tabWriter) page() error {
	for _, step := range []func() error{t.view, t.layout, t.running, t.area} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *tabWriter) view() error {
	off := false
	if err := t.file.SetSheetView(t.name, 0, &excelize.ViewOptions{ShowGridLines: &off}); err != nil {
		return err
	}
	if t.header == 0 {
		return nil
	}
	return t.file.SetPanes(t.name, &excelize.Panes{Freeze: true, XSplit: t.frozen, YSplit: t.header, TopLeftCell: cellName(t.frozen+1, t.header+1), ActivePane: "bottomRight"})
}

func (t *tabWriter) layout() error {
	size, landscape, one, any, fit := paperA4, "landscape", 1, 0, true
	if err := t.file.SetSheetProps(t.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := t.file.SetPageLayout(t.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	side, top, running := 0.4, 0.7, 0.3 // inches
	return t.file.SetPageMargins(t.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &running, Footer: &running})
}

// running is what stands at the top and foot of every page.
func (t *tabWriter) running() error {
	return t.file.SetHeaderFooter(t.name, &excelize.HeaderFooterOptions{OddHeader: running(t.book.Header), OddFooter: running(t.book.Footer)})
}

// running writes three parts in the file format's own code. The parts share its limit; what is longer ends in an ellipsis, and stands in
// full among the document's fields.
func running(parts [3]string) string {
	var b strings.Builder
	for i, side := range []string{"&L", "&C", "&R"} {
		if parts[i] == "" {
			continue
		}
		text := short(parts[i])
		b.WriteString(side + `&"` + fontName + `"&8`)
		if text[0] >= '0' && text[0] <= '9' {
			b.WriteByte(' ') // a digit would be read as part of the size
		}
		b.WriteString(text)
	}
	return b.String()
}

// short is a part as code, within a third of the limit less what sets its side and font.
func short(part string) string {
	const most = maxField/3 - 15
	if code := codes(part); units(code) <= most {
		return code
	}
	for n := most - 1; n > 0; n-- {
		if code := codes(cut(part, n) + "…"); units(code) <= most {
			return code
		}
	}
	return "…"
}

// codes keeps signs of the code from being read out of text, and puts the numbers of pages in.
func codes(text string) string {
	return strings.NewReplacer("{page}", "&P", "{pages}", "&N").Replace(strings.ReplaceAll(text, "&", "&&"))
}

// area says which cells are printed and which rows come again on each page.
func (t *tabWriter) area() error {
	last, err := excelize.ColumnNumberToName(t.printed)
	if err != nil {
		return err
	}
	name := quoted(t.name)
	area := fmt.Sprintf("%s!$A$1:$%s$%d", name, last, max(t.row, 1))
	if err := t.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: t.name}); err != nil {
		return err
	}
	if t.header == 0 {
		return nil
	}
	return t.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s!$%d:$%d", name, t.header, t.header), Scope: t.name})
}

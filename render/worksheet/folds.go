package worksheet

import (
	"strings"

	"portolan/render/document"
	"portolan/render/words"
)

// FewAddresses is the number of addresses up to which a row prints those of a host; more stand once on the sheet.
const FewAddresses = 4

// A Fold is an end of rules whose addresses the rows of a sheet only count, because they are too many for every row.
type Fold struct {
	Name      []string // as rows print it
	Link      string
	Addresses []string
}

// Folded stands in a row for that many addresses, which Folds lists.
func Folded(n int, w *words.List) string { return w.Fill("folds.addresses", "n", n) }

// Folds lists, at the end of a sheet, the addresses that its rows only count: the sheet is executed where the rest of the pack may not be at hand.
func Folds(folds []Fold, w *words.List) []document.Block {
	if len(folds) == 0 {
		return nil
	}
	t := document.Table{ID: "table-addresses", Caption: w.Text("folds.caption"), Columns: []document.Column{
		{Key: "end", Title: w.Text("folds.end"), Weight: 40}, {Key: "address", Title: w.Text("field.addresses"), Weight: 3}}}
	for _, f := range folds {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Lines: f.Name, Link: f.Link}, document.C(strings.Join(f.Addresses, ", "))}})
	}
	return []document.Block{document.Heading{Level: 1, ID: "addresses", Text: w.Text("folds.title")}, t}
}

// folds are those of a host's sheet. Its own addresses stand at its top, and those of a group's members with them.
func folds(sheet *Sheet, rows []Row) []Fold {
	var out []Fold
	known := map[string]bool{}
	for _, r := range rows {
		for _, e := range []End{r.Source, r.Destination} {
			own := sheet.Party != nil && e.Name == sheet.Party.Name
			if len(e.All) > FewAddresses && !own && !known[e.Name] {
				known[e.Name] = true
				out = append(out, Fold{Name: []string{e.Name}, Link: e.Link, Addresses: e.All})
			}
		}
	}
	return out
}

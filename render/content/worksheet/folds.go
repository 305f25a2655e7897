package worksheet

import (
	"strings"

	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// FewAddresses is the number of addresses up to which a row prints those of a host; more stand once on the sheet.
const FewAddresses = 4

// A Fold is an end of rules whose addresses the rows of a sheet only count, because they are too many for every row.
type Fold struct {
	Name      []string // as rows print it
	Addresses []string
}

// Folded stands in a row for that many addresses, which Folds lists.
func Folded(n int, w *wordlist.List) string { return w.Fill("folds.addresses", "n", n) }

// Folds lists, once on a sheet, the addresses that its rows only count: the sheet is executed where the rest of the pack may not be at hand. It is
// no table, which would have a page on its side for a row or two.
func Folds(folds []Fold, w *wordlist.List) []document.Block {
	if len(folds) == 0 {
		return nil
	}
	var fields []document.Field
	for _, f := range folds {
		fields = append(fields, document.Field{Name: strings.Join(f.Name, " "), Value: strings.Join(f.Addresses, ", ")})
	}
	return []document.Block{document.Heading{Level: 1, ID: "addresses", Text: w.Text("folds.title")}, document.Fields{Fields: fields}}
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
				out = append(out, Fold{Name: []string{e.Name}, Addresses: e.All})
			}
		}
	}
	return out
}

package worksheet

import (
	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// Cited are places in documents as cells, each document once, that lead to its address on the web where it is known.
func Cited(places []plan.Citation, w *wordlist.List) []document.Cell {
	var cells []document.Cell
	for _, place := range citation.Each(places, w) {
		cells = append(cells, document.W(place.Text, place.URL))
	}
	return cells
}

// CitedCell is one cell for places in documents. It leads to the web where they are all in one document.
func CitedCell(places []plan.Citation, w *wordlist.List) document.Cell {
	cells := Cited(places, w)
	if len(cells) == 1 {
		return cells[0]
	}
	var all document.Cell
	for _, c := range cells {
		all.Lines = append(all.Lines, c.Lines...)
	}
	return all
}

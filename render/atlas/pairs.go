package atlas

import (
	"strconv"
	"strings"

	"portolan/model"
	"portolan/render/document"
	"portolan/render/topology"
	"portolan/render/words"
	"portolan/render/worksheet"
)

// zonePairs are the matrix and the table that holds the same.
func zonePairs(plan *model.Plan, p Pictures, w *words.List) []document.Block {
	if len(plan.Network()) == 0 {
		return nil
	}
	blocks := []document.Block{document.PageBreak{}, document.Heading{Level: 1, ID: "title-matrix", Text: w.Text("atlas.matrix")}}
	if p.Matrix != nil {
		blocks = append(blocks, MatrixFigure(p.Matrix))
	}
	return append(blocks, pairTable(plan, w)...)
}

// pairTable lists the rules from zone to zone by the sections of the worksheets that hold them.
func pairTable(plan *model.Plan, w *words.List) []document.Block {
	t := document.Table{ID: "table-pairs", Caption: w.Text("atlas.pairs-caption"), Columns: []document.Column{
		{Key: "from", Title: w.Text("topology.matrix-from"), Weight: 2}, {Key: "to", Title: w.Text("topology.matrix-to"), Weight: 2},
		{Key: "rules", Title: w.Text("atlas.rules"), Weight: 0.7, Kind: document.Numeric}, {Key: "ports", Title: w.Text("column.port"), Weight: 2.4, Kind: document.Code},
		{Key: "listed", Title: w.Text("atlas.listed"), Weight: 3, Kind: document.Code}}}
	for _, pair := range topology.ZonePairs(plan) {
		for i, part := range bySection(plan, pair, w) {
			row := document.Row{Cells: []document.Cell{document.C(topology.ZoneName(plan, pair.From, w)), document.C(topology.ZoneName(plan, pair.To, w)),
				document.C(strconv.Itoa(len(part.flows))), document.C(strings.Join(topology.Ports(part.flows), " ")), document.L(part.title, part.link)}}
			if i == 0 {
				row.ID = pair.ID()
			}
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []document.Block{document.Text{Text: w.Text("atlas.pairs-text")}, t}
}

// A section is a table of rules in the pack, with those of its rules that a row is about.
type section struct {
	title, link string
	flows       []*model.Flow
}

func bySection(plan *model.Plan, pair topology.ZonePair, w *words.List) []section {
	var out []section
	index := map[string]int{}
	for _, f := range pair.Flows {
		link, host, direction := topology.RulesOf(plan, f)
		i, ok := index[link]
		if !ok {
			i = len(out)
			index[link] = i
			title := w.Text("atlas.listed-outside")
			if host != nil {
				word := "atlas.listed-in"
				if direction == worksheet.Outbound {
					word = "atlas.listed-out"
				}
				title = w.Fill(word, "host", host.Name)
			}
			out = append(out, section{title: title, link: link})
		}
		out[i].flows = append(out[i].flows, f)
	}
	return out
}

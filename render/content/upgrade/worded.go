package upgrade

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/render/document"
)

// wording is something that the editions say in other words of one port, with the number of connections that it is said of.
type wording struct {
	differing
	connections int
}

// worded is the table of differences that change nothing for a firewall: it is for those who compare the texts. Equal rows are one.
func (b *builder) worded() []document.Block {
	found := map[string]*wording{}
	for _, c := range b.u.Changed {
		for _, d := range c.Differs {
			key := strings.Join([]string{c.Socket(), d.What, d.Old.String(), d.New.String()}, "\x00")
			switch {
			case !d.Slight():
			case found[key] != nil:
				found[key].connections++
			default:
				found[key] = &wording{differing{c, d}, 1}
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	w := b.words
	t := document.Fill(document.Table{ID: "table-worded", Caption: w.Text("upgrade.worded-caption")}, []document.ColumnOf[*wording]{
		{Key: "protocol", Title: w.Text("column.protocol"), Weight: 0.6, Text: func(x *wording) string { return x.change.Port.Name() }},
		{Key: "port", Title: w.Text("column.port"), Weight: 0.7, Kind: document.Numeric, Text: func(x *wording) string { return cmp.Or(x.change.Part(), "-") }},
		{Key: "what", Title: w.Text("upgrade.differs"), Weight: 1, Text: func(x *wording) string { return w.Text("column." + x.difference.What) }},
		{Key: "old", Title: w.Text("upgrade.old"), Weight: 3, Cell: func(x *wording) document.Cell { return b.value(x.difference.What, x.difference.Old) }},
		{Key: "new", Title: w.Text("upgrade.new"), Weight: 3, Cell: func(x *wording) document.Cell { return b.value(x.difference.What, x.difference.New) }},
		{Key: "connections", Title: w.Text("upgrade.connections"), Weight: 1, Kind: document.Numeric, Text: func(x *wording) string { return strconv.Itoa(x.connections) }}},
		inOrder(found), func(*wording) document.Row {
			return document.Row{Mark: document.Muted, Badge: w.Text("upgrade.worded")}
		})
	return []document.Block{document.Heading{Level: 1, ID: "worded", Text: w.Text("upgrade.worded")}, document.Text{Text: w.Text("upgrade.worded-text")}, t}
}

// inOrder sorts by port, then by what differs.
func inOrder(found map[string]*wording) []*wording {
	var out []*wording
	for _, x := range found {
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b *wording) int {
		return cmp.Or(a.change.Port.ByNumber(b.change.Port), strings.Compare(a.difference.What, b.difference.What),
			slices.Compare(a.difference.Old, b.difference.Old), slices.Compare(a.difference.New, b.difference.New))
	})
	return out
}

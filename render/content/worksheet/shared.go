package worksheet

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// manyMembers is the number of hosts up to which the rules of a group stand on the page of each. Of a larger group they stand on its own page.
const manyMembers = plan.ManyHosts

// own is the part of a sheet that its document holds, with a line for each large group whose rules hold for the host, too.
func own(resolved *plan.Plan, sheet *Sheet, many int, w *wordlist.List) (*Sheet, []document.Block) {
	type count struct{ in, out int }
	counts := map[string]*count{}
	var groups []string
	shared := func(end string) *count {
		party := resolved.Party(end)
		if !ofGroup(resolved, end, sheet.Party.ID) || len(party.Members) <= many {
			return nil
		}
		if counts[end] == nil {
			counts[end] = &count{}
			groups = append(groups, end)
		}
		return counts[end]
	}
	rest := *sheet
	rest.Inbound = slices.DeleteFunc(slices.Clone(sheet.Inbound), func(r Row) bool {
		c := shared(resolved.Flow(r.ID).To)
		if c != nil {
			c.in++
		}
		return c != nil
	})
	rest.Outbound = slices.DeleteFunc(slices.Clone(sheet.Outbound), func(r Row) bool {
		c := shared(resolved.Flow(r.ID).From)
		if c != nil {
			c.out++
		}
		return c != nil
	})
	if len(groups) == 0 {
		return sheet, nil
	}
	rest.Inferred = 0
	for _, r := range slices.Concat(rest.Inbound, rest.Outbound) {
		if r.Inferred {
			rest.Inferred++
		}
	}
	if len(rest.Rows()) == 0 {
		rest.Sources = nil
	}
	var items []document.Cell
	for _, id := range groups {
		group := resolved.Party(id)
		items = append(items, document.L(w.Fill("worksheet.of-group", "group", group.Name, "n", len(group.Members), "inbound", counts[id].in, "outbound", counts[id].out), docs.Host(id)))
	}
	return &rest, []document.Block{document.Text{Text: w.Text("worksheet.of-groups")}, document.List{Items: items}}
}

package security

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// exposure says of each zone what can be reached in it, from which other zone.
func (b *builder) exposure() []document.Block {
	var inside, outbound []reach
	for _, to := range b.zones {
		for _, from := range b.zones {
			if flows := b.between(from, to); len(flows) > 0 {
				if to.outside {
					outbound = append(outbound, b.reachable(from, to, flows)...)
				} else {
					inside = append(inside, b.reachable(from, to, flows)...)
				}
			}
		}
	}
	blocks := []document.Block{b.heading("exposure"), document.Text{Text: b.t("exposure-text")}, b.reaches("exposure", inside)}
	if len(outbound) > 0 {
		blocks = append(blocks, document.Heading{Level: 2, ID: "outbound", Text: b.t("outbound")}, b.reaches("outbound", outbound))
	}
	return blocks
}

// reaches is a table of what can be reached. Marks are for zones of the site: what leads there from outside, and from where others come in from outside.
func (b *builder) reaches(id string, all []reach) document.Table {
	return document.Fill(document.Table{Unordered: true, ID: "table-" + id, Caption: b.t(id + "-caption"), Empty: b.t("exposure-empty")}, []document.ColumnOf[reach]{
		{Key: "zone", Title: b.t("to-zone"), Weight: 1.6, Text: func(r reach) string { return r.to.name }},
		{Key: "from", Title: b.t("from-zone"), Weight: 1.6, Text: func(r reach) string { return r.from.name }},
		{Key: "rules", Title: b.t("rules"), Weight: 0.6, Kind: document.Numeric, Text: func(r reach) string { return strconv.Itoa(len(r.rules)) }},
		{Key: "hosts", Title: b.t("reached-hosts"), Weight: 2, Kind: document.Code, Cell: func(r reach) document.Cell { return b.names(r.rules) }},
		{Key: "services", Title: b.t("reached-services"), Weight: 3, Cell: func(r reach) document.Cell { return b.listening(r.rules) }}},
		all, func(r reach) document.Row {
			switch {
			case r.to.outside:
				return document.Row{}
			case r.from.outside:
				return document.Row{Mark: document.Warning, Badge: b.t("badge-outside")}
			case b.reachedFromOutside(r.from):
				return document.Row{Mark: document.Note, Badge: b.t("badge-inwards")}
			}
			return document.Row{}
		})
}

// A reach is what leads from one zone to hosts of another at which the same services answer.
type reach struct {
	from, to zone
	rules    []*plan.Flow
}

// reachable is what leads from one zone to another: hosts that are reached at the same services share a row, so that each service of a row is
// open at each of its hosts.
func (b *builder) reachable(from, to zone, flows []*plan.Flow) []reach {
	var hosts []string
	of := map[string][]*plan.Flow{}
	for _, f := range flows {
		if of[f.To] == nil {
			hosts = append(hosts, f.To)
		}
		of[f.To] = append(of[f.To], f)
	}
	var shared []reach
	at := map[string]int{}
	for _, host := range hosts {
		key := strings.Join(b.listening(of[host]).Lines, "\n")
		i, known := at[key]
		if !known {
			i = len(shared)
			at[key] = i
			shared = append(shared, reach{from: from, to: to})
		}
		shared[i].rules = append(shared[i].rules, of[host]...)
	}
	return shared
}

// between are the rules that lead from one zone to another. Those of groups over several zones, which lead within and across, count too.
func (b *builder) between(from, to zone) []*plan.Flow {
	if from == to && from.id != manyZone {
		return nil
	}
	return b.pairs[[2]zone{from, to}]
}

func (b *builder) which(keep func(*plan.Flow) bool) []*plan.Flow {
	var out []*plan.Flow
	for _, f := range b.network {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

// names are the hosts at which rules end, each once.
func (b *builder) names(flows []*plan.Flow) document.Cell {
	var names []string
	for _, f := range flows {
		names = append(names, b.plan.Party(f.To).Name)
	}
	return document.Cell{Lines: once(names)}
}

// listening are the services at which rules end, with their ports.
func (b *builder) listening(flows []*plan.Flow) document.Cell {
	var lines []string
	for _, f := range flows {
		lines = append(lines, fmt.Sprintf("%s %s", worksheet.ServiceName(f.Service, b.w), f.Socket()))
	}
	return document.Cell{Lines: once(lines)}
}

// once sorts texts and leaves out those that are there already, and empty ones.
func once(list []string) []string {
	out := slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
	slices.Sort(out)
	return slices.Compact(out)
}

package review

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/content/topology"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// locations lists where the zones are; nothing where the site does not say.
func locations(resolved *plan.Plan, w *wordlist.List) []document.Block {
	if len(resolved.Locations) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "locations", Text: w.Text("overview.locations")},
		document.Fill(document.Table{Unordered: true, ID: "table-locations", Caption: w.Text("overview.locations-caption")}, []document.ColumnOf[plan.Location]{
			{Key: "name", Title: w.Text("filing.location"), Weight: 2, Text: func(l plan.Location) string { return l.Name }},
			{Key: "kind", Title: w.Text("column.kind"), Weight: 1.5, Text: func(l plan.Location) string { return l.Kind }},
			{Key: "stands-in-for", Title: w.Text("overview.stands-in-for"), Weight: 2, Text: func(l plan.Location) string { return locationName(resolved, l.StandsInFor) }},
			{Key: "note", Title: w.Text("column.note"), Weight: 3, Text: func(l plan.Location) string { return l.Note }}}, resolved.Locations, nil)}
}

func locationName(resolved *plan.Plan, id string) string {
	if l := resolved.Location(id); l != nil {
		return l.Name
	}
	return ""
}

// placed are the columns of where zones are, where the site says it of any.
func placed(resolved *plan.Plan, w *wordlist.List) []document.ColumnOf[plan.Zone] {
	var out []document.ColumnOf[plan.Zone]
	if len(resolved.Locations) > 0 {
		out = append(out, document.ColumnOf[plan.Zone]{Key: "location", Title: w.Text("filing.location"), Weight: 2, Text: func(z plan.Zone) string { return locationName(resolved, z.Location) }})
	}
	if slices.ContainsFunc(resolved.Zones, func(z plan.Zone) bool { return z.VLAN != "" }) {
		out = append(out, document.ColumnOf[plan.Zone]{Key: "vlan", Title: w.Text("filing.vlan"), Weight: 1, Kind: document.Code, Text: func(z plan.Zone) string { return z.VLAN }})
	}
	return out
}

// standIns lists, for each location that stands in for another one, the hosts of that with those that have their duties then.
func standIns(resolved *plan.Plan, w *wordlist.List) []document.Block {
	var out []document.Block
	for _, s := range resolved.States {
		if s.Location == "" {
			continue
		}
		hosts := slices.DeleteFunc(resolved.Location(s.Lost).Parties(resolved), func(p *plan.Party) bool { return !p.IsHost() })
		taker := func(p *plan.Party) document.Cell {
			if t := resolved.Party(s.StandIns[p.ID]); t != nil {
				return document.L(t.Name, worksheet.Link(t))
			}
			return document.C(w.Text("overview.no-stand-in"))
		}
		out = append(out, document.Fill(document.Table{ID: "table-" + s.ID, Caption: w.Fill("overview.stand-ins-caption", "location", locationName(resolved, s.Location), "lost", locationName(resolved, s.Lost))},
			[]document.ColumnOf[*plan.Party]{
				{Key: "host", Title: w.Text("column.host"), Weight: 2, Kind: document.Code, Cell: func(p *plan.Party) document.Cell { return document.L(p.Name, worksheet.Link(p)) }},
				{Key: "does", Title: w.Text("column.does"), Weight: 2, Text: func(p *plan.Party) string { return topology.Does(resolved, p.ID, w) }},
				{Key: "stand-in", Title: w.Text("overview.stand-in"), Weight: 2, Kind: document.Code, Cell: taker}}, hosts, func(p *plan.Party) document.Row {
				if s.StandIns[p.ID] == "" {
					return document.Row{Mark: document.Warning}
				}
				return document.Row{}
			}))
	}
	return out
}

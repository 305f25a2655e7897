package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/document"
)

// firewall is the worksheet of one firewall: its rules, with the addresses that packets have there.
func (f *filer) firewall(part *policy.FirewallPart) *document.Document {
	w, firewall := f.words, f.plan.Firewall(part.Firewall)
	d := &document.Document{ID: docs.Firewall(firewall.ID).Document, Title: w.Fill("filing.firewall-title", "name", firewall.Name), Subtitle: w.Text("filing.firewall-subtitle"), Fields: f.firewallFields(firewall)}
	return f.put(d, func(f *filer) []document.Block {
		rows := f.table(grid{id: "table-rows", caption: w.Fill("filing.rows-caption", "n", len(part.Rules)), zones: true, at: part, rules: f.rules(part.Rules), sheet: part.Part, asked: f.asked(part.Part)})
		return slices.Concat(f.opening(f.covers(part), part.Part), f.evidence(part), f.zonesAt(firewall), f.translations(firewall), []document.Block{heading(1, "rows", w.Text("filing.rows")), rows},
			f.foldedAddresses(f.rules(part.Rules)), f.questions(part.Part))
	})
}

func (f *filer) firewallFields(firewall *plan.Firewall) []document.Field {
	w := f.words
	fields := []document.Field{{Name: w.Text("filing.column-between"), Value: strings.Join(f.zoneNames(firewall.Zones), ", ")}}
	if firewall.Owner != "" {
		fields = append(fields, document.Field{Name: w.Text("filed.owner"), Value: firewall.Owner})
	}
	if firewall.Log != "" {
		fields = append(fields, document.Field{Name: w.Text("filing.log-default"), Value: w.Text("filed.log-" + firewall.Log)})
	}
	if firewall.Note != "" {
		fields = append(fields, document.Field{Name: w.Text("field.note"), Value: firewall.Note})
	}
	return fields
}

// zonesAt lists the zones of a firewall by the names that the firewall team knows.
func (f *filer) zonesAt(firewall *plan.Firewall) []document.Block {
	w, zones := f.words, firewall.Known(f.plan)
	if len(zones) == 0 {
		return nil
	}
	return []document.Block{document.Fill(document.Table{Unordered: true, ID: "table-zones", Caption: w.Text("filing.zones-at-caption")}, []document.ColumnOf[plan.ZoneAt]{
		{Key: "zone", Title: w.Text("column.zone"), Weight: 2, Text: func(z plan.ZoneAt) string { return z.Zone }},
		{Key: "location", Title: w.Text("filing.location"), Weight: 2, Text: func(z plan.ZoneAt) string { return z.Location }},
		{Key: "vlan", Title: w.Text("filing.vlan"), Weight: 1, Kind: document.Code, Text: func(z plan.ZoneAt) string { return z.VLAN }},
		{Key: "interface", Title: w.Text("filing.interface"), Weight: 1.5, Kind: document.Code, Text: func(z plan.ZoneAt) string { return z.Interface }},
		{Key: "called", Title: w.Text("filing.called"), Weight: 1.5, Kind: document.Code, Text: func(z plan.ZoneAt) string { return z.Called }}}, zones, nil)}
}

// translations lists the addresses that a firewall translates.
func (f *filer) translations(firewall *plan.Firewall) []document.Block {
	w := f.words
	type tr = plan.Translation
	var mine []tr
	for _, t := range f.plan.Translations {
		if t.Firewall == firewall.ID {
			mine = append(mine, t)
		}
	}
	if len(mine) == 0 {
		return nil
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-translations", Caption: w.Text("filing.translations-caption")}, []document.ColumnOf[tr]{
		{Key: "kind", Title: w.Text("column.kind"), Weight: 1.2, Text: func(t tr) string { return w.Text("filing.translates-" + string(t.Kind)) }},
		{Key: "party", Title: w.Text("filing.column-party"), Weight: 2, Kind: document.Code, Cell: func(t tr) document.Cell {
			return f.ofParties(t, func(p *plan.Party) []string { return []string{p.Name} })
		}},
		{Key: "address", Title: w.Text("filing.column-translated"), Weight: 1.6, Kind: document.Code, Cell: func(t tr) document.Cell { return document.C(translatedTo(t)...) }},
		{Key: "own", Title: w.Text("filing.column-own"), Weight: 1.6, Kind: document.Code, Cell: func(t tr) document.Cell { return f.ofParties(t, (*plan.Party).Where) }},
		{Key: "zones", Title: w.Text("filing.column-peers"), Weight: 1.6, Cell: func(t tr) document.Cell { return document.C(f.zoneNames(t.Zones)...) }},
		{Key: "note", Title: w.Text("column.note"), Weight: 2, Text: func(t tr) string { return t.Note }}},
		mine, func(t tr) document.Row { return document.Row{ID: "translation-" + t.ID} })
	return []document.Block{heading(1, "translations", w.Text("filing.translations")), document.Text{Text: w.Text("filing.translations-text")}, t}
}

// ofParties is what the parties of a translation have, one a line.
func (f *filer) ofParties(t plan.Translation, of func(*plan.Party) []string) document.Cell {
	var lines []string
	for _, id := range t.Parties {
		lines = append(lines, of(f.plan.Party(id))...)
	}
	return document.C(lines...)
}

// translatedTo are the addresses that others see.
func translatedTo(t plan.Translation) []string {
	var addresses []string
	for _, a := range t.Addresses {
		addresses = append(addresses, a.String())
	}
	return addresses
}

// knownAs are the addresses by which the other side of a rule knows members of a group, where firewalls translate them.
func (f *filer) knownAs(kind plan.TranslationKind, group, other string) []string {
	var lines []string
	for _, t := range f.plan.Translations {
		touches := slices.ContainsFunc(f.policy.HostGroup(group).Members, func(id string) bool { return slices.Contains(t.Parties, id) })
		if t.Kind != kind || !touches || !slices.Contains(t.Zones, other) {
			continue
		}
		lines = append(lines, f.words.Fill("filing.known-as-"+string(kind), "addresses", strings.Join(translatedTo(t), ", "), "firewall", f.plan.Firewall(t.Firewall).Name))
	}
	return lines
}

// enforced is a rule as a firewall has it.
func enforced(part *policy.FirewallPart, r *policy.Rule) policy.EnforcedRule {
	return part.Enforced[slices.IndexFunc(part.Enforced, func(e policy.EnforcedRule) bool { return e.Rule == r.ID })]
}

// translated puts the addresses that packets have at a firewall in the place of an end's own, where the two differ.
func (f *filer) translated(cell document.Cell, group string, ends []policy.Endpoint) document.Cell {
	w := f.words
	if !slices.ContainsFunc(ends, func(e policy.Endpoint) bool { return len(e.Translations) > 0 }) {
		return cell
	}
	lines := f.called(f.policy.HostGroup(group))
	for _, e := range ends {
		arriving, leaving := strings.Join(e.Arriving, ", "), strings.Join(e.Leaving, ", ")
		if arriving == leaving {
			lines = append(lines, arriving)
			continue
		}
		lines = append(lines, w.Fill("filing.arriving", "addresses", arriving), w.Fill("filing.leaving", "addresses", leaving))
	}
	return document.Cell{Lines: lines, Link: cell.Link}
}

package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/document"
)

// starts are the zones from which traffic goes to others, in the order of the policy.
func (f *filer) starts() []string {
	var ids []string
	for _, z := range f.policy.Zones {
		if !z.Inside() && (len(ids) == 0 || ids[len(ids)-1] != z.From) {
			ids = append(ids, z.From)
		}
	}
	return ids
}

// from is the worksheet of what starts in a zone and ends in another: one section for each zone where it ends.
func (f *filer) from(zone string) *document.Document {
	w := f.words
	var pairs, into []policy.ZonePair
	var part policy.Part
	for _, z := range f.policy.Zones {
		switch {
		case z.Inside():
		case z.From == zone:
			pairs = append(pairs, z)
			part.Flows, part.Rules = append(part.Flows, z.Flows...), append(part.Rules, z.Rules...)
		case z.To == zone:
			into = append(into, z)
		}
	}
	d := &document.Document{ID: docs.From(zone).Document, Title: w.Fill("filing.from-title", "zone", f.zone(zone)), Subtitle: w.Text("filing.from-subtitle"), Fields: f.zoneFields(zone)}
	return f.put(d, func(f *filer) []document.Block {
		blocks := f.opening(w.Fill("filing.from-covers", "flows", len(part.Flows), "zones", len(pairs), "zone", f.zone(zone)), part)
		for _, z := range pairs {
			blocks = append(blocks, f.section(z, w.Fill("filing.pair-caption", "pair", f.pair(z.From, z.To), "flows", len(z.Flows), "rows", len(z.Rules), "firewalls", strings.Join(f.enforcers(z), ", ")), part)...)
		}
		if len(into) > 0 {
			blocks = append(blocks, heading(1, "into", w.Text("filing.into")), f.into(into))
		}
		return append(append(blocks, f.ruleByRule(part)...), f.questions(part)...)
	})
}

func (f *filer) zoneFields(id string) []document.Field {
	for _, z := range f.plan.Zones {
		if z.ID == id && len(z.Networks) > 0 {
			return []document.Field{{Name: f.words.Text("column.networks"), Value: strings.Join(z.Networks, ", ")}}
		}
	}
	return nil
}

// section is the traffic of a pair of zones. What holds for all of its rows stands in the caption, which no page parts from them.
func (f *filer) section(z policy.ZonePair, caption string, sheet policy.Part) []document.Block {
	title := f.pair(z.From, z.To)
	if z.Inside() {
		title = f.zone(z.To)
	}
	return []document.Block{heading(1, "to-"+z.To, title), f.table(grid{id: "table-" + z.To, caption: caption, rules: f.rules(z.Rules), sheet: sheet, asked: f.asked(sheet)})}
}

// into is the way to the traffic that ends in a zone: it stands where it starts.
func (f *filer) into(pairs []policy.ZonePair) document.List {
	var list document.List
	for _, z := range pairs {
		list.Items = append(list.Items, document.L(f.words.Fill("filing.into-item", "pair", f.pair(z.From, z.To), "flows", len(z.Flows), "rows", len(z.Rules)), pairLink(z)))
	}
	return list
}

// sameZone is the worksheet of the traffic inside zones, which no firewall between zones sees.
func (f *filer) sameZone() *document.Document {
	w := f.words
	var pairs []policy.ZonePair
	var part policy.Part
	for _, z := range f.policy.Zones {
		if z.Inside() {
			pairs = append(pairs, z)
			part.Flows, part.Rules = append(part.Flows, z.Flows...), append(part.Rules, z.Rules...)
		}
	}
	d := &document.Document{ID: docs.SameZone, Title: w.Text("filing.same-zone-title"), Subtitle: w.Text("filing.same-zone-subtitle")}
	return f.put(d, func(f *filer) []document.Block {
		blocks := f.opening(w.Fill("filing.same-zone-covers", "flows", len(part.Flows), "zones", len(pairs)), part)
		for _, z := range pairs {
			blocks = append(blocks, f.section(z, w.Fill("filing.same-zone-caption", "zone", f.zone(z.To), "flows", len(z.Flows), "rows", len(z.Rules)), part)...)
		}
		return append(append(blocks, f.ruleByRule(part)...), f.questions(part)...)
	})
}

// perimeter is all that goes from zone to zone, in one table.
func (f *filer) perimeter() *document.Document {
	w, part := f.words, f.crossing()
	d := &document.Document{ID: docs.Perimeter, Title: w.Text("filing.perimeter-title"), Subtitle: w.Text("filing.perimeter-subtitle")}
	return f.put(d, func(f *filer) []document.Block {
		blocks := f.opening(w.Fill("filing.perimeter-covers", "flows", len(part.Flows), "rows", len(part.Rules)), part)
		if n := f.policy.Counts.Unenforced; n > 0 {
			blocks = append(blocks, document.Text{Text: w.Fill("filing.perimeter-unenforced", "n", n)})
		}
		blocks = append(blocks, heading(1, "rows", w.Text("filing.rows")), f.table(grid{id: "table-rows", caption: w.Fill("filing.rows-caption", "n", len(part.Rules)), zones: true, rules: f.rules(part.Rules), sheet: part, asked: f.asked(part)}))
		return slices.Concat(blocks, f.foldedAddresses(f.rules(part.Rules)), f.questions(part))
	})
}

// ruleByRule is what the rows of a worksheet stand for, behind the addresses that they only count. Its table is narrow, so that upright pages hold it
// with fewer of them.
func (f *filer) ruleByRule(part policy.Part) []document.Block {
	w := f.words
	blocks := append([]document.Block{document.PageBreak{}}, f.foldedAddresses(f.rules(part.Rules))...)
	return append(blocks, heading(1, "long", w.Text("filing.long")), document.Text{Text: w.Text("filing.long-text") + " " + w.Text("pairs.reasons")}, f.long("table-long", f.rules(part.Rules)))
}

package security

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// zone is a zone of the site, or one of the two that stand for parties without one: those outside, and groups over several zones.
type zone struct {
	id, name string
	outside  bool
}

// Ids of zones that no site can have.
const (
	noZone   = ""
	manyZone = "*"
)

// zonesOf lists the zones, and after them those of parties without a zone, where rules have such ends.
func zonesOf(plan *plan.Plan, w *wordlist.List) []zone {
	var zones []zone
	for _, z := range plan.Zones {
		zones = append(zones, zone{z.ID, z.Name, z.Outside})
	}
	used := map[string]bool{}
	for _, f := range plan.Network() {
		used[zoneOf(plan, f.From)], used[zoneOf(plan, f.To)] = true, true
	}
	if used[manyZone] {
		zones = append(zones, zone{manyZone, w.Text("security.many-zones"), false})
	}
	if used[noZone] {
		zones = append(zones, zone{noZone, w.Text("security.no-zone"), true})
	}
	return zones
}

func zoneOf(resolved *plan.Plan, id string) string {
	p := resolved.Party(id)
	if resolved.ZoneOf(p) == plan.SeveralZone {
		return manyZone
	}
	return p.Zone
}

// sort finds the zones of all parties with rules, and the rules between two zones, for much is asked of them.
func (b *builder) sort() {
	byID := map[string]zone{}
	for _, z := range b.zones {
		byID[z.id] = z
	}
	b.areas, b.pairs = map[string]zone{}, map[[2]zone][]*plan.Flow{}
	for _, p := range b.plan.Parties {
		b.areas[p.ID] = byID[zoneOf(b.plan, p.ID)]
	}
	for _, f := range b.network {
		pair := [2]zone{b.zone(f.From), b.zone(f.To)}
		b.pairs[pair] = append(b.pairs[pair], f)
	}
}

func (b *builder) zone(party string) zone { return b.areas[party] }

// enters tells whether a rule leads from outside the site into it.
func (b *builder) enters(f *plan.Flow) bool { return b.zone(f.From).outside && !b.zone(f.To).outside }

// leaves tells whether a rule leads out of the site.
func (b *builder) leaves(f *plan.Flow) bool { return !b.zone(f.From).outside && b.zone(f.To).outside }

// outsideZones names the zones from which the rules come that lead into the site from outside, in the order of the zones. A zone without such a
// rule is not named: "Outside the site" in this line would be read as open access from the internet.
func (b *builder) outsideZones(entering []*plan.Flow) string {
	var names []string
	for _, z := range b.zones {
		if slices.ContainsFunc(entering, func(f *plan.Flow) bool { return b.zone(f.From) == z }) {
			names = append(names, z.name)
		}
	}
	return orNone(names, b.t("none"))
}

// crosses tells whether a rule leads from one zone to another. A group over several zones counts as one that does: its members do.
func (b *builder) crosses(f *plan.Flow) bool {
	from, to := b.zone(f.From), b.zone(f.To)
	return from != to || from.id == manyZone
}

// pictures are the site by zones, below what it shows, and the matrix of rules from zone to zone.
func (b *builder) pictures(site document.Figure) []document.Block {
	blocks := []document.Block{b.heading("pictures"), document.Text{Text: b.t("pictures-text")}, site, b.heading("matrix"), document.Text{Text: b.t("matrix-text")}}
	return append(blocks, document.Split(b.matrix(), mostZones+1)...)
}

// mostZones is the number of zones for which a table across has room on paper; of more there are several tables.
const mostZones = 12

// matrix counts the rules from each zone to each.
func (b *builder) matrix() document.Table {
	counts := map[[2]string]int{}
	for _, f := range b.network {
		counts[[2]string{b.zone(f.From).id, b.zone(f.To).id}]++
	}
	columns := []document.ColumnOf[zone]{{Key: "from", Title: b.t("from-zone"), Weight: 2, Text: func(from zone) string { return from.name }}}
	for _, to := range b.zones {
		columns = append(columns, document.ColumnOf[zone]{Key: "to-" + strings.Trim(to.id, manyZone), Title: to.name, Kind: document.Numeric, Text: func(from zone) string {
			if c := counts[[2]string{from.id, to.id}]; c > 0 {
				return strconv.Itoa(c)
			}
			return "–"
		}})
	}
	return document.Fill(document.Table{ID: "table-matrix", Caption: b.fill("matrix-caption", "n", len(b.network))}, columns, b.zones, nil)
}

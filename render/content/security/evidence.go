package security

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/ref"
)

// requirement is one of a standard's requirements on rules between networks: where the evidence for it stands, which rules it is about,
// and what is missing.
type requirement struct {
	id       string
	sections []string // headings of the review
	rules    []*plan.Flow
	gaps     []string
}

// evidence is the index of evidence, by the requirements of PCI DSS 4.0.1 from 1.2 to 1.4 and 2.2.5, with the list of those for which a plan can
// hold none, and then by clauses of other standards.
func (b *builder) evidence() []document.Block {
	blocks := []document.Block{b.heading("evidence"), document.Text{Text: b.t("evidence-text")}}
	for _, r := range b.requirements() {
		blocks = append(blocks, document.Heading{Level: 2, ID: "requirement-" + strings.ReplaceAll(r.id, ".", "-"), Text: r.id + " " + b.t("r"+r.id+"-title")},
			document.Text{Text: b.t("r" + r.id)}, b.places(r.sections), document.Fields{Fields: b.facts(r)})
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-own", Caption: b.t("own-caption")}, []document.ColumnOf[string]{
		{Key: "requirement", Title: b.t("requirement"), Weight: 0.8, Text: func(id string) string { return id }},
		{Key: "asks", Title: b.t("asks"), Weight: 3, Text: func(id string) string { return b.t("r" + id) }},
		{Key: "evidence", Title: b.t("evidence-column"), Weight: 2, Text: func(string) string { return b.t("own") }}},
		[]string{"1.2.1", "1.2.2", "1.2.8", "1.3.3", "1.4.3", "1.4.5"}, nil)
	return append(append(blocks, document.Heading{Level: 2, ID: "own", Text: b.t("own-title")}, t), b.others()...)
}

func (b *builder) requirements() []requirement {
	plain := b.which((*plan.Flow).PlainText)
	some := func(keep func(*plan.Flow) bool) []*plan.Flow { return append([]*plan.Flow{}, b.which(keep)...) } // none is said, too
	return []requirement{
		{"1.2.3", []string{"pictures", "matrix", "exposure"}, b.network, b.zoneGaps()},
		{"1.2.4", []string{"pictures", "exposure", "services"}, b.network, []string{b.t("gap-data")}},
		{"1.2.5", []string{"services"}, b.network, b.serviceGaps()},
		{"1.2.6", []string{"insecure", "unstated", "trust"}, plain, b.plainGaps()},
		{"1.2.7", []string{"reviews"}, nil, b.reviewGaps()},
		{"1.3.1", []string{"exposure", "services"}, some(func(f *plan.Flow) bool { return b.crosses(f) && !b.zone(f.To).outside }), b.scopeGaps()},
		{"1.3.2", []string{"exposure", "services"}, some(func(f *plan.Flow) bool { return b.crosses(f) && !b.zone(f.From).outside }), b.scopeGaps()},
		{"1.4.1", []string{"pictures", "matrix"}, some(func(f *plan.Flow) bool { return b.enters(f) || b.leaves(f) }), append([]string{b.t("gap-elsewhere")}, b.wallGaps()...)},
		{"1.4.2", []string{"exposure"}, some(b.enters), []string{b.t("gap-stateful")}},
		{"1.4.4", []string{"exposure"}, some(b.enters), b.storeGaps()},
		{"2.2.5", []string{"insecure", "services"}, plain, append(b.needGaps(plain), b.plainGaps()...)},
	}
}

// places are sections of the review; formats with pages say on which page each begins.
func (b *builder) places(sections []string) document.Index {
	var out document.Index
	for _, id := range sections {
		out.Entries = append(out.Entries, document.L(b.t(id), ref.Here(id)))
	}
	return out
}

// fewIDs is the number of rules up to which a line names them.
const fewIDs = 12

// ids names rules: all of them in one word, a few by their ids, others by the section that lists them.
func (b *builder) ids(flows []*plan.Flow, section string) string {
	n := len(flows)
	switch {
	case n == 0:
		return b.t("none")
	case n == len(b.network):
		return b.fill("all-rules", "n", n)
	case n > fewIDs:
		return b.fill("many-rules", "n", n, "all", len(b.network), "section", b.t(section))
	}
	return b.fill("some-rules", "n", n, "ids", idList(flows))
}

func idList(flows []*plan.Flow) string { return strings.Join(sortedIDs(flows), " ") }

func sortedIDs(flows []*plan.Flow) []string {
	var ids []string
	for _, f := range flows {
		ids = append(ids, f.ID)
	}
	slices.Sort(ids)
	return ids
}

// mostIDs is the number of rules that a row names; who looks for one among more filters the rules themselves.
const mostIDs = 120

// named names the rules of a row by their ids, and says how many it leaves to the list of all.
func (b *builder) named(ids []string) string {
	if n := len(ids); n > mostIDs {
		return b.fill("ids-and-more", "ids", strings.Join(ids[:mostIDs], " "), "n", n-mostIDs)
	}
	return strings.Join(ids, " ")
}

// facts are the rules that a requirement is about, and each gap.
func (b *builder) facts(r requirement) []document.Field {
	var fields []document.Field
	if r.rules != nil {
		fields = append(fields, document.Field{Name: b.t("rules"), Value: b.ids(r.rules, r.sections[0])})
	}
	for _, gap := range r.gaps {
		fields = append(fields, document.Field{Name: b.t("gap"), Value: gap})
	}
	if len(r.gaps) == 0 {
		fields = append(fields, document.Field{Name: b.t("gaps"), Value: b.t("no-gap")})
	}
	return fields
}

// zoneGaps are zones of which the pictures cannot show the networks, and what no site description holds.
func (b *builder) zoneGaps() []string {
	gaps := []string{b.t("gap-elsewhere")}
	var bare []string
	for _, z := range b.plan.Zones {
		if len(z.Networks) == 0 {
			bare = append(bare, z.Name)
		}
	}
	if len(bare) > 0 {
		gaps = append(gaps, b.fill("gap-networks", "zones", strings.Join(bare, ", ")))
	}
	return gaps
}

// scopeGaps are what keeps a reader from telling which rules lead to and from the protected environment, and what only firewalls show.
func (b *builder) scopeGaps() []string {
	gaps := []string{b.t("gap-denied")}
	var zones []string
	for _, z := range b.plan.Zones {
		if z.Scope != "" {
			zones = append(zones, b.fill("scope-of", "zone", z.Name, "scope", z.Scope))
		}
	}
	if len(zones) == 0 {
		return append(gaps, b.t("gap-scope"))
	}
	return append(gaps, b.fill("gap-scopes", "zones", strings.Join(zones, "; ")))
}

// wallGaps are the rules to or from zones outside the site's control that no firewall of the description enforces.
func (b *builder) wallGaps() []string {
	open := b.which(func(f *plan.Flow) bool { return (b.enters(f) || b.leaves(f)) && len(f.Firewalls) == 0 })
	if len(open) == 0 {
		return nil
	}
	return []string{b.fill("gap-wall", "rules", b.ids(open, "exposure"))}
}

// storeGaps are the rules that lead from outside straight to a host with a database or a file share.
func (b *builder) storeGaps() []string {
	stores := map[string]bool{}
	for _, r := range b.plan.Resources {
		stores[r.On] = stores[r.On] || r.Holds != ""
	}
	direct := b.which(func(f *plan.Flow) bool {
		return b.enters(f) && slices.ContainsFunc(b.plan.Party(f.To).OnHosts(), func(id string) bool { return stores[id] })
	})
	gaps := []string{b.t("gap-stored")}
	if len(direct) > 0 {
		gaps = append(gaps, b.fill("gap-direct", "rules", b.ids(direct, "exposure")))
	}
	return gaps
}

// needGaps are rules of which the site itself does not say why it needs them.
func (b *builder) needGaps(rules []*plan.Flow) []string {
	bare := slices.DeleteFunc(slices.Clone(rules), func(f *plan.Flow) bool { return f.Justification != "" })
	if len(bare) == 0 {
		return nil
	}
	return []string{b.fill("gap-need", "rules", b.ids(bare, "insecure"))}
}

func (b *builder) serviceGaps() []string {
	var gaps []string
	for _, lack := range []struct {
		key   string
		flows []*plan.Flow
	}{{"gap-approval", b.unapproved()}, {"gap-owner", b.ownerless()}} {
		if len(lack.flows) > 0 {
			gaps = append(gaps, b.fill(lack.key, "rules", b.ids(lack.flows, "services")))
		}
	}
	if n := b.undeclared(); n > 0 {
		gaps = append(gaps, b.fill("gap-not-covered", "n", n))
	}
	return gaps
}

func (b *builder) plainGaps() []string {
	var gaps []string
	if n := b.unmitigated(); n > 0 {
		gaps = append(gaps, b.fill("gap-mitigation", "n", n))
	}
	if unstated := b.which(notStated); len(unstated) > 0 {
		gaps = append(gaps, b.fill("gap-unstated", "rules", b.ids(unstated, "unstated")))
	}
	return gaps
}

package topology

import (
	"cmp"
	"slices"

	"portolan/model/plan"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// ZonesKind is the overview of the zones of a large site, before the picture of its hosts.
const ZonesKind Kind = "overview-zones"

// manyHosts is the number of hosts from which on a picture of all of them is read as a map is: whoever has not seen the zones first does not find his way.
const manyHosts = 16

// overview is a large site as its zones: how many hosts each holds, how many rules run between them, and to how many services. It is nil for other sites, and
// where that is more than one picture can show.
func (d *drawer) overview() *Picture {
	hosts := 0
	for _, p := range d.plan.Parties {
		if p.IsHost() {
			hosts++
		}
	}
	if hosts < manyHosts {
		return nil
	}
	p := &Picture{Graph: &diagram.Graph{ID: string(ZonesKind), Words: d.legend()}, Kind: ZonesKind, Page: ref.Document(homeOf(ZonesKind)).At(string(ZonesKind)),
		AtEdge: map[string][]*plan.Flow{}, InBox: map[string][]*plan.Flow{}}
	pairs := ZonePairs(d.plan)
	between := d.lines(pairs, p)
	if len(p.Edges) > maxEdges {
		return nil
	}
	for _, id := range zoneIDs(d.plan) {
		if b := d.zoneBox(id, pairs, p); b.ID != "" {
			p.Boxes = append(p.Boxes, b)
		}
	}
	if len(p.Boxes) > maxBoxes {
		return nil
	}
	p.Title = d.words.Fill("topology.zones-title", "title", d.plan.Document.Title)
	p.Description = d.words.Fill("topology.zones-description", "zones", len(p.Boxes), "hosts", hosts, "n", len(d.network), "between", between)
	p.Caption = d.words.Fill("topology.zones-caption", "zones", len(p.Boxes), "between", between)
	return p
}

// zoneBox is a zone as one box of an overview, with the rules within it; without an id where no rule begins or ends there.
func (d *drawer) zoneBox(id string, pairs []ZonePair, p *Picture) diagram.Box {
	if !slices.ContainsFunc(pairs, func(z ZonePair) bool { return z.From == id || z.To == id }) {
		return diagram.Box{}
	}
	b := zoneBox(d.plan, pairs, id, d.words)
	b.Tier, b.Count = d.tiers[id], 1
	b.Tip, b.Description = d.zoneName(id), d.words.Text("topology.summary")
	for _, z := range pairs {
		if z.From == id && z.To == id {
			p.InBox[id] = z.Flows
			b.Lines = append(b.Lines, diagram.Line{Text: d.words.Count("topology.among-rules", len(z.Flows)), Style: diagram.Fine})
		}
	}
	return b
}

// lines are the lines of an overview. It returns how many rules they stand for.
func (d *drawer) lines(pairs []ZonePair, p *Picture) (rules int) {
	index := map[[2]string]int{}
	for _, z := range pairs {
		if z.From == z.To {
			continue
		}
		rules += len(z.Flows)
		if i, ok := index[[2]string{z.To, z.From}]; ok {
			p.Edges[i].Both = true
			p.AtEdge[p.Edges[i].ID] = append(p.AtEdge[p.Edges[i].ID], z.Flows...)
			continue
		}
		index[[2]string{z.From, z.To}] = len(p.Edges)
		e := diagram.Edge{ID: z.From + "--" + z.To, From: z.From, To: z.To, Link: PairPage(z.From, z.To)}
		p.Edges = append(p.Edges, e)
		p.AtEdge[e.ID] = slices.Clone(z.Flows)
	}
	for i := range p.Edges {
		e := &p.Edges[i]
		flows := p.AtEdge[e.ID]
		services := map[string]bool{}
		for _, f := range flows {
			e.Rules = append(e.Rules, f.ID)
			services[cmp.Or(f.Service, f.Listener)] = true
		}
		e.Kind, e.Label = kindOf(flows), []string{d.words.Count("topology.line-count", len(services)), d.counted(flows)}
		e.Tip = d.words.Count("topology.edge-tip", len(flows), "from", d.zoneName(e.From), "to", d.zoneName(e.To))
		e.Description = d.services(flows)
	}
	return rules
}

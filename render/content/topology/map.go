package topology

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// MapKind is the picture of zones alone, for the front page.
const MapKind Kind = "map"

// mostZones are as many zones, and mostPairs as many lines, as a picture at the side of a page can show.
const (
	mostZones = 8
	mostPairs = 12
)

// Map is the site as its zones and the number of rules between them. It is nil where that is more than a glance can take in, or no more than one zone.
func Map(resolved *plan.Plan, w *wordlist.List) *Picture {
	g := &diagram.Graph{ID: string(MapKind), Title: w.Text("topology.map-title"), Words: diagram.Words{Legend: w.Text("topology.legend")}}
	pairs := ZonePairs(resolved)
	edges := map[[2]string]int{}
	between, shown := 0, map[string]bool{}
	for _, p := range pairs {
		if p.From == p.To {
			continue
		}
		between += len(p.Flows)
		shown[p.From], shown[p.To] = true, true
		if at, ok := edges[[2]string{p.To, p.From}]; ok {
			g.Edges[at].Both = true
			continue
		}
		edges[[2]string{p.From, p.To}] = len(g.Edges)
		g.Edges = append(g.Edges, diagram.Edge{ID: p.From + "--" + p.To, From: p.From, To: p.To, Link: PairPage(p.From, p.To),
			Tip: w.Count("topology.matrix-cell", len(p.Flows), "from", ZoneName(resolved, p.From, w), "to", ZoneName(resolved, p.To, w))})
	}
	if len(shown) < 2 || len(shown) > mostZones || len(g.Edges) > mostPairs {
		return nil
	}
	for i, e := range g.Edges {
		n := 0
		for _, p := range pairs {
			if p.From == e.From && p.To == e.To || p.From == e.To && p.To == e.From {
				n += len(p.Flows)
			}
		}
		g.Edges[i].Label = []string{w.Fill("topology.map-rules", "n", n)}
	}
	tiers := tiers(resolved)
	for _, id := range zoneIDs(resolved) {
		if shown[id] {
			b := zoneBox(resolved, pairs, id, w)
			b.Tier = tiers[id]
			g.Boxes = append(g.Boxes, b)
		}
	}
	g.Description = w.Fill("topology.map-description", "zones", len(g.Boxes), "n", between)
	return &Picture{Graph: g, Kind: MapKind, Caption: w.Fill("topology.map-caption", "n", between), Page: ref.Document(docs.Front)}
}

// zoneBox is a zone as one box, which leads to the rules that begin there.
func zoneBox(resolved *plan.Plan, pairs []ZonePair, id string, w *wordlist.List) diagram.Box {
	hosts, people := 0, 0
	for _, p := range resolved.Parties {
		switch {
		case zoneOf(resolved, p) != id:
		case p.IsHost():
			hosts++
		case p.Kind == plan.ClientsParty:
			people++
		}
	}
	b := diagram.Box{ID: id, Kind: diagram.Summary, Lines: []diagram.Line{{Text: ZoneName(resolved, id, w), Style: diagram.Name}}, Link: docs.From(id)}
	if outside(resolved, id) {
		b.Kind = diagram.External
	}
	if people > 0 && hosts == 0 && id != Outside {
		b.Kind = diagram.Clients
	}
	if hosts > 0 {
		b.Lines = append(b.Lines, diagram.Line{Text: w.Count("topology.map-hosts", hosts), Style: diagram.Detail})
	}
	if !slices.ContainsFunc(pairs, func(p ZonePair) bool { return p.From == id && p.To != id }) {
		b.Link = ref.Document(docs.Zones)
	}
	return b
}

package topology

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Several is the id of the zone of groups whose members stand in several zones.
const Several = plan.SeveralZone

// A ZonePair is the traffic from one zone to another, or within one.
type ZonePair struct {
	From, To string // zones' ids; Outside, Several
	Flows    []*plan.Flow
}

// PairPage is where the rules from one zone to another are listed.
func PairPage(from, to string) ref.Ref {
	if from == to && from != Outside && from != Several {
		return ref.Document(docs.SameZone).At("to-" + to)
	}
	return docs.From(from).At("to-" + to)
}

// zoneOf is the zone of a party: the site's, Outside where the site gives none, Several for a group or a network that stands in several.
func zoneOf(resolved *plan.Plan, p *plan.Party) string {
	switch {
	case p.Kind != plan.GroupParty || p.Zone != "":
		return resolved.ZoneOf(p)
	}
	zone := resolved.Party(p.Members[0]).Zone
	for _, m := range p.Members {
		if resolved.Party(m).Zone != zone {
			return Several
		}
	}
	return Outside
}

// ZonePairs divides the flows between hosts by the zones of their ends, in the order of the zones.
func ZonePairs(p *plan.Plan) []ZonePair {
	flows := map[[2]string][]*plan.Flow{}
	for _, f := range p.Network() {
		key := [2]string{zoneOf(p, p.Party(f.From)), zoneOf(p, p.Party(f.To))}
		flows[key] = append(flows[key], f)
	}
	var pairs []ZonePair
	for _, from := range zoneIDs(p) {
		for _, to := range zoneIDs(p) {
			if found := flows[[2]string{from, to}]; len(found) > 0 {
				pairs = append(pairs, ZonePair{from, to, found})
			}
		}
	}
	return pairs
}

func zoneIDs(plan *plan.Plan) []string {
	var ids []string
	for _, z := range plan.Zones {
		ids = append(ids, z.ID)
	}
	return append(ids, Outside, Several)
}

// ZoneName is the printed name of a zone.
func ZoneName(plan *plan.Plan, id string, w *wordlist.List) string {
	for _, z := range plan.Zones {
		if z.ID == id {
			return z.Name
		}
	}
	if id == Several {
		return w.Text("topology.several-zones")
	}
	return w.Text("topology.outside")
}

// Matrix counts the flows from every zone to every other; those within a zone stand in its diagonal. Zones without traffic are left out. It
// is nil where more zones have traffic than one picture can hold, or none has.
func Matrix(plan *plan.Plan, w *wordlist.List) *diagram.Matrix {
	pairs := ZonePairs(plan)
	x := &diagram.Matrix{ID: "matrix", Title: w.Fill("topology.matrix-title", "title", plan.Document.Title),
		Words: diagram.MatrixWords{Beyond: w.Text("topology.zone-beyond"), From: w.Text("topology.matrix-from"), To: w.Text("topology.matrix-to"), Legend: w.Text("topology.matrix-legend"),
			Same: w.Text("topology.matrix-same"), None: w.Text("topology.matrix-none")}}
	between := 0
	for _, id := range zoneIDs(plan) {
		if slices.ContainsFunc(pairs, func(p ZonePair) bool { return p.From == id || p.To == id }) {
			x.Zones = append(x.Zones, diagram.Zone{ID: id, Title: ZoneName(plan, id, w), Outside: outside(plan, id)})
		}
	}
	for _, p := range pairs {
		if p.From != p.To {
			between += len(p.Flows)
		}
		word := "topology.matrix-cell"
		if p.From == p.To {
			word = "topology.matrix-cell-same"
		}
		x.Cells = append(x.Cells, diagram.Cell{From: p.From, To: p.To, Count: len(p.Flows), Link: PairPage(p.From, p.To),
			Tip: w.Count(word, len(p.Flows), "from", ZoneName(plan, p.From, w), "to", ZoneName(plan, p.To, w))})
	}
	x.Description = w.Fill("topology.matrix-description", "zones", len(x.Zones), "n", len(plan.Network()), "between", between, "same", len(plan.Network())-between)
	if x.Check() != nil {
		return nil
	}
	return x
}

func outside(plan *plan.Plan, id string) bool {
	for _, z := range plan.Zones {
		if z.ID == id {
			return z.Outside
		}
	}
	return id == Outside
}

// outsideRules is where the rules stand that no host's worksheet holds.
var outsideRules = ref.Document(docs.Overview).At("outside")

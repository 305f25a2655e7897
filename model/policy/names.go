package policy

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"

	"portolan/model/plan"
)

// nameRules gives rules their ids: a G, so that nobody takes a grouped rule for a flow, and the id of the flow that comes first in it. A flow is in one
// grouped rule, so no two have the same id, and one that allows the same keeps its id whatever else the site gets or loses. It keeps it as well when it
// takes in a host that comes after its first ones, as e4 comes after e1, or when what is filed beside it or the port of a listener changes.
func (b *builder) nameRules() {
	for _, d := range b.drafts {
		first := b.plan.Flow(d.Flows[0])
		for _, id := range d.Flows[1:] {
			if f := b.plan.Flow(id); b.compareFlows(f, first) < 0 {
				first = f
			}
		}
		d.ID = "G" + first.ID
	}
}

// compareFlows orders flows by the ids that their hosts had first, as people count these.
func (b *builder) compareFlows(x, y *plan.Flow) int {
	return cmp.Or(plan.CompareNatural(b.firstID(x.From), b.firstID(y.From)), plan.CompareNatural(b.firstID(x.To), b.firstID(y.To)), cmp.Compare(x.ID, y.ID))
}

// digest is a short stable name of a text, as ids of flows have it.
func digest(text string, length int) string {
	sum := sha256.Sum256([]byte(text))
	return base32.StdEncoding.EncodeToString(sum[:])[:length]
}

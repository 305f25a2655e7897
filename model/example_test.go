package model

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/model/plantest"
)

// TestExampleUsesInfrastructure: what stands around the example customer's product has rules of the catalogues of infrastructure, each with reasons that end
// in documents of which one is the publisher's own (as those of the product lead to one); at most four topics stay open, and of each the plan says what to agree with whom.
func TestExampleUsesInfrastructure(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	used := map[string]int{}
	for _, f := range p.Network() {
		if strings.HasPrefix(f.Rule, plan.DeclaredPrefix) {
			continue
		}
		last := f.Chain[len(f.Chain)-1]
		own := slices.ContainsFunc(f.Chain, func(l *plan.Link) bool {
			return l.Citation != nil && l.Citation.Publisher != "" && l.Citation.Kind == ""
		})
		if around := f.Product != p.Products[0].ID; !own || around && last.Kind != plan.DocumentLink {
			t.Errorf("%s (%s): the reasons do not lead to a publisher's document: %+v", f.ID, f.Rule, f.Chain)
		}
		used[f.Product]++
	}
	for _, info := range p.Products {
		if used[info.ID] == 0 {
			t.Errorf("%s has no rule", info.ID)
		}
	}
	if len(used) < 9 {
		t.Errorf("rules of %v only", used)
	}
	var open []string
	for _, n := range p.NotCovered {
		if len(n.Declared) > 0 {
			continue
		}
		if open = append(open, n.ID); n.Agree == "" {
			t.Errorf("%s is open, and nothing says what to agree", n.ID)
		}
	}
	if len(open) > 4 {
		t.Errorf("open topics: %v", open)
	}
}

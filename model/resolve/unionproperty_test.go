package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
)

// TestRandomStates writes sites by chance, and holds the flows of their plans to what each state needs by itself.
func TestRandomStates(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(modeltest.Printed(found))
	}
	for seed := range testenv.Rounds(t, 1000) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			d := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 7)))
			text := d.Write(nil, false)
			site, p := draftedPlan(t, cat, text)
			if seed%2 == 0 {
				var states []string
				for _, s := range p.States {
					states = append(states, s.ID)
				}
				d.UseIn(states)
				text = d.Write(nil, false)
				site, p = draftedPlan(t, cat, text)
			}
			unionOfStates(t, site, cat, p)
			if t.Failed() {
				t.Logf("%s", text)
			}
		})
	}
}

func draftedPlan(t *testing.T, cat *catalog.Catalogue, text []byte) (*site.Site, *plan.Plan) {
	t.Helper()
	site, found := site.Load("site.toml", text)
	if site == nil {
		t.Fatalf("%s\n%s", text, modeltest.Printed(found))
	}
	p, found := Resolve(site, cat, Options{})
	if p == nil {
		t.Fatalf("%s\n%s", text, modeltest.Printed(found))
	}
	return site, p
}

// unionOfStates derives each state by itself and compares what it needs with the flows that name the state.
func unionOfStates(t *testing.T, site *site.Site, cat *catalog.Catalogue, p *plan.Plan) {
	t.Helper()
	s := &product.Network{Site: site, Doubts: site.File.Doubts(), Keys: source.PathsIn(site.File), Plan: newPlan(site), Parties: map[string]*plan.Party{}}
	install(s, slices.Repeat([]*catalog.Catalogue{cat}, len(site.Setups())))
	placeParties(s)
	placeNetworks(s)
	listNodes(s)
	s.Each(placeResources)
	s.Each(describeNodes)
	enumerateStates(s)
	s.Each(joinMulticast)
	if len(s.Plan.States) != len(p.States) {
		t.Fatalf("%d states, %d in the plan", len(s.Plan.States), len(p.States))
	}
	for _, state := range s.Plan.States {
		u := newUnion(s, 0)
		for _, r := range s.Products {
			then := state
			if state.Product != "" && state.Product != r.ID { // to it, nothing has moved
				then.Fact = ""
			}
			newDerivation(r, u).deriveState(assign(r, then))
		}
		u.declareFlows()
		var alone, named []string
		for _, f := range u.flows {
			if f.Product == "" && !slices.Contains(f.States, state.ID) { // declared flows come in all states at once
				continue
			}
			alone = append(alone, strings.Join([]string{f.Product, f.Rule, f.From, f.To, f.Listener}, " "))
		}
		for _, f := range slices.Concat(p.Flows, p.Dropped) {
			if slices.Contains(f.States, state.ID) {
				named = append(named, strings.Join([]string{f.Product, f.Rule, f.From, f.To, f.Listener}, " "))
			}
		}
		slices.Sort(alone)
		slices.Sort(named)
		if !slices.Equal(alone, named) {
			t.Errorf("state %s by itself needs %d flows, %d name it", state.ID, len(alone), len(named))
		}
	}
	for _, f := range p.Flows {
		for _, state := range f.States {
			if !slices.ContainsFunc(p.States, func(s plan.State) bool { return s.ID == state }) {
				t.Errorf("%s names the state %s, which is none", f.ID, state)
			}
		}
	}
}

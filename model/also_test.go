package model

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
)

// TestHostsOfTwoProducts: what holds of a site whose hosts run services of two products is what holds of the sites of each product alone: its rules, with
// their ids and states, its listeners without a rule, who is in which set, and what stalls where a host is lost. No rule leads from a host to itself.
func TestHostsOfTwoProducts(t *testing.T) {
	var cats [2]*catalog.Catalogue
	cats[0], _ = catalog.Open("qlik-sense/2023-08")
	cats[1], _ = catalog.Load(os.DirFS("testdata/products"), "quorum-ledger/7-2")
	if cats[0] == nil || cats[1] == nil {
		t.Fatal("no catalogue")
	}
	rounds, compared, shares := testenv.Rounds(t, 1000), 0, 0
	for seed := range rounds {
		random := rand.New(rand.NewPCG(uint64(seed), 23))
		order := cats
		if seed%2 == 1 {
			order = [2]*catalog.Catalogue{cats[1], cats[0]}
		}
		s := modeltest.NewShared(order, random)
		both, found := sharedPlan(t, s.Both, order[:])
		if both == nil {
			if onlyPorts(found) {
				continue
			}
			t.Fatalf("%s\n%s", s.Both, modeltest.Printed(found))
		}
		compared++
		shares += s.Shares
		var rules, listening, sets []string
		for i, text := range s.Alone {
			alone, found := sharedPlan(t, text, order[i:i+1])
			if alone == nil {
				t.Fatalf("%s\n%s", text, modeltest.Printed(found))
			}
			rules, listening, sets = append(rules, sharedRules(alone)...), append(listening, sharedListening(alone)...), append(sets, sharedSets(alone)...)
			stalledAlike(t, both, alone)
		}
		for what, lists := range map[string][2][]string{"rules": {sharedRules(both), rules}, "listeners": {sharedListening(both), listening}, "sets": {sharedSets(both), sets}} {
			slices.Sort(lists[0])
			slices.Sort(lists[1])
			if !slices.Equal(lists[0], lists[1]) {
				t.Errorf("%s:\n%s\nof each alone:\n%s", what, strings.Join(lists[0], "\n"), strings.Join(lists[1], "\n"))
			}
		}
		for _, f := range both.Network() {
			if f.From == f.To && both.Party(f.From).IsOne() {
				t.Errorf("%s leads from %s to itself", f.ID, f.From)
			}
		}
		if t.Failed() {
			t.Fatalf("%d\n%s", seed, s.Both)
		}
	}
	if compared < rounds/2 || shares < compared {
		t.Errorf("%d of %d sites were compared, with %d shared hosts; the property proves little", compared, rounds, shares)
	}
}

// onlyPorts reports whether services of both products claim a port of a host, and nothing else is wrong.
func onlyPorts(found source.Diagnostics) bool {
	for _, d := range found {
		if d.Severity == source.Error && (d.Code != "S39" || !strings.Contains(d.What, " of Qlik")) {
			return false
		}
	}
	return true
}

func sharedPlan(t *testing.T, text []byte, cats []*catalog.Catalogue) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	s, found := site.Load("site.toml", text)
	if s == nil {
		t.Fatalf("%s\n%s", text, modeltest.Printed(found))
	}
	return resolve.All(s, cats, resolve.Options{})
}

func sharedRules(p *plan.Plan) []string {
	var out []string
	for _, f := range slices.Concat(p.Flows, p.Dropped) {
		var states []string
		for _, state := range f.States {
			if id := sharedState(p, state, f.Product); !slices.Contains(states, id) {
				states = append(states, id)
			}
		}
		slices.Sort(states)
		out = append(out, fmt.Sprint(f.ID, " ", f.Product, " ", f.Rule, " ", f.From, " ", f.To, " ", f.Listener, " ", f.Port, " ", states))
	}
	return out
}

// sharedState is a state as a product knows it: those of others are the normal one to it.
func sharedState(p *plan.Plan, id, product string) string {
	for _, s := range p.States {
		if s.ID == id && s.Product != product {
			return plan.NormalState
		}
	}
	return id
}

func sharedListening(p *plan.Plan) []string {
	var out []string
	for _, l := range p.Unopened {
		out = append(out, fmt.Sprint(l.Product, l.Node, l.Listener, l.Port, l.Reason))
	}
	return out
}

func sharedSets(p *plan.Plan) []string {
	var out []string
	for _, s := range p.Sets {
		out = append(out, fmt.Sprint(s.Product, s.ID, s.In))
	}
	return out
}

// stalledAlike: of a product, what stalls when a host is lost is the same in the site of both.
func stalledAlike(t *testing.T, both, alone *plan.Plan) {
	t.Helper()
	host := alone.Nodes[0].ID
	stalled := func(p *plan.Plan) (out []string) {
		for _, s := range outage.Simulate(p, []string{host}).Stalled {
			if n := p.Node(s.Host); n.PartIn(alone.Products[0].ID) != nil && n.PartIn(alone.Products[0].ID).Service(s.ID) != nil {
				out = append(out, fmt.Sprint(s.Host, s.Service, s.Cause))
			}
		}
		return out
	}
	if a, b := stalled(alone), stalled(both); !slices.Equal(a, b) {
		t.Errorf("%s lost: %v stall in the site of both, %v alone", host, b, a)
	}
}

package model

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
)

// TestOtherProducts resolves sites of invented products whose shape is unlike that of the embedded ones. What the engine assumed of the
// first product would show here.
func TestOtherProducts(t *testing.T) {
	for _, product := range []string{"lantern-mesh", "quorum-ledger", "tide-gauge"} {
		t.Run(product, func(t *testing.T) {
			folder := filepath.Join("testdata", "products", product)
			data, err := os.ReadFile(filepath.Join(folder, "site.toml"))
			if err != nil {
				t.Fatal(err)
			}
			site, found := site.Load("site.toml", data)
			if site == nil {
				t.Fatal(modeltest.Printed(found))
			}
			site.ID = product
			cat, faults := catalog.Load(os.DirFS(filepath.Join("testdata", "products")), site.Product.V)
			if cat == nil || len(faults) > 0 {
				t.Fatal(modeltest.Printed(faults))
			}
			plan, more := resolve.Resolve(site, cat, resolve.Options{})
			if plan == nil {
				t.Fatal(modeltest.Printed(more))
			}
			golden.Check(t, filepath.Join(folder, "plan.txt"), planText(plan, append(found, more...)))
		})
	}
}

// otherPlan resolves the site of an invented product, whose golden TestOtherProducts compares.
func otherPlan(t *testing.T, product string) *plan.Plan {
	t.Helper()
	return otherPlanOf(t, otherSite(t, product))
}

func otherSite(t *testing.T, product string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "products", product, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// otherPlanOf resolves a site of an invented product from its text.
func otherPlanOf(t *testing.T, text string) *plan.Plan {
	t.Helper()
	site, _ := site.Load("site.toml", []byte(text))
	cat, _ := catalog.Load(os.DirFS(filepath.Join("testdata", "products")), site.Product.V)
	plan, found := resolve.Resolve(site, cat, resolve.Options{})
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return plan
}

// TestEveryNodeToEveryOther counts all-to-all traffic: each ordered pair of nodes once, none to itself.
func TestEveryNodeToEveryOther(t *testing.T) {
	p := otherPlan(t, "lantern-mesh")
	pairs := map[[2]string]int{}
	for _, f := range p.Network() {
		if f.Rule == "gossip" {
			pairs[[2]string{f.From, f.To}]++
		}
	}
	for _, from := range p.Nodes {
		for _, to := range p.Nodes {
			want := 1
			if from == to {
				want = 0
			}
			if got := pairs[[2]string{from.ID, to.ID}]; got != want {
				t.Errorf("%d gossip flows from %s to %s, want %d", got, from.ID, to.ID, want)
			}
		}
	}
}

// TestAnyFlagCanMove checks that what moves is the flag that a catalogue says, to each node that may take it, and that a load balancer
// before a set follows it.
func TestAnyFlagCanMove(t *testing.T) {
	p := otherPlan(t, "quorum-ledger")
	var states []string
	for _, s := range p.States {
		states = append(states, s.ID)
	}
	if want := []string{"normal", "leader-on-m2", "leader-on-m3"}; !slices.Equal(states, want) {
		t.Errorf("states %v, want %v", states, want)
	}
	for _, want := range []struct {
		rule, from, to, port string
		states               []string
	}{
		{"F1", "entry", "m1", "6200", []string{"normal"}},
		{"F1", "entry", "m2", "6200", []string{"leader-on-m2"}},
		{"F1", "entry", "m3", "6200", []string{"leader-on-m3"}},
		{"F1", "tellers", "entry", "443", states},
		{"F2", "m1", "m2", "6201", []string{"normal"}},
		{"F2", "m2", "m1", "6201", []string{"leader-on-m2"}},
		{"F2", "m2", "m3", "6201", []string{"leader-on-m2"}},
		{"F3", "m1", "m2", "6202", states},
		{"F4", "m3", "w1", "6300", []string{"leader-on-m3"}},
	} {
		i := slices.IndexFunc(p.Flows, func(f *plan.Flow) bool {
			return f.Rule == want.rule && f.From == want.from && f.To == want.to && f.Numbers.String() == want.port
		})
		if i < 0 {
			t.Errorf("no flow %s from %s to %s on %s", want.rule, want.from, want.to, want.port)
		} else if !slices.Equal(p.Flows[i].States, want.states) {
			t.Errorf("%s from %s to %s is needed in %v, want %v", want.rule, want.from, want.to, p.Flows[i].States, want.states)
		}
	}
}

package topology

import (
	"os"
	"path/filepath"
	"testing"

	"portolan/model"
	"portolan/model/catalog"
	"portolan/render/words"
)

// TestEveryFlowIsDrawnOnce holds the picture against the plan: each flow between hosts stands at exactly one edge, or in a box that shares
// it with others, or inside a box of folded hosts.
func TestEveryFlowIsDrawnOnce(t *testing.T) {
	paths, _ := filepath.Glob("../../sites/*/site.toml")
	if len(paths) == 0 {
		t.Fatal("no sites")
	}
	for _, path := range paths {
		plan := load(t, path)
		w, err := words.Load("en")
		if err != nil {
			t.Fatal(err)
		}
		account(t, path, plan, w)
	}
}

func account(t *testing.T, name string, plan *model.Plan, w *words.List) {
	t.Helper()
	home := map[string]string{}
	for _, g := range fold(plan) {
		for _, p := range g.parties {
			home[p.ID] = g.id
		}
	}
	_, shared := share(plan, home, w)
	drawn := map[string]int{}
	for _, p := range pairsOf(plan, home, shared) {
		for _, f := range append(append([]*model.Flow{}, p.forth...), p.back...) {
			drawn[f.ID]++
		}
	}
	for f := range shared {
		drawn[f.ID]++
	}
	for _, f := range plan.Network() {
		if home[f.From] == home[f.To] {
			drawn[f.ID]++
		}
		if drawn[f.ID] != 1 {
			t.Errorf("%s: flow %s from %s to %s is in the picture %d times", name, f.ID, f.From, f.To, drawn[f.ID])
		}
	}
	if len(drawn) != len(plan.Network()) {
		t.Errorf("%s: %d flows in the picture, %d in the plan", name, len(drawn), len(plan.Network()))
	}
	if err := Site(plan, w).Check(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func load(t *testing.T, path string) *model.Plan {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	site, found := model.Load(path, data)
	if site == nil {
		t.Fatal(found)
	}
	site.ID = filepath.Base(filepath.Dir(path))
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(found)
	}
	plan, found := model.ResolveAll(site, cats, model.Options{})
	if plan == nil {
		t.Fatal(path, found)
	}
	return plan
}

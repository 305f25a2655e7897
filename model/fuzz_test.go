package model

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"portolan/cmd/portolan/terminal"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// FuzzLoad holds any text to what the program relies on: no panic, a plan exactly where nothing is an error, every fault with a place,
// and a plan that can be written and whose flows have both ends.
func FuzzLoad(f *testing.F) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		f.Fatal(modeltest.Printed(found))
	}
	for _, pattern := range []string{"testdata/topologies/*.toml", "testdata/bad/*.toml", "../sites/*/site.toml"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil {
				f.Add(data)
			}
		}
	}
	for seed := range uint64(20) {
		f.Add(modeltest.New(cat, rand.New(rand.NewPCG(seed, 11))).Write(nil, false))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 20_000 {
			t.Skip("size is another test's matter")
		}
		site, found := site.Load("fuzz.toml", data)
		if (site == nil) != found.HasErrors() {
			t.Fatalf("site %v with %s", site != nil, modeltest.Printed(found))
		}
		checkPlaces(t, found)
		if site == nil {
			return
		}
		plan, found := resolve.Resolve(site, cat, resolve.Options{})
		if (plan == nil) != found.HasErrors() {
			t.Fatalf("plan %v with %s", plan != nil, modeltest.Printed(found))
		}
		checkPlaces(t, found)
		if plan == nil {
			return
		}
		for _, flow := range plan.Flows {
			if plan.Party(flow.From) == nil || plan.Party(flow.To) == nil || plan.Flow(flow.ID) != flow || len(flow.Chain) == 0 {
				t.Errorf("%+v", flow)
			}
			if _, err := terminal.Explain(plan, flow.ID); err != nil {
				t.Error(err)
			}
		}
		if _, err := json.Marshal(plan); err != nil {
			t.Error(err)
		}
	})
}

func checkPlaces(t *testing.T, found source.Diagnostics) {
	t.Helper()
	for _, d := range found {
		if d.Code == "" || d.What == "" || !d.At.IsValid() && d.Code != "T08" {
			t.Errorf("a diagnostic without code, words or place: %+v", d)
		}
	}
	_ = modeltest.Printed(found)
}

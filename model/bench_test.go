package model

import (
	"os"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/resolve"
	"portolan/model/site"
)

// largestSite is the description of the largest site that the vendor's documents describe.
const largestSite = "../sites/scenario-extra-large/site.toml"

func BenchmarkLoad(b *testing.B) {
	data, err := os.ReadFile(largestSite)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if site, found := site.Load("site.toml", data); site == nil {
			b.Fatal(modeltest.Printed(found))
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	data, err := os.ReadFile(largestSite)
	if err != nil {
		b.Fatal(err)
	}
	site, found := site.Load("site.toml", data)
	if site == nil {
		b.Fatal(modeltest.Printed(found))
	}
	cat, found := catalog.Open(site.Product.V)
	if cat == nil {
		b.Fatal(modeltest.Printed(found))
	}
	b.ReportAllocs()
	for b.Loop() {
		plan, found := resolve.Resolve(site, cat, resolve.Options{})
		if plan == nil {
			b.Fatal(modeltest.Printed(found))
		}
		b.ReportMetric(float64(len(plan.Flows)), "flows")
	}
}

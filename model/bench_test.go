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

// BenchmarkPairsOfAgents resolves a site of 188 agents and proxies, each agent with a proxy of its own.
func BenchmarkPairsOfAgents(b *testing.B) {
	s, found := site.Load("site.toml", manyAgents())
	cat, faults := catalog.Load(os.DirFS(vendors+"/zabbix/products"), "zabbix/7")
	if s == nil || cat == nil {
		b.Fatal(modeltest.Printed(found), modeltest.Printed(faults))
	}
	b.ReportAllocs()
	for b.Loop() {
		if plan, found := resolve.Resolve(s, cat, resolve.Options{}); plan == nil {
			b.Fatal(modeltest.Printed(found))
		}
	}
}

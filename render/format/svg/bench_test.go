package svg

import "testing"

// BenchmarkInline prints the drawing of the tests for a page. Nothing asserts a time.
func BenchmarkInline(b *testing.B) {
	d := site(b)
	b.ReportAllocs()
	for b.Loop() {
		Inline(d, from("../"))
	}
}

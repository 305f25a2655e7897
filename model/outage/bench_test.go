package outage

import (
	"testing"

	"portolan/model/plantest"
)

// BenchmarkEach loses every host of a site of many equal hosts.
func BenchmarkEach(b *testing.B) {
	p := plantest.Of(b, "thoughtspot-forty")
	for b.Loop() {
		ForEach(p)
	}
}

package topology

import (
	"maps"
	"slices"
	"testing"
)

func TestTiersOfSites(t *testing.T) {
	all := sites(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		p := all[name]
		got := tiers(p)
		for _, z := range p.Zones {
			t.Logf("%s %s (%s): %d", name, z.ID, z.Name, got[z.ID])
		}
	}
}

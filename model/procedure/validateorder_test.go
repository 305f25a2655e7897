package procedure

import (
	"fmt"
	"testing"

	"portolan/model/catalog"
	"portolan/model/source"
)

// TestManyWaysToWait has services of which each starts after all before it: there are as many ways from the last to the first as subsets of those between.
func TestManyWaysToWait(t *testing.T) {
	const services = 60
	cat := &catalog.Catalogue{Services: map[string]catalog.Service{}}
	name := func(i int) string { return fmt.Sprintf("s%02d", i) }
	for i := range services {
		var s catalog.Service
		for before := range i {
			s.StartsAfter = append(s.StartsAfter, source.V(name(before), source.Position{}))
		}
		cat.Services[name(i)] = s
	}
	r := withValues()
	r.Catalogue = cat
	c := &validator{compiler: &compiler{filler: newFiller(r, "one", nil, newDesk()), rules: &rules{waited: map[string][]string{}}}}
	last, first := name(services-1), name(0)
	if n := len(c.waited(last)); n != services-1 {
		t.Errorf("%s waits for %d services, not for the %d before it", last, n, services-1)
	}
	if !c.waitsFor(last, first) || c.waitsFor(first, last) {
		t.Errorf("%s does not wait for %s, or that for it", last, first)
	}
}

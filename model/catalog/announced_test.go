package catalog

import (
	"slices"
	"strings"
	"testing"
)

// TestPlannedStopsAreAnnounced: whoever stops services in planned work is asked first whether the time is agreed, and a point of no return has no rollback.
func TestPlannedStopsAreAnnounced(t *testing.T) {
	stopping := 0
	for _, dir := range Editions() {
		c, _ := Open(dir)
		for _, b := range c.Whole() {
			for _, s := range b.Steps {
				if s.NoReturn.Set() && (s.Rollback.Set() || s.Reversible.V == "yes") {
					t.Errorf("%s: %s: the step %s is a point of no return and has a rollback", dir, b.ID.V, s.ID.V)
				}
			}
			if b.Group.V == "failure" || !slices.ContainsFunc(b.Steps, func(s Step) bool { return len(s.Stops) > 0 }) {
				continue
			}
			stopping++
			if !slices.ContainsFunc(b.PreChecks, func(k Check) bool { return strings.Contains(k.Text.V, "announced") }) {
				t.Errorf("%s: %s stops services, and no check asks whether that is announced", dir, b.ID.V)
			}
		}
	}
	if stopping < 8 {
		t.Errorf("%d runbooks of planned work stop services", stopping)
	}
}

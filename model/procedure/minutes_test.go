package procedure

import (
	"testing"

	"portolan/model/plan"
)

// TestMinutesDownWithoutStops counts all minutes of a runbook that stops and starts nothing: somebody who waits for it is without services for
// all that anybody can tell.
func TestMinutesDownWithoutStops(t *testing.T) {
	steps := []plan.Step{{ID: "look", Minutes: 5}, {ID: "stop-services", Minutes: 2}, {ID: "start-services", Minutes: 4}, {ID: "verify", Minutes: 3}}
	if got := minutesDown(nil, steps); got != 14 {
		t.Errorf("%d minutes of 14", got)
	}
}

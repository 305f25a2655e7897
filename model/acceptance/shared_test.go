package acceptance

import (
	"testing"

	"portolan/model/plantest"
	"portolan/model/policy"
)

// TestSharedTests: where hosts share tests, each rule is tried at each host of a group, by some of the others, and no host tries what it would not try alone.
func TestSharedTests(t *testing.T) {
	p := plantest.Of(t, "thoughtspot-forty")
	all, some := NewMaker(p, policy.Of(p)), NewMaker(p, policy.Of(p))
	some.limits = limits{pairs: 100, others: 10, tried: 3}
	type tried struct {
		to, target, socket string
		expect             Expectation
	}
	want, got := map[tried]int{}, map[tried]int{}
	ids := map[string]bool{}
	for _, host := range p.Parties {
		tests, shared := all.Tests(host)
		if shared {
			t.Errorf("%s shares tests with others", host.ID)
		}
		for _, each := range tests {
			want[tried{each.To, each.Target, each.Socket, each.Expect}]++
			ids[each.ID] = true
		}
		tests, _ = some.Tests(host)
		for _, each := range tests {
			got[tried{each.To, each.Target, each.Socket, each.Expect}]++
			if !ids[each.ID] {
				t.Errorf("%s tries %s at %s (%s) only where it shares", host.ID, each.Socket, each.Target, each.Expect)
			}
		}
	}
	fewer := 0
	for what, n := range want {
		if what.expect == Open && got[what] < min(n, 3) {
			t.Errorf("%s at %s is tried by %d hosts of %d", what.socket, what.target, got[what], n)
		}
		if got[what] < n {
			fewer++
		}
	}
	if fewer == 0 {
		t.Error("nothing is shared")
	}
}

package worksheet

import (
	"testing"

	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// TestStateName names what moves only where one host takes over two things, each in a state of its own.
func TestStateName(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	p := &plan.Plan{States: []plan.State{{ID: "normal"}, {ID: "a", Fact: "central", Holder: "one"}, {ID: "b", Fact: "central", Holder: "two"}, {ID: "d", Fact: "primary", Holder: "two"}}}
	for id, want := range map[string]string{"normal": "normal", "a": "failover to one", "b": "failover of central node to two", "d": "failover of primary to two"} {
		if got := StateName(p, id, w); got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}

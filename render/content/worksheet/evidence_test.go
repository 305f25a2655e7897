package worksheet

import (
	"slices"
	"testing"

	"portolan/model/policy"
	"portolan/render/text/wordlist"
)

// TestEvidence: nothing that was not assessed is called there, and each kind of sighting has a text of its own.
func TestEvidence(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		s    *policy.Sighting
		want string
	}{
		{nil, "not assessed"},
		{&policy.Sighting{}, "not assessed"},
		{&policy.Sighting{Detail: "a set"}, "not assessed, a set"},
		{&policy.Sighting{Seen: policy.InPlace}, "already there"},
		{&policy.Sighting{Seen: policy.InPlace, Wider: "any"}, "already there, wider than documented: also any"},
		{&policy.Sighting{Seen: policy.Absent, Detail: "blocked: x"}, "missing, blocked: x"},
		{&policy.Sighting{Seen: policy.Absent}, "not there"},
	} {
		if got := Evidence(c.s, w); got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
	for _, c := range []struct{ where, want []string }{
		{nil, nil},
		{[]string{"a"}, []string{"a", "collected: day not recorded"}},
		{[]string{"a", "b", "c", "d", "e", "f"}, []string{"a", "b", "c", "d", "and 2 more", "collected: day not recorded"}},
	} {
		if got := SeenIn(&policy.Sighting{Where: c.where}, w); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.where, got, c.want)
		}
	}
}

package portal

import (
	"slices"
	"strings"
	"testing"
)

// TestRevisionsInOrder: the date counts first, then the length of the history, then the revision, with numbers as numbers.
func TestRevisionsInOrder(t *testing.T) {
	want := []Summary{
		{Date: "2025-12-31", Revision: "9.9", History: []string{"1", "2", "3"}},
		{Date: "2026-01-01", Revision: "2.0"},
		{Date: "2026-01-01", Revision: "1.0", History: []string{"0.9"}},
		{Date: "2026-01-01", Revision: "1.9", History: []string{"0.9"}},
		{Date: "2026-01-01", Revision: "1.10", History: []string{"0.9"}},
		{Date: "2026-01-01", Revision: "1.10a", History: []string{"0.9"}},
		{Date: "2026-01-01", Revision: "1.10b", History: []string{"0.9"}},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b Summary) int { return a.Older(&b) })
	for i := range want {
		if got[i].Revision != want[i].Revision {
			t.Fatalf("%v", got)
		}
		for j := range want {
			if order := want[i].Older(&want[j]); order != compareInt(i, j) {
				t.Errorf("%v and %v: %d", want[i], want[j], order)
			}
		}
	}
}

func compareInt(i, j int) int {
	switch {
	case i < j:
		return -1
	case i > j:
		return 1
	}
	return 0
}

func TestReferencesToPacks(t *testing.T) {
	p := &Portal{}
	for _, want := range []Target{{12, "nodes/qs-1"}, {1, "index"}, {1, "2-index"}} {
		if got := p.Targets[p.In(want.Pack, want.Document).Document]; got != want {
			t.Error(got, want)
		}
	}
}

// TestSummariesOfOthers: what no program wrote is refused; what a later one adds is not.
func TestSummariesOfOthers(t *testing.T) {
	good := `{"format":1,"site":"quay","status":"draft","date":"2026-01-01","later":true}`
	if s, err := Read([]byte(good)); err != nil || s.Site != "quay" {
		t.Error(s, err)
	}
	for from, to := range map[string]string{`"format":1`: `"format":2`, `"quay"`: `""`, `"draft"`: `"<b>"`, `2026-01-01`: `yesterday`, `{`: `[`} {
		if s, err := Read([]byte(strings.Replace(good, from, to, 1))); err == nil || !strings.HasPrefix(err.Error(), SummaryPath) {
			t.Error(to, s, err)
		}
	}
}

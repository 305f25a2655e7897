package citation

import (
	"slices"
	"testing"

	"portolan/model/plan"
)

// TestDistinct: a place that lies in another of the same section is left out, and nothing else.
func TestDistinct(t *testing.T) {
	for _, test := range []struct{ lines, want []string }{
		{[]string{"1239-1248", "1243-1248"}, []string{"1239-1248"}},
		{[]string{"5056", "5018-5082"}, []string{"5018-5082"}},
		{[]string{"7", "7"}, []string{"7"}},
		{[]string{"-", "-", "7"}, []string{"-", "7"}},
		{[]string{"3901", "3915-3923"}, []string{"3901", "3915-3923"}},
		{[]string{"10-20", "15-25"}, []string{"10-20", "15-25"}},
		{[]string{"12,31-32", "10-20,30-40"}, []string{"10-20,30-40"}},
		{[]string{"12,50", "10-20"}, []string{"12,50", "10-20"}},
	} {
		var list []plan.Citation
		for _, l := range test.lines {
			list = append(list, plan.Citation{Title: "Guide", Section: "Start", Lines: l})
		}
		var got []string
		for _, c := range Distinct(list) {
			got = append(got, c.Lines)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.lines, got, test.want)
		}
	}
	two := []plan.Citation{{Title: "Guide", Section: "Start", Lines: "1-9"}, {Title: "Guide", Section: "Stop", Lines: "2-3"}}
	if got := Distinct(two); len(got) != 2 {
		t.Errorf("of two sections: %v", got)
	}
}

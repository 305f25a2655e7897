package citation

import (
	"slices"
	"testing"

	"portolan/model/plan"
)

// TestDistinct: a place that lies in another of the same section is left out, and nothing else.
func TestDistinct(t *testing.T) {
	for _, test := range []struct{ pages, want []string }{
		{[]string{"39-48", "43-48"}, []string{"39-48"}},
		{[]string{"56", "18-82"}, []string{"18-82"}},
		{[]string{"7", "7"}, []string{"7"}},
		{[]string{"", "", "7"}, []string{"", "7"}},
		{[]string{"9", "15-23"}, []string{"9", "15-23"}},
		{[]string{"10-20", "15-25"}, []string{"10-20", "15-25"}},
	} {
		var list []plan.Citation
		for _, l := range test.pages {
			list = append(list, plan.Citation{Title: "Guide", Section: "Start", Page: l})
		}
		var got []string
		for _, c := range Distinct(list) {
			got = append(got, c.Page)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.pages, got, test.want)
		}
	}
	two := []plan.Citation{{Title: "Guide", Section: "Start", Page: "1-9"}, {Title: "Guide", Section: "Stop", Page: "2-3"}}
	if got := Distinct(two); len(got) != 2 {
		t.Errorf("of two sections: %v", got)
	}
}

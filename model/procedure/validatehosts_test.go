package procedure

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
)

// TestWordsOfCommandsAreThoseOfPatterns holds the quick search for addresses and names to the patterns that say what they are.
func TestWordsOfCommandsAreThoseOfPatterns(t *testing.T) {
	patterns := []*regexp.Regexp{regexp.MustCompile(`(?:^|[^0-9.\w])(\d{1,3}(?:\.\d{1,3}){3})(?:$|[^0-9.\w])`),
		regexp.MustCompile(`(?:^|[\s'"=@,(])([a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,})(?:$|[\s'":,)/])`)}
	pieces := []string{"10.1.2.3", "10.20.30.400", "1.2.3", "1.2.3.4.5", "1234.1.1.1", "a.bc.de", "qs1.example.com", "a.b", "A.b.cd", "a..bc.de", ".a.bc.de", "a.bc.d", "a.bc.d3", "x-1.y.zz", "_", " ", " ", "\n", "'", "\"", "=", "@", ",",
		"(", ")", ":", "/", "-", ".", "é", "x", "9", "$", "\xff", "\t"}
	random := rand.New(rand.NewPCG(1, 2))
	found := [2]int{}
	for range 20_000 {
		text := ""
		for range 1 + random.IntN(6) {
			text += pieces[random.IntN(len(pieces))]
		}
		for i, place := range []int{0, 4} {
			want := submatches(patterns[i])(text)
			found[i] += len(want)
			if got := hostPlaces[place].find(text); !slices.Equal(got, want) {
				t.Fatalf("in %q: %q, the pattern finds %q", text, got, want)
			}
		}
	}
	if found[0] == 0 || found[1] == 0 {
		t.Errorf("%v addresses and names: too few to tell anything", found)
	}
}

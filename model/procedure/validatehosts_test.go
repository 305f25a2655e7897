package procedure

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
)

// TestWordsOfCommandsAreThoseOfPatterns holds the quick search for what names hosts to the whole patterns that say what it is.
func TestWordsOfCommandsAreThoseOfPatterns(t *testing.T) {
	patterns := []*regexp.Regexp{regexp.MustCompile(`(?:^|[^0-9.\w])(\d{1,3}(?:\.\d{1,3}){3})(?:$|[^0-9.\w])`),
		regexp.MustCompile(`(?:^|[\s'"=(,])\\\\([A-Za-z0-9][A-Za-z0-9._-]*)\\`),
		regexp.MustCompile(`://(?:[^\s/@'"]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)`),
		regexp.MustCompile(`(?:^|\s)(?:-h|--host|-ComputerName|-Server)[ =]['"]?([A-Za-z0-9][A-Za-z0-9.-]*)`),
		regexp.MustCompile(`(?:^|[\s'"=@,(])([a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,})(?:$|[\s'":,)/])`)}
	pieces := []string{"10.1.2.3", "10.20.30.400", "1.2.3", "1.2.3.4.5", "1234.1.1.1", "a.bc.de", "qs1.example.com", "a.b", "A.b.cd", "a..bc.de", ".a.bc.de", "a.bc.d", "a.bc.d3", "x-1.y.zz", "_", " ", " ", "\n", "'", "\"", "=", "@", ",",
		"(", ")", ":", "/", "-", ".", "é", "x", "9", "$", "\xff", "\t",
		"\\", "\\\\", "\\\\srv\\", "://", "user@", "-h", " -h ", "--host", "--host=", " -ComputerName ", "-Server"}
	random := rand.New(rand.NewPCG(1, 2))
	found := [5]int{}
	for range 30_000 {
		text := ""
		for range 1 + random.IntN(6) {
			text += pieces[random.IntN(len(pieces))]
		}
		for i, place := range hostPlaces {
			want := submatches("", patterns[i])(text)
			found[i] += len(want)
			if got := place.find(text); !slices.Equal(got, want) {
				t.Fatalf("in %q: %q, the pattern finds %q", text, got, want)
			}
		}
	}
	if slices.Min(found[:]) < 100 {
		t.Errorf("%v addresses, shares, URLs, options and names: too few to tell anything", found)
	}
}

package procedure

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
)

// hostPatterns say what hostPlaces find, in their order.
var hostPatterns = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^0-9.\w])(\d{1,3}(?:\.\d{1,3}){3})(?:$|[^0-9.\w])`),
	regexp.MustCompile(`(?:^|[\s'"=(,])\\\\([A-Za-z0-9][A-Za-z0-9._-]*)\\`),
	regexp.MustCompile(`://(?:[^\s/@'"]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)`),
	regexp.MustCompile(`(?:^|\s)(?:-h|--host|-ComputerName|-Server)[ =]['"]?([A-Za-z0-9][A-Za-z0-9.-]*)`),
	regexp.MustCompile(`(?:^|[\s'"=@,(])([a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,})(?:$|[\s'":,)/])`),
}

func submatches(pattern *regexp.Regexp, command string) []string {
	var out []string
	for _, m := range pattern.FindAllStringSubmatch(command, -1) {
		out = append(out, m[1])
	}
	return out
}

// TestWordsOfCommandsAreThoseOfPatterns holds the quick search for hosts in commands to the patterns that say how they are named.
func TestWordsOfCommandsAreThoseOfPatterns(t *testing.T) {
	pieces := []string{"10.1.2.3", "10.20.30.400", "1.2.3", "1.2.3.4.5", "1234.1.1.1", "a.bc.de", "qs1.example.com", "a.b", "A.b.cd", "a..bc.de", ".a.bc.de", "a.bc.d", "a.bc.d3", "x-1.y.zz", "_", " ", " ", "\n", "'", "\"", "=", "@", ",",
		"(", ")", ":", "/", "-", ".", "é", "x", "9", "$", "\xff", "\t", `\\`, `\\`, `\`, "://", "http://", "u:p@", "-h", "-h ", "--host=", " -Server ", "-ComputerName"}
	random := rand.New(rand.NewPCG(1, 2))
	found := make([]int, len(hostPlaces))
	for range 40_000 {
		text := ""
		for range 1 + random.IntN(6) {
			text += pieces[random.IntN(len(pieces))]
		}
		for i, place := range hostPlaces {
			want := submatches(hostPatterns[i], text)
			found[i] += len(want)
			if got := place.find(text); !slices.Equal(got, want) {
				t.Fatalf("in %q: %q, the pattern finds %q", text, got, want)
			}
		}
	}
	if slices.Min(found) < 50 {
		t.Errorf("%v hosts: too few to tell anything", found)
	}
}

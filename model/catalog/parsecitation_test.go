package catalog

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// TestCitationsAreThoseOfThePattern holds the reading of places in documents to the pattern that says what they are.
func TestCitationsAreThoseOfThePattern(t *testing.T) {
	pattern := regexp.MustCompile(`^([^:\s]+):(-|[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*) (?:p\.([0-9]+(?:-[0-9]+)?) )?(\S.*)$`)
	pieces := []string{"doc", "a b", ":", "-", "12", "3-4", ",", " ", " ", "p.", "p.49 ", "p.4-5 ", "p.x", "Ports", "é", "\n", "\t", "7", ":- ", "guide:12-13 ", "guide:- p.9 "}
	random := rand.New(rand.NewPCG(3, 4))
	good := 0
	for range 20_000 {
		text := ""
		for range 1 + random.IntN(6) {
			text += pieces[random.IntN(len(pieces))]
		}
		var want Citation
		m := pattern.FindStringSubmatch(strings.TrimSpace(text))
		if m != nil {
			good++
			want = Citation{Document: m[1], Lines: m[2], Page: m[3], Section: m[4]}
		}
		if got, ok := ParseCitation(text); ok != (m != nil) || ok && got != want {
			t.Fatalf("%q: %+v %v, the pattern reads %+v", text, got, ok, want)
		}
	}
	if good < 100 {
		t.Errorf("%d places: too few to tell anything", good)
	}
}

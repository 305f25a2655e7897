package device

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
)

// TestNamesTellApart gives names to contents by chance: each has its own, of characters that names have and no longer than they may be, in whatever order
// the contents were told.
func TestNamesTellApart(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	letters := []rune("aAb-._ é\"\n语")
	for round := range 300 {
		most := []int{31, 35, 63, 64}[round%4]
		claims := map[claim]bool{}
		for range 1 + random.IntN(60) {
			var base strings.Builder
			for range random.IntN(most + 10) {
				base.WriteRune(letters[random.IntN(1+random.IntN(len(letters)))])
			}
			claims[claim{base.String(), fmt.Sprint("content", random.IntN(5)), most}] = true
		}
		n := &namer{prefix: prefixOf(strings.Repeat("site", round%5)), only: "-_", claims: claims}
		n.settle()
		seen := map[string]claim{}
		for c, name := range n.names {
			if other, ok := seen[strings.ToLower(name)]; ok {
				t.Fatalf("%v and %v are both called %q", c, other, name)
			}
			seen[strings.ToLower(name)] = c
			if len(name) > c.most || !strings.HasPrefix(name, n.prefix) || strings.ContainsFunc(name, func(r rune) bool {
				return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
			}) {
				t.Fatalf("%v is called %q", c, name)
			}
		}
		if len(n.names) != len(claims) {
			t.Fatalf("%d names of %d contents", len(n.names), len(claims))
		}
		again := &namer{prefix: n.prefix, only: n.only, claims: maps.Clone(claims)}
		again.settle()
		if !maps.Equal(n.names, again.names) {
			t.Fatal("names differ from run to run")
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("GRP-A", "a", "b")
	f.Add(strings.Repeat("x", 80), "\"", "\n")
	f.Fuzz(func(t *testing.T, base, a, b string) {
		n := &namer{prefix: prefixOf(a), only: "-_.", claims: map[claim]bool{{base, a, 35}: true, {base, b, 35}: true}}
		n.settle()
		x, y := n.names[claim{base, a, 35}], n.names[claim{base, b, 35}]
		if (x == y) != (a == b) || len(x) > 35 || strings.ContainsAny(x, "\" \n\\") {
			t.Errorf("%q: %q is %q, %q is %q", base, a, x, b, y)
		}
	})
}

package revision

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// TestWorkIsExact writes rules by chance: what a change opens is what the new rules let through and the old ones did not, and likewise for what it closes.
func TestWorkIsExact(t *testing.T) {
	seen := map[string]int{}
	for seed := range testenv.Rounds(t, 3000) {
		random := rand.New(rand.NewPCG(uint64(seed), 7))
		before, after := randomRules(random), randomRules(random)
		open, close := Work(before, after)
		was, is := before.packets(), after.packets()
		holdsWork(t, seed, "opened", open, is, was)
		holdsWork(t, seed, "closed", close, was, is)
		for _, x := range slices.Concat(open, close) {
			seen[fmt.Sprint("part ", x.Part)]++
			seen[fmt.Sprint(len(x.Rules) > 1)]++
		}
	}
	for _, what := range []string{"part true", "part false", "true", "false"} {
		if seen[what] < 10 {
			t.Errorf("%v: the test proves little", seen)
		}
	}
}

func holdsWork(t *testing.T, seed int, what string, all []*Traffic, wanted, other map[packet]bool) {
	t.Helper()
	got := map[packet]bool{}
	for _, x := range all {
		walls := slices.Clone(x.Firewalls)
		if x.Hosts {
			walls = append(walls, "")
		}
		for _, wall := range walls {
			for _, from := range x.From {
				for _, to := range x.To {
					if strings.Contains(from, ":") != strings.Contains(to, ":") && !strings.Contains(from+to, "example") {
						continue
					}
					for _, port := range x.Ports {
						got[packet{from, to, port, x.Rules[0].Value("source port"), x.Rules[0].Value("action"), wall}] = true
					}
				}
			}
		}
	}
	for p := range wanted {
		if got[p] == other[p] {
			t.Fatalf("seed %d: %v is %s: %v", seed, p, what, got[p])
		}
	}
	for p := range got {
		if !wanted[p] {
			t.Fatalf("seed %d: %v is %s and not of the rules", seed, p, what)
		}
	}
}

func randomRules(random *rand.Rand) *Revision {
	some := func(list ...string) []string {
		var out []string
		for _, x := range list {
			if random.IntN(2) == 0 {
				out = append(out, x)
			}
		}
		if out == nil {
			return list[:1]
		}
		return out
	}
	r := &Revision{}
	for i := range 1 + random.IntN(4) {
		firewalls := some("inner", "outer")
		if random.IntN(3) == 0 {
			firewalls = nil
		}
		if i > 0 && random.IntN(3) == 0 { // the same at another port
			facts := slices.Clone(r.Items[i-1].Facts)
			facts[4] = one("port", "tcp/8080")
			r.Items = append(r.Items, Item{Kind: Rule, ID: fmt.Sprint("R", i), Facts: facts})
			continue
		}
		r.Items = append(r.Items, Item{Kind: Rule, ID: fmt.Sprint("R", i), Facts: []Fact{one("source", "a"), one("destination", "b"), set("source address", some("10.0.0.1", "10.0.0.0/24", "fd00::1", "a.example")),
			set("destination address", some("10.1.0.1", "10.1.0.2", "fd00::2")), one("port", some("tcp/80", "tcp/443")[0]), one("action", "allow"), set("firewall", firewalls)}})
	}
	return r
}

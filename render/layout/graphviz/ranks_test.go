package graphviz

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"
)

// ranking is a picture of some rows, groups and links: every seed gives another.
func ranking(seed uint64) *Ranking {
	r := rand.New(rand.NewPCG(seed, 5))
	out := &Ranking{Margin: 4}
	rows := [][]int{}
	for row := range 3 + r.IntN(6) {
		rows = append(rows, nil)
		for range 1 + r.IntN(6) {
			group := -1
			if r.IntN(3) > 0 {
				group = row/2*2 + r.IntN(2)
			}
			rows[row] = append(rows[row], len(out.Items))
			out.Items = append(out.Items, RankedItem{Rank: row, Group: group, W: 7 + float64(r.IntN(120))})
		}
	}
	for row := range rows[1:] {
		for _, to := range rows[row+1] {
			for range 1 + r.IntN(2) {
				out.Links = append(out.Links, RankedLink{From: rows[row][r.IntN(len(rows[row]))], To: to, Weight: 1 + r.IntN(4)})
			}
		}
	}
	return out
}

func ranked(t testing.TB, r *Ranking) []float64 {
	t.Helper()
	at, err := Rank(r)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestItemsKeepApartAndGroupsTogether(t *testing.T) {
	for seed := range uint64(60) {
		r := ranking(seed)
		if err := r.verify(ranked(t, r)); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

func TestVerifySeesItemsThatLieOnOthers(t *testing.T) {
	r := &Ranking{Items: []RankedItem{{0, 0, 20}, {1, 0, 20}, {0, -1, 20}, {1, -1, 20}}}
	for name, at := range map[string][]float64{"two on each other": {0, 0, 10, 50}, "one in the range of a group": {0, 60, 30, 120}} {
		if r.verify(at) == nil {
			t.Errorf("%s: nothing is found", name)
		}
	}
	if err := r.verify([]float64{0, 60, 120, 120}); err != nil {
		t.Error(err)
	}
}

func TestTwoAtOnce(t *testing.T) {
	want := [2][]float64{ranked(t, ranking(1)), ranked(t, ranking(2))}
	var wait sync.WaitGroup
	for worker := range 2 {
		wait.Go(func() {
			for range 10 {
				if got, err := Rank(ranking(uint64(worker + 1))); err != nil || !reflect.DeepEqual(got, want[worker]) {
					t.Errorf("another answer than alone (error: %v)", err)
				}
			}
		})
	}
	wait.Wait()
}

func TestAWrongAnswerIsAFault(t *testing.T) {
	r := ranking(3)
	good, err := layout(r.source())
	if err != nil {
		t.Fatal(err)
	}
	at := make([]float64, len(r.Items))
	if err := r.decode(good, at); err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func(string) string{
		"an item is missing":   func(s string) string { return strings.Replace(s, "node n1 ", "node r1 ", 1) },
		"an item too many":     func(s string) string { return strings.Replace(s, "node n1 ", "node n9999 ", 1) },
		"an item of no number": func(s string) string { return strings.Replace(s, "node n1 ", "node nX ", 1) },
		"a place is no number": func(s string) string { return strings.Replace(s, "node n1 ", "node n1 nan", 1) },
		"a place is nowhere":   func(s string) string { return strings.Replace(s, "node n1 ", "node n1 1e300 ", 1) },
		"it breaks off":        func(s string) string { return strings.TrimSuffix(s, "stop\n") },
		"garbage":              func(string) string { return "\x00\x01" },
		"nothing":              func(string) string { return "" },
		"an empty answer":      func(string) string { return "graph 1 1 1\nstop\n" },
	} {
		damaged := damage(string(good))
		if damaged == string(good) {
			t.Errorf("%s: the answer has another form than this test expects", name)
		}
		if err := r.decode([]byte(damaged), at); err == nil {
			t.Errorf("%s: the answer is accepted", name)
		}
	}
}

func BenchmarkRank(b *testing.B) {
	r := ranking(4)
	for b.Loop() {
		ranked(b, r)
	}
}

package graphviz

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// run asks for five rankings, with a library that does what ask says, and returns the error of each that fails.
func run(t *testing.T, ask func(dot string) ([]byte, error)) (places [][]float64, faults map[int]error) {
	t.Helper()
	before := machine
	machine = &guard{ask: ask}
	defer func() { machine = before }()
	faults = map[int]error{}
	for i := range 5 {
		at, err := Rank(ranking(uint64(i)))
		if err != nil {
			faults[i] = err
		}
		places = append(places, at)
	}
	return places, faults
}

// TestOneThatFailsHarmsNoOther makes the library fail in every way it can for the third of five.
func TestOneThatFailsHarmsNoOther(t *testing.T) {
	clean, faults := run(t, layout)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	third := ranking(2).source()
	for name, fail := range map[string]func() ([]byte, error){
		"error":            func() ([]byte, error) { return nil, errors.New("failed to read wasm memory") },
		"panic":            func() ([]byte, error) { panic("wasm error: unreachable") },
		"nothing":          func() ([]byte, error) { return nil, nil },
		"garbage":          func() ([]byte, error) { return []byte(strings.Repeat("\x00\xff", 700_000)), nil },
		"another's answer": func() ([]byte, error) { return layout(probe) },
		"two pictures":     func() ([]byte, error) { return layout("digraph a { x -> y }\ndigraph b { v -> w -> x }") },
		"not to be parsed": func() ([]byte, error) { return layout("digraph { a -> ") },
		"a label that fails": func() ([]byte, error) {
			return layout("digraph { a [label=<<TABLE FIXEDSIZE=\"TRUE\" WIDTH=\"5\" HEIGHT=\"5\"><TR><TD></TD></TR></TABLE>>] }")
		},
	} {
		failures := 0
		places, faults := run(t, func(dot string) ([]byte, error) {
			if dot == third {
				failures++
				return fail()
			}
			return layout(dot)
		})
		if failures == 0 {
			t.Fatalf("%s: the library did not fail", name)
		}
		if faults[2] == nil || len(faults) != 1 {
			t.Errorf("%s: got faults %v, want one of the third", name, faults)
		}
		for i := range places {
			if i != 2 && !reflect.DeepEqual(places[i], clean[i]) {
				t.Errorf("%s: number %d comes out otherwise than in a clean run", name, i)
			}
		}
	}
}

// TestRemainsOfAnEarlierInputDoNoHarm poisons the library before a picture that has no fault: with two pictures in one input it goes on
// reading the old one. All pictures, the next one too, come out as in a clean run.
func TestRemainsOfAnEarlierInputDoNoHarm(t *testing.T) {
	clean, _ := run(t, layout)
	calls := 0
	places, faults := run(t, func(dot string) ([]byte, error) {
		if calls++; calls == 3 || calls == 6 {
			if _, err := layout("digraph a { x -> y }\ndigraph zones { n0 -> n1 -> n2 }"); err != nil {
				t.Logf("poison: %v", err)
			}
		}
		return layout(dot)
	})
	if len(faults) > 0 || !reflect.DeepEqual(places, clean) {
		t.Errorf("other pictures than in a clean run; faults: %v", faults)
	}
}

func TestALibraryThatDoesNotRecoverIsNotUsedAgain(t *testing.T) {
	calls, dead := 0, false
	places, faults := run(t, func(dot string) ([]byte, error) {
		if calls++; calls == 3 {
			dead = true
		}
		if dead {
			return nil, errors.New("module closed with exit_code(2)")
		}
		return layout(dot)
	})
	if places[0] == nil || len(faults) != 4 || calls > 12 {
		t.Errorf("%d calls, faults %v", calls, faults)
	}
	for i, err := range faults {
		if !errors.Is(err, ErrBroken) {
			t.Errorf("number %d: got %v, want ErrBroken", i, err)
		}
	}
}

// TestStateThatIsKeptLeavesNoTrace asks for one picture with a new library's state and with one that has seen others, and looks at what
// failures leave.
func TestStateThatIsKeptLeavesNoTrace(t *testing.T) {
	ask := func(dot string) string {
		answer, err := layout(dot)
		if err != nil {
			t.Fatal(err)
		}
		return string(answer)
	}
	kept = nil
	fresh := ask(ranking(7).source())
	first := kept
	for seed := range uint64(20) {
		ask(ranking(seed).source())
	}
	if kept == nil || kept != first {
		t.Error("layouts that go well do not share their state")
	}
	if ask(ranking(7).source()) != fresh {
		t.Error("a state that has seen other pictures answers otherwise")
	}
	if _, err := layout("graph { a -- "); err == nil || kept != nil {
		t.Errorf("after a failure (%v) its state is kept", err)
	}
	if ask(ranking(7).source()) != fresh {
		t.Error("the answer after a failure is another")
	}
}

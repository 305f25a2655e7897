package graphviz

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// pack are the pictures of a site, as one run places them.
func pack() []*diagram.Graph {
	return []*diagram.Graph{fiveNodes(), random(3, 15), marks(), random(8, 20), random(4, 11)}
}

// run places pictures anew, with a library that does what ask says, and returns the error of each that fails.
func run(t *testing.T, graphs []*diagram.Graph, ask func(dot string) ([]byte, error)) (scenes []*diagram.Scene, faults map[string]error) {
	t.Helper()
	before := machine
	machine = &guard{ask: ask}
	defer func() { machine = before }()
	m := measure(t)
	faults = map[string]error{}
	for _, g := range graphs {
		s, err := place(g, m) // nothing is remembered
		if err != nil {
			faults[g.ID] = err
		}
		scenes = append(scenes, s)
	}
	return scenes, faults
}

// TestOnePictureThatFailsHarmsNoOther makes the library fail in every way it can for the third of five pictures.
func TestOnePictureThatFailsHarmsNoOther(t *testing.T) {
	clean, faults := run(t, pack(), layout)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	third := map[string]bool{}
	for _, gap := range gaps {
		for _, s := range diagram.Arrange(marks(), measure(t), gap) {
			third[source(s)] = true
		}
	}
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
		scenes, faults := run(t, pack(), func(dot string) ([]byte, error) {
			if third[dot] {
				failures++
				return fail()
			}
			return layout(dot)
		})
		if failures == 0 {
			t.Fatalf("%s: the library did not fail", name)
		}
		fault := (*diagram.Fault)(nil)
		if !errors.As(faults["marks"], &fault) || fault.Picture != "marks" || len(faults) != 1 {
			t.Errorf("%s: got faults %v, want one of picture marks", name, faults)
		}
		for i, g := range pack() {
			if i != 2 && !reflect.DeepEqual(scenes[i], clean[i]) {
				t.Errorf("%s: picture %s is another than in a clean run", name, g.ID)
			}
		}
		if s := diagram.Grid(marks(), measure(t)); diagram.Verify(s, measure(t)) != nil {
			t.Errorf("%s: nor does the grid hold", name)
		}
	}
}

// TestRemainsOfAnEarlierInputDoNoHarm poisons the library before a picture that has no fault: with two pictures in one input it goes on
// reading the old one. All pictures, the next one too, come out as in a clean run.
func TestRemainsOfAnEarlierInputDoNoHarm(t *testing.T) {
	clean, _ := run(t, pack(), layout)
	calls := 0
	scenes, faults := run(t, pack(), func(dot string) ([]byte, error) {
		if calls++; calls == 3 || calls == 6 {
			if _, err := layout("digraph a { x -> y }\ndigraph zones { n0 -> n1 -> n2 }"); err != nil {
				t.Logf("poison: %v", err)
			}
		}
		return layout(dot)
	})
	if len(faults) > 0 || !reflect.DeepEqual(scenes, clean) {
		t.Errorf("other pictures than in a clean run; faults: %v", faults)
	}
}

func TestALibraryThatDoesNotRecoverIsNotUsedAgain(t *testing.T) {
	calls, dead := 0, false
	scenes, faults := run(t, pack(), func(dot string) ([]byte, error) {
		if calls++; calls == 3 {
			dead = true
		}
		if dead {
			return nil, errors.New("module closed with exit_code(2)")
		}
		return layout(dot)
	})
	if scenes[0] == nil || len(faults) != 4 || calls > 12 {
		t.Errorf("%d calls, faults %v", calls, faults)
	}
	for id, err := range faults {
		if !strings.Contains(err.Error(), id) || !errors.Is(err, ErrBroken) {
			t.Errorf("got %v, want ErrBroken that names picture %s", err, id)
		}
	}
}

func TestEqualPicturesArePlacedOnce(t *testing.T) {
	before := machine
	calls := 0
	machine = &guard{ask: func(dot string) ([]byte, error) { calls++; return layout(dot) }}
	defer func() { machine = before }()
	m := measure(t)
	first, second := random(77, 9), random(77, 9)
	second.ID, second.Boxes[0].Tip, second.Boxes[0].Link = "second", "another", ref.Document("other")
	a, err1 := Layout(first, m)
	made := calls
	b, err2 := Layout(second, m)
	if err1 != nil || err2 != nil || made == 0 || calls != made {
		t.Fatalf("%d and then %d calls of the library (%v, %v)", made, calls-made, err1, err2)
	}
	if b.Graph != second || b.Boxes[0].Link != ref.Document("other") || a.Boxes[0].Link == ref.Document("other") {
		t.Error("the second picture has the content of the first")
	}
	b.Boxes[0].Frame.X, b.Edges[0].Course[0].X = -99, -99
	if c, err := Layout(second, m); err != nil || c.Boxes[0].Frame.X == -99 || c.Edges[0].Course[0].X == -99 {
		t.Error("a remembered picture was changed from outside")
	}
	fresh, err := place(first, m)
	if err != nil || !reflect.DeepEqual(fresh, a) {
		t.Errorf("a picture comes out otherwise when it is placed anew (%v)", err)
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	p := &places{scenes: map[string]*diagram.Scene{}}
	g := fiveNodes()
	s := placed(t, g)
	for i := range remembered + 5 {
		p.keep(strings.Repeat("x", i), s)
	}
	if len(p.scenes) > remembered {
		t.Errorf("%d pictures are remembered", len(p.scenes))
	}
	if got := p.find(strings.Repeat("x", remembered+4), g); !reflect.DeepEqual(got, s) {
		t.Error("the last picture is forgotten or changed")
	}
}

// TestStateThatIsKeptLeavesNoTrace asks for one picture with a new library's state and with one that has seen others, and looks at what
// failures leave.
func TestStateThatIsKeptLeavesNoTrace(t *testing.T) {
	text := func(g *diagram.Graph) string { return source(diagram.Arrange(g, measure(t), 1)[0]) }
	ask := func(dot string) string {
		answer, err := layout(dot)
		if err != nil {
			t.Fatal(err)
		}
		return string(answer)
	}
	kept = nil
	fresh := ask(text(fiveNodes()))
	first := kept
	for seed := range uint64(20) {
		ask(text(random(seed, 12)))
	}
	if kept == nil || kept != first {
		t.Error("layouts that go well do not share their state")
	}
	if ask(text(fiveNodes())) != fresh {
		t.Error("a state that has seen other pictures answers otherwise")
	}
	if _, err := layout("graph { a -- "); err == nil || kept != nil {
		t.Errorf("after a failure (%v) its state is kept", err)
	}
	if ask(text(fiveNodes())) != fresh {
		t.Error("the answer after a failure is another")
	}
}

// Package graphviz is the one door to go-graphviz. It asks for positions alone: no text of a user goes in, every result is
// verified before it comes out, and only one layout runs at a time, because the library has one global machine and reports
// some of its failures as success. It never draws and never writes a file besides the library's cache of compiled code.
package graphviz

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	library "github.com/goccy/go-graphviz"
	"github.com/goccy/go-graphviz/cgraph"
	"github.com/goccy/go-graphviz/gvc"

	"portolan/render/diagram"
	"portolan/render/graphviz/cache"
)

// ErrBroken is returned once the library has failed: its memory may hold remains of the failed picture, which would show up in
// the next one. Pictures can still be placed by diagram.Grid.
var ErrBroken = errors.New("graphviz failed earlier in this run and is not used again")

var (
	mutex  sync.Mutex
	broken bool
)

func init() {
	cache.Seal()
	library.SetFileSystem(nothing{})
}

// nothing is a file system without files: a layout has none to read.
type nothing struct{}

func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Layout places a picture. A scene comes back only if diagram.Verify finds no fault in it; the error names the picture. It may be
// called from several goroutines.
func Layout(g *diagram.Graph, m *diagram.Measure) (*diagram.Scene, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	var fault error
	for _, gap := range gaps {
		for _, s := range diagram.Arrange(g, m, gap) {
			err := route(s, m)
			if err == nil {
				return s, nil
			}
			if f := (*diagram.Fault)(nil); !errors.As(err, &f) {
				return nil, fmt.Errorf("picture %q: %w", g.ID, err)
			}
			fault = err
		}
	}
	return nil, fault
}

// gaps are tried in turn: the closest picture in which every label has a place is the one that prints largest.
var gaps = []float64{1, 1.3, 1.7, 2.3, 3.2, 4.5}

// route gives a scene its edges and their labels.
func route(s *diagram.Scene, m *diagram.Measure) error {
	dot := source(s)
	data, err := alone(func() ([]byte, error) { return layout(dot) })
	if err != nil {
		return err
	}
	if err := decode(data, s); err != nil {
		return err
	}
	return finish(s, m)
}

// finish gives a scene with courses its labels and looks at the whole.
func finish(s *diagram.Scene, m *diagram.Measure) error {
	if !diagram.PlaceLabels(s, m) {
		return &diagram.Fault{Picture: s.Graph.ID, What: "no room for the labels of the edges"}
	}
	diagram.Fit(s)
	return diagram.Verify(s, m)
}

// alone lets one piece of work use the library. A panic in it becomes an error, and no error is forgotten: see ErrBroken.
func alone(work func() ([]byte, error)) (data []byte, err error) {
	mutex.Lock()
	defer mutex.Unlock()
	if broken {
		return nil, ErrBroken
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("graphviz panicked: %v", p)
		}
		broken = broken || err != nil
	}()
	return work()
}

// engine is Graphviz's: the one that leaves everything in its place and draws edges around it.
const engine = "nop2"

// layout hands a text to Graphviz and returns its answer as json0.
func layout(dot string) ([]byte, error) {
	ctx := context.Background()
	machine, err := gvc.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("start graphviz: %w", err)
	}
	defer machine.Close()
	graph, err := cgraph.ParseBytes([]byte(dot))
	if err != nil {
		return nil, fmt.Errorf("hand the picture to graphviz: %w", err)
	}
	if graph == nil {
		return nil, errors.New("graphviz read no picture")
	}
	defer graph.Close()
	if err := machine.Layout(ctx, graph, engine); err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	defer machine.FreeLayout(ctx, graph)
	var out strings.Builder
	if err := machine.RenderData(ctx, graph, "json0", &out); err != nil {
		return nil, fmt.Errorf("read positions from graphviz: %w", err)
	}
	return []byte(out.String()), nil
}

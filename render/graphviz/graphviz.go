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
	for _, way := range ways(g) {
		s, err := attempt(g, m, way)
		if err == nil {
			return s, nil
		}
		if f := (*diagram.Fault)(nil); !errors.As(err, &f) {
			return nil, fmt.Errorf("picture %q: %w", g.ID, err)
		}
		fault = err
	}
	return nil, fault
}

// A way is how room for the labels is made: by Graphviz, or by wider gaps.
type way struct {
	labels bool    // give the labels' sizes to Graphviz
	gap    float64 // factor for the gaps between boxes and ranks
}

// ways are tried in turn. Labels multiply the time that a layout takes; beyond a number of edges they are placed afterwards.
func ways(g *diagram.Graph) []way {
	const labelledEdges = 90
	if len(g.Edges) > labelledEdges {
		return []way{{false, 1.5}, {false, 2.5}}
	}
	return []way{{true, 1}, {false, 1.6}, {false, 2.5}}
}

func attempt(g *diagram.Graph, m *diagram.Measure, w way) (*diagram.Scene, error) {
	dot := source(g, m, w)
	data, err := alone(func() ([]byte, error) { return layout(dot) })
	if err != nil {
		return nil, err
	}
	s, err := decode(data, g, m)
	if err != nil {
		return nil, err
	}
	diagram.PlaceHeadings(s, m)
	if !diagram.PlaceLabels(s, m) {
		return nil, &diagram.Fault{Picture: g.ID, What: "no room for the labels of the edges"}
	}
	return s, diagram.Verify(s, m)
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
	if err := machine.Layout(ctx, graph, "dot"); err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	defer machine.FreeLayout(ctx, graph)
	var out strings.Builder
	if err := machine.RenderData(ctx, graph, "json0", &out); err != nil {
		return nil, fmt.Errorf("read positions from graphviz: %w", err)
	}
	return []byte(out.String()), nil
}

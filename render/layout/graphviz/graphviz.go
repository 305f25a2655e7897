// Package graphviz is the one door to go-graphviz. Pictures are arranged without it; it draws their edges around everything that stands
// there. No text of a user goes in, every result is verified before it comes out, and only one layout runs at a time, because the library
// has one global machine and reports some of its failures as success. It never draws and never writes a file besides the library's cache
// of compiled code.
package graphviz

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	library "github.com/goccy/go-graphviz"
	"github.com/goccy/go-graphviz/cgraph"
	"github.com/goccy/go-graphviz/gvc"

	"portolan/render/layout/diagram"
	"portolan/render/layout/graphviz/cache"
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

// Layout places a picture. A scene comes back only if diagram.Verify finds no fault in it; the error names the picture and what is
// wrong. Pictures of equal sizes are placed once. It may be called from several goroutines.
func Layout(g *diagram.Graph, m *diagram.Measure) (*diagram.Scene, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	key := signature(g, m)
	if s := known.find(key, g); s != nil {
		return s, nil
	}
	s, err := place(g, m)
	if err == nil {
		known.keep(key, s)
	}
	return s, err
}

// gaps are tried in turn, first those at which pictures look well, then closer ones, then wider ones in which every label has a place. A
// picture that can be read on A4 is taken at once; of others the one that prints largest.
var gaps = []float64{1, closest, 1.3, 1.7, 2.3, 3.2, 4.5}

// closest is the least gap at which edges still find ways between boxes.
const closest = 0.8

func place(g *diagram.Graph, m *diagram.Measure) (*diagram.Scene, error) {
	best, fault := (*diagram.Scene)(nil), error(nil)
	for _, gap := range gaps {
		if best != nil && gap > 1 {
			return best, nil
		}
		arranged := diagram.Arrange(g, m, gap)
		for _, s := range arranged {
			err := route(s, m)
			if f := (*diagram.Fault)(nil); err != nil && !errors.As(err, &f) {
				return nil, fmt.Errorf("diagram %q: %w", g.ID, err)
			}
			switch {
			case err != nil:
				fault = err
			case s.Legible(m) || len(arranged) == 1: // a large picture: another would not fit on A4 either
				return s, nil
			case best == nil || s.PrintScale(m) > best.PrintScale(m):
				best = s
			}
		}
	}
	if best != nil {
		return best, nil
	}
	return nil, fault
}

// route gives a scene its edges and their labels, and looks at the whole.
func route(s *diagram.Scene, m *diagram.Measure) error {
	if err := machine.courses(s); err != nil {
		return err
	}
	diagram.Part(s)
	diagram.Spread(s)
	diagram.Steer(s)
	if !diagram.PlaceLabels(s, m) {
		return &diagram.Fault{Picture: s.Graph.ID, What: "no room for the labels of the edges"}
	}
	diagram.Fit(s)
	return diagram.Verify(s, m)
}

// engine is Graphviz's: the one that leaves everything in its place and draws edges around it.
const engine = "nop2"

// kept is the library's state after a layout that went well: its table of engines and formats takes a hundred calls to build. It belongs
// to the guard's lock.
var kept *gvc.Context

// layout hands a text to Graphviz and returns its answer as json0. It takes the kept state away and gives it back only when all went well:
// a layout that fails, or panics, leaves nothing of its own to the next one.
func layout(dot string) ([]byte, error) {
	ctx := context.Background()
	gv := kept
	if kept = nil; gv == nil {
		var err error
		if gv, err = gvc.New(ctx); err != nil {
			return nil, fmt.Errorf("start graphviz: %w", err)
		}
	}
	answer, err := ask(ctx, gv, dot)
	if err != nil {
		return nil, errors.Join(err, gv.Close())
	}
	kept = gv
	return answer, nil
}

func ask(ctx context.Context, gv *gvc.Context, dot string) ([]byte, error) {
	graph, err := cgraph.ParseBytes([]byte(dot))
	if err != nil {
		return nil, fmt.Errorf("pass the diagram to graphviz: %w", err)
	}
	if graph == nil {
		return nil, errors.New("graphviz read no diagram")
	}
	defer graph.Close()
	engine := library.Layout(engine)
	if strings.HasPrefix(dot, "digraph r ") {
		engine = "dot"
	}
	if err := gv.Layout(ctx, graph, string(engine)); err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	defer gv.FreeLayout(ctx, graph)
	var out strings.Builder
	if err := gv.RenderData(ctx, graph, "json0", &out); err != nil {
		return nil, fmt.Errorf("read positions from graphviz: %w", err)
	}
	return []byte(out.String()), nil
}

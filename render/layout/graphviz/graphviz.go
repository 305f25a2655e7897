// Package graphviz is the one door to go-graphviz: it orders what stands in the rows of a picture, so that lines cross seldom and run straight. No text of a user goes in,
// every result is verified before it comes out, and only one layout runs at a time, because the library has one global machine and reports some of its failures
// as success. It never draws and never writes a file besides the library's cache of compiled code.
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

// engine is Graphviz's: the one that orders and places what stands in rows.
const engine = "dot"

// kept is the library's state after a layout that went well: its table of engines and formats takes a hundred calls to build. It belongs
// to the guard's lock.
var kept *gvc.Context

// layout hands a text to Graphviz and returns its answer in the plain form. It takes the kept state away and gives it back only when all went well:
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
	if err := gv.Layout(ctx, graph, engine); err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	defer gv.FreeLayout(ctx, graph)
	var out strings.Builder
	if err := gv.RenderData(ctx, graph, "plain", &out); err != nil {
		return nil, fmt.Errorf("read positions from graphviz: %w", err)
	}
	return []byte(out.String()), nil
}

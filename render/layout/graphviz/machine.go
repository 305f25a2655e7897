package graphviz

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
)

// ErrBroken is returned once the library has failed and does not recover: its memory may hold remains of a failed picture, which would
// show up in the next one. Pictures can still be placed without it.
var ErrBroken = errors.New("graphviz failed earlier in this run, did not recover, and is not used again")

// A guard lets one piece of work at a time use the library, and notices when the library is no longer itself.
type guard struct {
	sync.Mutex
	ask    func(dot string) ([]byte, error)
	sound  []byte // the answer to probe by a library that works
	broken bool
}

var machine = &guard{ask: layout}

// probe is a picture whose answer is known: a group, and a link that has to pass it.
const probe = `digraph r {
graph [newrank=true splines=none nodesep=0.02 ranksep=0.5];
node [shape=box fixedsize=true label=" " height=0.1];
n0 [width=1];
n1 [width=2];
n2 [width=1];
n3 [width=0.1];
subgraph cluster_0 {n1}
{rank=same; n1; n3}
n0 -> n1;
n1 -> n2;
n0 -> n3;
n3 -> n2;
}
`

// answer hands a text to the library and its answer to read. Where the library fails, or answers with something that read refuses, it is first brought back to its
// senses and asked again: the fault may be one that an earlier picture left behind. What fails twice is an error of this picture, and others are not harmed by it.
func (g *guard) answer(dot string, read func([]byte) error) error {
	g.Lock()
	defer g.Unlock()
	if g.sound == nil && !g.broken {
		if answer, err := g.safely(probe); err == nil {
			g.sound = answer
		}
	}
	var err error
	for range 2 {
		if g.broken {
			return ErrBroken
		}
		var data []byte
		if data, err = g.safely(dot); err == nil {
			if err = read(data); err == nil {
				return nil
			}
		}
		kept = nil // an answer that is none may come from the library's state
		g.broken = !g.recovers()
	}
	return err
}

// recovers asks the library for the probe until its answer is right: remains of an earlier input are gone after one or two.
func (g *guard) recovers() bool {
	for range 4 {
		if answer, err := g.safely(probe); err == nil && g.sound != nil && bytes.Equal(answer, g.sound) {
			return true
		}
	}
	return false
}

// safely turns a panic of the library into an error.
func (g *guard) safely(dot string) (data []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			data, err = nil, fmt.Errorf("graphviz panicked: %v", p)
		}
	}()
	return g.ask(dot)
}

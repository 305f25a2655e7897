package source

import (
	"fmt"
	"slices"
	"strings"
)

// A path names a value in messages: "nodes.n1.addresses[2]". It is put into words only for a message. The nil path is the file.
type path struct {
	parent *path
	name   string
	index  int // of a list's element, when there is no name
	inList bool
}

func (p *path) key(name string) *path { return &path{parent: p, name: name} }

func (p *path) item(i int) *path { return &path{parent: p, index: i, inList: true} }

// mark is the path as doubts name it.
func (p *path) mark() string {
	var steps []string
	for step := p; step != nil; step = step.parent {
		if !step.inList {
			steps = append(steps, step.name)
		}
	}
	slices.Reverse(steps)
	return joined(steps)
}

// String is the path as people write it in TOML, or "the file".
func (p *path) String() string {
	if p == nil {
		return "the file"
	}
	var steps []string
	for step := p; step != nil; step = step.parent {
		steps = append(steps, step.word())
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
	}
	return b.String()
}

// word is one step of a path, with what joins it to the step before.
func (p *path) word() string {
	if p.inList {
		return fmt.Sprintf("[%d]", p.index)
	}
	name := p.name
	if strings.ContainsAny(name, ". \"'") || name == "" {
		name = fmt.Sprintf("%q", name)
	}
	if p.parent != nil {
		name = "." + name
	}
	return name
}

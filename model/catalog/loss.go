package catalog

import (
	"strings"

	"portolan/model/source"
)

// LossNote says what the loss of a host means to people, and what to do first.
type LossNote struct {
	At     source.Position
	Of     str  `toml:"of,required"` // a set, or "resource:NAME"
	Text   str  `toml:"text,required"`
	Next   str  `toml:"next,required"`
	When   strs `toml:"when"`
	Source strs `toml:"source,required"`
}

func (k *checker) losses() {
	for i := range k.c.Losses {
		l := &k.c.Losses[i]
		if resource, ok := strings.CutPrefix(l.Of.V, onResource); ok {
			known(k, "resource", source.V(resource, l.Of.At), k.c.Resources)
		} else {
			known(k, "set", l.Of, k.c.Sets)
		}
		k.conditions(l.When)
		k.cited(l.At, l.Source, true)
		k.names("note on the loss of", l.Of.V, nil, nil, l)
	}
}

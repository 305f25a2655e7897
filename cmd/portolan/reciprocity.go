package main

import (
	"fmt"

	"portolan/model/catalog"
)

// reciprocity reports the loose ends of a catalogue: listeners that nobody calls, callers without a listener, names that no rule speaks of.
// One that nothing explains is an error.
func (o catalogOptions) reciprocity(p *program, args []string) error {
	if len(args) != 1 {
		return usageError("catalog reciprocity takes a product and its edition, as in: portolan catalog reciprocity shop/2")
	}
	shelf, found := openShelf(*o.catalogs)
	dir, err := shelf.named(args[0])
	if found.HasErrors() || err != nil {
		p.showLoose(found)
		return firstOf(verdict(found, false), err)
	}
	c, editions, more := shelf.editions(dir)
	p.showLoose(append(found, more...))
	if c == nil {
		return exitCode(exitFailed)
	}
	ends := catalog.Reciprocity(c, editions...)
	if err := o.answer(p, looseEnds(ends), func() string { return catalog.ReciprocityText(c, editions...) }); err != nil {
		return err
	}
	if n := len(catalog.Unexplained(c, editions...)); n > 0 {
		p.say("%s: nothing explains %d loose ends\n", dir, n)
		return exitCode(exitFailed)
	}
	return nil
}

// looseEnd is a loose end for programs.
type looseEnd struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Where   string `json:"where"`
	Because string `json:"because"` // "" where nothing explains it
}

func looseEnds(list []catalog.LooseEnd) []looseEnd {
	out := []looseEnd{}
	for _, l := range list {
		out = append(out, looseEnd{string(l.Kind), l.ID, fmt.Sprintf("%s:%d", l.At.File(), l.At.Line()), l.Because})
	}
	return out
}
